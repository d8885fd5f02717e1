import CivilTime

extension Value {
  /// The value as an expression that gives it back, with the shortest digits for doubles.
  public var text: String {
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .int(let value): return String(value)
    case .uint(let value): return "\(value)u"
    case .double(let value): return Self.literal(value)
    case .decimal(let value): return "decimal(\"\(value.text)\")"
    case .string(let value): return Self.quoted(value)
    case .bytes(let value):
      return "b\"" + value.map(Self.escaped).joined() + "\""
    case .timestamp(let value): return "timestamp(\"\(value.text)\")"
    case .duration(let value): return "duration(\"\(value.text)\")"
    case .date(let value): return "date(\"\(value.isoText)\")"
    case .list(let elements): return "[" + elements.map(\.text).joined(separator: ", ") + "]"
    case .map(let map):
      let entries = map.entries.map { $0.key.text + ": " + $0.value.text }
      return "{" + entries.joined(separator: ", ") + "}"
    case .type(let name): return name
    case .optional(nil): return "optional.none()"
    case .optional(let value?): return "optional.of(\(value.text))"
    }
  }

  private static func literal(_ value: Double) -> String {
    if value.isNaN { return "double(\"NaN\")" }
    if value.isInfinite { return value < 0 ? "double(\"-Infinity\")" : "double(\"Infinity\")" }
    return value.description
  }

  private static func escaped(_ byte: UInt8) -> String {
    if (0x20..<0x7F).contains(byte), byte != 0x22, byte != 0x5C {
      return String(UnicodeScalar(byte))
    }
    let digits = String(byte, radix: 16)
    return "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
  }

  /// A text as a literal: in quotation marks, with the language's escapes of control characters.
  public static func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\u{07}": output += "\\a"
      case "\u{08}": output += "\\b"
      case "\u{0C}": output += "\\f"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      case "\u{0B}": output += "\\v"
      case "\0"..<" ": output += escaped(UInt8(scalar.value))
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output + "\""
  }

  /// The text that `string(x)` gives; `nil` for values that have none.
  var converted: String? {
    switch self {
    case .bool(let value): value ? "true" : "false"
    case .int(let value): String(value)
    case .uint(let value): String(value)
    case .double(let value): Self.plain(value)
    case .decimal(let value): value.text
    case .string(let value): value
    case .bytes(let value): String(validating: value, as: UTF8.self)
    case .timestamp(let value): value.text
    case .duration(let value): value.text
    case .date(let value): value.isoText
    case .null, .list, .map, .type, .optional: nil
    }
  }

  /// A double in the fewest digits that read back as it, whole numbers without a point.
  static func plain(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
