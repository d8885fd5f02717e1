import CivilTime

/// Reads `YYYY-MM-DD`, alone or before `HH:MM` and `:SS`, and remembers days that were seen.
///
/// Used by one thread only. Other forms, and days on which the zone's offset changes, are left to
/// `TimeText`.
final class DayCache {
  private struct Entry {
    /// The eight bytes `YYYY-MM-` and the two bytes `DD`; a tail of more is free.
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var dayNumber: Int64 = 0
    /// Milliseconds since the epoch of the day's start, or `changingDay`.
    var start: Int64 = 0
  }

  /// Stands for a day without one offset, or text that is no day.
  private static let changingDay = Int64.min
  private static let bits = 12
  private let zone: TimeZoneRules
  // Bounds: indices are the top `bits` bits of a hash.
  private let entries: UnsafeMutablePointer<Entry>

  init(zone: TimeZoneRules) {
    self.zone = zone
    entries = .allocate(capacity: 1 << Self.bits)
    entries.initialize(repeating: Entry(tail: .max), count: 1 << Self.bits)
  }

  deinit { entries.deallocate() }

  /// Milliseconds since the epoch of a timestamp of 10, 16 or 19 bytes, and its precision.
  @inline(__always)
  func timestamp(_ cell: Cell) -> (milliseconds: Int64, precision: Precision)? {
    let count = cell.count
    guard count == 16 || count == 10 || count == 19 else { return nil }
    let tail = cell.word(at: 8)
    let start = entry(head: cell.word(at: 0), tail: tail & 0xFFFF).pointee.start
    guard start != Self.changingDay else { return nil }
    if count == 10 { return (start, .day) }
    guard let minute = Self.minuteOfDay(tail) ?? Self.minuteAfterLetter(tail) else { return nil }
    let time = start &+ Int64(truncatingIfNeeded: minute) &* 60_000
    if count == 16 { return (time, .minute) }
    guard let second = Self.seconds(cell.word(at: 16) & 0xFF_FFFF) else { return nil }
    return (time &+ second &* 1000, .second)
  }

  /// The minute of the day that the bytes `DD HH:MM` end with.
  @inline(__always)
  private static func minuteOfDay(_ text: UInt64) -> UInt64? {
    let digits = text ^ 0x3030_3A30_3020_3030
    let tooLarge = (digits &+ 0x7676_7F76_767F_7676) | digits
    guard tooLarge & 0x8080_8080_8080_8080 == 0 else { return nil }
    // Tens and ones of the hour in the first two bytes, of the minute in the last two.
    let clock = digits &>> 24
    let pairs = clock &* 10 &+ clock &>> 8
    let (hour, minute) = (pairs & 0xFF, pairs &>> 24 & 0xFF)
    guard hour < 24, minute < 60 else { return nil }
    return hour &* 60 &+ minute
  }

  /// The minute of the day that the bytes `DDTHH:MM` end with.
  @inline(never)
  private static func minuteAfterLetter(_ text: UInt64) -> UInt64? {
    text & 0xFF_0000 == 0x54_0000 ? minuteOfDay(text ^ 0x74_0000) : nil
  }

  /// The day number of a date of 10 bytes.
  @inline(__always)
  func dayNumber(_ cell: Cell) -> Int64? {
    guard cell.count == 10 else { return nil }
    let entry = entry(head: cell.word(at: 0), tail: cell.word(at: 8) & 0xFFFF)
    return entry.pointee.dayNumber == Self.changingDay ? nil : entry.pointee.dayNumber
  }

  @inline(__always)
  private func entry(head: UInt64, tail: UInt64) -> UnsafeMutablePointer<Entry> {
    let hash = (head ^ tail &* 0x9E37_79B9_7F4A_7C15) &* 0xD6E8_FEB8_6659_FD93
    let entry = entries + Int(truncatingIfNeeded: hash &>> UInt64(64 &- Self.bits))
    if entry.pointee.head != head || entry.pointee.tail != tail {
      fill(entry, head: head, tail: tail)
    }
    return entry
  }

  /// The value of the three bytes `:SS`.
  private static func seconds(_ text: UInt64) -> Int64? {
    let digits = text ^ 0x30_303A
    guard ((digits &+ 0x76_767F) | digits) & 0x80_8080 == 0 else { return nil }
    let second = (digits &>> 8 & 0xF) &* 10 &+ (digits &>> 16)
    return second < 60 ? Int64(second) : nil
  }

  @inline(never)
  private func fill(_ entry: UnsafeMutablePointer<Entry>, head: UInt64, tail: UInt64) {
    entry.pointee = Entry(
      head: head, tail: tail, dayNumber: Self.changingDay, start: Self.changingDay)
    // `YYYY-MM-` less `0000-00-`, and `DD` less `00`.
    let digits = head ^ 0x2D30_302D_3030_3030
    let dayDigits = tail ^ 0x3030
    guard ((digits &+ 0x7F76_767F_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0,
      ((dayDigits &+ 0x7676) | dayDigits) & 0x8080 == 0
    else { return }
    func digit(_ byte: UInt64) -> Int { Int(digits &>> (byte &* 8) & 0xF) }
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
    let month = digit(5) * 10 + digit(6)
    let day = Int(dayDigits & 0xF) * 10 + Int(dayDigits &>> 8)
    // Years below 1000 may be years of the Republic with zeros before them.
    guard year >= 1000, let date = CivilDate(year: year, month: month, day: day) else { return }
    entry.pointee.dayNumber = Int64(date.dayNumber)
    let (start, end) = (zone.start(of: date), zone.end(of: date))
    if end.milliseconds - start.milliseconds == 86_400_000,
      zone.offsetSeconds(at: start) == zone.offsetSeconds(at: end.adding(milliseconds: -1))
    {
      entry.pointee.start = start.milliseconds
    }
  }
}
