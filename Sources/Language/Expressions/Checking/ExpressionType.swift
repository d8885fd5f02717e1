public import Diagnostics

/// A type of the expression language.
public indirect enum ExpressionType: Sendable, Hashable {
  /// The type of `null`.
  case null
  /// Truth values.
  case bool
  /// Signed integers.
  case int
  /// Unsigned integers.
  case uint
  /// Binary floating-point numbers.
  case double
  /// Exact decimal numbers.
  case decimal
  /// Text.
  case string
  /// Bytes.
  case bytes
  /// Points of time.
  case timestamp
  /// Spans of time.
  case duration
  /// Civil days.
  case date
  /// Types themselves.
  case type
  /// Any type; checked when evaluated.
  case dyn
  /// Lists.
  case list(ExpressionType)
  /// Maps, by key and value.
  case map(ExpressionType, ExpressionType)
  /// Values that may be absent.
  case optional(ExpressionType)
  /// A type parameter of a function, or one not known yet while checking.
  case parameter(Int)

  /// Whether numbers are of this type.
  public var isNumeric: Bool {
    switch self {
    case .int, .uint, .double, .decimal: true
    default: false
    }
  }

  /// Whether values of this type have an order.
  var isOrdered: Bool {
    switch self {
    case .bool, .string, .bytes, .timestamp, .duration, .date: true
    default: isNumeric
    }
  }

  /// The type with all that is not known replaced by `dyn`.
  var settled: ExpressionType {
    switch self {
    case .parameter: .dyn
    case .list(let element): .list(element.settled)
    case .map(let key, let value): .map(key.settled, value.settled)
    case .optional(let value): .optional(value.settled)
    default: self
    }
  }

  /// The type's name in the language.
  public var name: String {
    switch self {
    case .null: "null_type"
    case .bool: "bool"
    case .int: "int"
    case .uint: "uint"
    case .double: "double"
    case .decimal: "decimal"
    case .string: "string"
    case .bytes: "bytes"
    case .timestamp: "timestamp"
    case .duration: "duration"
    case .date: "date"
    case .type: "type"
    case .dyn: "dyn"
    case .list(let element): "list(\(element.name))"
    case .map(let key, let value): "map(\(key.name), \(value.name))"
    case .optional(let value): "optional(\(value.name))"
    case .parameter(let number): Self.letter(number)
    }
  }

  private static func letter(_ number: Int) -> String {
    number < 4 ? ["A", "B", "C", "D"][number] : "T\(number)"
  }

  /// What people call values of the type.
  public var title: LocalizedText {
    switch self {
    case .null: LocalizedText(verbatim: "null")
    case .bool: LocalizedText(zh: "是非值", en: "true or false")
    case .int: LocalizedText(zh: "整數", en: "an integer")
    case .uint: LocalizedText(zh: "無號整數", en: "an unsigned integer")
    case .double: LocalizedText(zh: "浮點數", en: "a floating-point number")
    case .decimal: LocalizedText(zh: "小數", en: "a decimal")
    case .string: LocalizedText(zh: "文字", en: "text")
    case .bytes: LocalizedText(zh: "位元組", en: "bytes")
    case .timestamp: LocalizedText(zh: "時間", en: "a timestamp")
    case .duration: LocalizedText(zh: "時間長度", en: "a duration")
    case .date: LocalizedText(zh: "日期", en: "a date")
    case .type: LocalizedText(zh: "型別", en: "a type")
    case .dyn, .parameter: LocalizedText(zh: "任意值", en: "any value")
    case .list(.dyn), .list(.parameter): LocalizedText(zh: "清單", en: "a list")
    case .list(let element):
      LocalizedText(zh: "清單（\(element.title.zhHant)）", en: "a list of \(element.plural)")
    case .map: LocalizedText(zh: "對照表", en: "a map")
    case .optional: LocalizedText(zh: "可缺的值", en: "an optional value")
    }
  }

  private var plural: String {
    switch self {
    case .bool: "truth values"
    case .int: "integers"
    case .uint: "unsigned integers"
    case .double: "floating-point numbers"
    case .decimal: "decimals"
    case .string: "texts"
    case .timestamp: "timestamps"
    case .duration: "durations"
    case .date: "dates"
    case .list: "lists"
    case .map: "maps"
    default: "values"
    }
  }
}
