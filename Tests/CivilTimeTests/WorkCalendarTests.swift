import CivilTime
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)))
struct WorkCalendarTests {
  private func day(_ text: String) throws -> CivilDate { try GovernmentCalendar.date(text) }

  @Test(arguments: [
    (2015, 116, 249), (2016, 116, 250), (2017, 116, 249), (2018, 115, 250), (2019, 115, 250),
    (2020, 115, 251), (2021, 116, 249), (2022, 115, 250), (2023, 116, 249), (2024, 115, 251),
    (2025, 118, 247), (2026, 120, 245), (2027, 121, 244),
  ])
  func `a year has its published totals`(year: Int, off: Int, working: Int) throws {
    let calendar = try GovernmentCalendar.calendar()
    let first = try day("\(year)-01-01")
    let last = try day("\(year)-12-31")
    let count = calendar.workingDays(from: first, through: last)
    #expect(count == working)
    #expect(last.days(since: first) + 1 - count == off)
  }

  @Test func `the revision of 2025 is unknown before it was decided`() throws {
    let before = try GovernmentCalendar.calendar(knownOn: day("2025-06-01"))
    let eve = try GovernmentCalendar.calendar(knownOn: day("2025-06-12"))
    let on = try GovernmentCalendar.calendar(knownOn: day("2025-06-13"))
    let after = try GovernmentCalendar.calendar(knownOn: day("2025-07-01"))
    let first = try day("2025-01-01")
    let last = try day("2025-12-31")
    for (calendar, off) in [(before, 115), (eve, 115), (on, 118), (after, 118)] {
      #expect(365 - calendar.workingDays(from: first, through: last) == off)
    }
    for text in ["2025-09-29", "2025-10-24", "2025-12-25"] {
      #expect(before.isWorking(try day(text)))
      #expect(!after.isWorking(try day(text)))
    }
    #expect(!before.isWorking(try day("2025-10-06")))
    #expect(before.status(of: try day("2025-10-06")).authority?.contains("實施辦法") == true)
    #expect(after.status(of: try day("2025-10-06")).authority?.contains("實施條例") == true)
  }

  @Test func `every question agrees with walking day by day`() throws {
    let calendar = try GovernmentCalendar.calendar()
    let first = try day("2014-06-01")
    let last = try day("2028-06-30")
    var ordinal = calendar.ordinal(of: first.adding(days: -1))
    for offset in 0...last.days(since: first) {
      let date = first.adding(days: offset)
      if calendar.isWorking(date) { ordinal += 1 }
      #expect(calendar.ordinal(of: date) == ordinal)
      if calendar.isWorking(date) {
        #expect(calendar.workingDay(ordinal: ordinal) == date)
      }
      var next = date
      while !calendar.isWorking(next) { next = next.adding(days: 1) }
      #expect(calendar.rolledForward(date) == next)
      var previous = date
      while !calendar.isWorking(previous) { previous = previous.adding(days: -1) }
      #expect(calendar.rolledBack(date) == previous)
      #expect(calendar.status(of: date).isWorking == calendar.isWorking(date))
    }
  }

  @Test(arguments: [
    ("2014-12-31", false), ("2015-01-01", true), ("2027-12-31", true), ("2028-01-01", false),
  ])
  func `the calendar says which days it covers`(text: String, covered: Bool) throws {
    let calendar = try GovernmentCalendar.calendar()
    #expect(calendar.covers(try day(text)) == covered)
    #expect(calendar.status(of: try day(text)).isCovered == covered)
  }

  @Test(arguments: [
    ("2026-03-03", DayStatus.Kind.workday), ("2026-03-07", .weekend), ("2026-02-28", .holiday),
    ("2026-02-27", .compensatoryHoliday), ("2025-02-08", .makeupWorkday),
  ])
  func `a day says what it is`(text: String, kind: DayStatus.Kind) throws {
    #expect(try GovernmentCalendar.calendar().status(of: day(text)).kind == kind)
  }

  @Test func `a typhoon day counts as rest only where the profile says so`() throws {
    var definition = try GovernmentCalendar.definition()
    let typhoon = CalendarName(zh: "颱風停班", en: "typhoon closure")
    for (text, place, part) in [
      ("2024-10-02", "高雄市", DayPart.day), ("2024-10-03", "高雄市", .day),
      ("2024-10-31", nil, .day), ("2024-11-01", "高雄市", .afternoon),
    ] as [(String, String?, DayPart)] {
      definition.days.append(
        CalendarDay(
          date: try day(text), kind: .closure, name: typhoon, place: place, part: part))
    }
    let kaohsiung = WorkCalendar(definition: definition, places: ["高雄市"])
    let taipei = WorkCalendar(definition: definition)
    let second = try day("2024-10-02")
    #expect(kaohsiung.isWorking(second))
    #expect(!kaohsiung.isWorking(second, closuresRest: true))
    #expect(taipei.isWorking(second, closuresRest: true))
    #expect(!taipei.isWorking(try day("2024-10-31"), closuresRest: true))
    #expect(kaohsiung.isWorking(try day("2024-11-01"), closuresRest: true))
    #expect(kaohsiung.status(of: second, closuresRest: true).kind == .closure)
    var rest = CountingProfile.apa
    rest.closures = .restDays
    let zone = GovernmentCalendar.taipei
    let start = Moment(zone.start(of: try day("2024-09-17")), precision: .day)
    for (profile, due, otherwise) in [
      (CountingProfile.apa, "2024-10-02", "2024-10-04"), (rest, "2024-10-04", "2024-10-02"),
    ] {
      let calculator = DueCalculator(
        length: PeriodLength(15, .day), profile: profile, calendar: kaohsiung, zone: zone)
      let traced = calculator.trace(from: start)
      #expect(traced.due.day == (try day(due)))
      #expect(
        traced.trace.steps.contains(
          .closuresDecide(closuresRest: profile.closuresRest, otherwise: try day(otherwise))))
    }
  }
}
