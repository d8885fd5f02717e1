public import Diagnostics
import Glibc

/// A log that could not be read through: the system refused, or the container is broken.
///
/// What is wrong with rows and cells is never an error but a `ReadIssue` or a `Diagnostic`.
public struct ReadError: Error, Sendable, Hashable {
  /// The path as given.
  public var path: String
  /// What failed and why.
  public var text: LocalizedText

  /// Creates an error.
  public init(path: String, _ text: LocalizedText) {
    self.path = path
    self.text = text
  }

  /// Creates an error from the system's number for the last failure.
  init(path: String, errno number: Int32, zh: String, en: String) {
    let reason = String(cString: strerror(number))
    self.init(path: path, LocalizedText(zh: "\(zh)：\(reason)", en: "\(en): \(reason)"))
  }
}

extension ReadError: CustomStringConvertible {
  /// The error in English, for logs and tests.
  public var description: String { "\(path): \(text.en)" }
}
