/// A hash of 128 bits that stands for a row's values; equal hashes are taken as equal values.
struct ValueHash: Hashable, Sendable {
  var low: UInt64
  var high: UInt64

  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The hash of some of the bytes.
  @inline(__always)
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self = bytes.withUnsafeBytes { ValueHash(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  /// The hash of bytes.
  @inline(__always)
  init(_ bytes: UnsafeRawBufferPointer) {
    let count = bytes.count
    var state = (
      low: 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: count),
      high: UInt64(0xC2B2_AE3D_27D4_EB4F)
    )
    if count >= 8, let base = bytes.baseAddress {
      var offset = 0
      while offset < count &- 8 {
        Self.take(base.loadUnaligned(fromByteOffset: offset, as: UInt64.self), &state)
        offset &+= 8
      }
      // The last eight bytes, some of which may have been taken already.
      Self.take(base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self), &state)
    } else {
      Self.take(bytes.reversed().reduce(0) { $0 &<< 8 | UInt64($1) }, &state)
    }
    low = Self.spread(state.low &+ state.high)
    high = Self.spread(state.high ^ (state.low &<< 1))
  }

  @inline(__always)
  private static func take(_ word: UInt64, _ state: inout (low: UInt64, high: UInt64)) {
    state.low = (state.low ^ word) &* 0xBF58_476D_1CE4_E5B9
    state.low ^= state.low &>> 32
    state.high = (((state.high &<< 23) | (state.high &>> 41)) &+ word) &* 0x9FB2_1C65_1E98_DF25
    state.high ^= state.high &>> 29
  }

  /// A bijection that spreads every bit over all others.
  @inline(__always)
  private static func spread(_ value: UInt64) -> UInt64 {
    var x = value
    x = (x ^ (x &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x &>> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x &>> 31)
  }
}
