import Diagnostics

extension Lexer {
  /// The length of `r`, `b` or `br` before a quotation mark here; `nil` where there is none.
  func stringPrefix() -> Int? {
    func isQuote(_ byte: UInt8) -> Bool {
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
    }
    let first = byte() | 0x20
    if first == UInt8(ascii: "r"), isQuote(byte(at: 1)) { return 1 }
    if first == UInt8(ascii: "b") {
      if isQuote(byte(at: 1)) { return 1 }
      if byte(at: 1) | 0x20 == UInt8(ascii: "r"), isQuote(byte(at: 2)) { return 2 }
    }
    return nil
  }

  /// Reads a text or bytes literal whose prefix has the given length.
  mutating func string(prefix length: Int) -> Token.Kind {
    let start = position
    let prefix = bytes[position..<position + length].map { $0 | 0x20 }
    let isBytes = prefix.contains(UInt8(ascii: "b"))
    let isRaw = prefix.contains(UInt8(ascii: "r"))
    position += length
    let quote = byte()
    let triple = byte(at: 1) == quote && byte(at: 2) == quote
    position += triple ? 3 : 1
    var content: [UInt8] = []
    while true {
      guard position < bytes.count, triple || byte() != 0x0A && byte() != 0x0D else {
        problems.append(
          Problem(
            .expressionLiteral, at: SourceSpan(start: start, end: position),
            zh: "文字的引號沒有結束", en: "the quotation mark of this text is not closed"))
        break
      }
      if byte() == quote, !triple || byte(at: 1) == quote && byte(at: 2) == quote {
        position += triple ? 3 : 1
        break
      }
      if byte() == UInt8(ascii: "\\"), !isRaw {
        escape(into: &content, asBytes: isBytes)
      } else {
        content.append(byte())
        position += 1
      }
    }
    return isBytes ? .bytes(content) : .string(String(decoding: content, as: UTF8.self))
  }

  private static let simpleEscapes: [UInt8: UInt8] = [
    UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
    UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    UInt8(ascii: "v"): 0x0B, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "?"): 0x3F,
    UInt8(ascii: "\""): 0x22, UInt8(ascii: "'"): 0x27, UInt8(ascii: "`"): 0x60,
  ]

  private mutating func escape(into content: inout [UInt8], asBytes: Bool) {
    let start = position
    position += 1
    let letter = byte()
    if let simple = Self.simpleEscapes[letter] {
      content.append(simple)
      position += 1
      return
    }
    var code: UInt32?
    var isByte = false
    switch letter {
    case UInt8(ascii: "x"), UInt8(ascii: "X"):
      position += 1
      code = digits(2, radix: 16)
      isByte = asBytes
    case UInt8(ascii: "u"):
      position += 1
      code = digits(4, radix: 16)
    case UInt8(ascii: "U"):
      position += 1
      code = digits(8, radix: 16)
    case UInt8(ascii: "0")...UInt8(ascii: "3"):
      code = digits(3, radix: 8)
      isByte = asBytes
    default: break
    }
    if isByte, let code {
      content.append(UInt8(truncatingIfNeeded: code))
    } else if let scalar = code.flatMap(Unicode.Scalar.init) {
      content.append(contentsOf: String(scalar).utf8)
    } else {
      badEscape(from: start)
    }
  }

  private mutating func badEscape(from start: Int) {
    if position == start + 1, position < bytes.count { position += scalar().1 }
    problems.append(
      Problem(
        .expressionLiteral, at: SourceSpan(start: start, end: position),
        zh: "文字中的跳脫序列不正確", en: "this is not a valid escape sequence",
        help: LocalizedText(
          zh: "反斜線本身寫成「\\\\」，或在引號前加 r 表示不跳脫",
          en: "write a backslash as '\\\\', or put r before the quotation mark")))
  }

  private mutating func digits(_ count: Int, radix: Int) -> UInt32? {
    guard position + count <= bytes.count else { return nil }
    let text = String(decoding: bytes[position..<position + count], as: UTF8.self)
    guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let code = UInt32(text, radix: radix)
    else { return nil }
    position += count
    return code
  }
}
