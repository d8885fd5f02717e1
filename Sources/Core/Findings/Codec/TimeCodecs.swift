import CivilTime
import Diagnostics
import JSON

extension ValueCodec<CivilDate> {
  static let date = ValueCodec<String>.string.mapped(
    schema: ["type": "string", "format": "date"], to: { $0.isoText },
    write: { date, output in
      output.put(UInt8(ascii: "\""))
      date.withISOBytes { output.put($0) }
      output.put(UInt8(ascii: "\""))
    }
  ) { (text) throws(ResultFormatError) -> CivilDate in
    guard let date = ISOText.date(text.utf8[...]) else {
      throw .expected("日期（YYYY-MM-DD）", "a date, YYYY-MM-DD")
    }
    return date
  }
}

extension ValueCodec<LocalTime> {
  static let localTime = ValueCodec<String>.string.mapped(
    schema: ["type": "string", "description": "Local date and time; 24:00:00 is a day's end."],
    to: { $0.isoText(precision: .second) },
    write: { time, output in
      output.put(UInt8(ascii: "\""))
      time.withISOBytes(precision: .second, separator: "T") { output.put($0) }
      output.put(UInt8(ascii: "\""))
    }
  ) { (text) throws(ResultFormatError) -> LocalTime in
    guard let time = ISOText.localTime(text.utf8[...]) else {
      throw .expected("當地時間（YYYY-MM-DDTHH:MM:SS）", "a local time, YYYY-MM-DDTHH:MM:SS")
    }
    return time
  }
}

extension ValueCodec<Instant> {
  static let instant = ValueCodec<String>.string.mapped(
    schema: ["type": "string", "format": "date-time"],
    to: { TimeZoneRules.utc.isoText(of: $0) },
    write: { instant, output in
      output.put(UInt8(ascii: "\""))
      let time = TimeZoneRules.utc.localTime(of: instant)
      time.withISOBytes(precision: .second, separator: "T") { output.put($0) }
      output.put(#"Z""#)
    }
  ) { (text) throws(ResultFormatError) -> Instant in
    guard text.hasSuffix("Z"), let time = ISOText.localTime(text.utf8.dropLast()) else {
      throw .expected("世界協調時間（…Z）", "a moment in UTC, YYYY-MM-DDTHH:MM:SSZ")
    }
    return TimeZoneRules.utc.instant(of: time)
  }
}

extension ValueCodec<Precision> {
  private static let names: [(Precision, String)] = [
    (.day, "day"), (.minute, "minute"), (.second, "second"),
  ]

  static let precision = ValueCodec<String>.string.mapped(
    schema: ["type": "string", "enum": ["day", "minute", "second"]],
    to: { value in names.first { $0.0 == value }?.1 ?? "second" }
  ) { (text) throws(ResultFormatError) -> Precision in
    guard let match = names.first(where: { $0.1 == text }) else {
      throw .expected("day、minute 或 second", "day, minute or second")
    }
    return match.0
  }
}

/// Reads dates and times in exactly the form in which results store them.
enum ISOText {
  static func date(_ text: Substring.UTF8View) -> CivilDate? {
    let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, let year = number(parts[0]),
      let month = number(parts[1], digits: 2), let day = number(parts[2], digits: 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  static func localTime(_ text: Substring.UTF8View) -> LocalTime? {
    let parts = text.split(separator: UInt8(ascii: "T"), omittingEmptySubsequences: false)
    guard parts.count == 2, let date = date(parts[0]) else { return nil }
    let fields = parts[1].split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard fields.count == 3, let hour = number(fields[0], digits: 2),
      let minute = number(fields[1], digits: 2)
    else { return nil }
    let seconds = fields[2].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(seconds.count), let second = number(seconds[0], digits: 2) else {
      return nil
    }
    let rest = seconds.count == 2 ? number(seconds[1], digits: 3) : 0
    guard let rest, hour <= 24, minute < 60, second < 60 else { return nil }
    let millisecond = ((hour * 60 + minute) * 60 + second) * 1000 + rest
    return millisecond <= 86_400_000
      ? LocalTime(date: date, millisecondOfDay: millisecond) : nil
  }

  private static func number(_ text: Substring.UTF8View, digits: Int? = nil) -> Int? {
    guard !text.isEmpty, text.count == digits ?? text.count, text.count < 10,
      text.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return text.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }
}
