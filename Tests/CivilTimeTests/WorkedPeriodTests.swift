import CivilTime
import TestSupport
import Testing

@Suite(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)))
struct WorkedPeriodTests {
  private let zone = GovernmentCalendar.taipei

  @Test func `all worked examples hold`() throws {
    let calendar = try GovernmentCalendar.calendar()
    var held = 0
    for row in csvRows(try SharedData.text("calendars/period-examples.csv")) {
      let id = row["id"] ?? ""
      let profile = try #require(CountingProfile.mode(row["mode"] ?? ""), "\(id)")
      let unit = try #require(
        PeriodLength.Unit(
          rawValue: row["unit"] == "working_day" ? "working_day" : row["unit"] ?? ""))
      let length = PeriodLength(try #require(Int(row["length"] ?? "")), unit)
      let start = try TimeText.parse(row["start"] ?? "").get().moment(in: zone)
      if let written = row["start_as_written"], !written.isEmpty {
        #expect(
          try TimeText.parse(written).get().date == zone.day(of: start.instant), "\(id)")
      }
      let calculator = DueCalculator(
        length: length, profile: profile, calendar: calendar, zone: zone)
      let adjustments = try adjustments(row["adjustment"] ?? "")
      let due = calculator.due(from: start, adjustments: adjustments)
      var expected = row["expected_last_moment"] ?? ""
      var actual = zone.isoText(of: due.latest)
      if due.isWholeDay {
        actual = due.day.isoText + "T24:00"
        expected = expected.replacingSuffix("T23:59:59+08:00", with: "T24:00")
      }
      #expect(actual == expected, "\(id)")
      #expect(due.isExact && due.isCovered, "\(id)")
      let traced = calculator.trace(from: start, adjustments: adjustments)
      #expect(traced.due == due, "\(id)")
      held += actual == expected ? 1 : 0
    }
    #expect(held == 68)
  }

  private func adjustments(_ text: String) throws -> PeriodAdjustments {
    var adjustments = PeriodAdjustments.none
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return adjustments }
    switch parts[0] {
    case "extend":
      adjustments.extensions = [PeriodExtension(.by(try PeriodLength.parse(parts[1]).get()))]
    case "suspend":
      let days = parts[1].split(separator: "/")
      let first = try TimeText.parseDate(days[0]).get()
      let last = try TimeText.parseDate(days[1]).get()
      adjustments.suspendedDays = [try #require(DayRange(first: first, last: last))]
    case "restart": adjustments.restart = try TimeText.parseDate(parts[1]).get()
    case "transit": adjustments.transitDays = try PeriodLength.parse(parts[1]).get().amount
    default: Issue.record("unknown adjustment \(text)")
    }
    return adjustments
  }
}

extension String {
  func replacingSuffix(_ suffix: String, with other: String) -> String {
    hasSuffix(suffix) ? dropLast(suffix.count) + other : self
  }
}
