import Glibc

/// A set of hashes, each with a number; 11 bytes a slot in one run of memory of its own.
///
/// Open addressing in the order of hashes: ten bits choose a region, and the home within it is the
/// kept 56 bits' share of the region's size. So 66 bits tell hashes apart though 56 are kept, sizes
/// need not be powers of two, and growing moves slots in order. Memory that the system gives is zero,
/// as free slots are, and asked for in large pages.
///
/// Bounds: a home lies in its region, as the upper half of a product with the region's size, and a
/// slot less than a region's size behind its home; behind the last region lies room for one more, and
/// behind that for the bytes of a slot, as eight are read at once.
final class HashSlots {
  /// The kept bits in seven bytes, then the number plus one in four; 0 where the slot is free.
  private struct Slots {
    static let width = 11
    static let numberOffset = 7
    let base: UnsafeMutableRawPointer

    @inline(__always)
    func number(_ slot: Int) -> UInt32 {
      base.loadUnaligned(
        fromByteOffset: slot &* Self.width &+ Self.numberOffset, as: UInt32.self)
    }

    @inline(__always)
    func kept(_ slot: Int) -> UInt64 {
      base.loadUnaligned(fromByteOffset: slot &* Self.width, as: UInt64.self)
        & HashSlots.keptBits
    }

    @inline(__always)
    func set(_ slot: Int, kept: UInt64, number: UInt32) {
      let offset = slot &* Self.width
      // The eighth byte is the number's first, which is written after it.
      base.storeBytes(of: kept, toByteOffset: offset, as: UInt64.self)
      base.storeBytes(of: number, toByteOffset: offset &+ Self.numberOffset, as: UInt32.self)
    }
  }

  /// MADV_HUGEPAGE and MADV_POPULATE_WRITE of Linux; the latter is unknown before 5.14.
  private enum Advice {
    static let largePages: Int32 = 14
    static let writablePages: Int32 = 23
  }

  private static let keptBits: UInt64 = 0xFF_FFFF_FFFF_FFFF
  private static let regionBits: UInt64 = 10
  private static let regionCount = 1 << regionBits
  private var slots: Slots
  /// The number of slots of a region.
  private var size: Int
  /// The number of hashes.
  private(set) var count = 0
  /// The number of hashes from which on it grows.
  private var limit: Int
  /// How far behind its home a hash's slot lies as a rule, where the table is almost full.
  private static let warmed = 6
  /// What `warm` read, kept so that reading it is not left out.
  private var touched: UInt32 = 0

  /// Makes room for about a number of hashes; more can be added.
  init(expected: Int) {
    // The longer the regions, the fuller they may be without a slot that lies too far behind its home.
    let percent = expected > 4_000_000 ? 108 : 150
    size = max(32, expected * percent / 100 / Self.regionCount)
    limit = size * Self.regionCount / 32 * 31
    slots = Self.map(size)
  }

  deinit { munmap(slots.base, Self.byteCount(size)) }

  private static func byteCount(_ size: Int) -> Int {
    (size * (regionCount + 1) + 1) * Slots.width
  }

  private static func map(_ size: Int) -> Slots {
    let bytes = byteCount(size)
    let memory = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else {
      preconditionFailure("out of memory: \(bytes) bytes")
    }
    // Advice only: without large pages it is slower, not wrong.
    if bytes >= 4 << 20 { _ = madvise(memory, bytes, Advice.largePages) }
    // Hashes are everywhere, so that all pages will be used: asked for one by one, each would be given twice,
    // for what is read and then for what is written. Other threads get no memory meanwhile, so they
    // are asked for a large page at a time.
    for start in stride(from: 0, to: bytes, by: 2 << 20) {
      _ = madvise(memory + start, min(2 << 20, bytes - start), Advice.writablePages)
    }
    return Slots(base: memory)
  }

  /// The home of a hash, of which a region and the kept bits are given.
  @inline(__always)
  private static func home(_ region: Int, _ kept: UInt64, _ size: Int) -> Int {
    let share = (kept &<< 8).multipliedFullWidth(by: UInt64(truncatingIfNeeded: size)).high
    return region &* size &+ Int(truncatingIfNeeded: share)
  }

  @inline(__always)
  private static func home(_ hash: ValueHash, _ size: Int) -> Int {
    home(Int(truncatingIfNeeded: hash.low &>> (64 &- regionBits)), hash.high & keptBits, size)
  }

  /// Asks for the memory of many slots at once, so that the processor waits for it only once.
  func warm(_ hashes: ArraySlice<ValueHash>) {
    let (slots, size) = (slots, size)
    var sum: UInt32 = 0
    for hash in hashes {
      let home = Self.home(hash, size)
      // The slots behind the home lie in the next cache line too.
      sum &+= slots.number(home) &+ slots.number(home &+ Self.warmed)
    }
    touched = sum
  }

  /// Adds a hash with its number, below `UInt32.max`; gives the number of a hash that is there.
  @inline(__always)
  func insert(_ hash: ValueHash, number: UInt32) -> UInt32? {
    while true {
      let slots = slots
      let home = Self.home(hash, size)
      let end = home &+ size
      let kept = hash.high & Self.keptBits
      var slot = home
      while slot < end {
        let known = slots.number(slot)
        if known == 0 { break }
        if slots.kept(slot) == kept { return known &- 1 }
        slot &+= 1
      }
      if slot < end, count < limit {
        slots.set(slot, kept: kept, number: number &+ 1)
        count &+= 1
        return nil
      }
      grow()
    }
  }

  /// The number of a hash, where it is there.
  func number(of hash: ValueHash) -> UInt32? {
    let home = Self.home(hash, size)
    let kept = hash.high & Self.keptBits
    for slot in home..<home &+ size {
      let known = slots.number(slot)
      if known == 0 { return nil }
      if slots.kept(slot) == kept { return known &- 1 }
    }
    return nil
  }

  /// Moves to half as much memory again, giving back what was moved.
  @inline(never)
  private func grow() {
    var larger = size + size / 2
    while !move(to: larger) { larger += larger / 2 }
  }

  /// Moves to regions of another size; `false` where a slot would lie too far behind its home.
  private func move(to larger: Int) -> Bool {
    let target = Self.map(larger)
    let total = size * (Self.regionCount + 1)
    for index in 0..<total where slots.number(index) != 0 {
      let kept = slots.kept(index)
      // The last region whose home for these bits is not behind the slot.
      let share = Self.home(0, kept, size)
      var slot = Self.home((index - share) / size, kept, larger)
      let end = slot + larger
      while slot < end, target.number(slot) != 0 { slot += 1 }
      guard slot < end else {
        munmap(target.base, Self.byteCount(larger))
        return false
      }
      target.set(slot, kept: kept, number: slots.number(index))
    }
    munmap(slots.base, Self.byteCount(size))
    slots = target
    size = larger
    limit = size * Self.regionCount / 32 * 31
    return true
  }
}
