import Glibc

/// A set of hashes in one run of memory, with linear probing: for millions of keys within bounded memory.
///
/// Hashes lie in the order of their homes, so that growing moves them from the front to the back and
/// gives back what was moved: it never takes all of the old memory and of the new together.
///
/// Bounds: a home lies below `size`, as the upper half of a product with it, and so does every place,
/// as the one behind the last is the first. A quarter of the places is free, so that probing ends.
final class HashTable {
  /// Empty places are 0, which stands for no hash.
  private var places: UnsafeMutablePointer<UInt64>
  private var size = 1024
  /// The number of hashes.
  private(set) var count = 0
  /// What `warm` read, kept so that reading it is not left out.
  private var touched: UInt64 = 0

  init() { places = Self.map(size) }

  deinit { munmap(places, size * MemoryLayout<UInt64>.stride) }

  /// Memory of zeros, of which the system gives what is used.
  private static func map(_ size: Int) -> UnsafeMutablePointer<UInt64> {
    let bytes = size * MemoryLayout<UInt64>.stride
    let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else {
      preconditionFailure("out of memory: \(bytes) bytes")
    }
    return memory.bindMemory(to: UInt64.self, capacity: size)
  }

  /// What stands for a hash: spread over all bits, as the first of them give the home; never 0.
  @inline(__always)
  private static func kept(_ hash: UInt64) -> UInt64 {
    max(1, hash &* 0x9E37_79B9_7F4A_7C15)
  }

  /// The place where what stands for a hash is, or is to be.
  @inline(__always)
  private static func place(
    of kept: UInt64, in places: UnsafeMutablePointer<UInt64>, _ size: Int
  ) -> Int {
    var place = home(kept, size)
    while places[place] != 0, places[place] != kept {
      place &+= 1
      if place == size { place = 0 }
    }
    return place
  }

  @inline(__always)
  private static func home(_ kept: UInt64, _ size: Int) -> Int {
    Int(truncatingIfNeeded: kept.multipliedFullWidth(by: UInt64(truncatingIfNeeded: size)).high)
  }

  func contains(_ hash: UInt64) -> Bool {
    places[Self.place(of: Self.kept(hash), in: places, size)] != 0
  }

  /// Adds a hash; `false` where it is there already.
  func insert(_ hash: UInt64) -> Bool {
    if count * 4 >= size * 3 { grow() }
    let kept = Self.kept(hash)
    let place = Self.place(of: kept, in: places, size)
    guard places[place] == 0 else { return false }
    places[place] = kept
    count += 1
    return true
  }

  /// Asks for the memory of many hashes at once, so that the processor waits for it only once.
  func warm(_ hashes: ArraySlice<UInt64>) {
    let (places, size) = (places, size)
    var sum: UInt64 = 0
    for hash in hashes { sum &+= places[Self.home(Self.kept(hash), size)] }
    touched = sum
  }

  private func grow() {
    let larger = size * 2
    let target = Self.map(larger)
    let pieceSize = 1 << 16
    for start in stride(from: 0, to: size, by: pieceSize) {
      let piece = min(pieceSize, size - start)
      for index in start..<start + piece where places[index] != 0 {
        target[Self.place(of: places[index], in: target, larger)] = places[index]
      }
      // Unmapped as a whole at the end: only its memory is given back here.
      madvise(places + start, piece * MemoryLayout<UInt64>.stride, MADV_DONTNEED)
    }
    munmap(places, size * MemoryLayout<UInt64>.stride)
    places = target
    size = larger
  }
}
