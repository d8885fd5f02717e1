/// What a plain scalar is by the core schema of YAML 1.2.
public enum YAMLValue: Sendable, Hashable {
  /// `null`, `~` or nothing.
  case null
  /// `true` or `false` (and their capitalised forms); `yes`, `no`, `on`, `off` are text.
  case boolean(Bool)
  /// A whole number: decimal (`010` is ten), `0o17` or `0xF`.
  case integer(Int64)
  /// Any other number, as written.
  case number(String)
  /// Text.
  case text(String)

  /// Reads a plain scalar.
  public init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .boolean(true)
    case "false", "False", "FALSE": self = .boolean(false)
    case ".inf", ".Inf", ".INF", "+.inf", "-.inf", ".nan", ".NaN", ".NAN": self = .number(text)
    default: self = Self.readNumber(text) ?? .text(text)
    }
  }

  private static func readNumber(_ text: String) -> YAMLValue? {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, first < 0x3A, bytes.count <= 400 else { return nil }
    if text.hasPrefix("0o") { return Int64(text.dropFirst(2), radix: 8).flatMap(unsigned(text)) }
    if text.hasPrefix("0x") { return Int64(text.dropFirst(2), radix: 16).flatMap(unsigned(text)) }
    var rest = bytes[...]
    if first == UInt8(ascii: "-") || first == UInt8(ascii: "+") { rest.removeFirst() }
    let whole = takeDigits(&rest)
    if rest.isEmpty { return whole > 0 ? Int64(text).map(integer) ?? .number(text) : nil }
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = takeDigits(&rest)
    }
    guard whole + fraction > 0 else { return nil }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
      guard takeDigits(&rest) > 0 else { return nil }
    }
    return rest.isEmpty ? .number(text) : nil
  }

  /// A sign after `0o` or `0x` makes the scalar text.
  private static func unsigned(_ text: String) -> (Int64) -> YAMLValue? {
    { value in text.utf8.dropFirst(2).first.map { $0 >= 0x30 } == true ? .integer(value) : nil }
  }

  private static func takeDigits(_ bytes: inout ArraySlice<UInt8>) -> Int {
    let digits = bytes.prefix { $0 >= 0x30 && $0 <= 0x39 }
    bytes = bytes[digits.endIndex...]
    return digits.count
  }
}
