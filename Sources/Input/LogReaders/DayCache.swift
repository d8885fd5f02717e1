import CivilTime
import Columns

/// Reads `YYYY-MM-DD`, alone or before `HH:MM` and `:SS`, and remembers months that were seen.
///
/// Used by one thread only. Other forms, and months in which the zone's offset changes, are left to
/// `TimeText`.
final class DayCache {
  private struct Month {
    /// The eight bytes `YYYY-MM-`; no text where nothing is known.
    var head: UInt64 = .max
    /// The day number of the day before its first.
    var dayBefore: Int32 = 0
    /// The number of its days; 0 where the text is no month.
    var dayCount: UInt32 = 0
    /// Milliseconds since the epoch of the start of the day before its first; `changingOffset` where the
    /// zone's offset is not the same all month.
    var start = DayCache.changingOffset
  }

  /// A moment and its day.
  struct Time {
    var milliseconds: Int64
    var day: Int32
  }

  private static let changingOffset = Int64.min
  private static let millisecondsOfDay: Int64 = 86_400_000
  /// The places of 100 years, of 16 months each.
  private static let monthCount = 2048
  private let zone: TimeZoneRules
  // Bounds: an index is taken modulo the number of months kept.
  private let months: UnsafeMutablePointer<Month>

  init(zone: TimeZoneRules) {
    self.zone = zone
    months = .allocate(capacity: Self.monthCount)
    months.initialize(repeating: Month(), count: Self.monthCount)
  }

  deinit { months.deallocate() }

  /// Where the moments of a column are put: each with room for every row.
  struct Target {
    fileprivate let states: UnsafeMutablePointer<UInt8>
    fileprivate let values: UnsafeMutablePointer<Int64>
    fileprivate let details: UnsafeMutablePointer<UInt8>
    fileprivate let days: UnsafeMutablePointer<Int32>

    /// `nil` where there is no row.
    init?(
      _ states: UnsafeMutableBufferPointer<UInt8>, _ values: UnsafeMutableBufferPointer<Int64>,
      _ details: UnsafeMutableBufferPointer<UInt8>, _ days: UnsafeMutableBufferPointer<Int32>
    ) {
      guard let first = states.baseAddress, let second = values.baseAddress,
        let third = details.baseAddress, let fourth = days.baseAddress
      else { return nil }
      (self.states, self.values, self.details, self.days) = (first, second, third, fourth)
    }

    @inline(__always)
    func setEmpty(_ row: Int) {
      states[row] = CellState.empty.rawValue
      values[row] = 0
      details[row] = 0
      days[row] = 0
    }

    @inline(__always)
    func set(_ row: Int, _ time: Time, _ precision: Precision) {
      states[row] = CellState.present.rawValue
      values[row] = time.milliseconds
      details[row] = precision.rawValue
      days[row] = time.day
    }
  }

  /// Reads the cells of rows from one on that hold `YYYY-MM-DD HH:MM` of a month that is known, or
  /// nothing where that is fine; gives the first row that it cannot read.
  func minutes(
    _ cells: CellReader, from first: Int, emptyIsFine: Bool, to target: Target
  ) -> Int {
    Self.minutes(cells.rows, first, cells.paddedRowCount, months, emptyIsFine, target)
  }

  // A function of its own with nothing but numbers and memory, so that all of it stays in registers.
  @inline(never)
  private static func minutes(
    _ rows: CellReader.Rows, _ first: Int, _ limit: Int, _ months: UnsafePointer<Month>,
    _ emptyIsFine: Bool, _ target: Target
  ) -> Int {
    var row = first
    while row < limit {
      let cell = rows[row]
      guard cell.count == 16 else {
        guard cell.count == 0, emptyIsFine else { return row }
        target.setEmpty(row)
        row &+= 1
        continue
      }
      let head = cell.word(at: 0)
      let month = months + place(of: head)
      guard month.pointee.head == head,
        let time = minute(month.pointee, cell.word(at: 8))
      else { return row }
      target.set(row, time, .minute)
      row &+= 1
    }
    return row
  }

  /// The moment of a month that the 8 bytes `DD HH:MM` are; `nil` where they are not one, or it takes a
  /// closer look.
  @inline(__always)
  private static func minute(_ month: Month, _ tail: UInt64) -> Time? {
    // Each byte less the one that it should be, or less the digit 0.
    let digits = tail ^ 0x3030_3A30_3020_3030
    let tooLarge = (digits &+ 0x7676_7F76_767F_7676) | digits
    guard tooLarge & 0x8080_8080_8080_8080 == 0 else { return nil }
    let pairs = Self.pairs(digits)
    let (day, hour, minute) = (pairs & 0xFF, pairs &>> 24 & 0xFF, pairs &>> 48 & 0xFF)
    guard hour < 24, minute < 60, let midnight = start(ofDay: day, month) else { return nil }
    return Time(
      milliseconds: midnight &+ Int64(truncatingIfNeeded: (hour &* 60 &+ minute) &* 60_000),
      day: month.dayBefore &+ Int32(truncatingIfNeeded: day))
  }

  /// The number of the day that the 10 bytes `YYYY-MM-DD` are, given as two words; `nil` as above.
  @inline(__always)
  func dayNumber(_ head: UInt64, _ tail: UInt64) -> Int32? {
    guard let day = Self.dayOfMonth(tail) else { return nil }
    let month = month(head)
    guard day &- 1 < UInt64(month.dayCount) else { return nil }
    return month.dayBefore &+ Int32(truncatingIfNeeded: day)
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
      let number = month.dayBefore &+ Int32(truncatingIfNeeded: day)
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
  private func month(_ head: UInt64) -> Month {
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
  private static func start(ofDay day: UInt64, _ month: Month) -> Int64? {
    guard day &- 1 < UInt64(month.dayCount), month.start != changingOffset else { return nil }
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
  private func fill(_ place: UnsafeMutablePointer<Month>, head: UInt64) {
    place.pointee = Month(head: head)
    // `YYYY-MM-` less `0000-00-`.
    let digits = head ^ 0x2D30_302D_3030_3030
    guard ((digits &+ 0x7F76_767F_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0 else { return }
    func digit(_ byte: UInt64) -> Int { Int(digits &>> (byte &* 8) & 0xF) }
    let year = digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3)
    // Years below 1000 may be years of the Republic with zeros before them.
    guard year >= 1000, let first = CivilDate(year: year, month: digit(5) * 10 + digit(6), day: 1)
    else { return }
    let dayCount = Int(first.adding(months: 1).dayNumber - first.dayNumber)
    place.pointee.dayBefore = first.dayNumber - 1
    place.pointee.dayCount = UInt32(dayCount)
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
  }
}
