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
    guard let first = text.utf8.first else {
      self = .null
      return
    }
    // Most scalars are texts, which their first byte tells.
    switch UnicodeScalar(first) {
    case "~", "n", "N", "t", "T", "f", "F": self = Self.word(text) ?? .text(text)
    case "0"..."9", "+", "-", ".": self = Self.readNumber(text) ?? .text(text)
    default: self = .text(text)
    }
  }

  private static func word(_ text: String) -> YAMLValue? {
    switch text {
    case "~", "null", "Null", "NULL": .null
    case "true", "True", "TRUE": .boolean(true)
    case "false", "False", "FALSE": .boolean(false)
    default: nil
    }
  }

  private static func readNumber(_ text: String) -> YAMLValue? {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, bytes.count <= 400 else { return nil }
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "-.inf", ".nan", ".NaN", ".NAN": return .number(text)
    default: break
    }
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
