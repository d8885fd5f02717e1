/// The changes of text that a dataset can declare; each gives `nil` where it changes nothing.
enum CellRepair {
  /// The text without white space around it.
  static func trimmed(_ text: [UInt8]) -> [UInt8]? {
    text.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        let width = blankWidth(bytes, at: start)
        if width == 0 { break }
        start += width
      }
      var end = bytes.count
      while end > start {
        let width = (1...3).first { end - $0 >= start && blankWidth(bytes, at: end - $0) == $0 }
        guard let width else { break }
        end -= width
      }
      return start == 0 && end == bytes.count ? nil : Array(bytes[start..<end])
    }
  }

  /// The text with full-width ASCII (U+FF01 to U+FF5E) and ideographic spaces made half-width.
  static func halfWidth(_ text: [UInt8]) -> [UInt8]? {
    guard text.contains(where: { $0 == 0xEF || $0 == 0xE3 }) else { return nil }
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      if index + 2 < text.count {
        let scalar =
          (UInt32(text[index]) & 0x0F) << 12 | (UInt32(text[index + 1]) & 0x3F) << 6
          | UInt32(text[index + 2]) & 0x3F
        let isWide = text[index] == 0xEF && (0xFF01...0xFF5E).contains(scalar)
        if isWide || (text[index] == 0xE3 && scalar == 0x3000) {
          result.append(isWide ? UInt8(scalar - 0xFEE0) : 0x20)
          index += 3
          continue
        }
      }
      result.append(text[index])
      index += 1
    }
    return result == text ? nil : result
  }

  /// The text with the letters O, o and l as digits, where all else is digits and `-/:. `.
  static func lettersAsDigits(_ text: [UInt8]) -> [UInt8]? {
    var hasDigit = false
    var result = text
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): hasDigit = true
      case UInt8(ascii: "O"), UInt8(ascii: "o"): result[index] = UInt8(ascii: "0")
      case UInt8(ascii: "l"): result[index] = UInt8(ascii: "1")
      case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "."),
        UInt8(ascii: "+"), 0x20:
        break
      default: return nil
      }
    }
    return hasDigit && result != text ? result : nil
  }

  /// The text within `="…"`, or after a leading apostrophe.
  static func spreadsheetText(_ text: [UInt8]) -> [UInt8]? {
    if text.first == UInt8(ascii: "'") { return Array(text.dropFirst()) }
    if text.count >= 3, text.starts(with: [0x3D, 0x22]), text.last == 0x22 {
      return Array(text[2..<text.count - 1])
    }
    return nil
  }
}
