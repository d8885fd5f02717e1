import Alerts
import CivilTime
import Diagnostics
import Findings
import Testing

/// What is told of data that end before the day of telling.
@Suite struct OldDataTests {
  /// One open case due on a day, told on Friday 29 January by data that end on another.
  private func result(_ cases: [(key: String, due: CivilDate, through: CivilDate?)]) -> CheckResult
  {
    let today = Office.day(2021, 1, 29)
    var result = Office.result(
      cases.map { Office.Case(key: $0.key, due: $0.due, done: nil) }, on: today)
    result.inputs = Office.inputs(through: cases.map(\.through))
    result.findings = FindingList(
      result.findings.enumerated().map { index, finding in
        var finding = finding
        finding.location = DataLocation(input: index, line: 2)
        // As the evaluation has it: what was due after the data end is not decided.
        let end = result.observedThrough(input: index)
        if let due = finding.due, finding.verdict == .violated, end.instant < due.instant {
          finding.verdict = .pending
        }
        return finding
      })
    return result
  }

  private func plan(
    _ result: CheckResult, _ settings: AlertSettings = Office.settings,
    history: AlertHistory = AlertHistory()
  ) -> AlertPlan {
    let now = LocalTime(date: Office.day(2021, 1, 29), hour: 8, minute: 30)
    return AlertPlanner(settings: settings, calendar: Office.calendar).plan(
      settings.digests[0], occurrence: now, result: result, now: now, history: history)
  }

  private func told(_ plan: AlertPlan) -> [String] {
    plan.mails.flatMap(\.told).map { record in
      "\(record.recipient.prefix { $0 != "@" }) \(record.label) \(record.stage.prefix { $0 != "@" })"
    }.sorted()
  }

  @Test(arguments: [
    // Due before and on the last day of the data: overdue by them. Two working days later are three
    // after the due day, which is further than the data speak.
    ("2021-01-24", "2021-01-25", ["chief A due", "officer A due-soon"]),
    ("2021-01-25", "2021-01-25", ["chief A due", "officer A due-soon"]),
    // Due on the day after: nobody knows, and only those who hear of a case first are asked.
    ("2021-01-26", "2021-01-25", ["officer A unseen"]),
    // The third working day after the due day is the next after the data's last one: told.
    (
      "2021-01-25", "2021-01-27",
      ["chief A due", "ethics A late", "head A late", "officer A due-soon"]
    ),
    ("2021-01-25", "2021-01-26", ["chief A due", "officer A due-soon"]),
    // Still to come by the day of telling: no end of data makes it passed.
    ("2021-01-29", "2021-01-25", ["chief A due", "officer A due-soon"]),
    ("2021-02-01", "2021-01-25", ["officer A due-soon"]),
  ])
  func `what data show is told as far as they reach`(
    _ due: String, _ through: String, _ lines: [String]
  )
    throws
  {
    let result = result([("A", try day(due), try day(through))])
    #expect(told(plan(result)) == lines)
  }

  private func day(_ text: String) throws -> CivilDate { try TimeText.parse(text).get().date }

  @Test func `two datasets that end on different days are each told by their own`() throws {
    let due = Office.day(2021, 1, 20)
    let result = result([
      ("OLD", due, Office.day(2021, 1, 19)), ("NEW", due, Office.day(2021, 1, 28)),
      ("LIVE", due, nil),
    ])
    #expect(
      told(plan(result)) == [
        "chief LIVE due", "chief NEW due", "ethics LIVE late", "ethics NEW late", "head LIVE late",
        "head NEW late", "officer LIVE due-soon", "officer NEW due-soon", "officer OLD unseen",
      ])
    let mail = try #require(plan(result).mails.first { $0.recipient.key.hasPrefix("officer") })
    let old = try #require(mail.new.first { $0.label.en == "OLD" })
    #expect(old.standing == .unseen)
    #expect(old.dataThrough == Office.day(2021, 1, 19))
    #expect(
      old.occasion
        == LocalizedText(
          zh: "期限已過，資料僅至 1 月 19 日，請查明是否已辦結",
          en: """
            its due moment has passed, but our data end on 2021-01-19; please confirm whether it was \
            done
            """))
    #expect(mail.new.first { $0.label.en == "LIVE" }?.dataThrough == nil)
    let composed = Office.composer(Office.settings).compose(mail, at: Instant(milliseconds: 0))
    #expect(composed.subject == "〔期限通知〕逾期或違反 2 件、請查明 1 件：測試市")
    let bodies = ParsedMail(composed.bytes).bodies
    for body in bodies {
      #expect(body.contains("資料截至：110年1月19日（二）"), "\(body)")
      #expect(body.contains("期限已過，資料未及於此，請查明是否已辦結"))
      #expect(body.contains("資料截至：110年1月28日（四）"))
    }
    #expect(bodies.count == 2)
  }

  @Test func `how late a case of old data was is told as of their last day`() {
    // Six working days lie between the due day and the data's end, and many more to this day.
    let due = Office.day(2021, 1, 4)
    let old = plan(result([("A", due, Office.day(2021, 1, 12))]))
    #expect(
      old.mails.flatMap(\.new).map(\.standing).first
        == .late(days: 8, workingDays: 6, isOfOldData: true))
    let fresh = plan(result([("A", due, Office.day(2021, 1, 28))]))
    #expect(
      fresh.mails.flatMap(\.new).map(\.standing).first
        == .late(days: 25, workingDays: 19, isOfOldData: false))
  }

  @Test func `a question is asked once, and the case told by its stages once the data show it`() {
    let due = Office.day(2021, 1, 20)
    let unseen = result([("A", due, Office.day(2021, 1, 19))])
    var history = AlertHistory()
    for record in plan(unseen).mails.flatMap(\.told) { history.add(record) }
    #expect(plan(unseen, history: history).mails.isEmpty)
    // A newer export that does not reach the due day either asks nothing new.
    #expect(plan(result([("A", due, Office.day(2021, 1, 18))]), history: history).mails.isEmpty)
    let seen = plan(result([("A", due, Office.day(2021, 1, 28))]), history: history)
    #expect(
      told(seen) == ["chief A due", "ethics A late", "head A late", "officer A due-soon"])
  }

  @Test func `superiors are not asked, whatever a digest is of`() {
    let unseen = result([("A", Office.day(2021, 1, 20), Office.day(2021, 1, 19))])
    var settings = Office.settings
    settings.digests = [
      Digest(
        id: "heads", schedule: DigestSchedule(.workingDays, minute: 510), stages: ["due", "late"])
    ]
    #expect(plan(unseen, settings).mails.isEmpty)
    settings.digests[0].stages = ["due-soon"]
    #expect(told(plan(unseen, settings)) == ["officer A unseen"])
  }

  @Test func `old data bring nothing up again`() {
    var settings = Office.settings
    settings.remindEvery = DaySpan("2 working days")
    let due = Office.day(2021, 1, 4)
    var history = AlertHistory()
    let seen = result([("A", due, Office.day(2021, 1, 28))])
    for record in plan(seen, settings).mails.flatMap(\.told) {
      var record = record
      record.day = Office.day(2021, 1, 25)
      history.add(record)
    }
    #expect(
      plan(result([("A", due, Office.day(2021, 1, 25))]), settings, history: history).mails.isEmpty)
    let again = plan(seen, settings, history: history)
    #expect(told(again).allSatisfy { $0.hasSuffix("remind-1") } && !again.mails.isEmpty)
  }
}
