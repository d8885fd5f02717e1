public import CivilTime

/// A point of time in seconds and nanoseconds since 1970-01-01T00:00:00Z, years 1 to 9999.
public struct TimestampValue: Sendable, Hashable, Comparable {
  /// Seconds since the epoch.
  public let seconds: Int64
  /// Nanoseconds after the second, 0 to 999,999,999.
  public let nanos: Int32

  /// The seconds of 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z.
  static let range: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Creates a timestamp; `nil` outside the years 1 to 9999.
  public init?(seconds: Int64, nanos: Int32 = 0) {
    guard Self.range.contains(seconds), (0..<1_000_000_000).contains(nanos) else { return nil }
    self.seconds = seconds
    self.nanos = nanos
  }

  /// Creates a timestamp from an instant; `nil` outside the years 1 to 9999.
  public init?(_ instant: Instant) {
    let rest = instant.milliseconds % 1000
    let below = rest < 0 ? rest + 1000 : rest
    self.init(
      seconds: (instant.milliseconds - below) / 1000, nanos: Int32(below) * 1_000_000)
  }

  /// The instant, rounded down to milliseconds.
  public var instant: Instant {
    Instant(milliseconds: seconds * 1000 + Int64(nanos / 1_000_000))
  }

  var nanoseconds: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanos) }

  /// The time a duration later; `nil` outside the years 1 to 9999.
  func adding(_ duration: DurationValue, times sign: Int128 = 1) -> TimestampValue? {
    let total = nanoseconds + sign * duration.nanoseconds
    let rest = total % 1_000_000_000
    let below = rest < 0 ? rest + 1_000_000_000 : rest
    return TimestampValue(
      seconds: Int64(clamping: (total - below) / 1_000_000_000), nanos: Int32(below))
  }

  /// Orders by time.
  public static func < (left: TimestampValue, right: TimestampValue) -> Bool {
    (left.seconds, left.nanos) < (right.seconds, right.nanos)
  }

  /// The time in UTC as RFC 3339 writes it, `2009-02-13T23:31:30Z`.
  public var text: String {
    let rest = seconds % 86_400
    let second = Int(rest < 0 ? rest + 86_400 : rest)
    let day = CivilDate(dayNumber: Int32((seconds - Int64(second)) / 86_400))
    return day.isoText + "T" + Self.two(second / 3600) + ":" + Self.two(second / 60 % 60) + ":"
      + Self.two(second % 60) + fractionText(Int(nanos)) + "Z"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  /// Reads an RFC 3339 time with `Z` or an offset; `nil` where it is not one.
  public init?(_ text: String) {
    var reader = DigitReader(text)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2),
      reader.take("-"), let day = reader.number(2),
      let date = CivilDate(year: year, month: month, day: day), reader.take("T"),
      let hour = reader.number(2), hour < 24, reader.take(":"), let minute = reader.number(2),
      minute < 60, reader.take(":"), let second = reader.number(2), second < 60,
      let nanos = reader.fraction(), let offset = reader.offset(), reader.isAtEnd
    else { return nil }
    let local = Int64(date.dayNumber) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    self.init(seconds: local - Int64(offset), nanos: Int32(nanos))
  }
}

/// Reads fixed-width numbers from the front of a text.
struct DigitReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text.utf8[...] }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func number(_ width: Int) -> Int? {
    let digits = rest.prefix(width)
    guard digits.count == width, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    rest = rest.dropFirst(width)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Nanoseconds of a fraction; 0 where there is none, `nil` where the point has no digits.
  mutating func fraction() -> Int? {
    guard take(".") else { return 0 }
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty, digits.count <= 9 else { return nil }
    rest = rest.dropFirst(digits.count)
    var value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    for _ in digits.count..<9 { value *= 10 }
    return value
  }

  /// Seconds east of UTC of `Z`, `+08:00` or `-02:30`.
  mutating func offset() -> Int? {
    if take("Z") { return 0 }
    let negative = take("-")
    guard negative || take("+"), let seconds = hoursAndMinutes() else { return nil }
    return negative ? -seconds : seconds
  }

  /// Seconds of `hh:mm`.
  mutating func hoursAndMinutes() -> Int? {
    guard let hours = number(2), hours < 24, take(":"), let minutes = number(2), minutes < 60
    else { return nil }
    return hours * 3600 + minutes * 60
  }
}
