import CivilTime
import Columns
public import Diagnostics
import LogReaders
import Platform
public import RuleCheck
import RuleSyntax

/// Loads waivers from their files, in YAML or CSV.
public enum WaiverLoading {
  /// Loads the waivers of one file's text and tells what is wrong with them; a waiver that cannot be
  /// applied as written is an error and is left out. A name that ends in `.csv` is a table.
  public static func load(
    _ source: SourceText, _ rules: CheckedRules
  ) -> (waivers: [Waiver], diagnostics: [Diagnostic]) {
    let (documents, problems) =
      source.name.lowercased().hasSuffix(".csv") ? table(source) : document(source)
    var diagnostics = problems
    var waivers: [Waiver] = []
    for document in documents {
      let own = check(document, source, rules)
      diagnostics += own
      if !own.contains(where: { $0.severity == .error }) { waivers.append(Waiver(document)) }
    }
    return (waivers, diagnostics)
  }

  private static func document(_ source: SourceText) -> ([WaiverDocument], [Diagnostic]) {
    let document = RuleDocument.parse(source)
    return (document.waivers, document.diagnostics)
  }

  private static func check(
    _ waiver: WaiverDocument, _ source: SourceText, _ rules: CheckedRules
  ) -> [Diagnostic] {
    let place = DiagnosticPlace.source(source, waiver.ruleSpan)
    var found: [Diagnostic] = []
    let ids = rules.rules.map(\.id)
    if !ids.contains(where: Waiver(waiver).names), !rules.failedRules.contains(waiver.rule) {
      found.append(
        Diagnostic(
          .unknownWaiverRule, .error,
          LocalizedText(zh: "沒有規則「\(waiver.rule)」可豁免", en: "no rule '\(waiver.rule)' to waive"),
          at: place,
          help: nearest(to: waiver.rule, in: ids).map {
            LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?")
          }))
    }
    if case .condition = waiver.scope {
      found.append(
        Diagnostic(
          .waiverByCondition, .error,
          LocalizedText(
            zh: "豁免「\(waiver.id)」以條件界定範圍，未予套用",
            en: "the waiver '\(waiver.id)' is by condition, and is not applied"), at: place,
          help: LocalizedText(zh: "請列出 cases 或 groups", en: "list cases or groups instead")))
    }
    if waiver.until < waiver.approvedOn {
      found.append(
        Diagnostic(
          .checkEffective, .error,
          LocalizedText(
            zh: "豁免末日 \(waiver.until) 早於核准日 \(waiver.approvedOn)",
            en: "the waiver ends on \(waiver.until), before it was approved on \(waiver.approvedOn)"
          ),
          at: place))
    }
    return found
  }

  // MARK: - Tables

  /// The columns of a table of waivers, one row a waiver of one case or one group.
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

  /// A row of the table: its line, and its cells by column; `nil` where empty or unreadable.
  private struct Row: Sendable {
    var line: Int
    var texts: [String?]
  }

  private static func table(_ source: SourceText) -> ([WaiverDocument], [Diagnostic]) {
    var rows: [Row] = []
    do {
      let reader = try LogReader.open(
        [LogSource(name: source.name, content: source.bytes)], schema: schema)
      guard reader.isReadable else { return ([], reader.diagnostics) }
      try reader.read(
        schema.columns.indices.map { ColumnRequest(column: $0) }, threads: 1,
        process: { batch in
          (0..<batch.rowCount).map { row in
            Row(
              line: batch.lineOffset(ofRow: row),
              texts: batch.columns.map { $0.isPresent(row) ? text($0, row) : nil })
          }
        },
        merge: { batch, origin in
          rows += batch.map { Row(line: $0.line + origin.firstLine, texts: $0.texts) }
        })
    } catch {
      let text = (error as? ReadError)?.text ?? LocalizedText(verbatim: "\(error)")
      return ([], [Diagnostic(.unreadableData, text, at: .file(source.name))])
    }
    var waivers: [WaiverDocument] = []
    var diagnostics: [Diagnostic] = []
    for (index, row) in rows.enumerated() {
      switch waiver(row, number: index + 1) {
      case .success(let waiver): waivers.append(waiver)
      case .failure(let problem):
        diagnostics.append(
          Diagnostic(
            .rulesMissingKey, .error,
            LocalizedText(
              zh: "第\(row.line)列：\(problem.text.zhHant)", en: "line \(row.line): \(problem.text.en)"
            ),
            at: .file(source.name)))
      }
    }
    return (waivers, diagnostics)
  }

  private static func text(_ column: ColumnVector, _ row: Int) -> String {
    guard column.type == .date else { return column.text(row) }
    return CivilDate(dayNumber: Int32(truncatingIfNeeded: column.values[row])).isoText
  }

  /// What a row lacks.
  private struct RowProblem: Error {
    var text: LocalizedText
  }

  private static func waiver(_ row: Row, number: Int) -> Result<WaiverDocument, RowProblem> {
    func cell(_ name: String) -> String? {
      schema.columnIndex(name).flatMap { row.texts[$0] }
    }
    func day(_ name: String) -> CivilDate? {
      guard let text = cell(name) else { return nil }
      return try? TimeText.parseDate(text).get()
    }
    let needed = ["rule", "reason", "approved-by", "approved-on", "until"]
    let missing = needed.filter { cell($0) == nil }
    guard missing.isEmpty, let rule = cell("rule"), let approvedOn = day("approved-on"),
      let until = day("until")
    else {
      let names = missing.joined(separator: ", ")
      return .failure(
        RowProblem(text: LocalizedText(zh: "豁免缺少 \(names)", en: "a waiver needs \(names)")))
    }
    let scope: WaiverDocument.Scope
    switch (cell("case"), cell("group")) {
    case (let key?, nil): scope = .cases([key])
    case (nil, let label?): scope = .groups([[(name: "", text: label)]])
    default:
      return .failure(
        RowProblem(
          text: LocalizedText(
            zh: "case（案號）與 group（組別）須填其一", en: "a waiver needs either a case or a group")))
    }
    return .success(
      WaiverDocument(
        id: cell("id") ?? "\(number)", rule: rule, ruleSpan: SourceSpan(start: 0, end: 0),
        scope: scope, reason: LocalizedText(verbatim: cell("reason") ?? ""),
        approvedBy: cell("approved-by") ?? "", approvedOn: approvedOn, until: until))
  }
}
