import CTextScan
import CivilTime
import Columns

/// Reads `YYYY-MM-DD`, alone or before `HH:MM` and `:SS`, and remembers months that were seen.
///
/// Used by one thread only. Other forms, and months in which the zone's offset changes, are left to
/// `TimeText`.
final class DayCache {
  /// A moment and its day.
  struct Time {
    var milliseconds: Int64
    var day: Int32
  }

  private static let millisecondsOfDay: Int64 = 86_400_000
  private static let monthCount = Int(QIXIAN_MONTH_COUNT)
  /// A moment before 2000 begins in any zone.
  private static let beforeCentury = Instant(milliseconds: 10_956 * millisecondsOfDay)
  /// What is known of no month.
  private static let nothing = qixian_month(
    head: .max, day_before: 0, day_count: 0, start: 0, has_one_offset: 0)
  private let zone: TimeZoneRules
  /// The offset from UTC, in milliseconds, of all moments from 1999-12-31 on; `nil` where it changes.
  private let offset: Int64?
  // Bounds: an index is taken modulo the number of months kept.
  private let months: UnsafeMutablePointer<qixian_month>

  init(zone: TimeZoneRules) {
    self.zone = zone
    offset = zone.lastingOffsetSeconds(from: Self.beforeCentury).map { Int64($0) * 1000 }
    months = .allocate(capacity: Self.monthCount)
    months.initialize(repeating: Self.nothing, count: Self.monthCount)
  }

  deinit { months.deallocate() }

  /// The months that were seen, by their places.
  var knownMonths: UnsafePointer<qixian_month> { UnsafePointer(months) }

  /// Reads the cells of rows from one on that hold `YYYY-MM-DD HH:MM` of a month that is known, or
  /// nothing where that is fine; gives the first row that it cannot read.
  func minutes(_ times: inout qixian_times, from first: Int, to limit: Int) -> Int {
    times.offset = offset ?? 0
    times.has_one_offset = offset == nil ? 0 : 1
    return Int(qixian_read_minutes(&times, months, Int64(first), Int64(limit)))
  }

  /// The moment of a month that the 8 bytes `DD HH:MM` are; `nil` where they are not one, or it takes a
  /// closer look.
  @inline(__always)
  private static func minute(_ month: qixian_month, _ tail: UInt64) -> Time? {
    // Each byte less the one that it should be, or less the digit 0.
    let digits = tail ^ 0x3030_3A30_3020_3030
    let tooLarge = (digits &+ 0x7676_7F76_767F_7676) | digits
    guard tooLarge & 0x8080_8080_8080_8080 == 0 else { return nil }
    let pairs = Self.pairs(digits)
    let (day, hour, minute) = (pairs & 0xFF, pairs &>> 24 & 0xFF, pairs &>> 48 & 0xFF)
    guard hour < 24, minute < 60, let midnight = start(ofDay: day, month) else { return nil }
    return Time(
      milliseconds: midnight &+ Int64(truncatingIfNeeded: (hour &* 60 &+ minute) &* 60_000),
      day: month.day_before &+ Int32(truncatingIfNeeded: day))
  }

  /// The number of the day that the 10 bytes `YYYY-MM-DD` are, given as two words; `nil` as above.
  @inline(__always)
  func dayNumber(_ head: UInt64, _ tail: UInt64) -> Int32? {
    guard let day = Self.dayOfMonth(tail) else { return nil }
    let month = month(head)
    guard day &- 1 < UInt64(month.day_count) else { return nil }
    return month.day_before &+ Int32(truncatingIfNeeded: day)
  }

  /// The moment that other texts of 10, 16 or 19 bytes are, and its precision; `nil` as above.
  @inline(never)
  func timestamp(_ cell: Cell) -> (time: Time, precision: Precision)? {
    let head = cell.word(at: 0)
    var tail = cell.word(at: 8)
    if cell.count == 10 {
      let month = month(head)
      guard let day = Self.dayOfMonth(tail), let midnight = Self.start(ofDay: day, month)
      else { return nil }
      let number = month.day_before &+ Int32(truncatingIfNeeded: day)
      return (Time(milliseconds: midnight, day: number), .day)
    }
    guard cell.count == 16 || cell.count == 19 else { return nil }
    // A letter T stands where a space may.
    if tail & 0xFF_0000 == 0x54_0000 { tail ^= 0x74_0000 }
    guard var time = Self.minute(month(head), tail) else { return nil }
    if cell.count == 16 { return (time, .minute) }
    guard let second = Self.seconds(cell.word(at: 16) & 0xFF_FFFF) else { return nil }
    time.milliseconds &+= second &* 1000
    return (time, .second)
  }

