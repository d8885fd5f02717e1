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

  /// The bytes of a text of up to 24, and some of a longer one.
  struct Key {
    /// The first eight bytes.
    var head: UInt64
    /// The eight bytes after them of a text of 17 and more; else 0.
    var middle: UInt64
    /// The last eight bytes of a text of 9 and more; else 0.
    var tail: UInt64

    @inline(__always)
    init(_ cell: Cell) {
      head = cell.firstWord
      middle = cell.count <= 16 ? 0 : cell.word(at: 8)
      tail = cell.count <= 8 ? 0 : cell.word(at: cell.count &- 8)
    }

    @inline(__always)
    func isSame(as other: Key) -> Bool {
      (head ^ other.head) | (middle ^ other.middle) | (tail ^ other.tail) == 0
    }

    /// A number whose low bits depend on all bytes of the cell.
    @inline(__always)
    func hash(of cell: Cell) -> UInt64 {
      var hash = Self.mixed(head ^ UInt64(truncatingIfNeeded: cell.count), tail)
      if cell.count > 16 { hash = Self.mixed(hash, middle) }
      var offset = 16
      while offset < cell.count &- 8 {
        hash = Self.mixed(hash, cell.word(at: offset))
        offset &+= 8
      }
      return hash
    }

    @inline(__always)
    private static func mixed(_ one: UInt64, _ other: UInt64) -> UInt64 {
      let product = (one ^ (other &<< 29 | other &>> 35)) &* 0x9E37_79B9_7F4A_7C15
      return product ^ product &>> 32 ^ product &>> 51
    }
  }

  struct Entry {
    var key: Key
    var count: Int32
    /// Where a text of more than 24 bytes lies in `bytes`.
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
  /// The number of the batch, from 1; entries hold the last one that used them.
  private(set) var batch: Int32 = 0
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

  /// Finds texts in what the table holds; good until a text is added or a batch is started.
  struct Finder {
    fileprivate let slots: UnsafeMutablePointer<Int32>
    fileprivate let entries: UnsafeMutablePointer<Entry>
    fileprivate let bytes: UnsafeMutablePointer<UInt8>
    fileprivate let mask: Int

    /// The entry of a text of at least one byte; `nil` where it is new.
    @inline(__always)
    func entry(of cell: Cell) -> UnsafeMutablePointer<Entry>? {
      let key = Key(cell)
      var slot = Int(truncatingIfNeeded: key.hash(of: cell)) & mask
      while slots[slot] >= 0 {
        let entry = entries + Int(slots[slot])
        if entry.pointee.key.isSame(as: key), Int(entry.pointee.count) == cell.count,
          cell.count <= 24 || isSame(cell, entry)
        {
          return entry
        }
        slot = (slot &+ 1) & mask
      }
      return nil
    }

    /// Whether the rest of a text is that of an entry with the same key.
    @inline(__always)
    private func isSame(_ cell: Cell, _ entry: UnsafeMutablePointer<Entry>) -> Bool {
      let kept = UnsafeRawPointer(bytes + Int(entry.pointee.offset))
      var offset = 16
      while offset < cell.count &- 8 {
        let word = kept.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        if word != cell.word(at: offset) { return false }
        offset &+= 8
      }
      return true
    }
  }

  /// Finds the texts of the table as it is now.
  var finder: Finder { Finder(slots: slots, entries: entries, bytes: bytes, mask: slotCount - 1) }

  /// Adds a text that is new, and what it was judged to be.
  func add(_ cell: Cell, _ verdict: Verdict) {
    let key = Key(cell)
    let slot = freeSlot(key.hash(of: cell))
    let index = count
    (entries + index).initialize(
      to: Entry(
        key: key, count: Int32(truncatingIfNeeded: cell.count),
        offset: Int32(truncatingIfNeeded: byteCount), batch: 0, code: 0, verdict: verdict))
    if cell.count > 24 { keep(cell) }
    strings.append(cell.string)
    slots[slot] = Int32(truncatingIfNeeded: index)
    count += 1
    if count * 2 >= slotCount { grow() }
  }

  private func freeSlot(_ hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (slotCount - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slotCount - 1) }
    return slot
  }

  /// The code of an entry's text in this batch; its first use in the batch adds it to `dictionary`.
  func code(of entry: UnsafeMutablePointer<Entry>) -> Int64 {
    if entry.pointee.batch != batch {
      entry.pointee.batch = batch
      entry.pointee.code = Int32(truncatingIfNeeded: dictionary.count)
      dictionary.append(strings[entry - entries])
    }
    return Int64(entry.pointee.code)
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
      let entry = entries + index
      // Of a short text only the key is looked at.
      let text = Cell(
        start: bytes + Int(entry.pointee.offset), count: Int(entry.pointee.count))
      let hash = entry.pointee.key.hash(of: text)
      slots[freeSlot(hash)] = Int32(truncatingIfNeeded: index)
    }
  }
}
