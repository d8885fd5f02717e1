import CivilTime
import Testing

@Suite struct DuePrecisionTests {
  private let zone = GovernmentCalendar.taipei

  private func moment(_ text: String) throws -> Moment {
    try TimeText.parse(text).get().moment(in: zone)
  }

  private func comparison(
    _ length: PeriodLength, _ profile: CountingProfile, _ start: String, _ end: String
  ) throws -> DueComparison {
    DueCalculator(length: length, profile: profile, calendar: nil, zone: zone)
      .due(from: try moment(start)).comparison(with: try moment(end), in: zone)
  }

  @Test(arguments: [
    ("2020-03-19", "2020-03-18", DueComparison.met), ("2020-03-19", "2020-03-19", .met),
    ("2020-03-19", "2020-03-20", .undetermined), ("2020-03-19", "2020-03-21", .missed),
    ("2020-03-19", "2020-03-20 00:00", .met), ("2020-03-19", "2020-03-20 00:01", .undetermined),
    ("2020-03-19", "2020-03-20 23:59:59", .undetermined),
    ("2020-03-19", "2020-03-21 00:00", .missed),
    ("2020-03-19 09:00", "2020-03-19", .met), ("2020-03-19 09:00", "2020-03-20", .undetermined),
    ("2020-03-19 09:00", "2020-03-21", .missed), ("2020-03-19 09:00", "2020-03-20 09:00", .met),
    ("2020-03-19 09:00", "2020-03-20 09:01", .missed),
    ("2020-03-19 09:00:00", "2020-03-20 09:00:01", .missed),
    ("2020-03-19 00:00", "2020-03-19", .met), ("2020-03-19 00:00", "2020-03-20", .undetermined),
  ])
  func `24 hours are decided only where every reading agrees`(
    start: String, end: String, expected: DueComparison
  ) throws {
    #expect(try comparison(PeriodLength(24, .hour), .hours, start, end) == expected)
  }

  @Test(arguments: [
    ("2026-06-01", "2026-06-30", DueComparison.met), ("2026-06-01", "2026-06-30 23:59:59", .met),
    ("2026-06-01 09:00", "2026-06-30 24:00", .missed), ("2026-06-01", "2026-07-01", .missed),
    ("2026-06-01", "2026-07-01 00:00", .missed),
  ])
  func `a day as limit ends at its 24th hour`(
    start: String, end: String, expected: DueComparison
  ) throws {
    #expect(try comparison(PeriodLength(30, .day), .adverse, start, end) == expected)
  }

  @Test func `days that run from the instant end at the same time of day`() throws {
    let days = PeriodLength(3, .day)
    #expect(
      try comparison(days, .hours, "2026-01-31 23:59", "2026-02-03 23:59") == .met)
    #expect(
      try comparison(days, .hours, "2026-01-31 23:59", "2026-02-04 00:00") == .missed)
  }

  @Test func `a stop takes its own span out of hours`() throws {
    let start = try moment("2026-06-01 09:00")
    let stop = try #require(
      InstantSpan(
        start: moment("2026-06-01 12:00").instant, end: moment("2026-06-02 18:30").instant))
    let overlapping = try #require(
      InstantSpan(
        start: moment("2026-06-02 12:00").instant, end: moment("2026-06-02 19:00").instant))
    let after = try #require(
      InstantSpan(
        start: moment("2026-06-09 12:00").instant, end: moment("2026-06-10 19:00").instant))
    let calculator = DueCalculator(
      length: PeriodLength(24, .hour), profile: .hours, calendar: nil, zone: zone)
    let due = calculator.due(
      from: start, adjustments: PeriodAdjustments(suspendedSpans: [after, overlapping, stop]))
    #expect(zone.isoText(of: due.latest) == "2026-06-03T16:00:00+08:00")
  }
}
