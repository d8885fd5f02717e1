import CivilTime
import Diagnostics
import Findings

extension SampleResult {
  static let groups: [GroupResult] = {
    let january = Period(.month, holding: day(2021, 1, 1).local.date)
    func rate(
      _ unit: String, _ verdict: Verdict, _ low: Ratio, _ high: Ratio, isOpen: Bool = false
    ) -> GroupResult {
      var members = VerdictCounts()
      members.add(.compliant, 97)
      members.add(.violated, 2)
      members.add(.pending, isOpen ? 3 : 0)
      return GroupResult(
        rule: 1, subject: .group(values: [NamedValue("unit", unit)], period: january),
        verdict: verdict, low: low, high: high, unit: "percent", target: Ratio(98, 1),
        comparison: "at-least", members: members, isOpen: isOpen,
        reason: LocalizedText(zh: "應達98%", en: "98% is required"), owner: unit)
    }
    var unplaced = GroupResult(
      rule: 1, subject: .group(values: [NamedValue("unit", "社工科")], period: nil),
      verdict: .undetermined, low: Ratio(0, 1), high: Ratio(0, 1), unit: "count", target: nil,
      comparison: "at-least", members: VerdictCounts(), isOpen: false,
      reason: LocalizedText(zh: "3列缺少日期", en: "3 rows have no day"))
    unplaced.isUnplaced = true
    return [
      rate("社工科", .violated, Ratio(97_996, 1000), Ratio(97_996, 1000)),
      rate("婦幼科", .compliant, Ratio(100, 1), Ratio(100, 1)),
      rate("長青科", .pending, Ratio(9400, 99), Ratio(9800, 99), isOpen: true),
      GroupResult(
        rule: 1, subject: .group(values: [], period: january), verdict: .notApplicable,
        low: Ratio(0, 1), high: Ratio(0, 1), unit: "percent", target: nil, comparison: "at-least",
        members: VerdictCounts(), isOpen: false,
        reason: LocalizedText(zh: "沒有案件", en: "no cases")),
      unplaced,
    ]
  }()

  static let scorecard: Scorecard = {
    var first = Scorecard.Line(
      title: LocalizedText(zh: "依限派案", en: "Dispatch in time"), weight: Ratio(60, 1), rule: 1)
    first.target = Ratio(98, 1)
    first.value = Ratio(97_996, 1000)
    first.achievement = Ratio(9_799_600, 98_000)
    first.points = Ratio(5999, 100)
    first.dimension = LocalizedText(zh: "核心業務", en: "core work")
    first.goal = LocalizedText(zh: "時效", en: "timeliness")
    first.isMet = false
    first.gap = Ratio(-4, 1000)
    var second = Scorecard.Line(
      title: LocalizedText(zh: "查核件數", en: "Inspections"), weight: Ratio(40, 1), unit: "inspections"
    )
    second.target = Ratio(35, 1)
    second.note = LocalizedText(zh: "資料不足", en: "no data")
    var card = Scorecard(
      id: "card", title: LocalizedText(zh: "年度施政考核", en: "Yearly scorecard"),
      lines: [first, second], total: nil)
    card.dimensions = [
      Scorecard.Subtotal(
        title: LocalizedText(zh: "核心業務", en: "core work"), points: first.points,
        possible: Ratio(60, 1))
    ]
    return card
  }()

  static let dataIssues: [DataIssue] = [
    DataIssue(
      code: "data/other-month", isFatal: false, dataset: "protection-cases",
      message: LocalizedText(zh: "有1列屬於其他月份", en: "1 row belongs to another month"), count: 1,
      examples: [
        DataIssue.Example(
          location: DataLocation(input: 0, line: 15), column: "received_at",
          found: "109.12.31 =HYPERLINK(\"x\")")
      ], taintedRules: [0, 1]),
    DataIssue(
      code: "data/malformed", isFatal: true, dataset: "inspections",
      message: LocalizedText(zh: "23格日期無法解讀", en: "23 dates cannot be read"), count: 23,
      examples: (2..<12).map {
        DataIssue.Example(location: DataLocation(input: 1, line: $0), column: "done", found: "9時5分")
      }),
  ]

  static let waivers: [WaiverUse] = [
    WaiverUse(
      id: "W-1", rule: "example.welfare/dispatch-time", reason: "颱風停班 <i>", approvedBy: "處長",
      until: day(2021, 12, 31).local.date, state: .used),
    WaiverUse(
      id: "W-2", rule: "example.works/lamps", reason: "材料短缺", approvedBy: "科長", until: nil,
      state: .unused),
    WaiverUse(
      id: "W-3", rule: "example.works/lamps", reason: "舊案", approvedBy: "科長",
      until: day(2020, 12, 31).local.date, state: .expired),
  ]
}
