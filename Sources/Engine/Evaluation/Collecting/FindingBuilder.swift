import CivilTime
import Columns
import Diagnostics
import Digests
import Findings
import Planning
import RuleCheck

/// Makes findings from verdicts: sentences, masked cells, fingerprints.
final class FindingBuilder: Sendable {
  let rules: CheckedRules
  let scan: Scan
  let context: RunContext
  let schema: DatasetSchema
  private let keyColumns: [Int]
  /// The name of the key's column, where there is one alone and it is shown as it is.
  let plainKey: String?

  init(rules: CheckedRules, scan: Scan, context: RunContext) {
    self.rules = rules
    self.scan = scan
    self.context = context
    let schema = rules.datasets[scan.dataset].schema
    self.schema = schema
    keyColumns = schema.key.compactMap { schema.columnIndex($0) }
    plainKey = Self.plainKey(of: schema, context)
  }

  /// The name of a dataset's key column, where there is one alone and it is shown as it is.
  static func plainKey(of schema: DatasetSchema, _ context: RunContext) -> String? {
    let columns = schema.key.compactMap { schema.columnIndex($0) }
    guard columns.count == 1 else { return nil }
    let column = schema.allColumns[columns[0]]
    return column.sensitivity == nil || context.revealed.contains(column.name) ? column.name : nil
  }

  // MARK: - Cells

  /// A cell as reports may show it: masked unless it was asked to be revealed.
  func shown(_ column: Int, _ row: Int, _ view: RowView) -> String? {
    guard let text = view.text(column, row) else { return nil }
    return masked(text, column)
  }

  /// Masks a text of a sensitive column.
  func masked(_ text: String, _ column: Int) -> String {
    context.shown(text, of: schema.allColumns[column])
  }

  /// The row's key as shown.
  func key(_ row: Int, _ view: RowView) -> [NamedValue] {
    keyColumns.map { column in
      NamedValue(schema.allColumns[column].name, shown(column, row, view) ?? "")
    }
  }

  /// The row's key as it is, for fingerprints and waivers.
  func identity(_ row: Int, _ view: RowView) -> String {
    if keyColumns.count == 1 { return view.text(keyColumns[0], row) ?? "" }
    return keyColumns.map { view.text($0, row) ?? "" }.joined(separator: " ")
  }

  /// Who answers for a row under a rule.
  func owner(_ rule: CheckedRule, _ row: Int, _ view: RowView) -> String? {
    switch rule.owner {
    case .column(let column)?: shown(column, row, view)
    case .constant(let text)?: text
    case nil: nil
    }
  }

  // MARK: - Findings of rows

  /// The finding of a row under a judge.
  func finding(
    _ judge: JudgeRuntime, _ fact: RowFact, unknown: () -> [String], emptyColumn: Int? = nil,
    in view: RowView
  ) -> Finding {
    let (row, zone) = (fact.row, schema.zone)
    var finding = Finding(
      rule: judge.judge.rule, subject: .row(key: key(row, view)), verdict: fact.verdict,
      reason: LocalizedText(verbatim: ""), owner: owner(judge.rule, row, view),
      location: DataLocation(input: 0, line: view.batch.lineOffset(ofRow: row)))
    finding.identity = identity(row, view)
    finding.start = fact.start.map { StatedTime($0, in: zone) }
    finding.due = fact.due.map { StatedTime($0, in: zone) }
    finding.actual = fact.done.map { StatedTime($0, in: zone) }
    finding.lateness = lateness(judge.calendar, fact, view)
    for column in judge.rule.reportColumns {
      guard let text = shown(column, row, view) else { continue }
      finding.cells.append(NamedValue(schema.allColumns[column].name, text))
    }
    if let emptyColumn { finding.cells.append(NamedValue(schema.allColumns[emptyColumn].name, "")) }
    if fact.flags.contains(.uncovered) { finding.taints.append("calendar/not-covered") }
    guard context.describes else { return finding }
    let rule = judge.rule
    finding.fingerprint = Fingerprint.of(
      [rule.id, finding.identity] + (emptyColumn.map { [schema.allColumns[$0].name] } ?? []))
    let stop = fact.reason == .stopReversed ? judge.reversedStop(fact, view) : nil
    finding.reason = ReasonText(
      judge, self, reversedStop: stop,
      shown: { self.shown($0, row, view) }
    ).sentence(fact, finding, emptyColumn: emptyColumn, unknown)
    finding.explanation = flags(fact.flags)
    return finding
  }

  /// How late a row was done or, where it is open, was by the last that is known of it.
  func lateness(
    _ calendar: WorkCalendar?, _ fact: borrowing RowFact, _ view: RowView
  ) -> Lateness? {
    guard let due = fact.due, fact.verdict == .violated else { return nil }
    let end = fact.done?.instant ?? view.seenThrough
    let endDay = schema.zone.day(of: end)
    var working: Int?
    if let calendar, calendar.covers(due.day), calendar.covers(endDay) {
      working = calendar.workingDays(from: due.day.adding(days: 1), through: endDay)
    }
    return Lateness(
      minutes: (end.milliseconds - due.latest.milliseconds) / 60_000,
      days: endDay.days(since: due.day), workingDays: working)
  }

  private func flags(_ flags: RowFlags) -> [LocalizedText] {
    var lines: [LocalizedText] = []
    if flags.contains(.extended) {
      lines.append(LocalizedText(zh: "已依規定延長期間", en: "the period was extended as allowed"))
    }
    if flags.contains(.invalidExtension) {
      lines.append(
        LocalizedText(
          zh: "延長未於原期限屆滿前通知，不生延長效力，仍以原期限計算",
          en: "the extension was not notified before the original due day and does not count"))
    }
    if flags.contains(.suspended) {
      lines.append(
        LocalizedText(zh: "停止計算之期間已扣除", en: "days on which the clock stood still are left out"))
    }
    if flags.contains(.doneBeforeStart) {
      lines.append(
        LocalizedText(zh: "完成時間早於起算時間，資料可疑，請查證", en: "done before it began: the data is suspect"))
    }
    if flags.contains(.reversedStop) {
      lines.append(
        LocalizedText(
          zh: "停止計算之終止早於其開始，無從扣除，資料可疑，請查證",
          en: "a stop ends before it begins and is not left out: the data is suspect"))
    }
    if flags.contains(.restarted) {
      lines.append(LocalizedText(zh: "期間重新起算", en: "the period was counted anew"))
    }
    if flags.contains(.uncovered) {
      lines.append(
        LocalizedText(
          zh: "辦公日曆表未涵蓋所需日期，末日之順延僅依週休二日推算，請更新日曆後再行認定",
          en: "the calendar does not cover a day that was needed; only weekends were considered"))
    }
    return lines
  }
}
