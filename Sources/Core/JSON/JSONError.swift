/// Why a text is not JSON, and where.
public struct JSONError: Error, Sendable, Hashable {
  /// The kinds of problem.
  public enum Reason: Sendable, Hashable {
    /// The text ends inside a value.
    case unexpectedEnd
    /// A character that cannot stand here.
    case unexpectedCharacter(Unicode.Scalar)
    /// Something follows the value.
    case trailingText
    /// A number that is not written as JSON writes numbers.
    case badNumber
    /// A number too large for a double.
    case numberOutOfRange
    /// An escape that JSON does not have, or half of a surrogate pair.
    case badEscape
    /// A control character inside a string.
    case controlCharacter
    /// Bytes that are not UTF-8.
    case badUTF8
    /// A name that occurs twice in one object.
    case duplicateName(String)
    /// More levels of nesting than allowed.
    case tooDeep(limit: Int)
  }

  /// What is wrong.
  public var reason: Reason
  /// The UTF-8 offset of the problem.
  public var offset: Int
  /// The line, from 1.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int

  init(_ reason: Reason, at offset: Int, in bytes: [UInt8]) {
    self.reason = reason
    self.offset = offset
    var line = 1
    var column = 1
    for byte in bytes.prefix(offset) {
      if byte == 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    self.line = line
    self.column = column
  }

  /// The reason in Traditional Chinese, without the place.
  public var zhHant: String {
    switch reason {
    case .unexpectedEnd: "JSON 尚未結束就到了文字結尾"
    case .unexpectedCharacter(let scalar): "此處不應出現「\(Self.shown(scalar))」"
    case .trailingText: "JSON 值之後還有其他文字"
    case .badNumber: "數字的寫法不符合 JSON"
    case .numberOutOfRange: "數字超出可表示的範圍"
    case .badEscape: "字串中的跳脫序列不正確"
    case .controlCharacter: "字串中有未跳脫的控制字元"
    case .badUTF8: "不是正確的 UTF-8 編碼"
    case .duplicateName(let name): "名稱「\(name)」在同一物件中重複"
    case .tooDeep(let limit): "巢狀層數超過上限 \(limit) 層"
    }
  }

  /// The reason in English, without the place.
  public var en: String {
    switch reason {
    case .unexpectedEnd: "the JSON text ends too early"
    case .unexpectedCharacter(let scalar): "unexpected '\(Self.shown(scalar))'"
    case .trailingText: "text follows the JSON value"
    case .badNumber: "not a JSON number"
    case .numberOutOfRange: "the number is out of range"
    case .badEscape: "not a valid escape sequence"
    case .controlCharacter: "a control character in a string must be escaped"
    case .badUTF8: "not valid UTF-8"
    case .duplicateName(let name): "the name '\(name)' occurs twice in one object"
    case .tooDeep(let limit): "more than \(limit) levels of nesting"
    }
  }

  private static func shown(_ scalar: Unicode.Scalar) -> String {
    scalar.value < 0x20 || scalar.value == 0x7F
      ? "U+" + String(scalar.value, radix: 16, uppercase: true) : String(Character(scalar))
  }
}
