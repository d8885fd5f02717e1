/// Reads one date or time symbol by symbol.
struct TimeReader {
  typealias Problem = TimeTextProblem

  enum Era { case unstated, roc, gregorian }

  var cursor: TimeCursor
  let forms: DateForms

  init(_ bytes: UnsafeBufferPointer<UInt8>, forms: DateForms) {
    cursor = TimeCursor(bytes)
    self.forms = forms
  }

  /// A whole text: a date, then nothing or a time of day.
  mutating func dateAndTime() -> Result<WrittenTime, Problem> {
    do throws(Problem) {
      cursor.skipSpaces()
      if cursor.symbol == .end { throw .empty }
      var time = try date()
      if time.precision == .day { try timePart(after: &time) }
      cursor.skipSpaces()
      guard cursor.symbol == .end else { throw .malformed }
      return .success(time)
    } catch {
      return .failure(error)
    }
  }

  /// A whole text that is a time of day without a date.
  mutating func timeOfDayAlone() -> Result<(millisecondOfDay: Int32, precision: Precision), Problem>
  {
    do throws(Problem) {
      cursor.skipSpaces()
      if cursor.symbol == .end { throw .empty }
      let time = try clock(allowsDigitsOnly: false)
      cursor.skipSpaces()
      guard cursor.symbol == .end else { throw .malformed }
      return .success((time.milliseconds, time.precision))
    } catch {
      return .failure(error)
    }
  }

  // MARK: - Date

  private mutating func date() throws(Problem) -> WrittenTime {
    let era = try self.era()
    let first = cursor.number()
    guard first.digits > 0 else { throw .malformed }
    var ahead = cursor
    ahead.skipSpaces()
    switch cursor.symbol {
    case _ where ahead.symbol == .year:
      return WrittenTime(date: try writtenDate(first, era))
    case .dot where !forms.serials.isEmpty && first.digits <= 6:
      return try serialOrDotted(first, era)
    case .slash, .dash, .dot:
      return WrittenTime(date: try separatedDate(first, era, separator: cursor.symbol))
    default:
      return try compact(first, era)
    }
  }

  /// 民國, 中華民國, 西元 or 公元 before the year.
  private mutating func era() throws(Problem) -> Era {
    var era = Era.unstated
    switch cursor.symbol {
    case .middle, .people:
      if cursor.take(.middle), !cursor.take(.flowery) { throw .malformed }
      guard cursor.take(.people), cursor.take(.nation) else { throw .malformed }
      era = .roc
    case .west:
      cursor.advance()
      guard cursor.take(.first) else { throw .malformed }
      era = .gregorian
    default: return .unstated
    }
    cursor.skipSpaces()
    return era
  }

  /// `109年3月19日`, the cursor after the year's digits.
  private mutating func writtenDate(
    _ year: (value: Int, digits: Int), _ era: Era
  ) throws(Problem) -> CivilDate {
    cursor.skipSpaces()
    guard cursor.take(.year) else { throw .malformed }
    cursor.skipSpaces()
    let month = cursor.number()
    cursor.skipSpaces()
    guard cursor.take(.month) else { throw .malformed }
    cursor.skipSpaces()
    let day = cursor.number()
    cursor.skipSpaces()
    guard cursor.take(.day) else { throw .malformed }
    // A year of one or two digits before 年 is one of the Republic.
    let stated: Era = era == .unstated && year.digits <= 3 ? .roc : era
    return try civilDate(year, month, day, stated)
  }

  /// `2020-03-19`, `109/3/19`, `109.3.19`, the cursor at the first separator.
  private mutating func separatedDate(
    _ first: (value: Int, digits: Int), _ era: Era, separator: TimeCursor.Symbol
  ) throws(Problem) -> CivilDate {
    cursor.advance()
    let month = cursor.number()
    guard cursor.take(separator) else { throw .malformed }
    let day = cursor.number()
    guard month.digits > 0, day.digits > 0 else { throw .malformed }
    if era == .unstated, first.digits <= 2 {
      // Day or month first, or a year of two digits that may be of either era.
      guard day.digits <= 2, forms.contains(.roc) else { throw .ambiguous }
      return try civilDate(first, month, day, .roc)
    }
    return try civilDate(first, month, day, era)
  }

