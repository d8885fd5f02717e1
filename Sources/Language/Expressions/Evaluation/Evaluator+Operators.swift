import Diagnostics

extension Evaluator {
  /// The result of an operator that compares; `nil` for an operator that computes.
  mutating func comparison(
    _ sign: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode, _ node: CheckedNode
  ) throws(EvaluationError) -> Bool? {
    switch sign {
    case .equal:
      let (a, b) = try both(left, right)
      return a == b
    case .notEqual:
      let (a, b) = try both(left, right)
      return a != b
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let (a, b) = try both(left, right)
      guard let order = Value.order(a, b) else {
        throw EvaluationError(.noSuchOverload(sign.rawValue), at: node.span)
      }
      switch sign {
      case .less: return order == .less
      case .lessOrEqual: return order == .less || order == .equal
      case .greater: return order == .greater
      default: return order == .greater || order == .equal
      }
    case .in:
      let (element, container) = try both(left, right)
      switch container {
      case .list(let elements): return elements.contains { $0 == element }
      case .map(let map): return map[element] != nil
      default: throw EvaluationError(.noSuchOverload("in"), at: node.span)
      }
    case .add, .subtract, .multiply, .divide, .remainder: return nil
    }
  }

  mutating func arithmetic(
    _ sign: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode, _ node: CheckedNode
  ) throws(EvaluationError) -> Value {
    let (a, b) = try both(left, right)
    do throws(Arithmetic.Failure) {
      return try Arithmetic.result(sign, a, b)
    } catch {
      switch error {
      case .overflow: throw EvaluationError(.overflow, at: node.span)
      case .divisionByZero: throw EvaluationError(.divisionByZero, at: node.span)
      case .types: throw EvaluationError(.noSuchOverload(sign.rawValue), at: node.span)
      case .size: throw EvaluationError(.tooLarge, at: node.span)
      }
    }
  }

  mutating func negated(
    _ operand: CheckedNode, _ node: CheckedNode
  ) throws(EvaluationError) -> Value {
    switch try value(of: operand) {
    case .int(let value):
      let (result, overflow) = Int64(0).subtractingReportingOverflow(value)
      if overflow { throw EvaluationError(.overflow, at: node.span) }
      return .int(result)
    case .double(let value): return .double(-value)
    case .decimal(let value):
      guard let result = value.negated else { throw EvaluationError(.overflow, at: node.span) }
      return .decimal(result)
    case .duration(let value): return .duration(DurationValue(nanoseconds: -value.nanoseconds))
    default: throw EvaluationError(.noSuchOverload("-"), at: node.span)
    }
  }
}

/// The operators that compute.
enum Arithmetic {
  enum Failure: Error { case overflow, divisionByZero, types, size }

  static func result(_ sign: BinaryOperator, _ a: Value, _ b: Value) throws(Failure) -> Value {
    switch (a, b) {
    case (.int(let x), .int(let y)): return .int(try integer(sign, x, y))
    case (.uint(let x), .uint(let y)): return .uint(try integer(sign, x, y))
    case (.double(let x), .double(let y)): return .double(try double(sign, x, y))
    case (.decimal(let x), .decimal(let y)): return try decimal(sign, x, y)
    case (.decimal(let x), .int(let y)): return try decimal(sign, x, ExactDecimal(y))
    case (.int(let x), .decimal(let y)): return try decimal(sign, ExactDecimal(x), y)
    default: break
    }
    switch sign {
    case .add: return try sum(a, b)
    case .subtract: return try difference(a, b)
    default: throw .types
    }
  }

  private static func integer<T: FixedWidthInteger>(
    _ sign: BinaryOperator, _ x: T, _ y: T
  ) throws(Failure) -> T {
    let result: (partialValue: T, overflow: Bool)
    switch sign {
    case .add: result = x.addingReportingOverflow(y)
    case .subtract: result = x.subtractingReportingOverflow(y)
    case .multiply: result = x.multipliedReportingOverflow(by: y)
    case .divide, .remainder:
      if y == 0 { throw .divisionByZero }
      result =
        sign == .divide
        ? x.dividedReportingOverflow(by: y) : x.remainderReportingOverflow(dividingBy: y)
    default: throw .types
    }
    if result.overflow { throw .overflow }
    return result.partialValue
  }

  private static func double(
    _ sign: BinaryOperator, _ x: Double, _ y: Double
  ) throws(Failure) -> Double {
    switch sign {
    case .add: return x + y
    case .subtract: return x - y
    case .multiply: return x * y
    case .divide: return x / y
    default: throw .types
    }
  }

  private static func decimal(
    _ sign: BinaryOperator, _ x: ExactDecimal, _ y: ExactDecimal
  ) throws(Failure) -> Value {
    let result: ExactDecimal?
    switch sign {
    case .add: result = x.adding(y)
    case .subtract: result = y.negated.flatMap { x.adding($0) }
    case .multiply: result = x.multiplied(by: y)
    case .divide:
      guard let quotient = x.divided(by: y) else { throw .divisionByZero }
      return .double(quotient)
    default: throw .types
    }
    guard let result else { throw .overflow }
    return .decimal(result)
  }

  private static func sum(_ a: Value, _ b: Value) throws(Failure) -> Value {
    switch (a, b) {
    case (.string(let x), .string(let y)):
      if x.utf8.count + y.utf8.count > Evaluator.sizeLimit { throw .size }
      return .string(x + y)
    case (.bytes(let x), .bytes(let y)):
      if x.count + y.count > Evaluator.sizeLimit { throw .size }
      return .bytes(x + y)
    case (.list(let x), .list(let y)):
      if x.count + y.count > Evaluator.sizeLimit { throw .size }
      return .list(x + y)
    case (.timestamp(let x), .duration(let y)), (.duration(let y), .timestamp(let x)):
      guard let result = x.adding(y) else { throw .overflow }
      return .timestamp(result)
    case (.duration(let x), .duration(let y)):
      guard let result = DurationValue(checked: x.nanoseconds + y.nanoseconds) else {
        throw .overflow
      }
      return .duration(result)
    default: throw .types
    }
  }

  private static func difference(_ a: Value, _ b: Value) throws(Failure) -> Value {
    switch (a, b) {
    case (.timestamp(let x), .timestamp(let y)):
      guard let result = DurationValue(checked: x.nanoseconds - y.nanoseconds) else {
        throw .overflow
      }
      return .duration(result)
    case (.timestamp(let x), .duration(let y)):
      guard let result = x.adding(y, times: -1) else { throw .overflow }
      return .timestamp(result)
    case (.duration(let x), .duration(let y)):
      guard let result = DurationValue(checked: x.nanoseconds - y.nanoseconds) else {
        throw .overflow
      }
      return .duration(result)
    default: throw .types
    }
  }
}
