import ArgumentParser
import Diagnostics
import Findings
import JSON
import Platform

/// Reads stored results and other files that options name; a bad one ends the command.
enum StoredResult {
  /// The result in a file; `-` is standard input.
  static func read(_ path: String, _ language: Language) throws -> CheckResult {
    let bytes = try bytes(path, language)
    let problem: LocalizedText
    do {
      return try CheckResult(json: JSONValue.parse(bytes))
    } catch let error as JSONError {
      let place = "\(error.line):\(error.column): "
      problem = LocalizedText(zh: place + error.zhHant, en: place + error.en)
    } catch let error as ResultFormatError {
      let place = error.path.isEmpty ? "" : error.path + ": "
      problem = LocalizedText(zh: place + error.problem.zhHant, en: place + error.problem.en)
    }
    Terminal.complain(
      LocalizedText(
        zh: "\(path) 不是檢核結果：\(problem.zhHant)", en: "\(path) is not a stored result: \(problem.en)")[
          language])
    throw ExitCode.dataMissing
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
