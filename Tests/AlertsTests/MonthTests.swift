import Alerts
import CivilTime
import Diagnostics
import Findings
import Testing

/// Two months played through a day at a time: New Year, the lunar New Year, a make-up Saturday.
@Suite struct MonthTests {
  /// What was told, in order: day, recipient, case, stage.
  private func play(
    _ cases: [Office.Case], from first: CivilDate, through last: CivilDate,
    settings: AlertSettings = Office.settings
  ) -> [ToldRecord] {
    let planner = AlertPlanner(settings: settings, calendar: Office.calendar)
    var history = AlertHistory()
    var told: [ToldRecord] = []
    var done: Set<String> = []
    var day = first
    while day <= last {
      let now = LocalTime(date: day, hour: 9, minute: 0)
      for (digest, time) in planner.due(
        now: now, isDone: { done.contains("\($0)\($1.isoText(precision: .minute))") })
      {
        let plan = planner.plan(
          digest, occurrence: time, result: Office.result(cases, on: day), now: now,
          history: history)
        for record in plan.mails.flatMap(\.told) {
          told.append(record)
          history.add(record)
        }
        done.insert("\(digest.id)\(time.isoText(precision: .minute))")
      }
      day = day.adding(days: 1)
    }
    return told
  }

  private func lines(_ records: [ToldRecord]) -> [String] {
    records.map { record in
      let stage = record.stage.prefix { $0 != "@" }
      let name = record.recipient.prefix { $0 != "@" }
      return "\(record.day.isoText) \(name) \(record.label) \(stage)"
    }
  }

  @Test func `every stage is told once, to the right person, on the right working day`() {
    let cases = [
      // Due Monday 4 January: two working days before it is Wednesday 30 December.
      Office.Case(key: "A", due: Office.day(2021, 1, 4), done: Office.day(2021, 1, 20)),
      // Due Wednesday 17 February, after the lunar New Year's rest of the 10th to the 16th.
      Office.Case(key: "B", due: Office.day(2021, 2, 17), done: nil),
      // Done in time: warned of, never late.
      Office.Case(key: "C", due: Office.day(2021, 1, 15), done: Office.day(2021, 1, 14)),
    ]
    let told = play(cases, from: Office.day(2020, 12, 28), through: Office.day(2021, 2, 26))
    #expect(
      lines(told) == [
        "2020-12-30 officer A due-soon",
        "2021-01-04 chief A due",
        "2021-01-07 ethics A late",
        "2021-01-07 head A late",
        "2021-01-13 officer C due-soon",
        // C is resolved for the officer alone; the chief was never told.
        "2021-01-14 officer C resolved#1",
        "2021-01-20 chief A resolved#1",
        "2021-01-20 ethics A resolved#1",
        "2021-01-20 head A resolved#1",
        "2021-01-20 officer A resolved#1",
        "2021-02-08 officer B due-soon",
        "2021-02-17 chief B due",
        // Thursday, Friday and the make-up Saturday are three working days.
        "2021-02-20 ethics B late",
        "2021-02-20 head B late",
      ])
  }

  @Test func `weekdays leave a make-up Saturday and a holiday out`() {
    var settings = Office.settings
    settings.digests = [Digest(id: "daily", schedule: DigestSchedule(.weekdays, minute: 510))]
    let cases = [Office.Case(key: "B", due: Office.day(2021, 2, 17), done: nil)]
    let told = play(
      cases, from: Office.day(2021, 2, 9), through: Office.day(2021, 2, 26), settings: settings)
    #expect(
      lines(told) == [
        "2021-02-09 officer B due-soon", "2021-02-17 chief B due", "2021-02-22 ethics B late",
        "2021-02-22 head B late",
      ])
  }

  @Test func `reminders come after the stated working days and stop when the case is done`() {
    var settings = Office.settings
    settings.remindEvery = DaySpan(5, isWorking: true)
    settings.remindAtMost = 2
    settings.stages = [Office.stage("late", "1 working day after due", ["head"])]
    let cases = [
      Office.Case(key: "A", due: Office.day(2021, 1, 4), done: Office.day(2021, 2, 4)),
      Office.Case(key: "B", due: Office.day(2021, 1, 4), done: Office.day(2021, 1, 13)),
    ]
    let told = play(
      cases, from: Office.day(2021, 1, 4), through: Office.day(2021, 2, 9), settings: settings)
    #expect(
      lines(told).sorted() == [
        "2021-01-05 head A late", "2021-01-05 head B late", "2021-01-12 head A remind-1",
        "2021-01-12 head B remind-1", "2021-01-13 head B resolved#1", "2021-01-19 head A remind-2",
        "2021-02-04 head A resolved#1",
      ])
  }

  @Test func `after downtime each recipient gets one mail with everything missed`() {
    let cases = [Office.Case(key: "A", due: Office.day(2021, 1, 4), done: nil)]
    let plan = Office.plan(Office.settings, cases, on: Office.day(2021, 1, 29))
    let told = plan.mails.map { "\($0.recipient.key) \($0.told.map(\.stage))" }.sorted()
    #expect(
      told == [
        #"chief@city.example ["due@2021-01-04"]"#, #"ethics@city.example ["late@2021-01-04"]"#,
        #"head@city.example ["late@2021-01-04"]"#, #"officer@city.example ["due-soon@2021-01-04"]"#,
      ])
    #expect(plan.mails.allSatisfy { $0.new[0].standing == .late(days: 25, workingDays: 19) })
  }

  @Test func `a moved due day is told again, the same one is not`() {
    var history = AlertHistory()
    let first = [Office.Case(key: "A", due: Office.day(2021, 1, 6), done: nil)]
    let plan = Office.plan(Office.settings, first, on: Office.day(2021, 1, 5))
    for record in plan.mails.flatMap(\.told) { history.add(record) }
    #expect(
      Office.plan(Office.settings, first, on: Office.day(2021, 1, 5), history: history).mails
        .isEmpty)
    let moved = [Office.Case(key: "A", due: Office.day(2021, 1, 7), done: nil)]
    let again = Office.plan(Office.settings, moved, on: Office.day(2021, 1, 5), history: history)
    #expect(again.mails.flatMap(\.told).map(\.stage) == ["due-soon@2021-01-07"])
  }

  @Test func `nothing is called resolved while data or the rule are missing`() {
    var history = AlertHistory()
    let cases = [Office.Case(key: "A", due: Office.day(2021, 1, 4), done: nil)]
    let day = Office.day(2021, 1, 29)
    for record in Office.plan(Office.settings, cases, on: day).mails.flatMap(\.told) {
      history.add(record)
    }
    let planner = AlertPlanner(settings: Office.settings, calendar: Office.calendar)
    let now = LocalTime(date: day, hour: 9, minute: 0)
    func resolved(_ change: (inout CheckResult) -> Void) -> Int {
      var result = Office.result([], on: day)
      change(&result)
      let plan = planner.plan(
        Office.settings.digests[0], occurrence: now, result: result, now: now, history: history)
      return plan.mails.reduce(0) { $0 + $1.resolved.count }
    }
    #expect(resolved { _ in } == 4)
    #expect(resolved { $0.rules[0].wasEvaluated = false } == 0)
    #expect(resolved { $0.rules = [] } == 0)
    #expect(
      resolved {
        $0.dataIssues = [
          DataIssue(
            code: "data/truncated", isFatal: true, dataset: "cases",
            message: .init(zh: "截斷", en: "cut"), count: 1)
        ]
      } == 0)
  }
}
