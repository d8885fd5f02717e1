import Alerts
import CivilTime
import Diagnostics
import Findings
import Testing

/// Exports that did not come or cannot be used, and rules that are broken.
@Suite struct WatchTests {
  @Test(
    arguments: [
      (nil, nil, false, ["missing@2021-01"]), (3, 10, false, []),
      (-11, 10, false, ["stale@2021-01/2021-01-20"]),
      (3, 0, false, ["short@2021-01/2021-02-03"]),
      (3, 10, true, ["damaged@2021-01/2021-02-03"]),
    ] as [(Int?, Int?, Bool, [String])])
  func `the operator is told once of a missing, old, short or damaged export`(
    _ newest: Int?, _ rows: Int?, _ isDamaged: Bool, _ expected: [String]
  ) {
    var settings = Office.settings
    settings.watches = [
      InputWatch(dataset: "cases", byDay: 5, maximumAge: DaySpan(3, isWorking: true))
    ]
    let planner = AlertPlanner(settings: settings, calendar: Office.calendar)
    let state = InputState(
      dataset: "cases", paths: ["110-01.csv"],
      newest: newest.map { Office.day(2021, 1, 31).adding(days: $0) },
      rows: rows, defects: isDamaged ? [LocalizedText(zh: "截斷", en: "cut")] : [],
      month: Office.day(2021, 1, 1))
    func plan(_ day: Int, _ history: AlertHistory) -> AlertPlan {
      planner.plan(
        watching: [state], now: LocalTime(date: Office.day(2021, 2, day), hour: 9, minute: 0),
        history: history)
    }
    if newest == nil { #expect(plan(5, AlertHistory()).mails.isEmpty) }
    let mails = plan(8, AlertHistory()).mails
    #expect(mails.flatMap(\.told).map(\.stage) == expected)
    let history = AlertHistory(mails.flatMap(\.told))
    #expect(plan(8, history).mails.isEmpty)
  }

  /// The stages told of one state on a day of February 2021 at nine.
  private func stages(_ state: InputState, day: Int, hour: Int = 9) -> [String] {
    var settings = Office.settings
    settings.watches = [InputWatch(dataset: "cases", byDay: 5)]
    let plan = AlertPlanner(settings: settings, calendar: Office.calendar).plan(
      watching: [state], now: LocalTime(date: Office.day(2021, 2, day), hour: hour, minute: 0),
      history: AlertHistory())
    return plan.mails.flatMap(\.told).map(\.stage)
  }

  @Test(arguments: [
    (5, 9, 0), (6, 9, 0), (8, 8, 0), (8, 9, 1), (10, 9, 0), (17, 9, 1), (20, 9, 1),
  ])
  func `nobody is told on a quiet day or before the first digest`(
    _ day: Int, _ hour: Int, _ expected: Int
  ) {
    let missing = InputState(dataset: "cases", paths: [], month: Office.day(2021, 1, 1))
    #expect(stages(missing, day: day, hour: hour).count == expected)
  }

  @Test(arguments: [(31, 5, 0), (31, 8, 1), (32, 8, 0)])
  func `a file that is written anew every month must be of this month after its day`(
    _ newest: Int, _ day: Int, _ expected: Int
  ) {
    var state = InputState(
      dataset: "cases", paths: ["cases.csv"],
      newest: Office.day(2021, 1, 1).adding(days: newest - 1), rows: 5,
      month: Office.day(2021, 1, 1))
    #expect(stages(state, day: day).isEmpty)
    state.isOfMonth = false
    #expect(stages(state, day: day).count == expected)
  }

  @Test func `a file that may still be written is not called damaged or short`() {
    var state = InputState(
      dataset: "cases", paths: ["cases.csv"], newest: Office.day(2021, 2, 8), rows: 0,
      defects: [LocalizedText(zh: "截斷", en: "cut")], month: Office.day(2021, 1, 1))
    #expect(stages(state, day: 8) == ["damaged@2021-01/2021-02-08"])
    state.isSettled = false
    #expect(stages(state, day: 8).isEmpty)
  }

  @Test(arguments: [(true, true, 1), (false, true, 0), (true, false, 0)])
  func `damage of an export that nobody watches is told to the operator`(
    _ isDamaged: Bool, _ isSettled: Bool, _ expected: Int
  ) {
    var state = InputState(
      dataset: "others", paths: ["others.csv"], newest: Office.day(2021, 2, 1), rows: 0,
      month: Office.day(2021, 1, 1))
    if isDamaged { state.defects = [LocalizedText(zh: "截斷", en: "cut")] }
    state.isSettled = isSettled
    let planner = AlertPlanner(settings: Office.settings, calendar: Office.calendar)
    let now = LocalTime(date: Office.day(2021, 2, 8), hour: 9, minute: 0)
    let plan = planner.plan(watching: [state], now: now, history: AlertHistory())
    #expect(plan.mails.map(\.recipient.key) == (expected > 0 ? ["operator@city.example"] : []))
    let again = planner.plan(
      watching: [state], now: now, history: AlertHistory(plan.mails.flatMap(\.told)))
    #expect(again.mails.isEmpty)
  }

  @Test func `a defect of a newer file is told again in the same month`() {
    var settings = Office.settings
    settings.watches = [InputWatch(dataset: "cases")]
    let planner = AlertPlanner(settings: settings, calendar: Office.calendar)
    var history = AlertHistory()
    func told(_ newest: Int, _ day: Int) -> Int {
      let state = InputState(
        dataset: "cases", paths: ["cases.csv"], newest: Office.day(2021, 2, newest), rows: 0,
        month: Office.day(2021, 1, 1))
      let plan = planner.plan(
        watching: [state], now: LocalTime(date: Office.day(2021, 2, day), hour: 9, minute: 0),
        history: history)
      for record in plan.mails.flatMap(\.told) { history.add(record) }
      return plan.mails.count
    }
    #expect([told(3, 3), told(3, 4), told(5, 5), told(5, 8)] == [1, 0, 1, 0])
  }

  @Test func `the operator is told of broken rules, once a month for the same errors`() {
    let planner = AlertPlanner(settings: Office.settings, calendar: Office.calendar)
    var history = AlertHistory()
    func told(_ errors: [String], _ month: Int, _ day: Int) -> [String] {
      let plan = planner.plan(
        watching: [], brokenRules: errors.map { LocalizedText(verbatim: $0) },
        now: LocalTime(date: Office.day(2021, month, day), hour: 9, minute: 0), history: history)
      for record in plan.mails.flatMap(\.told) { history.add(record) }
      return plan.mails.map { "\($0.recipient.key) \($0.notices.map(\.en).joined())" }
    }
    #expect(
      told(["rules.yaml:3: no such column"], 2, 3) == [
        "operator@city.example the rule files have 1 error, and some rules were not evaluated: "
          + "rules.yaml:3: no such column"
      ])
    #expect(told(["rules.yaml:3: no such column"], 2, 4).isEmpty)
    #expect(told(["rules.yaml:4: no such column"], 2, 4).count == 1)
    #expect(told(["rules.yaml:3: no such column"], 3, 3).count == 1)
  }
}
