import Alerts
import CivilTime
import Testing

@Suite struct ScheduleTests {
  @Test(arguments: [
    ("working-days 08:30", DigestSchedule(.workingDays, minute: 510)),
    ("weekdays", DigestSchedule(.weekdays, minute: 510)),
    ("daily 23:59", DigestSchedule(.daily, minute: 1439)),
    ("weekly monday 00:00", DigestSchedule(.weekly(1), minute: 0)),
    ("monthly by 10 09:00", DigestSchedule(.monthly(by: 10), minute: 540)),
  ])
  func `schedules are read`(_ text: String, _ schedule: DigestSchedule) {
    #expect(DigestSchedule(text) == schedule)
  }

  @Test(arguments: [
    "", "hourly", "daily 24:00", "daily 8:30", "weekly 08:30", "weekly someday 08:30",
    "monthly by 0", "monthly by 32", "monthly on 10", "daily 08:30 09:30",
  ])
  func `other words are no schedule`(_ text: String) {
    #expect(DigestSchedule(text) == nil)
  }

  @Test(arguments: ["2 working days before", "0 days before due", "1000 days after due", "due", ""])
  func `other words are no stage`(_ text: String) {
    #expect(StageMoment(text) == nil)
  }

  @Test(arguments: [
    // 10 January 2021 is a Sunday: the Friday before. 10 February begins the lunar New Year's rest.
    (2021, 1, 10, 8), (2021, 2, 10, 9), (2021, 2, 31, 26), (2020, 11, 10, 10),
    // From New Year's Day to the 3rd nothing is worked: the month is not left out.
    (2021, 1, 1, 4), (2021, 1, 3, 4), (2021, 1, 4, 4),
  ])
  func `monthly by a day is the last working day up to it`(
    _ year: Int, _ month: Int, _ by: Int, _ expected: Int
  ) {
    let schedule = DigestSchedule(.monthly(by: by))
    let days = (1...CivilDate.daysIn(month: month, ofYear: year)).filter {
      schedule.occurs(
        on: Office.day(year, month, $0), calendar: Office.calendar, quiet: QuietDays())
    }
    #expect(days == [expected])
  }

  @Test func `a week's digest goes out on the next day that is not quiet`() {
    let schedule = DigestSchedule(.weekly(1))
    let days = (1...28).filter {
      schedule.occurs(
        on: Office.day(2021, 2, $0), calendar: Office.calendar, quiet: QuietDays())
    }
    // Monday the 15th lies in the lunar New Year's rest.
    #expect(days == [1, 8, 17, 22])
    let friday = (1...31).filter {
      DigestSchedule(.weekly(5)).occurs(
        on: Office.day(2021, 1, $0), calendar: Office.calendar, quiet: QuietDays())
    }
    #expect(friday == [4, 8, 15, 22, 29])
  }

  @Test func `the last and the next time lie on both sides of the minute`() {
    let schedule = DigestSchedule(.workingDays, minute: 510)
    func time(_ day: Int, _ hour: Int, _ minute: Int) -> LocalTime {
      LocalTime(date: Office.day(2021, 2, day), hour: hour, minute: minute)
    }
    func latest(_ now: LocalTime) -> LocalTime? {
      schedule.latest(upTo: now, calendar: Office.calendar, quiet: QuietDays())
    }
    func next(_ now: LocalTime) -> LocalTime? {
      schedule.next(after: now, calendar: Office.calendar, quiet: QuietDays())
    }
    #expect(latest(time(17, 8, 30)) == time(17, 8, 30))
    #expect(latest(time(17, 8, 29)) == time(9, 8, 30))
    #expect(next(time(9, 8, 30)) == time(17, 8, 30))
    #expect(next(time(17, 8, 29)) == time(17, 8, 30))
    #expect(next(time(19, 9, 0)) == time(20, 8, 30))
  }

  @Test(arguments: [
    ("2 working days before due", 2021, 1, 4, 2020, 12, 30),
    ("2 working days before due", 2021, 1, 9, 2021, 1, 7),
    ("at due", 2021, 1, 4, 2021, 1, 4), ("at due", 2021, 1, 9, 2021, 1, 8),
    ("3 days before due", 2021, 1, 5, 2020, 12, 31),
    ("1 working day after due", 2021, 2, 9, 2021, 2, 17),
    ("1 working day after due", 2021, 1, 9, 2021, 1, 11),
    ("3 days after due", 2021, 2, 8, 2021, 2, 17),
  ])
  func `stages fall on working days`(
    _ text: String, _ y: Int, _ m: Int, _ d: Int, _ y2: Int, _ m2: Int, _ d2: Int
  ) {
    let day = StageMoment(text)?.day(due: Office.day(y, m, d), calendar: Office.calendar)
    #expect(day == Office.day(y2, m2, d2))
  }
}
