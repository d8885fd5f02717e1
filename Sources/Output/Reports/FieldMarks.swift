/// What the bytes of a text ask for where it becomes a field.
struct FieldMarks: OptionSet {
  let rawValue: UInt8
  /// To be quoted.
  static let quoted = FieldMarks(rawValue: 1)
  /// To be looked at: hidden characters begin so.
  static let suspect = FieldMarks(rawValue: 2)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// What a text asks for.
  @inline(__always)
  init(of text: UnsafeBufferPointer<UInt8>) {
    var rest = text[...]
    let bytes = UnsafeRawBufferPointer(text)
    while rest.count >= 8 {
      let eight = bytes.loadUnaligned(fromByteOffset: rest.startIndex, as: UInt64.self)
      guard Self.areHarmless(eight) else { break }
      rest = rest.dropFirst(8)
    }
    self = rest.isEmpty ? [] : Self.ofEach(UnsafeBufferPointer(rebasing: rest))
  }

  private static func ofEach(_ text: UnsafeBufferPointer<UInt8>) -> FieldMarks {
    var marks: UInt8 = 0
    ofByte.withUnsafeBufferPointer { table in
      for byte in text { marks |= table[Int(byte)] }
    }
    return FieldMarks(rawValue: marks)
  }

  /// What each byte asks for.
  private static let ofByte = (UInt8.min...UInt8.max).map { byte -> UInt8 in
    let breaks = [0x2C, 0x22, 0x0A, 0x0D].contains(byte)
    let hides = byte < 0x20 || [0x7F, 0xC2, 0xD8, 0xE2].contains(byte)
    return (breaks ? quoted.rawValue : 0) | (hides ? suspect.rawValue : 0)
  }

  /// Whether each of eight bytes is printable ASCII that asks for nothing.
  @inline(__always)
  private static func areHarmless(_ bytes: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // The highest bit of a byte is set where it is less than a limit up to 0x80; it is exact whether
    // any is.
    func less(_ bytes: UInt64, than limit: UInt64) -> UInt64 { (bytes &- limit &* ones) & ~bytes }
    let odd =
      bytes | less(bytes, than: 0x20) | less(bytes ^ ones &* 0x22, than: 1)
      | less(bytes ^ ones &* 0x2C, than: 1) | less(bytes ^ ones &* 0x7F, than: 1)
    return odd & (ones << 7) == 0
  }
}