  /// Ten times each byte and the one after it: the number that two digits are, in the place of the first.
  @inline(__always)
  private static func pairs(_ digits: UInt64) -> UInt64 { digits &* 10 &+ digits &>> 8 }

  /// The number that the first two bytes are.
  @inline(__always)
  private static func dayOfMonth(_ tail: UInt64) -> UInt64? {
    let digits = (tail & 0xFFFF) ^ 0x3030
    guard ((digits &+ 0x7676) | digits) & 0x8080 == 0 else { return nil }
    return pairs(digits) & 0xFF
  }

  /// The month that is written as `YYYY-MM-`, of no days where it is none.
  @inline(__always)
  private func month(_ head: UInt64) -> qixian_month {
    let month = months + Self.place(of: head)
    if month.pointee.head != head { fill(month, head: head) }
    return month.pointee
  }

  /// The place of a month: the last two digits of the year and those of the month find it, and the text
  /// says whether it is the one that is kept there.
  @inline(__always)
  private static func place(of head: UInt64) -> Int {
    let pairs = pairs(head ^ 0x2D30_302D_3030_3030)
    let place = (pairs &>> 12 & 0xFF0) &+ (pairs &>> 40 & 0xF)
    return Int(truncatingIfNeeded: place) & (monthCount &- 1)
  }

  /// When a day of a month starts; `nil` where there is no such day, or the offset changes.
  @inline(__always)
  private static func start(ofDay day: UInt64, _ month: qixian_month) -> Int64? {
    guard day &- 1 < UInt64(month.day_count), month.has_one_offset != 0 else { return nil }
    return month.start &+ Int64(truncatingIfNeeded: day) &* millisecondsOfDay
  }

  /// The value of the three bytes `:SS`.
  private static func seconds(_ text: UInt64) -> Int64? {
    let digits = text ^ 0x30_303A
    guard ((digits &+ 0x76_767F) | digits) & 0x80_8080 == 0 else { return nil }
    let second = (digits &>> 8 & 0xF) &* 10 &+ (digits &>> 16)
    return second < 60 ? Int64(second) : nil
  }

  @inline(never)
  private func fill(_ place: UnsafeMutablePointer<qixian_month>, head: UInt64) {
    place.pointee = Self.nothing
    place.pointee.head = head
    // `YYYY-MM-` less `0000-00-`.
    let digits = head ^ 0x2D30_302D_3030_3030
    guard ((digits &+ 0x7F76_767F_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0 else { return }
    func digit(_ byte: UInt64) -> Int { Int(digits &>> (byte &* 8) & 0xF) }
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
    // Years below 1000 may be years of the Republic with zeros before them.
    guard year >= 1000, let first = CivilDate(year: year, month: digit(5) * 10 + digit(6), day: 1)
    else { return }
    let dayCount = Int(first.adding(months: 1).dayNumber - first.dayNumber)
    place.pointee.day_before = first.dayNumber - 1
    place.pointee.day_count = UInt32(dayCount)
    let start = zone.start(of: first)
    let offset = zone.offsetSeconds(at: start)
    for day in 0..<dayCount {
      let (from, to) = (
        zone.start(of: first.adding(days: day)), zone.end(of: first.adding(days: day))
      )
      guard from == start.adding(milliseconds: Int64(day) * Self.millisecondsOfDay),
        to == from.adding(milliseconds: Self.millisecondsOfDay),
        zone.offsetSeconds(at: to.adding(milliseconds: -1)) == offset
      else { return }
    }
    place.pointee.start = start.milliseconds - Self.millisecondsOfDay
    place.pointee.has_one_offset = 1
  }
}
