import Glibc

/// The text of one cell, in memory of which 16 more bytes after its end may be read.
struct Cell {
  var start: UnsafePointer<UInt8>
  /// The number of bytes; -1 where the row has no such field.
  var count: Int

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: max(0, count)) }

  /// The text; invalid bytes become replacement characters.
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// Eight bytes from an offset of at most `count + 8`, some of which may lie after the end.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    UnsafeRawPointer(start).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// Copies the text to memory in which 16 more bytes may be written.
  @inline(__always)
  func copy(to target: UnsafeMutablePointer<UInt8>) {
    guard count <= 16 else {
      memcpy(target, start, count)
      return
    }
    let words = UnsafeMutableRawPointer(target)
    words.storeBytes(of: word(at: 0), as: UInt64.self)
    words.storeBytes(of: word(at: 8), toByteOffset: 8, as: UInt64.self)
  }

  /// Whether the text is the given one.
  func equals(_ other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    return other.withUnsafeBytes { other in
      guard let base = other.baseAddress else { return true }
      return memcmp(start, base, count) == 0
    }
  }
}
