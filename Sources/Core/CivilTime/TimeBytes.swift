/// The bytes of a date or time as text, in a buffer that holds the longest of them.
///
/// Texts of dates are the commonest of all in a report; byte by byte they cost a tenth of what joining
/// strings does.
struct TimeBytes {
  /// More than a date of any day number and a time of day to the millisecond take.
  static let capacity = 64
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  /// The number of bytes written.
  private(set) var count = 0

  /// Writes into a buffer of at least `capacity` bytes.
  private init(_ buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

  /// The text that a body writes.
  @inline(__always)
  static func text(_ body: (inout TimeBytes) -> Void) -> String {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
      var bytes = TimeBytes(buffer)
      body(&bytes)
      return String(
        decoding: UnsafeBufferPointer(rebasing: buffer[..<bytes.count]), as: UTF8.self)
    }
  }

  /// Gives the bytes that a body writes.
  @inline(__always)
  static func withBytes<Result>(
    _ body: (inout TimeBytes) -> Void, use: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { buffer in
      var bytes = TimeBytes(buffer)
      body(&bytes)
      return use(UnsafeBufferPointer(rebasing: buffer[..<bytes.count]))
    }
  }

  /// Adds a byte.
  @inline(__always)
  mutating func put(_ byte: UInt8) {
    buffer[count] = byte
    count &+= 1
  }

  /// Adds a short text.
  @inline(__always)
  mutating func put(_ text: StaticString) {
    for index in 0..<text.utf8CodeUnitCount { put(text.utf8Start[index]) }
  }

  /// Adds a number of two digits; others as they are.
  @inline(__always)
  private mutating func put(pair number: Int) {
    guard 0..<100 ~= number else { return put(number, width: 2) }
    let tens = UInt8(truncatingIfNeeded: number) / 10
    put(0x30 &+ tens)
    put(0x30 &+ UInt8(truncatingIfNeeded: number) &- tens &* 10)
  }

  /// Adds a number with leading zeros up to a width, a sign before them where it is negative.
  mutating func put(_ number: Int, width: Int = 1) {
    if number < 0 { put(UInt8(ascii: "-")) }
    var place: UInt = 1
    let size = number.magnitude
    for _ in 1..<max(1, width) { place &*= 10 }
    while size / place >= 10 { place &*= 10 }
    while place > 0 {
      put(UInt8(truncatingIfNeeded: 0x30 &+ size / place % 10))
      place /= 10
    }
  }

  /// Adds a date in ISO 8601.
  mutating func put(iso date: CivilDate) {
    let (year, month, day) = date.components
    if 0..<10_000 ~= year {
      put(pair: year / 100)
      put(pair: year % 100)
    } else {
      put(year, width: 4)
    }
    put(UInt8(ascii: "-"))
    put(pair: month)
    put(UInt8(ascii: "-"))
    put(pair: day)
  }

  /// Adds a date as Taiwan's documents write it; years before 1912 are Gregorian.
  mutating func put(roc date: CivilDate) {
    let (year, month, day) = date.components
    if year <= 1911 { put("西元") }
    put(year > 1911 ? year - 1911 : year)
    put("年")
    put(month)
    put("月")
    put(day)
    put("日")
  }

  /// Adds a time of day, `09:05` or `09:05:30`, with milliseconds where there are any.
  mutating func put(clockOf time: LocalTime, seconds: Bool) {
    put(pair: time.hour)
    put(UInt8(ascii: ":"))
    put(pair: time.minute)
    guard seconds else { return }
    put(UInt8(ascii: ":"))
    put(pair: time.second)
    let fraction = time.millisecondOfDay % 1000
    guard fraction != 0 else { return }
    put(UInt8(ascii: "."))
    put(fraction, width: 3)
  }

  /// Adds a local time in ISO 8601 to the second, or to the minute.
  mutating func put(
    iso time: LocalTime, separator: UInt8 = UInt8(ascii: "T"), seconds: Bool = true
  ) {
    put(iso: time.date)
    put(separator)
    put(clockOf: time, seconds: seconds)
  }
}

extension CivilDate {
  /// Gives the bytes of `isoText`, in ASCII.
  public func withISOBytes<Result>(_ use: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    TimeBytes.withBytes({ $0.put(iso: self) }, use: use)
  }
}
