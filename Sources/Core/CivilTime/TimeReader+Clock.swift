extension TimeReader {
  /// Reads what follows a date: nothing, or a time of day and perhaps an offset.
  mutating func timePart(after time: inout WrittenTime) throws(Problem) {
    let hadSpace = cursor.symbol == .space
    cursor.skipSpaces()
    let isStarted = cursor.take(.t)
    if cursor.symbol == .end, !isStarted { return }
    let isMeridiem = cursor.symbol == .above || cursor.symbol == .below
    // Chinese dates may run straight into the time: 109年3月19日9時5分.
    guard hadSpace || isStarted || isMeridiem || cursor.symbol == .digit else { throw .malformed }
    let clock = try clock(allowsDigitsOnly: true)
    time.millisecondOfDay = clock.milliseconds
    time.precision = clock.precision
    cursor.skipSpaces()
    time.offsetSeconds = try offset()
  }

  /// A time of day: `9:05`, `09:05:30.25`, `上午9時5分`, `9:05 PM`, after a date also `0905`.
  mutating func clock(
    allowsDigitsOnly: Bool
  ) throws(Problem) -> (milliseconds: Int32, precision: Precision) {
    let meridiem = try chineseMeridiem()
    cursor.skipSpaces()
    let hour = cursor.number()
    guard hour.digits > 0 else { throw .malformed }
    if hour.digits > 2 {
      guard allowsDigitsOnly, meridiem == nil, hour.digits == 4 || hour.digits == 6 else {
        throw .malformed
      }
      return try digitsOnlyClock(hour.value, digits: hour.digits)
    }
    var minute = (value: 0, digits: 0)
    var second = (value: 0, digits: 0)
    var fraction = 0
    switch cursor.symbol {
    case .colon:
      cursor.advance()
      minute = cursor.number()
      guard minute.digits == 2 else { throw .malformed }
      if cursor.take(.colon) {
        second = cursor.number()
        guard second.digits == 2 else { throw .malformed }
        fraction = try self.fraction()
      }
    case .hour:
      cursor.advance()
      cursor.skipSpaces()
      minute = cursor.number()
      guard minute.digits <= 2 else { throw .malformed }
      if minute.digits > 0 {
        guard cursor.take(.minute) else { throw .malformed }
        cursor.skipSpaces()
        second = cursor.number()
        guard second.digits <= 2, second.digits == 0 || cursor.take(.second) else {
          throw .malformed
        }
      }
    default: throw .malformed
    }
    var half = meridiem
    if half == nil { half = try latinMeridiem() }
    let total = try milliseconds(
      hour: hour.value, minute: minute.value, second: second.value, fraction: fraction,
      isAfternoon: half)
    return (total, second.digits > 0 ? .second : .minute)
  }

  /// `0905` or `090530`.
  func digitsOnlyClock(
    _ value: Int, digits: Int
  ) throws(Problem) -> (milliseconds: Int32, precision: Precision) {
    let hasSeconds = digits == 6
    let minutes = hasSeconds ? value / 100 : value
    let total = try milliseconds(
      hour: minutes / 100, minute: minutes % 100, second: hasSeconds ? value % 100 : 0,
      fraction: 0, isAfternoon: nil)
    return (total, hasSeconds ? .second : .minute)
  }

  private func milliseconds(
    hour: Int, minute: Int, second: Int, fraction: Int, isAfternoon: Bool?
  ) throws(Problem) -> Int32 {
    guard minute < 60, second < 60 else { throw .impossibleTime }
    var hour = hour
    if let isAfternoon {
      guard hour <= 12 else { throw .impossibleTime }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    let total = ((hour * 60 + minute) * 60 + second) * 1000 + fraction
    // 24:00 is the end of the day, and nothing comes after it.
    guard total <= 86_400_000 else { throw .impossibleTime }
    return Int32(total)
  }

  /// 上午 or 下午 (中午 is not read: it may mean noon itself).
  private mutating func chineseMeridiem() throws(Problem) -> Bool? {
    guard cursor.symbol == .above || cursor.symbol == .below else { return nil }
    let isAfternoon = cursor.symbol == .below
    cursor.advance()
    guard cursor.take(.noon) else { throw .malformed }
    return isAfternoon
  }

  /// AM or PM after the time.
  private mutating func latinMeridiem() throws(Problem) -> Bool? {
    var ahead = cursor
    ahead.skipSpaces()
    guard ahead.symbol == .a || ahead.symbol == .p else { return nil }
    let isAfternoon = ahead.symbol == .p
    ahead.advance()
    guard ahead.take(.m) else { throw .malformed }
    cursor = ahead
    return isAfternoon
  }

  /// Milliseconds of a decimal fraction of a second; finer digits are cut off.
  private mutating func fraction() throws(Problem) -> Int {
    guard cursor.symbol == .dot || cursor.symbol == .comma else { return 0 }
    cursor.advance()
    var value = 0
    var scale = 100
    var digits = 0
    while cursor.symbol == .digit {
      value += cursor.digit * scale
      scale /= 10
      digits += 1
      cursor.advance()
    }
    guard digits > 0 else { throw .malformed }
    return value
  }

  /// `Z`, `+08:00`, `+0800` or `+08`; `nil` where there is none.
  private mutating func offset() throws(Problem) -> Int32? {
    if cursor.take(.z) { return 0 }
    let isWest = cursor.symbol == .dash
    guard isWest || cursor.symbol == .plus else { return nil }
    cursor.advance()
    let number = cursor.number()
    var hours = number.value
    var minutes = 0
    switch number.digits {
    case 4:
      hours = number.value / 100
      minutes = number.value % 100
    case 2:
      if cursor.take(.colon) {
        let rest = cursor.number()
        guard rest.digits == 2 else { throw .malformed }
        minutes = rest.value
      }
    default: throw .malformed
    }
    guard hours <= 18, minutes < 60 else { throw .impossibleTime }
    let seconds = Int32(hours * 3600 + minutes * 60)
    return isWest ? -seconds : seconds
  }
}