  /// A day from year, month and day as written.
  private func civilDate(
    _ year: (value: Int, digits: Int), _ month: (value: Int, digits: Int),
    _ day: (value: Int, digits: Int), _ era: Era
  ) throws(Problem) -> CivilDate {
    guard (1...2).contains(month.digits), (1...2).contains(day.digits) else { throw .malformed }
    let isROC = era == .roc || (era == .unstated && year.digits == 3)
    if isROC {
      guard year.digits <= 3 else { throw .outOfRange }
      guard forms.allows(.roc) else { throw .undeclaredForm }
      guard year.value >= 1 else { throw .outOfRange }
    } else {
      guard year.digits == 4 else { throw .malformed }
      // `0109` may be a padded year of the Republic.
      guard year.value >= 1000 else { throw .ambiguous }
      guard forms.allows(.iso) else { throw .undeclaredForm }
    }
    let gregorian = isROC ? year.value + 1911 : year.value
    guard let date = CivilDate(year: gregorian, month: month.value, day: day.value) else {
      throw .impossibleDate
    }
    return date
  }

  /// Digits without separators: `20200319`, `1090319`, `202003190900`, or a serial number.
  private mutating func compact(
    _ number: (value: Int, digits: Int), _ era: Era
  ) throws(Problem) -> WrittenTime {
    let value = number.value
    switch number.digits {
    case 8:
      guard era != .roc else { throw .malformed }
      return WrittenTime(date: try compactDate(value, isROC: false))
    case 12, 14:
      guard era != .roc else { throw .malformed }
      return try compactTime(value, digits: number.digits - 8, isROC: false)
    case 7:
      guard era != .gregorian else { throw .malformed }
      return WrittenTime(date: try compactDate(value, isROC: true))
    case 11, 13:
      // Bare, they could be counts of seconds or milliseconds.
      guard era == .roc || forms.contains(.roc) else { throw .ambiguous }
      return try compactTime(value, digits: number.digits - 7, isROC: true)
    case 6 where era == .roc || (forms.contains(.roc) && forms.serials.isEmpty):
      return WrittenTime(date: try compactDate(value, isROC: true))
    case 1...6 where !forms.serials.isEmpty && era == .unstated:
      if number.digits == 6, forms.contains(.roc) { throw .ambiguous }
      return WrittenTime(date: try serialDate(value))
    case 5, 6, 10: throw .ambiguous
    default: throw .malformed
    }
  }

  private func compactDate(_ value: Int, isROC: Bool) throws(Problem) -> CivilDate {
    let year = value / 10_000
    if isROC {
      guard forms.allows(.roc) else { throw .undeclaredForm }
      guard year >= 1 else { throw .outOfRange }
    } else {
      guard year >= 1000 else { throw .ambiguous }
      guard forms.allows(.compact) else { throw .undeclaredForm }
    }
    guard
      let date = CivilDate(
        year: isROC ? year + 1911 : year, month: value / 100 % 100, day: value % 100)
    else { throw .impossibleDate }
    return date
  }

  private func compactTime(
    _ value: Int, digits: Int, isROC: Bool
  ) throws(Problem) -> WrittenTime {
    let scale = digits == 6 ? 1_000_000 : 10_000
    let time = try digitsOnlyClock(value % scale, digits: digits)
    return WrittenTime(
      date: try compactDate(value / scale, isROC: isROC), millisecondOfDay: time.milliseconds,
      precision: time.precision)
  }

  // MARK: - Serials

  private func serialDate(_ serial: Int) throws(Problem) -> CivilDate {
    guard forms.serials != [.serial1900, .serial1904] else { throw .ambiguous }
    // Before serial 61 spreadsheets of the 1900 epoch count a 29 February that did not exist.
    let is1900 = forms.contains(.serial1900)
    guard serial >= (is1900 ? 61 : 0), serial <= 999_999 else { throw .outOfRange }
    return CivilDate(dayNumber: Int32(serial - (is1900 ? 25_569 : 24_107)))
  }

  /// `45000.375`, or a dotted date in a column that declares serials too.
  private mutating func serialOrDotted(
    _ first: (value: Int, digits: Int), _ era: Era
  ) throws(Problem) -> WrittenTime {
    cursor.advance()
    let second = cursor.number()
    guard second.digits > 0 else { throw .malformed }
    if cursor.take(.dot) {
      let third = cursor.number()
      guard first.digits >= 3 || era == .roc || forms.contains(.roc) else { throw .ambiguous }
      return WrittenTime(date: try civilDate(first, second, third, first.digits < 4 ? .roc : era))
    }
    guard era == .unstated else { throw .malformed }
    // Serials carry binary fractions of a day; whole seconds are what they can state, and more
    // than twelve digits add nothing to them.
    var fraction = second.value
    for _ in 0..<max(0, min(second.digits, 18) - 12) { fraction /= 10 }
    var scale = 1
    for _ in 0..<min(second.digits, 12) { scale *= 10 }
    let seconds = (fraction * 86_400 * 2 + scale) / (2 * scale)
    let date = try serialDate(first.value).adding(days: seconds / 86_400)
    return WrittenTime(
      date: date, millisecondOfDay: Int32(seconds % 86_400) * 1000, precision: .second)
  }
}
