import Glibc

/// Distinct texts, found by their bytes without making strings; open addressing, linear probing.
///
/// Used by one thread only. It lives as long as that thread works, so that a text that comes back in
/// the next batch costs no new string; `startBatch` gives each batch codes of its own.
///
/// Bounds: slots hold -1 or an index below `count`; the number of slots is a power of two and more
/// than twice `count`, so that probing ends. An entry's offset and count lie within `byteCount`.
final class TextTable {
  /// What a text was found to be when it was seen first.
  enum Verdict: UInt8 {
    case fine, empty, invalidBytes, nulByte, undeclared, scientific, tooLong
  }

  private struct Entry {
    /// The first eight bytes.
    var head: UInt64
    /// The last eight bytes of a text of 9 and more; else 0.
    var tail: UInt64
    var count: Int32
    /// Where a text of more than 16 bytes lies in `bytes`.
    var offset: Int32
    /// The batch that used the text last, and its code there.
    var batch: Int32
    var code: Int32
    var verdict: Verdict
  }

  private var entries: UnsafeMutablePointer<Entry>
  private var slots: UnsafeMutablePointer<Int32>
  private var slotCount: Int
  private var count = 0
  private var batch: Int32 = 0
  /// The bytes of the texts of more than 16, in memory of its own, of which `byteCount` are used.
  private var bytes: UnsafeMutablePointer<UInt8>
  private var byteCount = 0
  private var byteCapacity = 4096
  /// The texts of this batch in order of their codes.
  private(set) var dictionary: [String] = []
  private var strings: [String] = []
  private static let largestKept = 1 << 16
  private static let mostBytesKept = 1 << 24

  init() {
    slotCount = 1024
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: -1, count: slotCount)
    entries = .allocate(capacity: slotCount / 2)
    bytes = .allocate(capacity: byteCapacity)
  }

  deinit {
    slots.deallocate()
    entries.deallocate()
    bytes.deallocate()
  }

  /// Starts a batch: codes begin at 0 again.
  func startBatch() {
    batch &+= 1
    dictionary.removeAll(keepingCapacity: true)
    if count > Self.largestKept || byteCount > Self.mostBytesKept || batch == .max {
      count = 0
      batch = 1
      byteCount = 0
      strings.removeAll(keepingCapacity: true)
      slots.update(repeating: -1, count: slotCount)
    }
  }

  /// The index of a text of at least one byte; `nil` where it is new.
  @inline(__always)
  func index(of cell: Cell) -> Int? {
    let (head, tail, hash) = Self.key(cell)
    let mask = slotCount &- 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      let entry = entries + index
      if entry.pointee.head == head, entry.pointee.tail == tail,
        Int(entry.pointee.count) == cell.count, cell.count <= 16 || isSame(cell, entry)
      {
        return index
      }
      slot = (slot &+ 1) & mask
    }
    return nil
  }

  /// Adds a text that is new, and what it was judged to be.
  @inline(never)
  func add(_ cell: Cell, _ verdict: Verdict) -> Int {
    let (head, tail, hash) = Self.key(cell)
    var slot = Int(truncatingIfNeeded: hash) & (slotCount - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slotCount - 1) }
    return add(cell, head: head, tail: tail, slot: slot, verdict: verdict)
  }

  /// The first and the last bytes of a text, and a hash of all.
  @inline(__always)
  private static func key(_ cell: Cell) -> (head: UInt64, tail: UInt64, hash: UInt64) {
    let head = cell.firstWord
    let tail = cell.count <= 8 ? 0 : cell.word(at: cell.count &- 8)
    var hash = mixed(head, tail, cell.count)
    var offset = 8
    while offset < cell.count &- 8 {
      hash = mixed(hash, cell.word(at: offset), offset)
      offset &+= 8
    }
    return (head, tail, hash)
  }

  /// What the text at an index was judged to be.
  @inline(__always)
  func verdict(at index: Int) -> Verdict { entries[index].verdict }

  /// The code of a text in this batch; its first use in the batch adds it to `dictionary`.
  @inline(__always)
  func code(at index: Int) -> Int64 {
    let entry = entries + index
    if entry.pointee.batch != batch { addCode(entry, index) }
    return Int64(entry.pointee.code)
  }

  @inline(never)
  private func addCode(_ entry: UnsafeMutablePointer<Entry>, _ index: Int) {
    entry.pointee.batch = batch
    entry.pointee.code = Int32(truncatingIfNeeded: dictionary.count)
    dictionary.append(strings[index])
  }

  /// The text at an index.
  func string(at index: Int) -> String { strings[index] }

  /// Whether the middle of a text is that of an entry with the same first and last bytes.
  @inline(__always)
  private func isSame(_ cell: Cell, _ entry: UnsafeMutablePointer<Entry>) -> Bool {
    let kept = UnsafeRawPointer(bytes + Int(entry.pointee.offset))
    var offset = 8
    while offset < cell.count &- 8 {
      let word = kept.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if word != cell.word(at: offset) { return false }
      offset &+= 8
    }
    return true
  }

  private func add(_ cell: Cell, head: UInt64, tail: UInt64, slot: Int, verdict: Verdict) -> Int {
    let index = count
    (entries + index).initialize(
      to: Entry(
        head: head, tail: tail, count: Int32(truncatingIfNeeded: cell.count),
        offset: Int32(truncatingIfNeeded: byteCount), batch: 0, code: 0, verdict: verdict))
    if cell.count > 16 { keep(cell) }
    strings.append(cell.string)
    slots[slot] = Int32(truncatingIfNeeded: index)
    count += 1
    if count * 2 >= slotCount { grow() }
    return index
  }

  private func keep(_ cell: Cell) {
    if byteCount + cell.count > byteCapacity {
      byteCapacity = (byteCount + cell.count) * 2
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: byteCapacity)
      larger.update(from: bytes, count: byteCount)
      bytes.deallocate()
      bytes = larger
    }
    memcpy(bytes + byteCount, cell.start, cell.count)
    byteCount += cell.count
  }

  private func grow() {
    let larger = slotCount * 4
    let newEntries = UnsafeMutablePointer<Entry>.allocate(capacity: larger / 2)
    newEntries.update(from: entries, count: count)
    entries.deallocate()
    entries = newEntries
    slots.deallocate()
    slots = .allocate(capacity: larger)
    slots.initialize(repeating: -1, count: larger)
    slotCount = larger
    for index in 0..<count {
      let entry = entries[index]
      var hash = Self.mixed(entry.head, entry.tail, Int(entry.count))
      if entry.count > 16 {
        hash = Self.key(Cell(start: bytes + Int(entry.offset), count: Int(entry.count))).hash
      }
      var slot = Int(truncatingIfNeeded: hash) & (larger - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (larger - 1) }
      slots[slot] = Int32(truncatingIfNeeded: index)
    }
  }

  /// A hash whose low bits depend on all bits of two numbers and a small one.
  @inline(__always)
  private static func mixed(_ one: UInt64, _ other: UInt64, _ count: Int) -> UInt64 {
    let product =
      (one ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
      ^ other &* 0xD6E8_FEB8_6659_FD93
    return product ^ product &>> 29 ^ product &>> 47
  }
}
