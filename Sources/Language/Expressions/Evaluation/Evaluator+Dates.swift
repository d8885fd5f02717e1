import CivilTime

/// Reads the text of a date.
enum DateReading {
  /// A date as Taiwan's records write it, `2020-03-19` or `109年3月19日`; `nil` where it is not one.
  static func date(_ text: String) -> CivilDate? {
    if case .success(let date) = TimeText.parseDate(text) { date } else { nil }
  }
}

extension Evaluator {
  func dateResult(
    _ function: Function, _ arguments: [Value]
  ) throws(FunctionFailure) -> Value {
    switch (function, arguments.first, arguments.dropFirst().first, arguments.count) {
    case (.date, .date?, _, 1): return arguments[0]
    case (.date, .string(let text)?, _, 1):
      guard let date = DateReading.date(text) else {
        throw FunctionFailure(.badConversion("date"))
      }
      return .date(date)
    case (.date, .timestamp(let time)?, _, 1):
      let offset = context.timeZone.offsetSeconds(at: time.instant)
      return .date(Self.local(time, offset: Int64(offset)).day)
    case (.date, .timestamp(let time)?, .string(let zone)?, 2):
      return .date(Self.local(time, offset: try offset(named: zone, at: time)).day)
    case (_, .date(let date)?, _, 1): return .int(Int64(try Self.part(of: date, function)))
    case (.addDays, .date(let date)?, .int(let count)?, 2):
      return .date(try Self.checked(Int64(date.dayNumber).addingReportingOverflow(count)))
    case (.addMonths, .date(let date)?, .int(let count)?, 2):
      guard count.magnitude < 120_000 else { throw FunctionFailure(.overflow) }
      let result = date.adding(months: Int(count))
      return .date(try Self.checked((Int64(result.dayNumber), false)))
    case (.daysBetween, .date(let from)?, .date(let to)?, 2):
      return .int(Int64(to.days(since: from)))
    case (.ageOn, .date(let birth)?, .date(let date)?, 2):
      return .int(Int64(try Self.age(birth, on: date)))
    default: throw .types
    }
  }

  private static func part(of date: CivilDate, _ function: Function) throws(FunctionFailure) -> Int
  {
    switch function {
    case .year: return date.year
    case .rocYear: return date.rocYear
    case .month: return date.month
    case .day: return date.day
    case .weekday: return date.weekday
    default: throw .types
    }
  }

  /// A date from its day number; only the years 1 to 9999 are dates.
  private static func checked(
    _ number: (partialValue: Int64, overflow: Bool)
  ) throws(FunctionFailure) -> CivilDate {
    let first = CivilDate.dayNumber(year: 1, month: 1, day: 1)
    let last = CivilDate.dayNumber(year: 9999, month: 12, day: 31)
    guard !number.overflow, (Int64(first)...Int64(last)).contains(number.partialValue) else {
      throw FunctionFailure(.overflow)
    }
    return CivilDate(dayNumber: Int32(number.partialValue))
  }

  /// Full years of age at the start of a day (Civil Code, articles 121 and 124).
  ///
  /// Age counts from the day of birth, so a year is full when the day before the birthday ends; for
  /// a birth on 29 February in a year without that day, when February ends.
  private static func age(_ birth: CivilDate, on date: CivilDate) throws(FunctionFailure) -> Int {
    if date < birth { throw FunctionFailure(.badArgument("ageOn")) }
    let (year, month, day) = date.components
    let born = birth.components
    let isBeforeBirthday = (month, day) < (born.month, born.day)
    return year - born.year - (isBeforeBirthday ? 1 : 0)
  }

  func calendarResult(
    _ function: Function, _ arguments: [Value]
  ) throws(FunctionFailure) -> Value {
    guard let calendar = context.calendar else { throw FunctionFailure(.noCalendar) }
    let result: Value?
    switch (function, arguments.first, arguments.dropFirst().first) {
    case (.isWorkingDay, .date(let date)?, nil):
      result = calendar.isWorkingDay(date).map(Value.bool)
    case (.addWorkingDays, .date(let date)?, .int(let count)?):
      guard count.magnitude < 100_000 else { throw FunctionFailure(.overflow) }
      result = calendar.adding(workingDays: Int(count), to: date).map(Value.date)
    case (.workingDaysBetween, .date(let from)?, .date(let to)?):
      result =
        from <= to
        ? calendar.workingDays(after: from, through: to).map { .int(Int64($0)) }
        : calendar.workingDays(after: to, through: from).map { .int(-Int64($0)) }
    default: throw .types
    }
    guard let result else { throw FunctionFailure(.outsideCalendar) }
    return result
  }
}
