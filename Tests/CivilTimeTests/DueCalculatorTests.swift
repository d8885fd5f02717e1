import CivilTime
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)))
struct DueCalculatorTests {
  private let zone = GovernmentCalendar.taipei

  private func day(_ text: String) throws -> CivilDate { try GovernmentCalendar.date(text) }

  /// The last day found by walking day by day.
  private func walked(
    _ profile: CountingProfile, _ length: PeriodLength, from start: CivilDate,
    _ calendar: WorkCalendar
  ) -> CivilDate {
    var day = profile.start == .included ? start : start.adding(days: 1)
    if length.unit == .workingDay || profile.count == .workingDays {
      var left = length.amount
      while true {
        if calendar.isWorking(day) { left -= 1 }
        if left == 0 { return day }
        day = day.adding(days: 1)
      }
    }
    day = day.adding(days: length.amount * (length.unit == .week ? 7 : 1) - 1)
    while profile.endOnRestDay == .nextWorkingDay, !calendar.isWorking(day) {
      day = day.adding(days: 1)
    }
    return day
  }

  @Test(arguments: [
    CountingProfile.apa, .adverse, .working, .workingFromStart,
  ])
  func `counting in one step agrees with counting on the fingers`(profile: CountingProfile) throws {
    let calendar = try GovernmentCalendar.calendar()
    let first = try day("2015-01-01")
    let last = try day("2027-06-30")
    for amount in [1, 2, 3, 6, 7, 15, 30, 60] {
      let length = PeriodLength(amount, .day)
      let calculator = DueCalculator(
        length: length, profile: profile, calendar: calendar, zone: zone)
      for offset in 0...last.days(since: first) {
        let start = first.adding(days: offset)
        let due = calculator.dueDay(from: start)
        #expect(due.day == walked(profile, length, from: start, calendar))
        #expect(due.isCovered)
      }
    }
  }

