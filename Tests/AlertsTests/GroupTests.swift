import Alerts
import CivilTime
import Diagnostics
import Findings
import Testing

/// Rates and counts: told to the unit's people, listed once, and resolved by corrected data alone.
@Suite struct GroupTests {
  /// A monthly rate of a unit.
  private struct Rate {
    var unit = "社工科"
    var month: Int
    var verdict: Verdict = .violated
    var isOpen = false
    var outlook: Outlook?
    var waiver: String?
  }

  private static func result(
    _ rates: [Rate], _ cases: [Office.Case] = [], on day: CivilDate, status: RuleStatus = .active
  ) -> CheckResult {
    var result = Office.result(cases, on: day)
    var rule = RuleSummary(
      id: "test.pack/share", title: LocalizedText(zh: "辦結率達九成", en: "nine tenths done"),
      kind: "rate", severity: .high, dataset: "cases")
    rule.status = status
    result.rules.append(rule)
    result.groups = rates.map { rate in
      var group = GroupResult(
        rule: 1,
        subject: .group(
          values: [NamedValue("unit", rate.unit)],
          period: Period(.month, holding: Office.day(2021, rate.month, 1))),
        verdict: rate.verdict, low: Ratio(80, 1), high: Ratio(85, 1), unit: "percent",
        target: Ratio(90, 1), comparison: "at-least", members: VerdictCounts(),
        isOpen: rate.isOpen, reason: LocalizedText(zh: "八成", en: "80 percent"), owner: rate.unit)
      group.outlook = rate.outlook
      group.waiver = rate.waiver
      return group
    }
    return result
  }

  private static var settings: AlertSettings {
    var settings = Office.settings
    settings.stages = [Office.stage("found", "when found", ["section-chief"])]
    settings.remindEvery = DaySpan(5, isWorking: true)
    settings.digests = [
      Digest(id: "daily", schedule: DigestSchedule(.workingDays)),
      Digest(
        id: "monthly", schedule: DigestSchedule(.monthly(by: 10)), content: .open, to: ["head"]),
    ]
    return settings
  }

  /// What the digests that are due on a day tell, kept in the history: `chief 社工科 2021-01 found`.
  private func told(
    _ result: CheckResult, on day: CivilDate, _ history: inout AlertHistory,
    _ settings: AlertSettings = settings
  ) -> [String] {
    let planner = AlertPlanner(settings: settings, calendar: Office.calendar)
    let now = LocalTime(date: day, hour: 9, minute: 0)
    var lines: [String] = []
    for (digest, time) in planner.due(now: now, isDone: { $1.date < day }) {
      let plan = planner.plan(
        digest, occurrence: time, result: result, now: now, history: history)
      for mail in plan.mails {
        for record in mail.told { history.add(record) }
        let name = mail.recipient.key.prefix { $0 != "@" }
        lines += (mail.new + mail.resolved).map { "\(name) \($0.label.en): \($0.occasion.en)" }
      }
    }
    return lines
  }

