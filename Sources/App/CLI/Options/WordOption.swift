public import ArgumentParser

/// The value of an option that is one of several words, which are the cases' raw values.
///
/// The words are listed here, as the parser's own lists take a look-up of conformances in all of the program
/// for each such type at every start.
public protocol WordOption: ExpressibleByArgument, CaseIterable, RawRepresentable
where RawValue == String {}

extension WordOption {
  /// The words.
  public static var allValueStrings: [String] { allCases.map { $0.rawValue } }

  /// None: a word says what it means.
  public static var allValueDescriptions: [String: String] { [:] }
}
