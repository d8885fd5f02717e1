/// Bytes on the heap that several threads may read once they are written.
final class ByteBuffer: @unchecked Sendable {
  // Written by one thread before it is shared, read-only afterwards.
  private(set) var memory: UnsafeMutableRawBufferPointer
  var count = 0
  private let pool: BufferPool?

  /// - Parameter pool: Gives the memory where what it has is large enough, and gets it back.
  init(capacity: Int, from pool: BufferPool? = nil) {
    self.pool = pool
    memory = pool?.take(capacity) ?? .allocate(byteCount: max(64, capacity), alignment: 64)
  }

  deinit { if pool?.give(memory) != true { memory.deallocate() } }

  var base: UnsafePointer<UInt8> {
    UnsafePointer(memory.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self))
  }

  /// The part that is not filled.
  var free: UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: memory[count...])
  }

  /// Makes room, keeping what is there.
  func reserve(_ capacity: Int) {
    guard capacity > memory.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(capacity, memory.count * 2), alignment: 64)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
    if pool?.give(memory) != true { memory.deallocate() }
    memory = larger
  }

  /// Adds bytes at the end.
  func append(_ bytes: UnsafeRawBufferPointer) {
    reserve(count + bytes.count)
    free.copyMemory(from: bytes)
    count += bytes.count
  }
}

/// Memory of one size that the buffers of all files of a log use one after another: what is new costs a page
/// fault for every page, and leaves gaps where it was.
final class BufferPool: @unchecked Sendable {
  /// The number of bytes of text that become about one batch.
  let blockSize: Int
  /// Room for a block and what is left of the piece before, as a rule.
  private let size: Int
  private let monitor = Monitor()
  // Guarded by `monitor`.
  private var free: [UnsafeMutableRawBufferPointer] = []

  init(blockSize: Int) {
    self.blockSize = blockSize
    size = blockSize + 1 << 14
  }

  deinit { for memory in free { memory.deallocate() } }

  /// Memory for a number of bytes, which may be more; `nil` where that is more than this has.
  func take(_ count: Int) -> UnsafeMutableRawBufferPointer? {
    guard count <= size else { return nil }
    return monitor.locked { free.popLast() } ?? .allocate(byteCount: size, alignment: 64)
  }

  /// Takes memory back; `false` where it is of another size.
  func give(_ memory: UnsafeMutableRawBufferPointer) -> Bool {
    guard memory.count == size else { return false }
    monitor.locked { free.append(memory) }
    return true
  }
}
