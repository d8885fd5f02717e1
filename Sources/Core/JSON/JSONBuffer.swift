/// JSON as UTF-8 that grows at its end, in memory of its own.
///
/// Bounds: every method makes room for all that it writes before it writes; `next` never passes `end`.
public struct JSONBuffer: ~Copyable {
  private var start: UnsafeMutableRawPointer
  /// Where the next byte goes.
  private var next: UnsafeMutableRawPointer
  /// Behind the last byte of the memory.
  private var end: UnsafeMutableRawPointer

  /// Creates an empty buffer.
  ///
  /// - Parameter capacity: For how many bytes room is made at once.
  public init(capacity: Int = 256) {
    start = .allocate(byteCount: max(16, capacity), alignment: 16)
    next = start
    end = start + max(16, capacity)
  }

  deinit { start.deallocate() }

  /// The number of bytes written.
  public var count: Int { next - start }

  /// The bytes written.
  public var bytes: [UInt8] {
    let all = start.assumingMemoryBound(to: UInt8.self)
    return Array(UnsafeBufferPointer(start: all, count: count))
  }

  /// Adds a byte.
  @inline(__always)
  public mutating func put(_ byte: UInt8) {
    reserve(1)
    next.storeBytes(of: byte, as: UInt8.self)
    next += 1
  }

  /// Adds bytes as they are.
  @inline(__always)
  public mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    let size = bytes.count
    guard let source = bytes.baseAddress, size > 0 else { return }
    reserve(size)
    if size <= 64 {
      _ = copy(UnsafeRawPointer(source), size) { _ in true }
    } else {
      next.copyMemory(from: source, byteCount: size)
    }
    next += size
  }

  /// Adds bytes as they are.
  public mutating func put(_ bytes: [UInt8]) { bytes.withUnsafeBufferPointer { put($0) } }

  /// Adds a text as it is, without quotation marks.
  public mutating func put(_ text: StaticString) {
    put(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Puts a byte in the place of the last one.
  public mutating func replaceLast(with byte: UInt8) {
    precondition(count > 0, "there is no byte to replace")
    (next - 1).storeBytes(of: byte, as: UInt8.self)
  }

  /// Adds a text where none of its bytes needs an escape or may begin a character that does.
  ///
  /// - Returns: Whether it was added.
  mutating func put(ifPlain bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let size = bytes.count
    guard let source = bytes.baseAddress, size > 0 else { return true }
    reserve(size)
    guard copy(UnsafeRawPointer(source), size, while: Self.arePlain) else { return false }
    next += size
    return true
  }

  /// Makes room for a number of bytes.
  @inline(__always)
  private mutating func reserve(_ size: Int) { if end - next < size { grow(by: size) } }

  @inline(never)
  private mutating func grow(by size: Int) {
    let used = count
    let capacity = max((end - start) * 2, used + size)
    let room = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
    room.copyMemory(from: start, byteCount: used)
    start.deallocate()
    (start, next, end) = (room, room + used, room + capacity)
  }

  /// Copies bytes to `next`, where there is room for them, up to 8 at a time.
  ///
  /// The last ones overlap those before them. No copying by call is as quick for texts.
  ///
  /// - Parameter goesOn: Looks at bytes that were copied.
  /// - Returns: Whether all bytes were copied.
  @inline(__always)
  private func copy(
    _ source: UnsafeRawPointer, _ size: Int, while goesOn: (UInt64) -> Bool
  ) -> Bool {
    guard size >= 8 else { return copyFew(source, size, while: goesOn) }
    var place = 0
    while place < size {
      let start = min(place, size - 8)
      let word = source.loadUnaligned(fromByteOffset: start, as: UInt64.self)
      next.storeBytes(of: word, toByteOffset: start, as: UInt64.self)
      guard goesOn(word) else { return false }
      place = start + 8
    }
    return true
  }

  /// Copies 1 to 7 bytes.
  @inline(__always)
  private func copyFew(
    _ source: UnsafeRawPointer, _ size: Int, while goesOn: (UInt64) -> Bool
  ) -> Bool {
    if size >= 4 {
      let first = source.loadUnaligned(as: UInt32.self)
      let last = source.loadUnaligned(fromByteOffset: size - 4, as: UInt32.self)
      next.storeBytes(of: first, as: UInt32.self)
      next.storeBytes(of: last, toByteOffset: size - 4, as: UInt32.self)
      return goesOn(UInt64(first) | UInt64(last) << 32)
    }
    var word: UInt64 = 0
    for place in 0..<size {
      let byte = source.load(fromByteOffset: place, as: UInt8.self)
      next.storeBytes(of: byte, toByteOffset: place, as: UInt8.self)
      word = word << 8 | UInt64(byte)
    }
    // A byte's place in the word does not matter, and each of those that are left is that of `a`.
    return goesOn(word | Self.each(0x61) << (UInt64(size) * 8))
  }

  /// Whether none of eight bytes of UTF-8 needs an escape or may begin a character that does.
  ///
  /// Each term has the high bit of a byte set where the byte is special; where it is not, only the
  /// borrow of a special byte below can set it.
  @inline(__always)
  private static func arePlain(_ word: UInt64) -> Bool {
    let high = each(0x80)
    // Below 0x20 or equal to 0x22; equal to 0x5C; equal to 0x7F.
    let low = (word ^ each(0x02)) &- each(0x21)
    let escaped = low | ((word ^ each(0x5C)) &- each(0x01)) | (word &+ each(0x01))
    if escaped & ~word & high != 0 { return false }
    return word & high == 0 || !(holds(0xC2, word) || holds(0xD8, word) || holds(0xE2, word))
  }

  /// Whether one of eight bytes is a certain one.
  @inline(__always)
  private static func holds(_ byte: UInt8, _ word: UInt64) -> Bool {
    let difference = word ^ each(byte)
    return (difference &- each(0x01)) & ~difference & each(0x80) != 0
  }

  /// A byte eight times.
  @inline(__always)
  private static func each(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }
}
