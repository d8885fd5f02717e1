import CivilTime
import Columns
import Diagnostics
import Expressions
import Findings
import RuleCheck

/// Words why a row got its verdict, in one sentence with the values that decided it.
struct ReasonText {
  private let judge: JudgeRuntime
  private let builder: FindingBuilder
  /// The stop that ends before it begins, where that is the reason.
  let reversedStop: SuspensionRule?
  /// The row's cell of a column as it may be shown; `nil` where it is empty.
  let shown: (Int) -> String?

  init(
    _ judge: JudgeRuntime, _ builder: FindingBuilder, reversedStop: SuspensionRule?,
    shown: @escaping (Int) -> String?
  ) {
    self.judge = judge
    self.builder = builder
    self.reversedStop = reversedStop
    self.shown = shown
  }

  var rule: CheckedRule { judge.rule }
  private var schema: DatasetSchema { builder.schema }

  func sentence(
    _ fact: RowFact, _ finding: Finding, emptyColumn: Int?,
    _ unknown: () -> [String]
  ) -> LocalizedText {
    let text = plain(fact, finding, emptyColumn, unknown)
    guard let message = rule.message, fact.verdict == .violated else { return text }
    return LocalizedText(
      zh: "\(message.zhHant)（\(text.zhHant)）", en: "\(message.en) (\(text.en))")
  }

  private func plain(
    _ fact: RowFact, _ finding: Finding, _ emptyColumn: Int?,
    _ unknown: () -> [String]
  ) -> LocalizedText {
    let detail = emptyColumn ?? Int(fact.detail)
    if fact.verdict == .notApplicable {
      return LocalizedText(
        zh: "不適用：不在施行期間、不符適用條件，或所規範之時點未發生",
        en: "not in force on that day, excluded by its condition, or nothing happened to judge")
    }
    if let text = order(fact, finding, detail) { return text }
    switch fact.reason {
    case .none: return met(finding)
    case .late, .overdue, .notYetDue, .unseen, .stopped, .daysUsed, .needsTimeOfDay:
      return timing(fact.reason, detail, finding)
    case .doneBeforeStart:
      let (start, done) = (moment(finding.start), moment(finding.actual))
      return LocalizedText(
        zh: "完成時間（\(done.zhHant)）早於起算時間（\(start.zhHant)），資料有誤，無法判定",
        en: "done \(done.en), before it began \(start.en): the data is wrong")
    case .stopReversed: return reversed
    case .cellMissing:
      let name = name(detail)
      return LocalizedText(
        zh: "欄位「\(name.zhHant)」空白或無法讀取，無法判定",
        en: "the cell '\(name.en)' is empty or unreadable")
    case .conditionUnknown:
      let names = unknown().map { columnName in
        schema.columnIndex(columnName).map { name($0) } ?? LocalizedText(verbatim: columnName)
      }
      return LocalizedText(
        zh: "條件所需欄位（\(names.map(\.zhHant).joined(separator: "、"))）空白或無法讀取，無法判定",
        en: "a condition needs cells that are empty or unreadable: "
          + names.map(\.en).joined(separator: ", "))
    case .conditionFalse:
      return unmet
    case .cellEmpty:
      let name = name(detail)
      return LocalizedText(
        zh: "必填欄位「\(name.zhHant)」空白", en: "the required cell '\(name.en)' is empty")
    case .wrongOrder:
      return LocalizedText(zh: "時序不符", en: "wrong order")
    case .unexpected:
      let name = name(detail)
      return LocalizedText(zh: "「\(name.zhHant)」逾一次", en: "'\(name.en)' is more than one")
    case .dependsOnUndetermined:
      return LocalizedText(zh: "所依據之前一期限無法判定", en: "the deadline that it follows is undetermined")
    case .noParameterValue:
      return LocalizedText(zh: "當日無適用之期限參數值", en: "no value of the limit applies on that day")
    }
  }

