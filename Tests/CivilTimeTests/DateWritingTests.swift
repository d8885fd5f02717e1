import CivilTime
import Testing

/// Dates and times as reports write them.
@Suite struct DateWritingTests {
  @Test(arguments: [
    (2020, 3, 19, "2020-03-19", "109年3月19日"), (1912, 1, 1, "1912-01-01", "1年1月1日"),
    (1911, 12, 31, "1911-12-31", "西元1911年12月31日"), (9999, 12, 31, "9999-12-31", "8088年12月31日"),
    (1, 1, 1, "0001-01-01", "西元1年1月1日"), (999, 10, 9, "0999-10-09", "西元999年10月9日"),
    (2011, 1, 1, "2011-01-01", "100年1月1日"), (2010, 12, 31, "2010-12-31", "99年12月31日"),
  ])
  func `a day is written in ISO 8601 and as in Taiwan`(
    year: Int, month: Int, day: Int, iso: String, roc: String
  ) throws {
    let date = try #require(CivilDate(year: year, month: month, day: day))
    #expect(date.isoText == iso)
    #expect(date.rocText == roc)
    #expect(date.withISOBytes { String(decoding: $0, as: UTF8.self) } == iso)
  }

  @Test(arguments: [
    (Int32.min, "-5877641-06-23"), (.max, "5881580-07-11"), (-719_529, "-0001-12-31"),
    (-719_528, "0000-01-01"),
  ])
  func `a day beyond four digits of years is written whole`(number: Int32, iso: String) {
    let date = CivilDate(dayNumber: number)
    #expect(date.isoText == iso)
    let time = LocalTime(date: date, millisecondOfDay: 86_399_999)
    #expect(time.rocClockText(seconds: true) == date.rocText + " 23:59:59.999")
  }

  @Test(arguments: [
    (0, "00:00", "00:00:00"), (32_700_000, "09:05", "09:05:00"), (32_730_000, "09:05", "09:05:30"),
    (86_399_999, "23:59", "23:59:59.999"), (86_400_000, "24:00", "24:00:00"),
    (60_007, "00:01", "00:01:00.007"),
  ])
  func `a time of day is written to the minute or to what is known`(
    milliseconds: Int, minutes: String, seconds: String
  ) {
    let time = LocalTime(date: CivilDate(dayNumber: 0), millisecondOfDay: milliseconds)
    #expect(time.clockText(seconds: false) == minutes)
    #expect(time.clockText(seconds: true) == seconds)
    #expect(time.isoText(precision: .day) == "1970-01-01")
    #expect(time.isoText(precision: .minute, separator: " ") == "1970-01-01 " + minutes)
    #expect(time.isoText(precision: .second) == "1970-01-01T" + seconds)
    #expect(time.isoText(precision: .second, separator: " ") == "1970-01-01 " + seconds)
    #expect(time.rocClockText(seconds: false) == "59年1月1日 " + minutes)
    #expect(time.rocClockText(seconds: true) == "59年1月1日 " + seconds)
    let bytes = time.withISOBytes(precision: .second, separator: "T") { Array($0) }
    #expect(bytes == Array("1970-01-01T\(seconds)".utf8))
  }
}
