import CivilTime
import Diagnostics
public import Findings

/// A result that holds every verdict and every kind of hostile text, for tests of what comes after.
///
/// All of it is invented.
public enum SampleResult {
  /// Texts that have broken reports of other programs.
  public static let nastyTexts = [
    "<script>alert('x')</script>&\"'", "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3",
    "bell\u{7}null\u{0}escape\u{1B}[31mred", "user\u{202E}txt.exe\u{200F}", "]]>--><!--",
    "第一行\n第二行\r\n第三行\t欄", "𠮷野家𡘙𪚥", "%0A::error::x", "|a|b|`c`", "ＩＤ＝１",
    String(repeating: "長", count: 10_000),
  ]

  /// A moment of Taipei time known to the minute.
  public static func minute(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int
  ) -> StatedTime {
    let date = CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: month, day: day))
    let local = LocalTime(date: date, hour: hour, minute: minute)
    return StatedTime(local: local, instant: taipei.instant(of: local), precision: .minute)
  }

  /// A day of Taipei time; as a due day its end is meant.
  public static func day(
    _ year: Int, _ month: Int, _ day: Int, isEnd: Bool = false
  ) -> StatedTime {
    let date = CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: month, day: day))
    let local = LocalTime(date: date, millisecondOfDay: isEnd ? 86_400_000 : 0)
    return StatedTime(
      local: local, instant: taipei.instant(of: local), precision: .day, isEndOfDay: isEnd)
  }

  private static let taipei = TimeZoneRules(name: "Asia/Taipei", firstOffset: 28_800)

  /// The sample.
  public static func make() -> CheckResult {
    var result = CheckResult(
      toolVersion: "0.1.0",
      title: LocalizedText(zh: "範例市政府社會處 110年1月", en: "Example City, Social Welfare, 2021-01"),
      asOf: day(2021, 1, 31, isEnd: true), observedThrough: day(2021, 1, 31, isEnd: true),
      knownOn: day(2021, 6, 30).local.date, zoneName: "Asia/Taipei")
    result.ruleFiles = [
      RuleFileSummary(
        path: "rules/example/welfare.yaml", sha256: String(repeating: "ab", count: 32))
    ]
    result.inputs = [
      InputSummary(
        dataset: "protection-cases", path: "data/110-01.csv",
        sha256: String(repeating: "0c", count: 32), bytes: 34_567, rows: 120, encoding: "Big5",
        format: "csv"),
      InputSummary(
        dataset: "inspections", path: "data/查核 110.xlsx",
        sha256: String(repeating: "1d", count: 32),
        bytes: 9_876, rows: 41, encoding: "UTF-8", format: "xlsx"),
    ]
    var parameters = RunParameters()
    parameters.rules = ["rules/example/welfare.yaml"]
    parameters.data = [RunParameters.Data(dataset: "inspections", source: "data/查核 110.xlsx")]
    parameters.asOf = "2021-01-31"
    result.parameters = parameters
    // A column without a heading is known by its name.
    result.columns = [
      ColumnHeading(dataset: "protection-cases", name: "category", heading: "案件類型 <i>&"),
      ColumnHeading(dataset: "inspections", name: "name", heading: "他表之欄位"),
    ]
    result.rules = rules
    result.findings = FindingList(findings)
    result.groups = groups
    result.scorecards = [scorecard]
    result.dataIssues = dataIssues
    result.waivers = waivers
    result.diagnostics = [
      Diagnostic(
        DiagnosticCode("rule/uncited", zh: "", en: ""), .warning,
        LocalizedText(zh: "規則「lamps」沒有引據", en: "rule 'lamps' cites nothing"),
        at: .data(file: "rules/example/welfare.yaml", line: 40, column: 3, field: nil),
        help: LocalizedText(zh: "加上 cites", en: "add cites"))
    ]
    for finding in result.findings { result.rules[finding.rule].counts.add(finding.verdict) }
    result.rules[0].counts.compliant = 97
    result.rules[0].counts.notApplicable = 5
    result.rules[0].counts.waived = 1
    for group in result.groups { result.rules[group.rule].counts.add(group.verdict) }
    return result
  }

  private static let rules: [RuleSummary] = {
    var dispatch = RuleSummary(
      id: "example.welfare/dispatch-time",
      title: LocalizedText(
        zh: "成人保護案件72小時完成派案，其餘類型24小時",
        en: "Adult protection cases dispatched within 72 hours, others within 24"),
      kind: "deadline", severity: .high,
      citations: [
        Citation(title: "範例市政府社會處施政計畫", place: "P7-10"),
        Citation(title: "行政程序法", place: "48"),
      ], dataset: "protection-cases", definedAt: "rules/example/welfare.yaml:20")
    dispatch.remedy = LocalizedText(
      zh: "檢討值班人力，逾時案件當日補派並回報。", en: "Review the roster; dispatch late cases the same day.")
    dispatch.tags = ["protection"]
    dispatch.obligations = ["SW-01"]
    let rate = RuleSummary(
      id: "example.welfare/dispatch-rate",
      title: LocalizedText(zh: "派案依限辦結率", en: "Share of cases dispatched in time"), kind: "rate",
      severity: .medium, citations: [Citation(title: "範例市政府社會處施政計畫", place: "P7-10")],
      dataset: "protection-cases", definedAt: "rules/example/welfare.yaml:33")
    let lamps = RuleSummary(
      id: "example.works/lamps",
      title: LocalizedText(
        zh: "路燈1個工作天內修復 <b>&", en: "Street lamps repaired in 1 working day <b>&"),
      kind: "deadline", severity: .low, status: .advisory, dataset: "inspections",
      definedAt: "rules/example/welfare.yaml:40")
    var broken = RuleSummary(
      id: "example.works/broken",
      title: LocalizedText(zh: "無法評估的規則", en: "A rule that could not run"),
      kind: "assert", severity: .critical, dataset: "absent",
      definedAt: "rules/example/welfare.yaml:50")
    broken.wasEvaluated = false
    return [dispatch, rate, lamps, broken]
  }()

  private static let findings: [Finding] = {
    var all = [late, open, waived, pending, undetermined]
    for (index, text) in nastyTexts.enumerated() {
      var finding = Finding(
        rule: 2, subject: .row(key: [NamedValue("lamp", text)]), verdict: .violated,
        reason: LocalizedText(zh: "逾期：\(text)", en: "late: \(text)"), owner: text,
        location: DataLocation(input: 1, line: index + 2))
      finding.cells = [NamedValue("note", text)]
      finding.due = day(2021, 1, 5, isEnd: true)
      finding.actual = day(2021, 1, 7)
      finding.lateness = Lateness(minutes: 2880, days: 2, workingDays: 2)
      all.append(finding)
    }
    for index in all.indices {
      let id = rules[all[index].rule].id
      all[index].fingerprint = Finding.fingerprint(ruleID: id, subject: all[index].subject)
    }
    return all
  }()

  private static func dispatch(_ key: String, _ verdict: Verdict, _ zh: String, _ en: String)
    -> Finding
  {
    Finding(
      rule: 0, subject: .row(key: [NamedValue("case_id", key)]), verdict: verdict,
      reason: LocalizedText(zh: zh, en: en), owner: "社工科")
  }

  private static let late: Finding = {
    var finding = dispatch(
      "2021010400123", .violated, "受理後72小時01分派案，超過72小時",
      "dispatched 72 hours 1 minute after receipt, over 72 hours")
    finding.location = DataLocation(input: 0, line: 14)
    finding.relatedLocations = [DataLocation(input: 0, line: 90)]
    finding.start = minute(2021, 1, 4, 9, 0)
    finding.due = minute(2021, 1, 7, 9, 0)
    finding.actual = minute(2021, 1, 7, 9, 1)
    finding.lateness = Lateness(minutes: 1, days: 0, workingDays: 0)
    finding.cells = [NamedValue("category", "成人保護"), NamedValue("name", "王○明")]
    finding.explanation = [
      LocalizedText(zh: "適用第1款：成人保護且非身障，72小時", en: "arm 1: adult protection, 72 hours")
    ]
    return finding
  }()

  private static let open: Finding = {
    var finding = dispatch(
      "0021", .violated, "至查核基準仍未派案", "not yet dispatched at the as-of moment")
    finding.location = DataLocation(input: 0, line: 15)
    finding.start = day(2021, 1, 8)
    finding.due = day(2021, 1, 11, isEnd: true)
    finding.lateness = Lateness(minutes: 28_800, days: 20, workingDays: 14)
    finding.trace = trace
    finding.taints = ["data/other-month"]
    return finding
  }()

  private static let trace: PeriodTrace = {
    func date(_ day: Int) -> CivilDate { SampleResult.day(2021, 1, day).local.date }
    let weekend = RestDays(
      count: 2,
      days: [9, 10].map {
        DayStatus(
          date: date($0), kind: .weekend,
          name: $0 == 10 ? CalendarName(zh: "範例節 <b>", en: "Example Day <b>") : nil)
      })
    return PeriodTrace(
      profile: "apa-48", article: "行政程序法 §48",
      steps: [
        .start(LocalTime(date: date(6), millisecondOfDay: 0), precision: .day),
        .startExcluded(day: date(6), firstCounted: date(7)),
        .countedDays(PeriodLength(2, .day), rawLast: date(8)),
        .transit(days: 1, last: date(9)),
        .rolledOver(from: date(9), over: weekend, to: date(11)), .dueEndOfDay(date(11)),
      ])
  }()

  private static let waived: Finding = {
    var finding = dispatch("109-03", .violated, "逾期3日", "3 days late")
    finding.location = DataLocation(input: 0, line: 16)
    finding.due = day(2021, 1, 12, isEnd: true)
    finding.actual = day(2021, 1, 15)
    finding.lateness = Lateness(minutes: 4320, days: 3, workingDays: 3)
    finding.waiver = "W-1"
    return finding
  }()

  private static let pending: Finding = {
    var finding = dispatch("A-77", .pending, "尚未屆期", "not yet due")
    finding.location = DataLocation(input: 0, line: 17)
    finding.start = minute(2021, 1, 31, 18, 30)
    finding.due = minute(2021, 2, 3, 18, 30)
    return finding
  }()

  private static let undetermined: Finding = {
    var finding = dispatch(
      "A-78", .undetermined, "需要時刻：派案時間只有日期", "needs the time of day: dispatched_at is a day")
    finding.location = DataLocation(input: 0, line: 18)
    finding.start = day(2021, 1, 19)
    finding.actual = day(2021, 1, 20)
    return finding
  }()
}
