/// Reads dates and times as Taiwan's records write them; nothing ambiguous is guessed.
///
/// Accepted are Gregorian dates (`2020-03-19`, `2020/3/19`, `20200319`), dates of the Republic
/// (`109/03/19`, `109.3.19`, `1090319`, `民國109年3月19日`), spreadsheet serials where declared,
/// and after a date a time (`09:00`, `T09:00:30.5+08:00`, `下午 3:05`, `9時5分`).
public enum TimeText {
  /// Reads a date with or without a time of day.
  public static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, forms: DateForms = []
  ) -> Result<WrittenTime, TimeTextProblem> {
    if forms.allows(.iso), let fast = parsePlain(bytes) { return fast }
    var reader = TimeReader(bytes, forms: forms)
    return reader.dateAndTime()
  }

  /// Reads a date with or without a time of day.
  public static func parse(
    _ text: some StringProtocol, forms: DateForms = []
  ) -> Result<WrittenTime, TimeTextProblem> {
    withBytes(of: text) { parse($0, forms: forms) }
  }

  /// Reads a date; a time of day is accepted only where it is midnight.
  public static func parseDate(
    _ bytes: UnsafeBufferPointer<UInt8>, forms: DateForms = []
  ) -> Result<CivilDate, TimeTextProblem> {
    switch parse(bytes, forms: forms) {
    case .success(let time):
      time.millisecondOfDay == 0 && time.offsetSeconds == nil
        ? .success(time.date) : .failure(.unexpectedTime)
    case .failure(let problem): .failure(problem)
    }
  }

  /// Reads a date; a time of day is accepted only where it is midnight.
  public static func parseDate(
    _ text: some StringProtocol, forms: DateForms = []
  ) -> Result<CivilDate, TimeTextProblem> {
    withBytes(of: text) { parseDate($0, forms: forms) }
  }

  /// Reads a time of day alone, as some exports keep it in a column of its own.
  public static func parseTimeOfDay(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Result<(millisecondOfDay: Int32, precision: Precision), TimeTextProblem> {
    var reader = TimeReader(bytes, forms: [])
    return reader.timeOfDayAlone()
  }

  /// Reads a time of day alone.
  public static func parseTimeOfDay(
    _ text: some StringProtocol
  ) -> Result<(millisecondOfDay: Int32, precision: Precision), TimeTextProblem> {
    withBytes(of: text) { parseTimeOfDay($0) }
  }

  private static func withBytes<Value>(
    of text: some StringProtocol, _ body: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value {
    if let value = text.utf8.withContiguousStorageIfAvailable(body) { return value }
    var copy = String(text)
    return copy.withUTF8(body)
  }

  /// The forms that most machines write, `2020-03-19`, `2020-03-19 09:00`, `…:30`; else `nil`.
  ///
  /// Eight bytes are looked at together, since logs hold tens of millions of these.
  @inline(__always)
  private static func parsePlain(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Result<WrittenTime, TimeTextProblem>? {
    let count = bytes.count
    guard count == 10 || count == 16 || count == 19,
      let start = bytes.baseAddress.map({ UnsafeRawPointer($0) })
    else { return nil }
    // YYYY-MM- with a digit's value in each byte, or slashes between.
    let head = start.loadUnaligned(as: UInt64.self).littleEndian
    let separators = head & 0xFF00_00FF_0000_0000
    guard separators == 0x2D00_002D_0000_0000 || separators == 0x2F00_002F_0000_0000,
      let front = digits(head, at: 0x00FF_FF00_FFFF_FFFF)
    else { return nil }
    let year = byte(front, 0) * 1000 + byte(front, 1) * 100 + byte(front, 2) * 10 + byte(front, 3)
    let month = byte(front, 5) * 10 + byte(front, 6)
    guard year >= 1000 else { return nil }
    if count == 10 {
      let tail = UInt64(start.loadUnaligned(fromByteOffset: 8, as: UInt16.self).littleEndian)
      guard let back = digits(tail, at: 0xFFFF) else { return nil }
      let day = byte(back, 0) * 10 + byte(back, 1)
      guard let date = CivilDate(year: year, month: month, day: day) else {
        return .failure(.impossibleDate)
      }
      return .success(WrittenTime(date: date))
    }
    // DD HH:MM, or with a T between.
    let tail = start.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
    let marks = tail & 0x0000_FF00_00FF_0000
    guard marks == 0x0000_3A00_0020_0000 || marks == 0x0000_3A00_0054_0000,
      let back = digits(tail, at: 0xFFFF_00FF_FF00_FFFF)
    else { return nil }
    let day = byte(back, 0) * 10 + byte(back, 1)
    let hour = byte(back, 3) * 10 + byte(back, 4)
    let minute = byte(back, 6) * 10 + byte(back, 7)
    var second = 0
    if count == 19 {
      let colon = bytes[16]
      let rest = UInt64(start.loadUnaligned(fromByteOffset: 17, as: UInt16.self).littleEndian)
      guard colon == 0x3A, let value = digits(rest, at: 0xFFFF) else { return nil }
      second = byte(value, 0) * 10 + byte(value, 1)
    }
    guard hour < 24, minute < 60, second < 60 else { return nil }
    guard let date = CivilDate(year: year, month: month, day: day) else {
      return .failure(.impossibleDate)
    }
    let time = Int32(truncatingIfNeeded: (hour * 60 + minute) * 60 + second) * 1000
    return .success(
      WrittenTime(
        date: date, millisecondOfDay: time, precision: count == 19 ? .second : .minute))
  }

  /// The values of ASCII digits in the bytes of a mask; `nil` where one is no digit.
  @inline(__always)
  private static func digits(_ word: UInt64, at mask: UInt64) -> UInt64? {
    let values = (word ^ 0x3030_3030_3030_3030) & mask
    let carried = values &+ (0x0606_0606_0606_0606 & mask)
    return (values | carried) & 0xF0F0_F0F0_F0F0_F0F0 == 0 ? values : nil
  }

  @inline(__always)
  private static func byte(_ word: UInt64, _ index: UInt64) -> Int {
    Int(truncatingIfNeeded: (word >> (index * 8)) & 0xFF)
  }
}
