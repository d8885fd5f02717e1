import CivilTime
import Columns
import Diagnostics
import Evaluation
import LogReaders
import RuleSyntax

/// Reads waivers from a table, one row for one case or group of a waiver.
enum WaiverTable {
  /// A row of the table: its line, and its cells by column; `nil` where empty or unreadable.
  private struct Row: Sendable {
    var line: Int
    var texts: [String?]
  }

  /// A batch of rows, with what is wrong with them.
  private struct Piece: Sendable {
    var rows: [Row]
    var issues: [(issue: ReadIssue, line: Int)]
  }

  private static let schema = DatasetSchema(
    name: "waivers", key: [],
    columns: [
      ColumnSchema(name: "id", headers: ["id", "代號"], type: .text, isOptional: true),
      ColumnSchema(name: "rule", headers: ["rule", "規則"], type: .text),
      ColumnSchema(name: "case", headers: ["case", "cases", "案號"], type: .text, isOptional: true),
      ColumnSchema(
        name: "group", headers: ["group", "groups", "組別"], type: .text, isOptional: true),
      ColumnSchema(name: "reason", headers: ["reason", "理由"], type: .text),
      ColumnSchema(name: "approved-by", headers: ["approved-by", "核准人"], type: .text),
      ColumnSchema(name: "approved-on", headers: ["approved-on", "核准日"], type: .date),
      ColumnSchema(name: "until", headers: ["until", "末日"], type: .date),
    ], zone: .utc)

  /// Reads the waivers of a table; a row that cannot be read whole is a problem, and left out.
  static func read(_ source: SourceText) -> (waivers: [WaiverLoading.Written], [Diagnostic]) {
    var rows: [Row] = []
    var problems: [(line: Int, text: LocalizedText)] = []
    // Rows of whose cells nothing is known.
    var shifted: Set<Int> = []
    do {
      let reader = try LogReader.open(
        [LogSource(name: source.name, content: source.bytes)], schema: schema)
      guard reader.isReadable else { return ([], reader.diagnostics) }
      try reader.read(
        schema.columns.indices.map { ColumnRequest(column: $0) }, threads: 1,
        process: { piece($0) },
        merge: { piece, origin in
          rows += piece.rows.map { Row(line: $0.line + origin.firstLine, texts: $0.texts) }
          for (issue, offset) in piece.issues {
            let line = issue.place?.line ?? offset + origin.firstLine
            problems.append((line, words(issue)))
            if issue.column == nil { shifted.insert(line) }
          }
        })
    } catch {
      let text = (error as? ReadError)?.text ?? LocalizedText(verbatim: "\(error)")
      return ([], [Diagnostic(.unreadableData, text, at: .file(source.name))])
    }
    func place(_ line: Int) -> DiagnosticPlace {
      .data(file: source.name, line: line, column: nil, field: nil)
    }
    var waivers: [WaiverLoading.Written] = []
    let unread = Set(problems.map(\.line))
    for (index, row) in rows.enumerated() where !shifted.contains(row.line) {
      switch waiver(row, id: WaiverDocument.id(number: index + 1, in: source)) {
      case .success(let waiver):
        guard !unread.contains(row.line) else { continue }
        waivers.append(WaiverLoading.Written(document: waiver, place: place(row.line)))
      case .failure(let problem):
        // Of a row with cells that could not be read it is told already what it lacks.
        let missing = unread.contains(row.line) ? nil : problem.missing
        problems += [missing, problem.scope].compactMap { $0 }.map { (row.line, $0) }
      }
    }
    let diagnostics = problems.sorted { $0.line < $1.line }.map {
      Diagnostic(.rulesMissingKey, $0.text, at: place($0.line))
    }
    return (waivers, diagnostics)
  }

  private static func piece(_ batch: Batch) -> Piece {
    Piece(
      rows: (0..<batch.rowCount).map { row in
        Row(
          line: batch.lineOffset(ofRow: row),
          texts: batch.columns.map { $0.isPresent(row) ? text($0, row) : nil })
      },
      issues: batch.issues.map { ($0, batch.lineOffset(ofRow: $0.row)) })
  }

  private static func text(_ column: ColumnVector, _ row: Int) -> String {
    guard column.type == .date else { return column.text(row) }
    return CivilDate(dayNumber: Int32(truncatingIfNeeded: column.values[row])).isoText
  }

  /// What a reader found, with the column and the text.
  private static func words(_ issue: ReadIssue) -> LocalizedText {
    let (zh, en) = issue.kind.words
    let found = issue.found.isEmpty ? ("", "") : ("（\(issue.found)）", " (\(issue.found))")
    guard let column = issue.column else {
      return LocalizedText(zh: "豁免：\(zh)\(found.0)", en: "a waiver: \(en)\(found.1)")
    }
    let name = schema.columns[column].name
    return LocalizedText(
      zh: "豁免之 \(name)\(zh)\(found.0)", en: "a waiver's '\(name)': \(en)\(found.1)")
  }

  // MARK: - Rows

  /// What a row lacks.
  private struct RowProblem: Error {
    var missing: LocalizedText?
    var scope: LocalizedText?
  }

  private static func waiver(_ row: Row, id: String) -> Result<WaiverDocument, RowProblem> {
    func cell(_ name: String) -> String? {
      schema.columnIndex(name).flatMap { row.texts[$0] }
    }
    func day(_ name: String) -> CivilDate? {
      cell(name).flatMap { try? TimeText.parseDate($0).get() }
    }
    var problem = RowProblem()
    let needed = ["rule", "reason", "approved-by", "approved-on", "until"]
    let missing = needed.filter { cell($0) == nil }
    if !missing.isEmpty {
      let names = missing.joined(separator: ", ")
      problem.missing = LocalizedText(zh: "豁免缺少 \(names)", en: "a waiver needs \(names)")
    }
    var scope: WaiverDocument.Scope?
    switch (cell("case"), cell("group")) {
    case (let key?, nil): scope = .cases([key])
    case (nil, let label?): scope = .groups([[(name: "", text: label)]])
    default:
      problem.scope = LocalizedText(
        zh: "case（案號）與 group（組別）須填其一", en: "a waiver needs either a case or a group")
    }
    guard let scope, missing.isEmpty, let rule = cell("rule"),
      let approvedOn = day("approved-on"), let until = day("until")
    else { return .failure(problem) }
    return .success(
      WaiverDocument(
        id: cell("id") ?? id, rule: rule, ruleSpan: SourceSpan(start: 0, end: 0), scope: scope,
        reason: cell("reason") ?? "", approvedBy: cell("approved-by") ?? "",
        approvedOn: approvedOn, until: until))
  }
}
