import CivilTime
import Expressions
import Testing

@Suite struct DateTests {
  /// March 2020 with its weekends, 20 March closed and Saturday 21 March worked.
  private struct March: WorkingDayCalendar {
    func isWorkingDay(_ date: CivilDate) -> Bool? {
      guard date.year == 2020, date.month == 3 else { return nil }
      switch date.day {
      case 20: return false
      case 21: return true
      default: return date.weekday <= 5
      }
    }
  }

  private func result(_ text: String) -> String {
    let taipei = TimeZoneRules(name: "Asia/Taipei", firstOffset: 28_800)
    return evaluated(
      text, in: EvaluationContext(timeZone: taipei, calendar: March(), zone: { _ in taipei }))
  }

  @Test(
    arguments: [
      ("date('2020-03-19')", "date(\"2020-03-19\")"), ("date('109年3月19日')", "date(\"2020-03-19\")"),
      ("date('109/03/19') == date('2020-03-19')", "true"),
      ("date('2020-02-30')", "error: date() cannot read this text"),
      ("date('2020-03-19') < date('2020-03-20')", "true"),
      ("date('2020-03-19') in [date('2020-03-19')]", "true"),
      ("date(timestamp('2020-03-18T15:59:59Z'))", "date(\"2020-03-18\")"),
      ("date(timestamp('2020-03-18T16:00:00Z'))", "date(\"2020-03-19\")"),
      ("date(timestamp('2020-03-18T16:00:00Z'), 'UTC')", "date(\"2020-03-18\")"),
      ("date('2020-03-19').year()", "2020"), ("date('2020-03-19').rocYear()", "109"),
      ("date('2020-03-19').month() * 100 + date('2020-03-19').day()", "319"),
      ("date('2020-03-19').weekday()", "4"), ("date('2020-03-22').weekday()", "7"),
      ("addDays(date('2020-02-28'), 1)", "date(\"2020-02-29\")"),
      ("addDays(date('2020-01-01'), -1)", "date(\"2019-12-31\")"),
      ("addDays(date('9999-12-31'), 1)", "error: the result is out of range"),
      ("addDays(date('2020-01-01'), 9223372036854775807)", "error: the result is out of range"),
      ("addMonths(date('2020-01-31'), 1)", "date(\"2020-02-29\")"),
      ("addMonths(date('2020-03-31'), -1)", "date(\"2020-02-29\")"),
      ("addMonths(date('2020-01-31'), 9223372036854775807)", "error: the result is out of range"),
      ("daysBetween(date('2020-02-28'), date('2020-03-01'))", "2"),
      ("daysBetween(date('2020-03-01'), date('2020-02-28'))", "-2"),
      // Age counts from the day of birth: a year is full when the day before the birthday ends.
      ("ageOn(date('2002-03-19'), date('2020-03-18'))", "17"),
      ("ageOn(date('2002-03-19'), date('2020-03-19'))", "18"),
      ("ageOn(date('2004-02-29'), date('2022-02-28'))", "17"),
      ("ageOn(date('2004-02-29'), date('2022-03-01'))", "18"),
      ("ageOn(date('2020-03-19'), date('2020-03-19'))", "0"),
      (
        "ageOn(date('2020-03-19'), date('2020-03-18'))",
        "error: an argument of 'ageOn' makes no sense"
      ),
      ("isWorkingDay(date('2020-03-20'))", "false"), ("isWorkingDay(date('2020-03-21'))", "true"),
      ("addWorkingDays(date('2020-03-19'), 1)", "date(\"2020-03-21\")"),
      ("addWorkingDays(date('2020-03-22'), -1)", "date(\"2020-03-21\")"),
      ("addWorkingDays(date('2020-03-23'), -1)", "date(\"2020-03-21\")"),
      ("workingDaysBetween(date('2020-03-19'), date('2020-03-23'))", "2"),
      ("workingDaysBetween(date('2020-03-23'), date('2020-03-19'))", "-2"),
      ("workingDaysBetween(date('2020-03-19'), date('2020-03-19'))", "0"),
      ("isWorkingDay(date('2020-04-01'))", "error: the date is outside of the calendar's years"),
    ])
  func `a function of dates has its value`(text: String, expected: String) {
    #expect(result(text) == expected)
  }

  @Test func `a calendar's table counts as going day by day does`() throws {
    let days = (0..<31).map { March().isWorkingDay(CivilDate(dayNumber: 18_322).adding(days: $0)) }
    #expect(days.compactMap(\.self).count == 31)
    let definition = CalendarDefinition(
      identifier: "t", title: CalendarName(zh: "測試", en: "test"), timeZone: "Asia/Taipei",
      years: 2020...2020,
      days: [
        CalendarDay(date: try #require(CivilDate(year: 2020, month: 3, day: 20)), kind: .holiday),
        CalendarDay(
          date: try #require(CivilDate(year: 2020, month: 3, day: 21)), kind: .makeupWorkday),
      ])
    let table = CalendarWorkingDays(WorkCalendar(definition: definition))
    let middle = try #require(CivilDate(year: 2020, month: 3, day: 1))
    for first in 8..<20 {
      for count in -5...5 {
        let day = middle.adding(days: first)
        #expect(
          table.adding(workingDays: count, to: day) == March().adding(workingDays: count, to: day))
        let other = day.adding(days: abs(count))
        #expect(
          table.workingDays(after: day, through: other)
            == March().workingDays(after: day, through: other))
      }
    }
    #expect(table.isWorkingDay(try #require(CivilDate(year: 2021, month: 1, day: 1))) == nil)
  }
}
