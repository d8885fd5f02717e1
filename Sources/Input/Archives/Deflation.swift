import CZlib

/// Packs bytes with deflate, without a wrapper; counts them and sums them up as archives want.
final class Deflation {
  private let state: UnsafeMutablePointer<z_stream>
  /// The packed bytes so far.
  private(set) var packed: [UInt8] = []
  /// The number of bytes put in.
  private(set) var size = 0
  /// The CRC-32 of the bytes put in.
  private(set) var sum: UInt32 = 0
  private let isStored: Bool

  /// Prepares for packing, or for keeping bytes as they are.
  init(isStored: Bool) throws(ArchiveError) {
    self.isStored = isStored
    state = .allocate(capacity: 1)
    state.initialize(to: z_stream())
    // Level 6; a negative number of bits of window leaves out the wrapper; 8 is the usual memory.
    let code = deflateInit2_(
      state, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    if code != Z_OK { throw .notWritten }
  }

  deinit {
    deflateEnd(state)
    state.deallocate()
  }

  /// Adds bytes.
  func add(_ bytes: [UInt8]) throws(ArchiveError) {
    size += bytes.count
    sum = Self.checksum(bytes[...], after: sum)
    if isStored { packed += bytes } else { try step(bytes, Z_NO_FLUSH) }
  }

  /// Ends the stream.
  func finish() throws(ArchiveError) {
    if !isStored { try step([], Z_FINISH) }
  }

  private func step(_ bytes: [UInt8], _ flush: Int32) throws(ArchiveError) {
    var room = [UInt8](repeating: 0, count: 65_536)
    let isSound = bytes.withUnsafeBytes { input -> Bool in
      let start = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
      state.pointee.next_in = UnsafeMutablePointer(mutating: start)
      state.pointee.avail_in = UInt32(input.count)
      while true {
        let (code, given) = room.withUnsafeMutableBufferPointer { output in
          state.pointee.next_out = output.baseAddress
          state.pointee.avail_out = UInt32(output.count)
          let code = deflate(state, flush)
          return (code, output.count - Int(state.pointee.avail_out))
        }
        if code == Z_STREAM_ERROR { return false }
        packed += room[..<given]
        if code == Z_STREAM_END || given < room.count { return true }
      }
    }
    if !isSound { throw .notWritten }
  }

  /// The CRC-32 of bytes that follow others with a sum.
  static func checksum(_ bytes: ArraySlice<UInt8>, after sum: UInt32 = 0) -> UInt32 {
    bytes.withUnsafeBufferPointer {
      UInt32(truncatingIfNeeded: crc32_z(UInt(sum), $0.baseAddress, $0.count))
    }
  }
}
