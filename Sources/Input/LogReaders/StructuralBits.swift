import CTextScan

/// The places of delimiters, quotes and line ends in a run of bytes, found 64 bytes at a time.
///
/// Bounds: a group of 64 bytes is loaded only where it lies within `count`; the last, partial group
/// is copied byte by byte.
struct StructuralBits {
  private let base: UnsafePointer<UInt8>
  private let count: Int
  private let delimiter: UInt8
  private let lineEnd: UInt8
  private var groupStart: Int
  /// The places of the group that were not given yet.
  private var masks = qixian_byte_masks()

  /// Starts at an offset; none of the three characters is 0.
  init(
    _ base: UnsafePointer<UInt8>, count: Int, from offset: Int, delimiter: UInt8, lineEnd: UInt8
  ) {
    self.base = base
    self.count = count
    self.delimiter = delimiter
    self.lineEnd = lineEnd
    groupStart = offset
    if offset < count { masks = group(at: offset) }
  }

  /// The next place, or `count` where there is none.
  mutating func next() -> Int {
    var all = masks.delimiters | masks.quotes | masks.lineEnds
    while all == 0 {
      groupStart &+= 64
      if groupStart >= count {
        groupStart = count
        return count
      }
      masks = group(at: groupStart)
      all = masks.delimiters | masks.quotes | masks.lineEnds
    }
    keep(~(all & (0 &- all)))
    return groupStart &+ all.trailingZeroBitCount
  }

  /// Goes to an offset, so that `next()` gives the first place from there on.
  mutating func seek(_ offset: Int) {
    groupStart = offset
    masks = offset < count ? group(at: offset) : qixian_byte_masks()
  }

  @inline(__always)
  private mutating func keep(_ bits: UInt64) {
    masks.delimiters &= bits
    masks.quotes &= bits
    masks.lineEnds &= bits
  }

  @inline(__always)
  private func group(at offset: Int) -> qixian_byte_masks {
    count &- offset >= 64
      ? qixian_masks_of_64(base + offset, delimiter, UInt8(ascii: "\""), lineEnd)
      : lastGroup(at: offset)
  }

  @inline(never)
  private func lastGroup(at offset: Int) -> qixian_byte_masks {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 16) { copy in
      copy.initializeMemory(as: UInt8.self, repeating: 0)
      copy.copyMemory(from: UnsafeRawBufferPointer(start: base + offset, count: count - offset))
      guard let first = copy.baseAddress else { return qixian_byte_masks() }
      return qixian_masks_of_64(first, delimiter, UInt8(ascii: "\""), lineEnd)
    }
  }
}
