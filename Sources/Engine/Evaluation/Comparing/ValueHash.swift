/// A hash of 128 bits that stands for a row's values; equal hashes are taken as equal values.
struct ValueHash: Hashable, Sendable {
  var low: UInt64
  var high: UInt64

  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The hash of bytes.
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer) {
    let count = bytes.count
    var (low, high) = (Self.odd.0 ^ UInt64(truncatingIfNeeded: count), Self.odd.1)
    var (first, last): (UInt64, UInt64) = (0, 0)
    if count >= 8, let base = bytes.baseAddress {
      var offset = 0
      while offset < count &- 16 {
        let one = base.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let other = base.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
        low = Self.folded(one ^ low, other ^ Self.odd.2)
        high = Self.folded(one ^ Self.odd.3, other ^ high)
        offset &+= 16
      }
      // The last sixteen bytes, some of which may have been taken already or be the same.
      first = base.loadUnaligned(fromByteOffset: max(0, count &- 16), as: UInt64.self)
      last = base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    } else {
      first = bytes.reversed().reduce(0) { $0 &<< 8 | UInt64($1) }
    }
    low = Self.folded(first ^ low, last ^ Self.odd.2)
    high = Self.folded(first ^ Self.odd.3, last ^ high)
    self.low = Self.folded(low ^ Self.odd.1, Self.odd.3)
    self.high = Self.folded(high ^ Self.odd.2, Self.odd.0)
  }

  /// Numbers whose bits look as if they were drawn by lot: the fractions of golden ratio and roots.
  private static let odd: (UInt64, UInt64, UInt64, UInt64) = (
    0x9E37_79B9_7F4A_7C15, 0xBB67_AE85_84CA_A73B, 0x3C6E_F372_FE94_F82B, 0xA54F_F53A_5F1D_36F1
  )

  /// The halves of a product, one upon the other: every bit of both factors has a say in every bit.
  @inline(__always)
  private static func folded(_ one: UInt64, _ other: UInt64) -> UInt64 {
    let product = one.multipliedFullWidth(by: other)
    return product.high ^ product.low
  }
}