  private func timing(
    _ reason: ReasonCode, _ detail: Int, _ finding: Finding
  ) -> LocalizedText {
    let isDay = finding.due?.isEndOfDay ?? true
    let late = finding.lateness.map { MomentText.late($0, inDays: isDay) }
    let due = moment(finding.due)
    switch reason {
    case .late:
      let done = moment(finding.actual)
      return LocalizedText(
        zh: "應於\(due.zhHant)前完成，實際於\(done.zhHant)完成，逾期\(late?.zhHant ?? "")",
        en: "due \(due.en), done \(done.en), \(late?.en ?? "") late")
    case .overdue:
      return LocalizedText(
        zh: "應於\(due.zhHant)前完成，迄未完成，已逾期\(late?.zhHant ?? "")",
        en: "due \(due.en), still open, \(late?.en ?? "") overdue")
    case .notYetDue:
      guard finding.due != nil else {
        return LocalizedText(zh: "尚未發生，期限未定", en: "has not happened yet; no due moment")
      }
      return LocalizedText(zh: "尚未完成，期限為\(due.zhHant)", en: "still open, due \(due.en)")
    case .unseen:
      return LocalizedText(
        zh: "期限\(due.zhHant)晚於資料涵蓋範圍，尚無法得知是否完成",
        en: "due \(due.en), after the data ends: whether it was done is not known")
    case .stopped:
      // The due moment of a stopped period holds only if it resumed now.
      return LocalizedText(
        zh: "期間停止計算中，俟恢復後續算；即日恢復者，期限為\(due.zhHant)",
        en: "the clock stands still and will resume; if it did now, due \(due.en)")
    case .daysUsed:
      let halves = detail % 2 == 0 ? "\(detail / 2)" : "\(detail / 2).5"
      return LocalizedText(
        zh: "使用\(halves)日，逾規定日數（期限\(due.zhHant)）",
        en: "\(halves) days used, over the limit (due \(due.en))")
    default:
      return LocalizedText(
        zh: "資料僅記載至日，須有時刻始能判定（期限\(due.zhHant)）",
        en: "needs the time of day: the data gives only the day (due \(due.en))")
    }
  }

  private func met(_ finding: Finding) -> LocalizedText {
    guard finding.due != nil else { return LocalizedText(zh: "符合規定", en: "met") }
    let (due, done) = (moment(finding.due), moment(finding.actual))
    return LocalizedText(
      zh: "期限\(due.zhHant)，已於\(done.zhHant)完成", en: "due \(due.en), done \(done.en)")
  }

  /// The condition that does not hold, with the cells that it looks at.
  private var unmet: LocalizedText {
    guard case .assert(let assertion) = rule.kind, let condition = assertion.that else {
      return LocalizedText(zh: "不符合規定", en: "does not hold")
    }
    let columns = condition.expression.usedSlots.filter(schema.allColumns.indices.contains)
    let cells = columns.map { column in
      let (name, value) = (name(column), shown(column).map { inWords($0, of: column) })
      return LocalizedText(
        zh: "\(name.zhHant) \(value?.zhHant ?? "空白")", en: "\(name.en) \(value?.en ?? "empty")")
    }
    let text = LocalizedText(zh: "不符合：\(condition.text)", en: "does not hold: \(condition.text)")
    guard !cells.isEmpty else { return text }
    return LocalizedText(
      zh: "\(text.zhHant)（\(cells.map(\.zhHant).joined(separator: "、"))）",
      en: "\(text.en) (\(cells.map(\.en).joined(separator: ", ")))")
  }

  /// The stop that ends before it begins, with its cells.
  private var reversed: LocalizedText {
    func cell(_ column: Int) -> LocalizedText {
      let value = shown(column).map { inWords($0, of: column) }
      let name = name(column)
      return LocalizedText(
        zh: "「\(name.zhHant)」\(value?.zhHant ?? "")", en: "'\(name.en)' \(value?.en ?? "")")
    }
    guard let stop = reversedStop else {
      return LocalizedText(
        zh: "停止計算之終止早於其開始，無法判定", en: "a stop of the clock ends before it begins")
    }
    let (from, to) = (cell(stop.from), cell(stop.to))
    return LocalizedText(
      zh: "停止計算之終止（\(to.zhHant)）早於其開始（\(from.zhHant)），資料有誤，無法判定",
      en: "a stop of the clock ends (\(to.en)) before it begins (\(from.en)): the data is wrong")
  }

  /// A cell's text; a day or a moment as sentences of each language have it.
  private func inWords(_ text: String, of column: Int) -> LocalizedText {
    let type = schema.allColumns[column].type
    guard type == .date || type == .timestamp, case .success(let time) = TimeText.parse(text),
      time.offsetSeconds == nil
    else { return LocalizedText(verbatim: text) }
    return MomentText.moment(time.localTime, time.precision)
  }

  /// A column as people know it: its title, else its first heading, and its name in English.
  func name(_ column: Int) -> LocalizedText {
    guard schema.allColumns.indices.contains(column) else { return LocalizedText(verbatim: "?") }
    let schemaColumn = schema.allColumns[column]
    return LocalizedText(
      zh: schemaColumn.headers.first ?? schemaColumn.name, en: schemaColumn.name)
  }

  /// A moment in words; a dash where there is none.
  func moment(_ time: StatedTime?) -> LocalizedText {
    time.map(MomentText.moment) ?? LocalizedText(verbatim: "—")
  }
}
