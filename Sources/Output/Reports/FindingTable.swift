import CivilTime
import Diagnostics
import Findings

/// The content of one cell of a table, before a format writes it.
enum SheetCell {
  case empty
  case text(String)
  /// A text that must not become a number or a date.
  case identifier(String)
  case integer(Int)
  /// A number in decimal digits.
  case decimal(String)
  case date(CivilDate)
  case moment(StatedTime)

  /// The text of a cell that holds one.
  var words: String? {
    switch self {
    case .text(let words), .identifier(let words): words
    case .empty, .integer, .decimal, .date, .moment: nil
    }
  }

  init(_ text: String?) { self = text.map { $0.isEmpty ? .empty : .text($0) } ?? .empty }
  init(_ number: Int?) { self = number.map { .integer($0) } ?? .empty }
  init(_ time: StatedTime?) { self = time.map { .moment($0) } ?? .empty }
}

/// The columns in which findings and group results stand in csv, ods and xlsx.
struct FindingTable {
  struct Column {
    let title: LocalizedText
    /// The usual width in characters.
    private(set) var width: Double
    /// Whether it holds numbers or moments, which stand at the right of their cells.
    let isNumber: Bool

    /// The column in another width.
    func wide(_ width: Double) -> Column {
      var column = self
      column.width = width
      return column
    }

    init(_ zh: String, _ en: String, _ width: Double, isNumber: Bool = false) {
      title = LocalizedText(zh: zh, en: en)
      self.width = width
      self.isNumber = isNumber
    }
  }

  let view: ReportView
  private var wording: Wording { view.wording }

  init(_ view: ReportView) { self.view = view }

  private static let periodColumn = 5

  let columns: [Column] = [
    Column("判定", "verdict", 10), Column("等級", "severity", 8), Column("規則", "rule", 30),
    Column("規則名稱", "title", 36), Column("案件", "subject", 22), Column("期間", "period", 12),
    Column("承辦", "owner", 16), Column("起算", "start", 17, isNumber: true),
    Column("應完成", "due", 17, isNumber: true), Column("實際完成", "actual", 17, isNumber: true),
    Column("逾期日數", "days late", 10, isNumber: true),
    Column("逾期工作天", "working days late", 10, isNumber: true),
    Column("逾期分鐘", "minutes late", 10, isNumber: true),
    Column("下限", "low", 10, isNumber: true), Column("上限", "high", 10, isNumber: true),
    Column("目標", "target", 10, isNumber: true),
    Column("單位", "unit", 10), Column("事由", "reason", 60), Column("豁免", "waiver", 12),
    Column("比對", "baseline", 10), Column("依據", "cites", 24), Column("改善建議", "remedy", 30),
    Column("檔案", "file", 24), Column("列", "line", 8, isNumber: true), Column("資料疑義", "taints", 16),
    Column("指紋", "fingerprint", 34),
  ]

  func cells(of finding: Finding) -> [SheetCell] {
    let rule = view.rule(of: finding)
    let late = finding.verdict == .violated ? finding.lateness : nil
    let isDay = finding.due?.isEndOfDay ?? true
    var cells = leading(rule, finding.verdict, finding.subject)
    cells += [
      SheetCell(finding.owner.map(wording.name)), SheetCell(finding.start), SheetCell(finding.due),
      SheetCell(finding.actual), SheetCell(late.flatMap { _ in wording.wholeDaysLate(finding) }),
      SheetCell(isDay ? late?.workingDays : nil),
      SheetCell(late.map { Int($0.minutes) }), .empty, .empty, .empty, .empty,
      SheetCell(wording[finding.reason]), SheetCell(finding.waiver),
      SheetCell(baseline(finding.verdict, finding.fingerprint)),
    ]
    return cells + trailing(rule, finding.location, finding.taints, finding.fingerprint)
  }

  func cells(of group: GroupResult) -> [SheetCell] {
    let rule = view.result.rules[group.rule]
    let fingerprint = view.result.fingerprint(of: group)
    let isEmpty = !group.hasValue
    var cells = leading(rule, group.verdict, group.subject)
    if group.isUnplaced { cells[Self.periodColumn] = .text(wording.unknownPeriod) }
    cells += [
      SheetCell(group.owner.map(wording.name)), .empty, .empty, .empty, .empty, .empty, .empty,
      isEmpty ? .empty : .decimal(group.lowText), isEmpty ? .empty : .decimal(group.highText),
      group.target.map { .decimal($0.shortText) } ?? .empty, SheetCell(wording.unit(group.unit)),
      SheetCell(wording.reason(group)), SheetCell(group.waiver),
      SheetCell(baseline(group.verdict, fingerprint)),
    ]
    return cells + trailing(rule, nil, [], fingerprint)
  }

  private func leading(_ rule: RuleSummary, _ verdict: Verdict, _ subject: Subject) -> [SheetCell] {
    let name = wording.names(subject.values)
    return [
      .text(wording[verdict.label]), .text(wording[rule.severity.label]), .text(rule.id),
      SheetCell(wording[rule.title]), name.isEmpty ? .empty : .identifier(name),
      subject.period.map { .identifier(wording.period($0)) } ?? .empty,
    ]
  }

  private func trailing(
    _ rule: RuleSummary, _ location: DataLocation?, _ taints: [String], _ fingerprint: String
  ) -> [SheetCell] {
    [
      SheetCell(rule.citations.map(wording.citation).joined(separator: wording("、", "; "))),
      SheetCell(rule.remedy.map { wording[$0] }),
      SheetCell(location.map { view.result.inputs[$0.input].path }), SheetCell(location?.line),
      SheetCell(taints.joined(separator: " ")), .identifier(fingerprint),
    ]
  }

  private func baseline(_ verdict: Verdict, _ fingerprint: String) -> String? {
    guard verdict == .violated else { return nil }
    return view.baselineState(violated: fingerprint).map { wording[$0.label] }
  }
}

extension BaselineState {
  var label: LocalizedText {
    switch self {
    case .new: LocalizedText(zh: "新增", en: "new")
    case .persisting: LocalizedText(zh: "持續", en: "persisting")
    case .resolved: LocalizedText(zh: "已解除", en: "resolved")
    }
  }
}
