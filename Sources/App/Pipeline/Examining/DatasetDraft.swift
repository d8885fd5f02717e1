import CivilTime
public import Columns
import Diagnostics

/// A dataset and a project file drafted from real files, as YAML.
public struct DatasetDraft: Sendable {
  /// The name of the dataset and of its file.
  public let name: String
  /// The dataset that was inferred.
  public let schema: DatasetSchema
  private let paths: [String]

  /// Infers a dataset from files; `nil` where they hold no header.
  ///
  /// - Parameters:
  ///   - paths: The files as the project file is to name them.
  /// - Throws: `ReadError` where a file cannot be read.
  public init?(_ request: LogExamination.Request, paths: [String]) throws {
    guard let schema = try LogExamination.inferred(request) else { return nil }
    self.schema = schema
    self.paths = paths
    name = Self.name(for: paths.first ?? "log")
  }

  /// The name of a file without folder, extensions and month, in small Latin letters.
  static func name(for path: String) -> String {
    let file = path.split(separator: "/").last ?? "log"
    let stem = file.split(separator: ".").first ?? "log"
    var words = stem.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    while words.count > 1, let last = words.last, last.allSatisfy(\.isNumber) {
      words.removeLast()
    }
    let name = words.joined(separator: "-")
    return name.first?.isLetter == true ? name : "log"
  }

  /// The pack file: the dataset and one rule to begin with.
  public var packText: String {
    var lines = [
      "# 由 qixian init 依實際檔案草擬；請核對型別、個資欄位與鍵值後使用。",
      "# Drafted by qixian init from real files: check types, personal data and the key.",
      "qixian: 1", "pack: local.\(name)",
      "title: { zh-Hant: \(quoted(name)), en: \(quoted(name)) }", "timezone: \(schema.zone.name)",
      "", "sources:",
      "  basis: { title: 請改為實際依據（法規或作業規定） }", "", "datasets:", "  \(name):",
    ]
    if !schema.key.isEmpty { lines.append("    key: [\(schema.key.joined(separator: ", "))]") }
    lines.append("    columns:")
    lines += schema.columns.map(line)
    lines += ["", "rules:"] + rule
    return lines.joined(separator: "\n") + "\n"
  }

  /// The project file, which checks the files with the pack.
  public var projectText: String {
    let list = paths.map(quoted).joined(separator: ", ")
    return """
      qixian: 1
      project: { zh-Hant: \(quoted(name)), en: \(quoted(name)) }
      language: zh-Hant
      timezone: \(schema.zone.name)

      rules: [\(name).yaml]

      data:
        \(name): \(paths.count == 1 ? list : "[\(list)]")

      """
  }

  private func line(_ column: ColumnSchema) -> String {
    var parts = ["type: \(column.type.rawValue)"]
    parts.append("header: [\(column.headers.map(quoted).joined(separator: ", "))]")
    if column.isOptional { parts.append("optional: true") }
    if let sensitivity = column.sensitivity { parts.append("sensitive: \(sensitivity.rawValue)") }
    if !column.dateForms.isEmpty {
      parts.append("forms: [\(column.dateForms.joined(separator: ", "))]")
    }
    if !column.values.isEmpty {
      parts.append("values: [\(column.values.map(quoted).joined(separator: ", "))]")
    }
    return "      \(column.name): { \(parts.joined(separator: ", ")) }"
  }

  /// A rule that any log can be held to: keys without duplicates, or cells that must be filled.
  private var rule: [String] {
    let required = schema.columns.first { !$0.isOptional }?.name
    if !schema.key.isEmpty {
      return [
        "  no-duplicates:", "    title: { zh-Hant: 編號不得重複, en: Numbers are not repeated }",
        "    kind: unique", "    dataset: \(name)",
        "    columns: [\(schema.key.joined(separator: ", "))]", "    cites: basis",
      ]
    }
    return [
      "  filled:", "    title: { zh-Hant: 必填欄位, en: Cells that must be filled }",
      "    kind: assert", "    dataset: \(name)",
      "    required: [\(required ?? schema.columns.first?.name ?? "")]", "    cites: basis",
    ]
  }

  private func quoted(_ text: String) -> String { YAMLQuoting.quoted(text) }
}
