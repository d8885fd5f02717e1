public import Diagnostics

/// A regular expression whose matching time is proportional to the text's length.
///
/// The syntax is RE2's without captures; there are no back-references and no look-around, because
/// they cannot be matched in linear time. A pattern is compiled to a nondeterministic automaton
/// whose states are all followed at once.
public struct RegularExpression: Sendable {
  /// The most bytes that a pattern may have.
  public static let lengthLimit = 2_000
  /// The most states that its automaton may have.
  public static let stateLimit = 10_000
  /// The largest count in `x{n,m}`.
  public static let repeatLimit = 1_000

  /// Why a pattern cannot be used.
  public struct PatternError: Error, Sendable {
    /// What is wrong.
    public var message: LocalizedText

    init(zh: String, en: String) { message = LocalizedText(zh: zh, en: en) }
  }

  /// The pattern as written.
  public let pattern: String
  let program: [RegexInstruction]

  /// Compiles a pattern.
  public static func compile(_ pattern: String) -> Result<RegularExpression, PatternError> {
    do throws(PatternError) {
      if pattern.utf8.count > lengthLimit {
        throw PatternError(
          zh: "樣式超過 \(lengthLimit) 位元組", en: "the pattern has more than \(lengthLimit) bytes")
      }
      var parser = RegexParser(pattern)
      let node = try parser.pattern()
      var compiler = RegexCompiler()
      try compiler.emit(node)
      compiler.program.append(.match)
      return .success(RegularExpression(pattern: pattern, program: compiler.program))
    } catch {
      return .failure(error)
    }
  }

  /// Whether some part of the text matches.
  public func matches(_ text: String) -> Bool { search(text).found }
}
