/// Reads the symbols of a date or time from UTF-8 without allocating.
///
/// Full-width characters are read as their ASCII forms.
struct TimeCursor {
  /// What can stand in a date or time.
  enum Symbol: UInt8 {
    case digit, slash, dash, dot, comma, colon, plus, space
    case t, z, a, p, m
    case year, month, day, hour, minute, second
    case noon, above, below
    case middle, flowery, people, nation, west, first
    case end, other
  }

  private var bytes: UnsafeBufferPointer<UInt8>
  private var following = 0
  /// The symbol at the cursor.
  private(set) var symbol = Symbol.end
  /// The value of a digit at the cursor.
  private(set) var digit = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    advance()
  }

  /// Moves to the next symbol.
  mutating func advance() {
    guard following < bytes.count else {
      symbol = .end
      return
    }
    let byte = bytes[following]
    if byte < 0x80 {
      following += 1
      symbol = ascii(UInt32(byte))
    } else if byte == 0xC2, following + 1 < bytes.count, bytes[following + 1] == 0xA0 {
      following += 2
      symbol = .space
    } else if byte & 0xF0 == 0xE0, following + 2 < bytes.count {
      let scalar =
        UInt32(byte & 0x0F) << 12 | UInt32(bytes[following + 1] & 0x3F) << 6
        | UInt32(bytes[following + 2] & 0x3F)
      following += 3
      symbol = (0xFF01...0xFF5E).contains(scalar) ? ascii(scalar - 0xFEE0) : wide(scalar)
    } else {
      following += 1
      symbol = .other
    }
  }

  private mutating func ascii(_ code: UInt32) -> Symbol {
    switch code {
    case 0x30...0x39:
      digit = Int(code) - 0x30
      return .digit
    case 0x2F: return .slash
    case 0x2D: return .dash
    case 0x2E: return .dot
    case 0x2C: return .comma
    case 0x3A: return .colon
    case 0x2B: return .plus
    case 0x20, 0x09: return .space
    case 0x54, 0x74: return .t
    case 0x5A, 0x7A: return .z
    case 0x41, 0x61: return .a
    case 0x50, 0x70: return .p
    case 0x4D, 0x6D: return .m
    default: return .other
    }
  }

  private func wide(_ scalar: UInt32) -> Symbol {
    switch scalar {
    case 0x3000: .space
    case 0x5E74: .year  // 年
    case 0x6708: .month  // 月
    case 0x65E5: .day  // 日
    case 0x6642, 0x9EDE: .hour  // 時 點
    case 0x5206: .minute  // 分
    case 0x79D2: .second  // 秒
    case 0x5348: .noon  // 午
    case 0x4E0A: .above  // 上
    case 0x4E0B: .below  // 下
    case 0x4E2D: .middle  // 中
    case 0x83EF: .flowery  // 華
    case 0x6C11: .people  // 民
    case 0x570B: .nation  // 國
    case 0x897F, 0x516C: .west  // 西 公
    case 0x5143: .first  // 元
    default: .other
    }
  }

  mutating func skipSpaces() {
    while symbol == .space { advance() }
  }

  /// Takes a symbol if it is at the cursor.
  mutating func take(_ wanted: Symbol) -> Bool {
    guard symbol == wanted else { return false }
    advance()
    return true
  }

  /// Reads a run of digits: its value (for up to 18 digits) and how many there are.
  mutating func number() -> (value: Int, digits: Int) {
    var value = 0
    var digits = 0
    while symbol == .digit {
      if digits < 18 { value = value * 10 + digit }
      digits += 1
      advance()
    }
    return (value, digits)
  }
}
