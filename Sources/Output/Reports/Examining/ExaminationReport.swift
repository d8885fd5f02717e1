import Diagnostics
public import Findings
public import JSON

/// Shows what an examination of data found, for people and for programs.
public struct ExaminationReport {
  /// A column of the dataset, as the report shows it.
  public struct Column: Sendable {
    /// Its name, its heading and its type.
    public var name, heading, type: String
    /// What personal data it holds.
    public var sensitivity: String?
    /// Its list of values.
    public var values: [String]

    /// Creates a column.
    public init(
      name: String, heading: String, type: String, sensitivity: String?, values: [String]
    ) {
      self.name = name
      self.heading = heading
      self.type = type
      self.sensitivity = sensitivity
      self.values = values
    }
  }

  private let result: CheckResult
  private let columns: [Column]
  private let wording: Wording
  private let limit = 5

  /// Prepares a report.
  public init(_ result: CheckResult, columns: [Column], options: ReportOptions) {
    self.result = result
    self.columns = columns
    wording = Wording(options.language)
  }

  /// The report as plain text.
  public var text: String {
    var lines: [String] = []
    for input in result.inputs {
      lines.append(
        "\(SafeText.oneLine(input.path))  \(input.format)  \(input.encoding)  "
          + wording.count(input.rows, zh: " 列", en: "row"))
    }
    let columnTexts = columns.map { column in
      "\(column.heading) (\(column.type)\(column.sensitivity.map { ", " + $0 } ?? ""))"
    }
    lines.append(
      wording("欄位：", "columns: ")
        + SafeText.oneLine(columnTexts.joined(separator: wording("、", ", "))))
    lines.append("")
    for issue in result.dataIssues {
      lines.append("\(issue.code)  " + SafeText.oneLine(wording[issue.message]))
      for example in issue.examples.prefix(limit) {
        lines.append("  " + SafeText.oneLine(place(example)))
      }
      if !issue.taintedRules.isEmpty {
        let ids = issue.taintedRules.map { result.rules[$0].id }
        lines.append("  " + wording("影響規則：", "taints: ") + ids.joined(separator: ", "))
      }
    }
    lines.append(
      result.dataIssues.isEmpty
        ? wording("未發現缺失", "no defects found")
        : wording(
          "\(result.dataIssues.count) 類缺失；加 --letter 印出致資料提供單位之函稿",
          "\(counted(result.dataIssues.count, "kind")) of defects; --letter prints a note to who made "
            + "the export"))
    return lines.joined(separator: "\n") + "\n"
  }

  private func place(_ example: DataIssue.Example) -> String {
    let input = result.inputs[example.location.input].path
    return "\(input):\(example.location.line)"
      + (example.column.map { "  " + $0 } ?? "")
      + (example.found.isEmpty ? "" : "  " + SafeText.cut(example.found, toWidth: 60))
  }

  /// The report as JSON, `qixian/examination/1`.
  public var json: JSONValue {
    .object([
      "schema": .string("qixian/examination/1"),
      "inputs": .array(
        result.inputs.map { input in
          .object([
            "path": .string(input.path), "sha256": .string(input.sha256),
            "bytes": .int(Int64(input.bytes)), "rows": .int(Int64(input.rows)),
            "format": .string(input.format), "encoding": .string(input.encoding),
          ])
        }),
      "columns": .array(
        columns.map { column in
          .object([
            "name": .string(column.name), "heading": .string(column.heading),
            "type": .string(column.type), "sensitive": column.sensitivity.map { .string($0) },
            "values": column.values.isEmpty ? nil : .array(column.values.map { .string($0) }),
          ])
        }), "issues": .array(result.dataIssues.map(json)),
    ])
  }

  private func json(_ issue: DataIssue) -> JSONValue {
    .object([
      "code": .string(issue.code), "dataset": .string(issue.dataset),
      "count": .int(Int64(issue.count)),
      "message": .object([
        "zh-Hant": .string(issue.message.zhHant), "en": .string(issue.message.en),
      ]),
      "examples": .array(
        issue.examples.map { example in
          .object([
            "file": .string(result.inputs[example.location.input].path),
            "line": .int(Int64(example.location.line)),
            "column": example.column.map { .string($0) },
            "found": example.found.isEmpty ? nil : .string(example.found),
          ])
        }), "taints": .array(issue.taintedRules.map { .string(result.rules[$0].id) }),
    ])
  }
}
