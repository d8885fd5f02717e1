/// What a text looks like, with its digits and letters left out.
enum TextShape {
  /// The shape of a text: runs of digits by their length (`d` for one or two, `r` for three, `y`
  /// for four, the number for more), everything else as it is; `nil` for texts over 40 bytes.
  ///
  /// `2021-01-05 09:00` is `y-d-d d:d`, `109.3.5` is `r.d.d`, `000400.0` is `6.d`.
  static func of(_ text: String) -> String? {
    guard text.utf8.count <= 40 else { return nil }
    var shape = ""
    var run = 0
    func name(_ run: Int) -> String {
      switch run {
      case 1, 2: "d"
      case 3: "r"
      case 4: "y"
      default: String(run)
      }
    }
    for scalar in text.unicodeScalars {
      if ("0"..."9").contains(scalar) {
        run += 1
        continue
      }
      if run > 0 { shape += name(run) }
      run = 0
      shape.unicodeScalars.append(scalar)
    }
    return run > 0 ? shape + name(run) : shape
  }

  /// Whether a text is a number in scientific notation, such as `2.02505E+12`.
  static func isScientific(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let mark = bytes.firstIndex(where: { $0 == 0x45 || $0 == 0x65 }), mark > 0,
      mark + 2 < bytes.count, bytes[mark + 1] == 0x2B
    else { return false }
    let mantissa = bytes[..<mark]
    return isDigit(mantissa[0]) && mantissa.allSatisfy { isDigit($0) || $0 == 0x2E }
      && mantissa.count { $0 == 0x2E } <= 1 && bytes[(mark + 2)...].allSatisfy(isDigit)
  }

  /// Whether a text is a whole number, and whether it begins with a zero that a number has not.
  static func integer(_ text: String) -> (isInteger: Bool, hasLeadingZero: Bool) {
    var digits = Array(text.utf8)
    if digits.first == 0x2D || digits.first == 0x2B { digits.removeFirst() }
    let isInteger = !digits.isEmpty && digits.count <= 18 && digits.allSatisfy(isDigit)
    return (isInteger, isInteger && digits.count > 1 && digits[0] == 0x30)
  }

  /// Whether a text is a number with a fraction.
  static func isDecimal(_ text: String) -> Bool {
    var bytes = Array(text.utf8)
    if bytes.first == 0x2D || bytes.first == 0x2B { bytes.removeFirst() }
    return bytes.count <= 19 && bytes.count { $0 == 0x2E } == 1
      && bytes.allSatisfy { isDigit($0) || $0 == 0x2E } && bytes.contains(where: isDigit)
  }

  /// Whether a text is a time of day as `HHMMSS`, `HHMM`, or with colons or 時 and 分.
  static func isTimeOfDay(_ text: String) -> Bool { seconds(ofDigits: text) != nil }

  private static func seconds(ofDigits text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count == 4 || bytes.count == 6, bytes.allSatisfy(isDigit) else { return nil }
    func pair(_ at: Int) -> Int { Int(bytes[at] - 0x30) * 10 + Int(bytes[at + 1] - 0x30) }
    let second = bytes.count == 6 ? pair(4) : 0
    guard pair(0) < 24, pair(2) < 60, second < 60 else { return nil }
    return (pair(0) * 60 + pair(2)) * 60 + second
  }

  /// Whether characters were replaced when the text was converted: U+FFFD, or question marks in a
  /// row where question marks have no place.
  static func hasLostCharacters(_ text: String, isWord: Bool) -> Bool {
    var before: UInt8 = 0
    for byte in text.utf8 {
      if isWord, byte == 0x3F, before == 0x3F { return true }
      before = byte
    }
    return text.unicodeScalars.contains("\u{FFFD}")
  }

  /// Whether white space stands before or after the text.
  static func isPadded(_ text: String) -> Bool {
    (text.first?.isWhitespace ?? false) || (text.last?.isWhitespace ?? false)
  }

  /// A 64-bit hash that is the same on every machine (FNV-1a with a final mix).
  static func hash(_ text: some StringProtocol, seed: UInt64 = 0xCBF2_9CE4_8422_2325) -> UInt64 {
    var hash = seed
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ hash >> 32) &* 0xD6E8_FEB8_6659_FD93
    return hash ^ hash >> 32
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 <= 9 }
}