  @Test func `a shortfall is told to its unit once, listed once, and never brought up again`() {
    var history = AlertHistory()
    let january = Rate(month: 1)
    let open = Office.Case(key: "A", due: Office.day(2021, 2, 4), done: nil)
    func told(_ rates: [Rate], _ month: Int, _ day: Int) -> [String] {
      let day = Office.day(2021, month, day)
      return self.told(Self.result(rates, [open], on: day), on: day, &history)
    }
    #expect(told([january], 2, 1) == ["chief 社工科 2021-01: violation found"])
    // The monthly list by the 10th goes out on the last working day before the lunar New Year.
    #expect(
      told([january], 2, 9) == [
        "chief A: violation found", "head A: open cases", "head 社工科 2021-01: its period is over",
      ])
    // A is brought up again after five working days; the rate of January cannot be mended by working on.
    #expect(told([january], 2, 22) == ["chief A: reminder 1"])
    let february = Rate(month: 2)
    #expect(
      told([january, february], 3, 10) == [
        "chief A: reminder 2", "chief 社工科 2021-02: violation found", "head A: open cases",
        "head 社工科 2021-02: its period is over",
      ])
  }

  @Test(arguments: [
    ([Rate(month: 1, verdict: .compliant)], ["no longer violated by the data as they are now"]),
    ([Rate(month: 1, waiver: "W-1")], ["waived"]), ([Rate(month: 1)], []),
    ([Rate(month: 1, verdict: .undetermined)], []), ([], []), ([Rate(month: 2)], []),
  ])
  private func `a rate is resolved by its own period in the data, never by the period's absence`(
    _ rates: [Rate], _ expected: [String]
  ) {
    var history = AlertHistory()
    let first = Office.day(2021, 2, 1)
    #expect(told(Self.result([Rate(month: 1)], on: first), on: first, &history).count == 1)
    let day = Office.day(2021, 2, 2)
    let lines = told(Self.result(rates, on: day), on: day, &history)
    #expect(
      lines.filter { $0.contains("2021-01") } == expected.map { "chief 社工科 2021-01: \($0)" })
  }

  @Test func `each unit's people are told of their own rates`() {
    var settings = Self.settings
    settings.recipients.add(
      .init(unit: "兒少科", role: "section-chief", recipient: Office.box("child@city.example")))
    var history = AlertHistory()
    let day = Office.day(2021, 2, 1)
    let rates = [Rate(month: 1), Rate(unit: "兒少科", month: 1), Rate(unit: "無此科", month: 1)]
    let lines = told(Self.result(rates, on: day), on: day, &history, settings)
    #expect(
      lines == [
        "chief 社工科 2021-01: violation found", "child 兒少科 2021-01: violation found",
        "operator 無此科 2021-01: violation found",
      ])
  }

  @Test func `periods that ended before the stated day are not told`() {
    var settings = Self.settings
    settings.since = Office.day(2021, 2, 1)
    var history = AlertHistory()
    let day = Office.day(2021, 3, 2)
    let lines = told(
      Self.result([Rate(month: 1), Rate(month: 2)], on: day), on: day, &history, settings)
    #expect(lines == ["chief 社工科 2021-02: violation found"])
  }

  @Test func `a mail says what can still become of an open period, and that a rule is advisory`() {
    let day = Office.day(2021, 2, 3)
    let rate = Rate(month: 2, isOpen: true, outlook: Outlook(.lost))
    let result = Self.result([rate], on: day, status: .advisory)
    let time = LocalTime(date: day, hour: 8, minute: 30)
    let plan = AlertPlanner(settings: Self.settings, calendar: Office.calendar).plan(
      Self.settings.digests[0], occurrence: time, result: result, now: time,
      history: AlertHistory())
    let mail = plan.mails.first.map {
      Office.composer(Self.settings).compose($0, at: Instant(milliseconds: 0))
    }
    let bodies = ParsedMail(mail?.bytes ?? []).bodies
    #expect(bodies.count == 2)
    for body in bodies {
      #expect(body.contains("社工科 110年2月"))
      #expect(body.contains("效力：僅供參考"))
      #expect(body.contains("註：目標已無法達成"))
    }
  }

  @Test func `what the data cannot decide is told where a stage asks for it, until it is decided`()
  {
    var settings = Self.settings
    settings.stages.append(Office.stage("unsure", "when undetermined", ["officer"]))
    var history = AlertHistory()
    let day = Office.day(2021, 2, 1)
    let unsure = Self.result([Rate(month: 1, verdict: .undetermined)], on: day)
    #expect(told(unsure, on: day, &history) == [])
    let lines = told(unsure, on: day, &history, settings)
    #expect(lines == ["officer 社工科 2021-01: found undetermined"])
    #expect(told(unsure, on: Office.day(2021, 2, 2), &history, settings) == [])
    let next = Office.day(2021, 2, 3)
    #expect(
      told(
        Self.result([Rate(month: 1, verdict: .compliant)], on: next), on: next, &history, settings)
        == ["officer 社工科 2021-01: no longer violated by the data as they are now"])
  }
}
