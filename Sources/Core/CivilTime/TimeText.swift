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
  private static func parsePlain(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Result<WrittenTime, TimeTextProblem>? {
    let count = bytes.count
    guard count == 10 || count == 16 || count == 19 else { return nil }
    let separator = bytes[4]
    guard separator == 0x2D || separator == 0x2F, bytes[7] == separator,
      let century = pair(bytes, 0), let yearOfCentury = pair(bytes, 2),
      let month = pair(bytes, 5), let day = pair(bytes, 8), century >= 10
    else { return nil }
    guard let date = CivilDate(year: century * 100 + yearOfCentury, month: month, day: day)
    else { return .failure(.impossibleDate) }
    if count == 10 { return .success(WrittenTime(date: date)) }
    guard bytes[10] == 0x20 || bytes[10] == 0x54, bytes[13] == 0x3A,
      let hour = pair(bytes, 11), let minute = pair(bytes, 14), hour < 24, minute < 60
    else { return nil }
    let time = Int32(hour * 3600 + minute * 60) * 1000
    if count == 16 {
      return .success(WrittenTime(date: date, millisecondOfDay: time, precision: .minute))
    }
    guard bytes[16] == 0x3A, let second = pair(bytes, 17), second < 60 else { return nil }
    return .success(
      WrittenTime(
        date: date, millisecondOfDay: time + Int32(second) * 1000, precision: .second))
  }

  /// The value of two ASCII digits.
  @inline(__always)
  private static func pair(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int? {
    let tens = bytes[index] &- 0x30
    let ones = bytes[index + 1] &- 0x30
    return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
  }
}
