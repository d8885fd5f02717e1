import ArgumentParser
import Diagnostics
import Findings
import JSON
import Platform

/// Reads stored results and other files that options name; a bad one ends the command.
enum StoredResult {
  /// The result in a file.
  static func read(_ path: String, _ language: Language) throws -> CheckResult {
    let bytes = try bytes(path, language)
    do {
      return try CheckResult(json: JSONValue.parse(bytes))
    } catch {
      Terminal.complain(
        LocalizedText(
          zh: "\(path) 不是檢核結果：\(error)", en: "\(path) is not a stored result: \(error)")[language])
      throw ExitCode.dataMissing
    }
  }

  /// The bytes of a file.
  static func bytes(_ path: String, _ language: Language) throws -> [UInt8] {
    do {
      return try Files.read(path)
    } catch {
      Terminal.complain(error.message[language])
      throw ExitCode.dataMissing
    }
  }
}
