import Diagnostics

/// Why a function has no result for its arguments.
struct FunctionFailure: Error {
  var reason: EvaluationError.Reason?

  /// The function does not take values of these types.
  static let types = FunctionFailure(reason: nil)

  init(reason: EvaluationError.Reason?) { self.reason = reason }
  init(_ reason: EvaluationError.Reason) { self.reason = reason }
}

extension Evaluator {
  mutating func call(
    _ function: Function, _ nodes: [CheckedNode], _ node: CheckedNode
  ) throws(EvaluationError) -> Value {
    var arguments: [Value] = []
    arguments.reserveCapacity(nodes.count)
    var failure: EvaluationError?
    for argument in nodes {
      do throws(EvaluationError) {
        arguments.append(try value(of: argument))
      } catch {
        if error.unknownCells == nil { throw failure ?? error }
        failure = failure?.combined(with: error) ?? error
      }
    }
    if let failure { throw failure }
    do throws(FunctionFailure) {
      return try apply(function, arguments)
    } catch {
      throw EvaluationError(error.reason ?? .noSuchOverload(function.rawValue), at: node.span)
    }
  }

  private func apply(
    _ function: Function, _ arguments: [Value]
  ) throws(FunctionFailure) -> Value {
    switch function {
    case .size, .type, .dyn, .bool, .int, .uint, .double, .decimal, .string, .bytes:
      return try Conversions.result(function, arguments)
    case .timestamp, .duration: return try Conversions.result(function, arguments)
    case .contains, .startsWith, .endsWith, .matches, .charAt, .indexOf, .lastIndexOf, .join,
      .lowerAscii, .upperAscii, .replace, .split, .substring, .trim, .reverse, .quote:
      return try TextFunctions.result(function, arguments)
    case .format: return try TextFormat.result(arguments)
    case .getFullYear, .getMonth, .getDate, .getDayOfMonth, .getDayOfWeek, .getDayOfYear,
      .getHours, .getMinutes, .getSeconds, .getMilliseconds:
      return try timePart(function, arguments)
    case .date, .year, .rocYear, .month, .day, .weekday, .addDays, .addMonths, .daysBetween,
      .ageOn:
      return try dateResult(function, arguments)
    case .isWorkingDay, .addWorkingDays, .workingDaysBetween:
      return try calendarResult(function, arguments)
    case .greatest, .least, .ceil, .floor, .round, .trunc, .abs, .sign, .sqrt, .isNaN, .isInf,
      .isFinite, .bitAnd, .bitOr, .bitXor, .bitNot, .bitShiftLeft, .bitShiftRight:
      return try NumberFunctions.result(function, arguments)
    case .optionalOf, .optionalNone, .optionalOfNonZeroValue, .hasValue, .value, .or, .orValue:
      return try Self.optionalResult(function, arguments)
    }
  }

  private static func optionalResult(
    _ function: Function, _ arguments: [Value]
  ) throws(FunctionFailure) -> Value {
    switch (function, arguments.first, arguments.count) {
    case (.optionalNone, _, 0): return .optional(nil)
    case (.optionalOf, let value?, 1): return .optional(value)
    case (.optionalOfNonZeroValue, let value?, 1):
      return .optional(value.isZeroValue ? nil : value)
    case (.hasValue, .optional(let inner)?, 1): return .bool(inner != nil)
    case (.value, .optional(let inner)?, 1):
      guard let inner else { throw FunctionFailure(.absentValue) }
      return inner
    case (.or, .optional(let inner)?, 2):
      guard case .optional = arguments[1] else { throw .types }
      return inner == nil ? arguments[1] : .optional(inner)
    case (.orValue, .optional(let inner)?, 2): return inner ?? arguments[1]
    default: throw .types
    }
  }

  /// The constant that a conversion makes of a constant; `nil` where it makes none.
  static func converted(_ value: Value, by function: Function) -> Value? {
    if function == .date {
      guard case .string(let text) = value else { return nil }
      return DateReading.date(text).map(Value.date)
    }
    return try? Conversions.result(function, [value])
  }
}
