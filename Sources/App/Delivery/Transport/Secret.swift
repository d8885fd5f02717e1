import Alerts
import Diagnostics
import Glibc
import Platform

extension SecretSource {
  /// The secret, or why there is none; the message never holds it.
  func read() -> Result<String, SecretProblem> {
    switch self {
    case .environment(let name):
      guard let value = getenv(name), value[0] != 0 else {
        return .failure(
          SecretProblem(
            LocalizedText(zh: "環境變數 \(name) 沒有設定", en: "the variable \(name) is not set")))
      }
      return .success(String(cString: value))
    case .file(let path):
      do throws(FileError) {
        let bytes = try Files.read(path)
        let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        guard !line.isEmpty else {
          return .failure(
            SecretProblem(LocalizedText(zh: "\(path) 是空的", en: "\(path) is empty")))
        }
        return .success(String(decoding: line, as: UTF8.self))
      } catch {
        return .failure(SecretProblem(error.message))
      }
    }
  }
}

/// Why a secret could not be had.
struct SecretProblem: Error {
  var message: LocalizedText
  init(_ message: LocalizedText) { self.message = message }
}
