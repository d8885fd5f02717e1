/// The places of delimiters, quotes and line ends in a run of bytes, found 64 bytes at a time.
///
/// Bounds: a group of 64 bytes is loaded only where it lies within `count`; the last, partial group
/// is copied byte by byte.
struct StructuralBits {
  private typealias Lanes = SIMD16<UInt8>
  private let base: UnsafePointer<UInt8>
  private let count: Int
  private let delimiter: SIMD16<UInt8>
  private let quote: SIMD16<UInt8>
  private let lineEnd: SIMD16<UInt8>
  private var groupStart: Int
  private var bits: UInt64 = 0

  /// Starts at an offset; none of the three characters is 0.
  init(
    _ base: UnsafePointer<UInt8>, count: Int, from offset: Int, delimiter: UInt8, lineEnd: UInt8
  ) {
    self.base = base
    self.count = count
    self.delimiter = SIMD16(repeating: delimiter)
    quote = SIMD16(repeating: UInt8(ascii: "\""))
    self.lineEnd = SIMD16(repeating: lineEnd)
    groupStart = offset
    if offset < count { bits = group(at: offset) }
  }

  /// The next place, or `count` where there is none.
  @inline(__always)
  mutating func next() -> Int {
    while bits == 0 {
      groupStart &+= 64
      if groupStart >= count {
        groupStart = count
        return count
      }
      bits = group(at: groupStart)
    }
    let place = groupStart &+ bits.trailingZeroBitCount
    bits &= bits &- 1
    return place
  }

  /// Goes to an offset, so that `next()` gives the first place from there on.
  mutating func seek(_ offset: Int) {
    groupStart = offset
    bits = offset < count ? group(at: offset) : 0
  }

  @inline(__always)
  private func group(at offset: Int) -> UInt64 {
    count &- offset >= 64 ? mask(UnsafeRawPointer(base + offset)) : lastGroup(at: offset)
  }

  private func lastGroup(at offset: Int) -> UInt64 {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 16) { copy in
      copy.initializeMemory(as: UInt8.self, repeating: 0)
      copy.copyMemory(from: UnsafeRawBufferPointer(start: base + offset, count: count - offset))
      return copy.baseAddress.map { mask(UnsafeRawPointer($0)) } ?? 0
    }
  }

  /// One bit a byte, from 64 readable bytes.
  @inline(__always)
  private func mask(_ bytes: UnsafeRawPointer) -> UInt64 {
    var result: UInt64 = 0
    for lane in 0..<4 {
      let text = bytes.loadUnaligned(fromByteOffset: lane &* 16, as: Lanes.self)
      let hits = equal(text, delimiter) | equal(text, quote) | equal(text, lineEnd)
      result |= Self.oneBitPerByte(hits) &<< UInt64(truncatingIfNeeded: lane &* 16)
    }
    return result
  }

  @inline(__always)
  private func equal(_ left: Lanes, _ right: Lanes) -> Lanes {
    unsafeBitCast(left .== right, to: Lanes.self)
  }

  /// Gathers the top bits of 16 bytes by a multiplication for each half.
  @inline(__always)
  private static func oneBitPerByte(_ bytes: Lanes) -> UInt64 {
    let halves = unsafeBitCast(bytes, to: SIMD2<UInt64>.self)
    let top: UInt64 = 0x8080_8080_8080_8080
    let gather: UInt64 = 0x0002_0408_1020_4081
    let low = ((halves[0] & top) &* gather) &>> 56
    let high = ((halves[1] & top) &* gather) &>> 56
    return low | high &<< 8
  }
}
