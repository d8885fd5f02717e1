public import Diagnostics

/// Why a JSON value is not a stored result, and where in it.
public struct ResultFormatError: Error, Sendable, Hashable {
  /// The place, such as `findings[3].due.instant`; empty for the whole.
  public var path: String
  /// What is wrong there.
  public var problem: LocalizedText

  init(_ problem: LocalizedText) {
    path = ""
    self.problem = problem
  }

  static func expected(_ zh: String, _ en: String) -> ResultFormatError {
    ResultFormatError(LocalizedText(zh: "應為\(zh)", en: "expected \(en)"))
  }

  func inside(_ member: String) -> ResultFormatError {
    var copy = self
    copy.path = path.isEmpty ? member : path.hasPrefix("[") ? member + path : member + "." + path
    return copy
  }
}
