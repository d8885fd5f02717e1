/// Goes through UTF-8 eight bytes at a time where they are ASCII, and by whole characters of three bytes,
/// as ideographs are, where they are not.
///
/// Bounds: eight bytes are read only where eight are left.
enum UTF8Blocks {
  /// The length of a prefix that is valid and ends where a sequence does, and how many sequences of
  /// more than one byte it holds; the bytes may be valid beyond it, by less than eight.
  static func validPrefix(
    of bytes: UnsafeBufferPointer<UInt8>
  ) -> (length: Int, sequences: Int) {
    let raw = UnsafeRawBufferPointer(bytes)
    var offset = 0
    var sequences = 0
    while offset &+ 8 <= bytes.count {
      var word = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let high = word & 0x8080_8080_8080_8080
      if high == 0 {
        offset &+= 8
        continue
      }
      // The ASCII before the first byte that is none.
      let skipped = high.trailingZeroBitCount / 8
      if skipped > 0 {
        offset &+= skipped
        continue
      }
      var taken = 0
      while taken < 6, isIdeograph(word) {
        word &>>= 24
        taken &+= 3
        sequences &+= 1
      }
      if taken == 0 {
        guard let length = utf8SequenceLength(bytes, at: offset) else { break }
        taken = length
        sequences &+= 1
      }
      offset &+= taken
    }
    return (offset, sequences)
  }

  /// Whether a word begins with a sequence of three bytes of which any continuations are right: its
  /// first byte is neither E0 nor ED.
  @inline(__always)
  private static func isIdeograph(_ word: UInt64) -> Bool {
    word & 0xC0_C0F0 == 0x80_80E0 && word & 0xFF != 0xE0 && word & 0xFF != 0xED
  }
}
