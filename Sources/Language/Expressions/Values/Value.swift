public import CivilTime

/// A value of the expression language.
///
/// `==` is the language's equality: numbers of different types are equal where their values are,
/// values of unrelated types are unequal, text is compared by code points, and NaN equals nothing.
public enum Value: Sendable {
  /// The value `null`.
  case null
  /// A truth value.
  case bool(Bool)
  /// A signed integer of 64 bits.
  case int(Int64)
  /// An unsigned integer of 64 bits.
  case uint(UInt64)
  /// A binary floating-point number.
  case double(Double)
  /// An exact decimal number.
  case decimal(ExactDecimal)
  /// Text.
  case string(String)
  /// Bytes.
  case bytes([UInt8])
  /// A point of time.
  case timestamp(TimestampValue)
  /// A span of time.
  case duration(DurationValue)
  /// A civil day.
  case date(CivilDate)
  /// A list.
  case list([Value])
  /// A map.
  case map(MapValue)
  /// A type, by its name in the language.
  case type(String)
  /// A value that may be absent.
  indirect case optional(Value?)

  /// The name of the value's type in the language, such as `int` or `google.protobuf.Timestamp`.
  public var typeName: String {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .decimal: "decimal"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "google.protobuf.Timestamp"
    case .duration: "google.protobuf.Duration"
    case .date: "date"
    case .list: "list"
    case .map: "map"
    case .type: "type"
    case .optional: "optional_type"
    }
  }

  /// The type as the checker sees it; the elements of lists and maps are `dyn`.
  public var shallowType: ExpressionType {
    switch self {
    case .null: .null
    case .bool: .bool
    case .int: .int
    case .uint: .uint
    case .double: .double
    case .decimal: .decimal
    case .string: .string
    case .bytes: .bytes
    case .timestamp: .timestamp
    case .duration: .duration
    case .date: .date
    case .list: .list(.dyn)
    case .map: .map(.dyn, .dyn)
    case .type: .type
    case .optional: .optional(.dyn)
    }
  }

  /// Whether the value is its type's empty or zero value, which `optional.ofNonZeroValue` drops.
  var isZeroValue: Bool {
    switch self {
    case .null: true
    case .bool(let value): !value
    case .int(let value): value == 0
    case .uint(let value): value == 0
    case .double(let value): value == 0
    case .decimal(let value): value.mantissa == 0
    case .string(let value): value.isEmpty
    case .bytes(let value): value.isEmpty
    case .duration(let value): value.seconds == 0 && value.nanos == 0
    case .list(let elements): elements.isEmpty
    case .map(let map): map.entries.isEmpty
    case .optional(let value): value == nil
    case .timestamp, .date, .type: false
    }
  }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral
{
  /// Creates an `int`.
  public init(integerLiteral value: Int64) { self = .int(value) }
  /// Creates a `string`.
  public init(stringLiteral value: String) { self = .string(value) }
  /// Creates a `bool`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// Creates a `double`.
  public init(floatLiteral value: Double) { self = .double(value) }
  /// Creates a `list`.
  public init(arrayLiteral elements: Value...) { self = .list(elements) }
}