  @Test func `months by the corresponding day agree with the statute's own words`() throws {
    let first = try day("2019-01-01")
    for months in [1, 2, 3, 12, 24] {
      let calculator = DueCalculator(
        length: PeriodLength(months, .month), profile: .adverse, calendar: nil, zone: zone)
      for offset in 0..<1500 {
        let start = first.adding(days: offset)
        let (year, month, number) = start.components
        let index = year * 12 + month - 1 + months
        // Begins on the first: ends with the month. Else: the day before the corresponding day, or
        // the month's last day where it has none.
        let expected: CivilDate?
        if number == 1 {
          let ends = index - 1
          expected = CivilDate(
            year: ends / 12, month: ends % 12 + 1,
            day: CivilDate.daysIn(month: ends % 12 + 1, ofYear: ends / 12))
        } else {
          let size = CivilDate.daysIn(month: index % 12 + 1, ofYear: index / 12)
          expected = CivilDate(
            year: index / 12, month: index % 12 + 1, day: number <= size ? number - 1 : size)
        }
        #expect(calculator.dueDay(from: start).day == expected)
      }
    }
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28", "2026-02-28"), ("2026-01-30", 1, "2026-02-28", "2026-02-28"),
    ("2026-01-29", 1, "2026-02-28", "2026-02-28"), ("2024-01-28", 1, "2024-02-28", "2024-02-28"),
    ("2024-01-29", 1, "2024-02-29", "2024-02-29"), ("2023-11-30", 3, "2024-02-29", "2024-02-29"),
    ("2024-02-29", 12, "2025-02-28", "2025-02-28"), ("2019-02-28", 60, "2024-02-29", "2024-02-28"),
    ("2026-04-30", 2, "2026-06-30", "2026-06-30"), ("2026-02-28", 1, "2026-03-31", "2026-03-28"),
  ])
  func `month ends differ between the two profile kinds`(
    start: String, months: Int, corresponding: String, same: String
  ) throws {
    for (profile, expected) in [(CountingProfile.apa, corresponding), (.sameDay, same)] {
      var stays = profile
      stays.endOnRestDay = .stays
      let calculator = DueCalculator(
        length: PeriodLength(months, .month), profile: stays, calendar: nil, zone: zone)
      #expect(calculator.dueDay(from: try day(start)).day == (try day(expected)))
    }
  }

  @Test(arguments: [
    // A day before, on, and after the Saturday that is worked, and the Sunday that is not.
    ("2025-02-06", 1, "2025-02-07"), ("2025-02-06", 2, "2025-02-08"),
    ("2025-02-06", 3, "2025-02-10"),
    // The nine days of the New Year of 2026.
    ("2026-01-14", 30, "2026-02-13"), ("2026-01-15", 30, "2026-02-23"),
    ("2026-01-23", 30, "2026-02-23"), ("2026-01-24", 30, "2026-02-23"),
    ("2026-01-25", 30, "2026-02-24"),
  ])
  func `a rest day at the end is replaced by the next working day`(
    start: String, days: Int, expected: String
  ) throws {
    let calculator = DueCalculator(
      length: PeriodLength(days, .day), profile: .apa,
      calendar: try GovernmentCalendar.calendar(), zone: zone)
    #expect(calculator.dueDay(from: try day(start)).day == (try day(expected)))
  }

  @Test(arguments: [
    ("2025-08-25", "2025-06-12", "2025-09-29"), ("2025-08-30", "2025-06-12", "2025-09-29"),
    ("2025-08-30", "2025-06-13", "2025-09-30"),
  ])
  func `what was known decides the due day`(start: String, known: String, expected: String) throws {
    let calendar = try GovernmentCalendar.calendar(knownOn: day(known))
    let length = PeriodLength(30, .day)
    let calculator = DueCalculator(
      length: start == "2025-08-25" ? PeriodLength(35, .day) : length, profile: .apa,
      calendar: calendar, zone: zone)
    #expect(calculator.dueDay(from: try day(start)).day == (try day(expected)))
  }

  @Test(arguments: [
    // Raw last day inside; rolled over the edge; beyond it.
    ("2027-11-30", 30, "2027-12-30", true), ("2027-12-01", 30, "2028-01-03", false),
    ("2027-12-10", 30, "2028-01-10", false), ("2014-12-01", 31, "2015-01-05", true),
    ("2014-11-30", 30, "2014-12-30", false),
  ])
  func `a due day beyond the calendar says so`(
    start: String, days: Int, expected: String, covered: Bool
  ) throws {
    let calculator = DueCalculator(
      length: PeriodLength(days, .day), profile: .apa,
      calendar: try GovernmentCalendar.calendar(), zone: zone)
    let due = calculator.dueDay(from: try day(start))
    #expect(due == DueDay(try day(expected), isCovered: covered))
  }

  @Test func `stops are merged and only those inside the period count`() throws {
    let calendar = try GovernmentCalendar.calendar()
    func due(_ ranges: [(String, String)], unit: PeriodLength.Unit = .day) throws -> String {
      let days = try ranges.compactMap {
        DayRange(stoppedOn: try day($0.0), endedOn: try day($0.1))
      }
      return DueCalculator(
        length: PeriodLength(10, unit), profile: .apa, calendar: calendar, zone: zone
      ).dueDay(from: try day("2026-06-01"), adjustments: PeriodAdjustments(suspendedDays: days))
        .day.isoText
    }
    #expect(try due([]) == "2026-06-11")
    #expect(try due([("2026-06-03", "2026-06-03")]) == "2026-06-11")
    #expect(try due([("2026-06-03", "2026-06-04")]) == "2026-06-12")
    #expect(try due([("2026-06-03", "2026-06-05"), ("2026-06-04", "2026-06-08")]) == "2026-06-16")
    #expect(try due([("2026-06-10", "2026-06-12")]) == "2026-06-15")
    #expect(try due([("2026-06-11", "2026-06-12")]) == "2026-06-11")
    #expect(try due([("2026-05-20", "2026-06-02")]) == "2026-06-12")
    // In working days only working days of a stop are added.
    #expect(try due([], unit: .workingDay) == "2026-06-15")
    #expect(try due([("2026-06-05", "2026-06-07")], unit: .workingDay) == "2026-06-15")
    #expect(try due([("2026-06-05", "2026-06-08")], unit: .workingDay) == "2026-06-16")
    #expect(try due([("2026-06-12", "2026-06-18")], unit: .workingDay) == "2026-06-22")
  }

  @Test(arguments: [
    ("2026-06-01", PeriodLength(30, .day), "2026-07-16"),
    ("2026-06-01", PeriodLength(10, .day), "2026-07-13"),
  ])
  func `an extension longer than allowed is cut`(
    start: String, atMost: PeriodLength, expected: String
  ) throws {
    let item = PeriodExtension(.until(try day("2026-07-16")), atMost: atMost)
    let calculator = DueCalculator(
      length: PeriodLength(30, .day), profile: .apa,
      calendar: try GovernmentCalendar.calendar(), zone: zone)
    let start = try day(start)
    let due = calculator.dueDay(from: start, adjustments: PeriodAdjustments(extensions: [item]))
    #expect(due.day == (try day(expected)))
    let early = PeriodExtension(.until(try day("2026-06-20")), atMost: atMost)
    let unchanged = calculator.dueDay(
      from: start, adjustments: PeriodAdjustments(extensions: [early]))
    #expect(unchanged.day == (try day("2026-07-01")))
  }

  @Test func `same-day months of an extension run on from the start`() throws {
    let calculator = DueCalculator(
      length: PeriodLength(3, .month), profile: .sameDay,
      calendar: try GovernmentCalendar.calendar(), zone: zone)
    let more = PeriodAdjustments(extensions: [PeriodExtension(.by(PeriodLength(2, .month)))])
    let due = calculator.dueDay(from: try day("2023-11-30"), adjustments: more)
    #expect(due.day == (try day("2024-04-30")))
  }

  @Test func `adjustments combine in the order of work`() throws {
    let adjustments = PeriodAdjustments(
      extensions: [PeriodExtension(.by(PeriodLength(15, .day)))],
      suspendedDays: [try #require(DayRange(first: day("2026-06-11"), last: day("2026-06-25")))],
      restart: try day("2026-06-05"), transitDays: 2)
    let calculator = DueCalculator(
      length: PeriodLength(15, .day), profile: .apa,
      calendar: try GovernmentCalendar.calendar(), zone: zone)
    // 6-20 Jun, extended to 5 Jul, 15 days stopped: 20 Jul, transit: 22 Jul.
    let due = calculator.dueDay(from: try day("2026-06-01"), adjustments: adjustments)
    #expect(due.day == (try day("2026-07-22")))
  }

  @Test(arguments: [
    ("2005-10-07", "2005-10-14", 8), ("2005-10-07", "2005-10-18", 12),
    ("2005-10-07", "2005-10-07", 1),
    ("2005-10-07", "2005-10-06", 0), ("2005-10-07", "2005-10-09", 0),
  ])
  func `days used leave out rest days and count half a day at once`(
    start: String, end: String, halves: Int
  ) throws {
    let names = CalendarName(zh: "", en: "")
    // The published example: 8 to 10 October 2005 were free.
    let calendar = WorkCalendar(
      definition: CalendarDefinition(
        identifier: "2005", title: names, timeZone: "Asia/Taipei", years: 2005...2005,
        days: [CalendarDay(date: try day("2005-10-10"), kind: .holiday)]))
    let calculator = DueCalculator(
      length: PeriodLength(10, .day), profile: .working, calendar: calendar, zone: zone)
    #expect(calculator.halfDaysUsed(from: try day(start), through: try day(end)) == halves)
  }
}
