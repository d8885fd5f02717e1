import CivilTime

extension Evaluator {
  /// A part of a timestamp in UTC or a zone, or a duration in a unit.
  func timePart(
    _ function: Function, _ arguments: [Value]
  ) throws(FunctionFailure) -> Value {
    switch (arguments.first, arguments.count) {
    case (.duration(let duration)?, 1): return try Self.part(of: duration, function)
    case (.timestamp(let time)?, 1): return .int(try Self.part(of: time, offset: 0, function))
    case (.timestamp(let time)?, 2):
      guard case .string(let name) = arguments[1] else { throw .types }
      let offset = try offset(named: name, at: time)
      return .int(try Self.part(of: time, offset: offset, function))
    default: throw .types
    }
  }

  /// Seconds east of UTC of a zone or a written offset at a time.
  func offset(named name: String, at time: TimestampValue) throws(FunctionFailure) -> Int64 {
    if name == "UTC" || name == "Z" { return 0 }
    var reader = DigitReader(name)
    let negative = reader.take("-")
    if !negative { _ = reader.take("+") }
    if let seconds = reader.hoursAndMinutes(), reader.isAtEnd {
      return Int64(negative ? -seconds : seconds)
    }
    guard let zone = context.zone(name) else { throw FunctionFailure(.unknownZone) }
    return Int64(zone.offsetSeconds(at: time.instant))
  }

  /// The civil day of a time at an offset, and the seconds since its midnight.
  static func local(_ time: TimestampValue, offset: Int64) -> (day: CivilDate, second: Int64) {
    let seconds = time.seconds + offset
    let rest = seconds % 86_400
    let second = rest < 0 ? rest + 86_400 : rest
    return (CivilDate(dayNumber: Int32((seconds - second) / 86_400)), second)
  }

  private static func part(
    of time: TimestampValue, offset: Int64, _ function: Function
  ) throws(FunctionFailure) -> Int64 {
    let (date, second) = local(time, offset: offset)
    let (year, month, day) = date.components
    switch function {
    case .getFullYear: return Int64(year)
    case .getMonth: return Int64(month - 1)
    case .getDate: return Int64(day)
    case .getDayOfMonth: return Int64(day - 1)
    case .getDayOfWeek: return Int64(date.weekday % 7)
    case .getDayOfYear:
      return Int64(date.dayNumber - CivilDate.dayNumber(year: year, month: 1, day: 1))
    case .getHours: return second / 3600
    case .getMinutes: return second / 60 % 60
    case .getSeconds: return second % 60
    case .getMilliseconds: return Int64(time.nanos / 1_000_000)
    default: throw .types
    }
  }

  private static func part(
    of duration: DurationValue, _ function: Function
  ) throws(FunctionFailure) -> Value {
    switch function {
    case .getHours: return .int(duration.seconds / 3600)
    case .getMinutes: return .int(duration.seconds / 60)
    case .getSeconds: return .int(duration.seconds)
    case .getMilliseconds: return .int(Int64(duration.nanos / 1_000_000))
    default: throw .types
    }
  }
}
