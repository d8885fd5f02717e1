extension Unicode.Scalar {
  /// The number of terminal columns that the scalar takes: 0, 1 or 2 (East Asian Width W and F).
  public var displayWidth: Int {
    let v = value
    if v < 0x20 || (0x7F..<0xA0).contains(v) { return 0 }
    if v < 0x300 { return 1 }
    // Ideographs and fullwidth signs, nearly all that is left: none of them is a mark.
    if (0x4E00...0x9FFF).contains(v) || (0x3001...0x3029).contains(v)
      || (0xFF01...0xFF60).contains(v)
    {
      return 2
    }
    if properties.generalCategory == .nonspacingMark || properties.generalCategory == .enclosingMark
      || properties.generalCategory == .format
    {
      return 0
    }
    return Self.wideRanges.contains { $0.contains(v) } ? 2 : 1
  }

  /// Ranges whose East Asian Width is W or F, Unicode 15, neighbouring blocks merged.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x2614...0x2615,
    0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F004...0x1F004, 0x1F0CF...0x1F0CF,
    0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C,
    0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3E0...0x1F3F0, 0x1F400...0x1F43E, 0x1F440...0x1F4FC,
    0x1F4FF...0x1F53D, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]
}

extension StringProtocol {
  /// The number of terminal columns that the text takes; CJK characters take two.
  public var displayWidth: Int {
    plainWidth ?? unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }

  /// The width of a text of printable ASCII, ideographs and fullwidth signs throughout, as nearly all are,
  /// told from its bytes; `nil` for others.
  ///
  /// Nothing in such a text is hidden: no control character, mark or format character.
  public var plainWidth: Int? {
    let told = utf8.withContiguousStorageIfAvailable { bytes -> Int? in
      var width = 0
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x80 {
          if index + 8 <= bytes.count, isPlainASCII(bytes, from: index) {
            width += 8
            index += 8
            continue
          }
          guard byte >= 0x20, byte != 0x7F else { return nil }
          width += 1
          index += 1
        } else if 0xE5...0xE9 ~= byte {
          // U+5000 to U+9FFF.
          width += 2
          index += 3
        } else {
          guard byte & 0xF0 == 0xE0, index + 2 < bytes.count else { return nil }
          let value =
            UInt32(byte & 15) << 12 | UInt32(bytes[index + 1] & 63) << 6
            | UInt32(bytes[index + 2] & 63)
          guard
            0x4E00...0x9FFF ~= value || 0x3001...0x3029 ~= value || 0xFF01...0xFF60 ~= value
          else { return nil }
          width += 2
          index += 3
        }
      }
      return width
    }
    return told ?? nil
  }
}

/// Whether eight bytes from a place on are printable ASCII.
private func isPlainASCII(_ bytes: UnsafeBufferPointer<UInt8>, from place: Int) -> Bool {
  let word = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self)
  // The highest bit of a byte is set where it is no ASCII, where adding 1 makes it 0x80, and where it
  // is less than 0x20.
  let ones: UInt64 = 0x0101_0101_0101_0101
  return (word | (word &+ ones) | (word &- 0x20 &* ones)) & (0x80 &* ones) == 0
}
