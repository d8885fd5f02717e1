internal import CSHA256

/// The SHA-256 digest of FIPS 180-4, fed in pieces.
public struct SHA256: Sendable {
  private var state: [UInt32] = Self.initialState
  private var block = [UInt8](repeating: 0, count: 64)
  private var blockCount = 0
  private var byteCount: UInt64 = 0
  /// Working memory where the processor has no instructions; made when it is needed.
  private var schedule: [UInt32] = []

  /// Creates a digest of nothing yet.
  public init() {}

  /// Adds bytes.
  public mutating func update(_ bytes: some Sequence<UInt8>) {
    let done: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
    if done == nil { Array(bytes).withUnsafeBytes { update($0) } }
  }

  /// Adds the bytes of a buffer.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    byteCount &+= UInt64(bytes.count)
    var rest = bytes[...]
    if blockCount > 0 {
      let taken = min(64 - blockCount, rest.count)
      keep(rest.prefix(taken))
      rest = rest.dropFirst(taken)
      guard blockCount == 64 else { return }
      block.withUnsafeBytes { compress($0) }
      blockCount = 0
    }
    let whole = rest.count / 64 * 64
    if whole > 0 {
      compress(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)))
      rest = rest.dropFirst(whole)
    }
    keep(rest)
  }

  /// Adds bytes to the block that is not yet full.
  private mutating func keep(_ bytes: Slice<UnsafeRawBufferPointer>) {
    let start = blockCount
    block.withUnsafeMutableBytes { block in
      UnsafeMutableRawBufferPointer(rebasing: block[start..<start + bytes.count])
        .copyBytes(from: bytes)
    }
    blockCount += bytes.count
  }

  /// The 32 bytes of the digest of all that was added; more may be added afterwards.
  public func digest() -> [UInt8] {
    var copy = self
    let count = blockCount < 56 ? 64 : 128
    withUnsafeTemporaryAllocation(byteCount: count, alignment: 8) { end in
      end.initializeMemory(as: UInt8.self, repeating: 0)
      end.copyBytes(from: block[..<blockCount])
      end[blockCount] = 0x80
      end.storeBytes(of: (byteCount &* 8).bigEndian, toByteOffset: count - 8, as: UInt64.self)
      copy.compress(UnsafeRawBufferPointer(end))
    }
    var digest: [UInt8] = []
    digest.reserveCapacity(32)
    for word in copy.state {
      for place in 0..<4 {
        digest.append(UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32(place))))
      }
    }
    return digest
  }

  /// The digest of bytes.
  public static func digest(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.digest()
  }

  private static let hasInstructions = qixian_sha256_is_available() != 0

  /// Mixes in whole blocks.
  private mutating func compress(_ bytes: UnsafeRawBufferPointer) {
    guard Self.hasInstructions else {
      for start in stride(from: 0, to: bytes.count, by: 64) {
        compressBlock(UnsafeRawBufferPointer(rebasing: bytes[start..<start + 64]))
      }
      return
    }
    state.withUnsafeMutableBufferPointer { state in
      Self.constants.withUnsafeBufferPointer { k in
        qixian_sha256_blocks(
          state.baseAddress, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
          bytes.count / 64, k.baseAddress)
      }
    }
  }

  private mutating func compressBlock(_ bytes: UnsafeRawBufferPointer) {
    if schedule.isEmpty { schedule = [UInt32](repeating: 0, count: 64) }
    schedule.withUnsafeMutableBufferPointer { w in
      state.withUnsafeMutableBufferPointer { state in
        Self.constants.withUnsafeBufferPointer { k in Self.rounds(bytes, w, state, k) }
      }
    }
  }

  private static func rounds(
    _ bytes: UnsafeRawBufferPointer, _ w: UnsafeMutableBufferPointer<UInt32>,
    _ state: UnsafeMutableBufferPointer<UInt32>, _ k: UnsafeBufferPointer<UInt32>
  ) {
    for i in 0..<16 {
      w[i] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: i * 4, as: UInt32.self))
    }
    for i in 16..<64 {
      let s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3)
      let s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10)
      w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for i in 0..<64 {
      let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      let t1 = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ k[i] &+ w[i]
      let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      let t2 = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 - count)
  }

  private static let initialState: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab,
    0x5be0_cd19,
  ]

  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
    0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
    0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
    0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
    0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
    0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
    0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
    0xc671_78f2,
  ]
}
