/// The functions of numbers.
enum NumberFunctions {
  static func result(
    _ function: Function, _ arguments: [Value]
  ) throws(FunctionFailure) -> Value {
    switch function {
    case .greatest: return try extremum(arguments, replacing: .less)
    case .least: return try extremum(arguments, replacing: .greater)
    case .bitAnd, .bitOr, .bitXor: return try bits(function, arguments)
    case .bitShiftLeft, .bitShiftRight: return try shift(function, arguments)
    default:
      guard arguments.count == 1 else { throw .types }
      return try single(function, arguments[0])
    }
  }

  private static func single(_ function: Function, _ value: Value) throws(FunctionFailure) -> Value
  {
    switch (function, value) {
    case (.ceil, .double(let number)): return .double(number.rounded(.up))
    case (.floor, .double(let number)): return .double(number.rounded(.down))
    case (.round, .double(let number)): return .double(number.rounded())
    case (.trunc, .double(let number)): return .double(number.rounded(.towardZero))
    case (.ceil, .decimal(let number)): return .decimal(number.rounded(.up))
    case (.floor, .decimal(let number)): return .decimal(number.rounded(.down))
    case (.round, .decimal(let number)): return .decimal(number.rounded(.toNearestOrAwayFromZero))
    case (.trunc, .decimal(let number)): return .decimal(number.rounded(.towardZero))
    case (.isNaN, .double(let number)): return .bool(number.isNaN)
    case (.isInf, .double(let number)): return .bool(number.isInfinite)
    case (.isFinite, .double(let number)): return .bool(number.isFinite)
    case (.abs, .uint), (.bitNot, .uint): return function == .abs ? value : complement(value)
    case (.bitNot, .int): return complement(value)
    case (.abs, .double(let number)): return .double(number.magnitude)
    case (.abs, .int(let number)):
      guard number != .min else { throw FunctionFailure(.overflow) }
      return .int(Swift.abs(number))
    case (.abs, .decimal(let number)):
      guard let result = number.mantissa < 0 ? number.negated : number else {
        throw FunctionFailure(.overflow)
      }
      return .decimal(result)
    case (.sign, .int(let number)): return .int(number.signum())
    case (.sign, .uint(let number)): return .uint(number == 0 ? 0 : 1)
    case (.sign, .decimal(let number)): return .int(number.mantissa.signum())
    case (.sign, .double(let number)):
      return .double(number.isNaN || number == 0 ? number : number < 0 ? -1 : 1)
    case (.sqrt, .double(let number)): return .double(number.squareRoot())
    case (.sqrt, .int(let number)): return .double(Double(number).squareRoot())
    case (.sqrt, .uint(let number)): return .double(Double(number).squareRoot())
    default: throw .types
    }
  }

  private static func complement(_ value: Value) -> Value {
    switch value {
    case .int(let number): .int(~number)
    case .uint(let number): .uint(~number)
    default: value
    }
  }

  private static func extremum(
    _ arguments: [Value], replacing order: ValueOrder
  ) throws(FunctionFailure) -> Value {
    var numbers = arguments
    if arguments.count == 1, case .list(let elements) = arguments[0] { numbers = elements }
    guard var best = numbers.first else { throw FunctionFailure(.badArgument("math.greatest")) }
    for number in numbers {
      guard let found = numericOrder(best, number) else { throw .types }
      if found == order { best = number }
    }
    return best
  }

  private static func bits(
    _ function: Function, _ arguments: [Value]
  ) throws(FunctionFailure) -> Value {
    func combine<T: BinaryInteger>(_ a: T, _ b: T) -> T {
      switch function {
      case .bitAnd: a & b
      case .bitOr: a | b
      default: a ^ b
      }
    }
    guard arguments.count == 2 else { throw .types }
    switch (arguments[0], arguments[1]) {
    case (.int(let a), .int(let b)): return .int(combine(a, b))
    case (.uint(let a), .uint(let b)): return .uint(combine(a, b))
    default: throw .types
    }
  }

  private static func shift(
    _ function: Function, _ arguments: [Value]
  ) throws(FunctionFailure) -> Value {
    guard arguments.count == 2, case .int(let count) = arguments[1] else { throw .types }
    let isLeft = function == .bitShiftLeft
    switch arguments[0] {
    case .int(let value):
      if count < 0 { throw FunctionFailure(.badArgument(function.rawValue)) }
      return .int(isLeft ? value << count : value >> count)
    case .uint(let value):
      if count < 0 { throw FunctionFailure(.badArgument(function.rawValue)) }
      return .uint(isLeft ? value << count : value >> count)
    default: throw .types
    }
  }
}

extension ExactDecimal {
  /// The whole number that a rule of rounding gives.
  func rounded(_ rule: FloatingPointRoundingRule) -> ExactDecimal {
    let unit = Self.powers[Int(scale)]
    let whole = mantissa / unit
    let rest = mantissa % unit
    let step: Int64 =
      switch rule {
      case .up: rest > 0 ? 1 : 0
      case .down: rest < 0 ? -1 : 0
      case .toNearestOrAwayFromZero:
        rest.magnitude >= unit.magnitude - rest.magnitude && rest != 0 ? rest.signum() : 0
      default: 0
      }
    return ExactDecimal(whole + step)
  }
}
