/// Sizes, types, and the functions that turn a value of one type into one of another.
enum Conversions {
  static func result(
    _ function: Function, _ arguments: [Value]
  ) throws(FunctionFailure) -> Value {
    guard arguments.count == 1 else { throw .types }
    let value = arguments[0]
    switch function {
    case .size: return .int(Int64(try size(value)))
    case .type: return .type(value.typeName)
    case .dyn: return value
    case .bool: return try bool(value)
    case .int: return try int(value)
    case .uint: return try uint(value)
    case .double: return try double(value)
    case .decimal: return try decimal(value)
    case .string:
      if case .bytes = value, value.converted == nil {
        throw FunctionFailure(.badConversion("string"))
      }
      guard let text = value.converted else { throw .types }
      return .string(text)
    case .bytes: return try bytes(value)
    case .timestamp: return try timestamp(value)
    case .duration: return try duration(value)
    default: throw .types
    }
  }

  private static func size(_ value: Value) throws(FunctionFailure) -> Int {
    switch value {
    case .string(let text): return text.unicodeScalars.count
    case .bytes(let bytes): return bytes.count
    case .list(let elements): return elements.count
    case .map(let map): return map.count
    default: throw .types
    }
  }

  private static func bool(_ value: Value) throws(FunctionFailure) -> Value {
    switch value {
    case .bool: return value
    case .string("1"), .string("t"), .string("T"), .string("true"), .string("TRUE"),
      .string("True"):
      return .bool(true)
    case .string("0"), .string("f"), .string("F"), .string("false"), .string("FALSE"),
      .string("False"):
      return .bool(false)
    case .string: throw FunctionFailure(.badConversion("bool"))
    default: throw .types
    }
  }

  private static func int(_ value: Value) throws(FunctionFailure) -> Value {
    let result: Int64?
    switch value {
    case .int: return value
    case .uint(let number): result = Int64(exactly: number)
    case .double(let number):
      // Both ends are refused: the doubles there stand for integers on either side of them.
      result = number > -0x1p63 && number < 0x1p63 ? Int64(number) : nil
    case .decimal(let number): result = number.truncated
    case .string(let text): result = Int64(text)
    case .timestamp(let time): result = time.seconds
    default: throw .types
    }
    guard let result else { throw FunctionFailure(.badConversion("int")) }
    return .int(result)
  }

  private static func uint(_ value: Value) throws(FunctionFailure) -> Value {
    let result: UInt64?
    switch value {
    case .uint: return value
    case .int(let number): result = UInt64(exactly: number)
    case .double(let number): result = number > -1 && number < 0x1p64 ? UInt64(number) : nil
    case .string(let text): result = UInt64(text)
    default: throw .types
    }
    guard let result else { throw FunctionFailure(.badConversion("uint")) }
    return .uint(result)
  }

  private static func double(_ value: Value) throws(FunctionFailure) -> Value {
    switch value {
    case .double: return value
    case .int(let number): return .double(Double(number))
    case .uint(let number): return .double(Double(number))
    case .decimal(let number): return .double(number.nearestDouble)
    case .string(let text):
      let isNamed = text.utf8.contains { $0 | 0x20 == UInt8(ascii: "n") }
      guard let number = Double(text), number.isFinite || isNamed else {
        throw FunctionFailure(.badConversion("double"))
      }
      return .double(number)
    default: throw .types
    }
  }

  private static func decimal(_ value: Value) throws(FunctionFailure) -> Value {
    switch value {
    case .decimal: return value
    case .int(let number): return .decimal(ExactDecimal(number))
    case .string(let text):
      guard let number = ExactDecimal(text) else {
        throw FunctionFailure(.badConversion("decimal"))
      }
      return .decimal(number)
    default: throw .types
    }
  }

  private static func bytes(_ value: Value) throws(FunctionFailure) -> Value {
    switch value {
    case .bytes: return value
    case .string(let text): return .bytes(Array(text.utf8))
    default: throw .types
    }
  }

  private static func timestamp(_ value: Value) throws(FunctionFailure) -> Value {
    let result: TimestampValue?
    switch value {
    case .timestamp: return value
    case .string(let text): result = TimestampValue(text)
    case .int(let seconds): result = TimestampValue(seconds: seconds)
    default: throw .types
    }
    guard let result else { throw FunctionFailure(.badConversion("timestamp")) }
    return .timestamp(result)
  }

  private static func duration(_ value: Value) throws(FunctionFailure) -> Value {
    switch value {
    case .duration: return value
    case .string(let text):
      guard let result = DurationValue(text) else {
        throw FunctionFailure(.badConversion("duration"))
      }
      return .duration(result)
    default: throw .types
    }
  }
}
