import CTextScan
import CivilTime
import Columns
import TestSupport
import Testing

@testable import LogReaders

/// The loops in C that read times find what the general way finds, by whatever instructions.
@Suite struct TimeScanTests {
  /// Has the general way read a text, which makes its month known.
  private func makeMonthKnown(of text: [UInt8], _ cache: DayCache) {
    let padded = text + [UInt8](repeating: 0x39, count: 16)
    padded.withUnsafeBufferPointer { padded in
      guard let base = padded.baseAddress else { return }
      _ = cache.timestamp(Cell(start: base, count: text.count))
    }
  }

  /// What a reader of one cell says of a text: the moment and its day, or `nil`.
  private func minute(
    _ text: [UInt8], _ cache: DayCache,
    _ read: (UnsafePointer<qixian_times>, UnsafePointer<qixian_month>, Int64, Int64) -> Int64
  ) -> DayCache.Time? {
    makeMonthKnown(of: text, cache)
    let found = column([text], cache, offset: nil, read)
    guard found.stop == 1, found.states == [0] else { return nil }
    #expect(found.details == [1])
    return DayCache.Time(milliseconds: found.values[0], day: found.days[0])
  }

  @Test(arguments: ["Asia/Taipei", "UTC"])
  func `times to the minute are those that the general way reads`(name: String) {
    let zone =
      name == "UTC" ? TimeZoneRules.utc : TimeZoneRules(name: name, firstOffset: 8 * 3600)
    let cache = DayCache(zone: zone)
    var random = SeededGenerator(state: 11)
    var readings = 0
    for round in 0..<20_000 {
      func two(_ range: ClosedRange<Int>) -> String {
        let number = Int.random(in: range, using: &random)
        return number < 10 ? "0\(number)" : String(number)
      }
      let year = Int.random(in: 1990...2030, using: &random)
      var text = Array("\(year)-\(two(0...13))-\(two(0...32)) \(two(0...25)):\(two(0...61))".utf8)
      if round % 3 == 0 {
        text[Int.random(in: 0..<16, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      var expected: DayCache.Time?
      if case .success(let time) = TimeText.parse(
        String(decoding: text, as: UTF8.self), forms: [.iso]),
        time.moment(in: zone).precision == .minute, text[10] == UInt8(ascii: " ")
      {
        let instant = time.moment(in: zone).instant
        expected = DayCache.Time(
          milliseconds: instant.milliseconds, day: zone.day(of: instant).dayNumber)
      }
      for read in [qixian_read_minutes, qixian_read_minutes_of_any] {
        let found = minute(text, cache, { read($0, $1, $2, $3) })
        if let found {
          readings += 1
          #expect(
            found.milliseconds == expected?.milliseconds, "\(String(decoding: text, as: UTF8.self))"
          )
          #expect(found.day == expected?.day)
        } else if round % 3 != 0, Array(text[11..<13]) != Array("24".utf8) {
          // 24:00 is the start of the next day, which the general way says.
          #expect(expected == nil, "\(String(decoding: text, as: UTF8.self))")
        }
      }
    }
    #expect(readings > 15_000)
  }

  /// What is read of a column of cells: where it stopped, and the moments, days and states before.
  private func column(
    _ cells: [[UInt8]], _ cache: DayCache, offset: Int64?,
    _ read: (UnsafePointer<qixian_times>, UnsafePointer<qixian_month>, Int64, Int64) -> Int64
  ) -> (stop: Int, values: [Int64], days: [Int32], states: [UInt8], details: [UInt8]) {
    var days = [Int32](repeating: -1, count: cells.count)
    var details = [UInt8](repeating: 9, count: cells.count)
    let (stop, states, values) = WrittenCells(cells, behind: 0x39).read(readsEmpty: true) {
      column in
      days.withUnsafeMutableBufferPointer { days in
        details.withUnsafeMutableBufferPointer { details in
          var times = qixian_times(
            column: column, minute: 1, details: details.baseAddress, days: days.baseAddress,
            offset: offset ?? 0, has_one_offset: offset == nil ? 0 : 1)
          return Int(read(&times, cache.knownMonths, 0, Int64(cells.count)))
        }
      }
    }
    return (stop, values, days, states, details)
  }

  @Test func `many times at once are those that are read one by one`() throws {
    let cache = DayCache(zone: TimeZoneRules(name: "Asia/Taipei", firstOffset: 8 * 3600))
    var random = SeededGenerator(state: 23)
    // Each day from 1999 to 2100, and in some columns what is no time or seldom read so.
    let first = try #require(CivilDate(year: 1999, month: 12, day: 1))
    let last = try #require(CivilDate(year: 2100, month: 2, day: 1))
    let strange = [
      "2023-02-29 10:00", "2024-02-30 10:00", "2100-02-29 00:00", "2024-13-01 10:00",
      "2024-19-01 00:00",
      "2024-00-10 10:00", "2024-04-31 10:00", "2024-04-00 10:00", "2024-05-32 10:00",
      "2024-05-05 24:00", "2024-05-05 23:60", "2024-05-05T10:00", "2024-05-05", "", "", "",
      "2024/05/05 10:00", "19:4-05-05 10:00", "２０２４-05", "2024-05-05 10:00:00",
    ]
    var day = first
    var round = 0
    while day < last {
      var cells: [String] = []
      for _ in 0..<(40 + round % 23) {
        let minute = Int.random(in: 0..<1440, using: &random)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        cells.append("\(day.isoText) \(two(minute / 60)):\(two(minute % 60))")
        day = day.adding(days: 1)
      }
      if round % 2 == 1 {
        let place = Int.random(in: 0..<cells.count, using: &random)
        cells[place] = strange[round / 2 % strange.count]
      }
      let texts = cells.map { Array($0.utf8) }
      for text in texts { makeMonthKnown(of: text, cache) }
      let expected = column(
        texts, cache, offset: nil, { qixian_read_minutes_of_any($0, $1, $2, $3) })
      let found = column(
        texts, cache, offset: 8 * 3_600_000, { qixian_read_minutes($0, $1, $2, $3) })
      #expect(found.stop == expected.stop, "\(cells)")
      let read = 0..<min(found.stop, expected.stop)
      #expect(found.values[read] == expected.values[read])
      #expect(found.days[read] == expected.days[read])
      #expect(found.states[read] == expected.states[read])
      #expect(found.details[read] == expected.details[read])
      round += 1
    }
  }

  @Test func `a month in which the clock is changed is left to the general way`() {
    let change = Instant(milliseconds: 1_711_846_800_000)  // 2024-03-31 01:00 UTC
    let zone = TimeZoneRules(
      name: "Europe/Test", firstOffset: 3600, transitions: [(change.milliseconds, 7200)])
    let cache = DayCache(zone: zone)
    for (text, isRead) in [
      ("2024-02-29 12:00", true), ("2024-03-05 12:00", false), ("2024-04-05 12:00", true),
    ] {
      let found = minute(Array(text.utf8), cache, { qixian_read_minutes($0, $1, $2, $3) })
      #expect((found != nil) == isRead, "\(text)")
    }
    #expect(
      cache.dayNumber(of: "2024-03-31") == CivilDate(year: 2024, month: 3, day: 31)?.dayNumber)
  }
}

extension DayCache {
  fileprivate func dayNumber(of text: String) -> Int32? {
    let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: 16)
    return bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.flatMap {
        let cell = Cell(start: $0, count: text.utf8.count)
        return dayNumber(cell.word(at: 0), cell.word(at: 8))
      }
    }
  }
}
