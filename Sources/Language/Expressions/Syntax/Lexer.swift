import Diagnostics

/// Cuts an expression's text into tokens; problems are collected and the rest is still cut.
struct Lexer {
  let bytes: [UInt8]
  var position = 0
  var tokens: [Token] = []
  var problems: [Problem] = []

  init(_ text: String) { bytes = Array(text.utf8) }

  func byte(at offset: Int = 0) -> UInt8 {
    position + offset < bytes.count ? bytes[position + offset] : 0
  }

  /// The scalar at the position, and the number of its bytes.
  func scalar() -> (Unicode.Scalar, Int) {
    let tail = bytes[position..<min(bytes.count, position + 4)]
    let scalar = String(decoding: tail, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    return (scalar, max(1, UTF8.width(scalar)))
  }

  mutating func tokenize() {
    while true {
      skipSpace()
      if position >= bytes.count { break }
      let start = position
      if let kind = next() {
        tokens.append(Token(kind: kind, span: SourceSpan(start: start, end: position)))
      }
    }
    tokens.append(Token(kind: .end, span: SourceSpan(start: bytes.count, end: bytes.count)))
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0C, 0x0D: position += 1
      case UInt8(ascii: "/") where byte(at: 1) == UInt8(ascii: "/"):
        while position < bytes.count, bytes[position] != 0x0A { position += 1 }
      default: return
      }
    }
  }

  private mutating func next() -> Token.Kind? {
    let first = bytes[position]
    if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") { return string(prefix: 0) }
    if let length = stringPrefix() { return string(prefix: length) }
    if isDigit(first) || first == UInt8(ascii: ".") && isDigit(byte(at: 1)) { return number() }
    if first == UInt8(ascii: "`") { return quotedIdentifier() }
    if isNamePart(first) { return identifier() }
    let pair = String(decoding: bytes[position..<min(position + 2, bytes.count)], as: UTF8.self)
    if let sign = Sign.bySpelling[pair] {
      position += 2
      return .sign(sign)
    }
    if first < 0x80, let sign = Sign.bySpelling[String(UnicodeScalar(first))] {
      position += 1
      return .sign(sign)
    }
    let (scalar, _) = scalar()
    if isNameStart(scalar) { return identifier() }
    return unexpected(scalar)
  }

  func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  /// Whether a byte is an ASCII letter, a digit or `_`.
  private func isNamePart(_ byte: UInt8) -> Bool {
    let letter = byte | 0x20
    return letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z") || isDigit(byte)
      || byte == UInt8(ascii: "_")
  }

  private func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isXIDStart && !Self.isFullWidthForm(scalar)
  }

  /// Full-width letters and digits look like ASCII and are almost always typing mistakes.
  static func isFullWidthForm(_ scalar: Unicode.Scalar) -> Bool {
    (0xFF01...0xFF5E).contains(scalar.value)
  }

  private mutating func identifier() -> Token.Kind {
    let start = position
    while position < bytes.count {
      if bytes[position] < 0x80 {
        guard isNamePart(bytes[position]) else { break }
        position += 1
        continue
      }
      let (next, width) = scalar()
      guard next.properties.isXIDContinue, !Self.isFullWidthForm(next) else { break }
      position += width
    }
    return .identifier(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func quotedIdentifier() -> Token.Kind? {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "`"), bytes[position] >= 0x20 {
      position += 1
    }
    guard byte() == UInt8(ascii: "`"), position > start + 1 else {
      problems.append(
        Problem(
          .expressionLiteral, at: SourceSpan(start: start, end: position),
          zh: "反引號「`」中的名稱沒有結束", en: "the name in backticks is not closed"))
      return .quotedIdentifier("")
    }
    position += 1
    return .quotedIdentifier(
      String(decoding: bytes[start + 1..<position - 1], as: UTF8.self))
  }

  private mutating func number() -> Token.Kind {
    let start = position
    if byte() == 0x30, byte(at: 1) | 0x20 == UInt8(ascii: "x"),
      Character(UnicodeScalar(byte(at: 2))).isHexDigit
    {
      position += 2
      while Character(UnicodeScalar(byte())).isHexDigit { position += 1 }
      return integer(from: start)
    }
    while isDigit(byte()) { position += 1 }
    var isDouble = false
    if byte() == UInt8(ascii: "."), isDigit(byte(at: 1)) {
      isDouble = true
      position += 1
      while isDigit(byte()) { position += 1 }
    }
    if byte() | 0x20 == UInt8(ascii: "e") {
      let signed = byte(at: 1) == UInt8(ascii: "+") || byte(at: 1) == UInt8(ascii: "-")
      if isDigit(byte(at: signed ? 2 : 1)) {
        isDouble = true
        position += signed ? 2 : 1
        while isDigit(byte()) { position += 1 }
      }
    }
    if !isDouble { return integer(from: start) }
    return .double(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func integer(from start: Int) -> Token.Kind {
    let digits = String(decoding: bytes[start..<position], as: UTF8.self)
    if byte() | 0x20 == UInt8(ascii: "u") {
      position += 1
      return .uint(digits)
    }
    return .int(digits)
  }

  private mutating func unexpected(_ scalar: Unicode.Scalar) -> Token.Kind? {
    let start = position
    let width = self.scalar().1
    position += width
    let (help, replacement) = advice(for: scalar)
    let span = SourceSpan(start: start, end: position)
    let isControl = scalar.value < 0x20 || scalar.value == 0x7F
    let name = isControl ? "U+" + String(scalar.value, radix: 16, uppercase: true) : "\(scalar)"
    problems.append(
      Problem(
        .expressionCharacter, at: span, zh: "運算式中不能有字元「\(name)」",
        en: "the character '\(name)' cannot stand in an expression", help: help))
    return replacement.map(Token.Kind.sign)
  }

  /// What to write instead, and the sign to go on with.
  private mutating func advice(for scalar: Unicode.Scalar) -> (LocalizedText?, Sign?) {
    switch scalar {
    case "=", "＝":
      takeAgain(scalar)
      return (LocalizedText(zh: "比較是否相等請寫「==」", en: "write '==' to compare"), .equal)
    case "&", "|", "＆", "｜":
      takeAgain(scalar)
      let sign: Sign = scalar == "&" || scalar == "＆" ? .and : .or
      return (
        LocalizedText(zh: "請寫「\(sign.rawValue)」", en: "write '\(sign.rawValue)'"), sign
      )
    case "“", "”", "‘", "’", "「", "」", "『", "』", "＂", "＇":
      return (LocalizedText(zh: "文字請用半形引號 ' '", en: "put text in ASCII quotation marks ' '"), nil)
    case "≤", "≦": return (Self.write("<="), .lessOrEqual)
    case "≥", "≧": return (Self.write(">="), .greaterOrEqual)
    case "≠": return (Self.write("!="), .notEqual)
    case "、": return (Self.write(","), .comma)
    case "×": return (Self.write("*"), .times)
    case "÷": return (Self.write("/"), .divide)
    default:
      guard Self.isFullWidthForm(scalar), let half = Unicode.Scalar(scalar.value - 0xFEE0) else {
        return (nil, nil)
      }
      return (Self.write(String(half)), Sign.bySpelling[String(half)])
    }
  }

  /// Passes over a second one of a doubled full-width sign.
  private mutating func takeAgain(_ scalar: Unicode.Scalar) {
    if position < bytes.count, self.scalar().0 == scalar { position += self.scalar().1 }
  }

  private static func write(_ text: String) -> LocalizedText {
    LocalizedText(zh: "請寫半形的「\(text)」", en: "write '\(text)'")
  }
}
