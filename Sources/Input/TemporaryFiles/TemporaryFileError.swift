public import Diagnostics
import Glibc

/// A temporary file could not be made, written or read back.
public struct TemporaryFileError: Error, Sendable {
  /// The folder of temporary files.
  public let folder: String
  /// What failed and why.
  public let text: LocalizedText

  /// Creates an error from the system's error number.
  public init(folder: String, code: Int32) {
    self.folder = folder
    let reason = String(cString: strerror(code))
    text = LocalizedText(
      zh: "暫存資料夾 \(folder) 無法使用：\(reason)",
      en: "the folder of temporary files \(folder) cannot be used: \(reason)")
  }
}
