import Columns
import Glibc

/// Distinct texts, found by their bytes without making strings; open addressing, linear probing.
///
/// Used by one thread only. It lives as long as that thread works, so that a text that comes back in
/// the next batch costs no new string; `startBatch` gives each batch codes of its own.
///
/// Bounds: the number of slots is a power of two and at least twice `count`, so that probing ends at a
/// free one. The offset and count of an entry of more than 24 bytes lie within `byteCount`.
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

    init(head: UInt64, middle: UInt64, tail: UInt64) {
      (self.head, self.middle, self.tail) = (head, middle, tail)
    }

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

    /// A number whose high bits depend on all bytes of the cell.
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
      (one ^ (other &<< 29 | other &>> 35)) &* 0x9E37_79B9_7F4A_7C15
    }
  }

  struct Entry {
    var key: Key
    /// The number of bytes; 0 where the slot is free.
    var count: Int32
    /// The batch in which the text was found to be fine last, and its code there.
    var batch: Int32
    var code: Int32
    /// Where a text of more than 24 bytes lies in `bytes`.
    var offset: Int32
    /// The index of the text as a string.
    var string: Int32
    var verdict: Verdict

    static let free = Entry(
      key: Key(head: 0, middle: 0, tail: 0), count: 0, batch: 0, code: 0, offset: 0, string: 0,
      verdict: .fine)
  }

  private var slots: UnsafeMutablePointer<Entry>
  private var slotBits: UInt64 = 10
  private var slotCount: Int { 1 << Int(slotBits) }
  private var count = 0
  /// The number of the batch, from 1; entries hold the last one that used them.
  private var batch: Int32 = 0
  /// The bytes of the texts of more than 24, in memory of its own, of which `byteCount` are used.
  private var bytes: UnsafeMutablePointer<UInt8>
  private var byteCount = 0
  private var byteCapacity = 4096
  /// The texts of this batch in order of their codes.
  private(set) var dictionary: [String] = []
  private var strings: [String] = []
  private static let largestKept = 1 << 16
  private static let mostBytesKept = 1 << 24

  init() {
    slots = .allocate(capacity: 1 << 10)
    slots.initialize(repeating: .free, count: 1 << 10)
    bytes = .allocate(capacity: byteCapacity)
  }

  deinit {
    slots.deallocate()
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
      slots.update(repeating: .free, count: slotCount)
    }
  }

  /// Codes the cells of rows from one on that hold texts which this batch has seen and which are fine,
  /// and cells that are empty; gives the first row that it cannot say.
  func code(
    _ cells: CellReader, from first: Int, emptyIsFine: Bool,
    states: UnsafeMutablePointer<UInt8>, values: UnsafeMutablePointer<Int64>
  ) -> Int {
    Self.code(
      cells.rows, first, cells.paddedRowCount, slots, slotBits, bytes, batch, emptyIsFine, states,
      values)
  }

  // A function of its own with nothing but numbers and memory, so that all of it stays in registers.
  @inline(never)
  private static func code(
    _ rows: CellReader.Rows, _ first: Int, _ limit: Int, _ slots: UnsafePointer<Entry>,
    _ slotBits: UInt64, _ bytes: UnsafePointer<UInt8>, _ batch: Int32, _ emptyIsFine: Bool,
    _ states: UnsafeMutablePointer<UInt8>, _ values: UnsafeMutablePointer<Int64>
  ) -> Int {
    let shift = 64 &- slotBits
    let last = slots + (1 &<< Int(truncatingIfNeeded: slotBits) &- 1)
    var row = first
    while row < limit {
      let cell = rows[row]
      guard cell.count > 0 else {
        guard cell.count == 0, emptyIsFine else { return row }
        states[row] = CellState.empty.rawValue
        values[row] = 0
        row &+= 1
        continue
      }
      let key = Key(cell)
      var entry = slots + Int(truncatingIfNeeded: key.hash(of: cell) &>> shift)
      while !(entry.pointee.key.isSame(as: key) && Int(entry.pointee.count) == cell.count) {
        guard entry.pointee.count != 0 else { return row }
        entry = entry == last ? slots : entry + 1
      }
      guard entry.pointee.batch == batch,
        cell.count <= 24 || isSame(cell, bytes + Int(entry.pointee.offset))
      else { return row }
      states[row] = CellState.present.rawValue
      values[row] = Int64(entry.pointee.code)
      row &+= 1
    }
    return row
  }

  /// Whether the rest of a text is that of a kept one with the same key.
  @inline(__always)
  private static func isSame(_ cell: Cell, _ kept: UnsafePointer<UInt8>) -> Bool {
    var offset = 16
    while offset < cell.count &- 8 {
      let word = UnsafeRawPointer(kept).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if word != cell.word(at: offset) { return false }
      offset &+= 8
    }
    return true
  }

  /// The verdict on a text of at least one byte, and its code in this batch where it has one.
  ///
  /// - Parameter judge: What a text is that was not seen before.
  func find(_ cell: Cell, judge: (Cell) -> Verdict) -> (verdict: Verdict, code: Int64) {
    let key = Key(cell)
    let hash = key.hash(of: cell)
    var next = Int(truncatingIfNeeded: hash &>> (64 &- slotBits))
    var entry = slots + next
    while entry.pointee.count != 0 {
      if entry.pointee.key.isSame(as: key), Int(entry.pointee.count) == cell.count,
        cell.count <= 24 || Self.isSame(cell, bytes + Int(entry.pointee.offset))
      {
        return (entry.pointee.verdict, code(of: entry))
      }
      next = (next + 1) & (slotCount - 1)
      entry = slots + next
    }
    return add(cell, key, hash, judge(cell))
  }

  /// Adds a text that is new, and what it was judged to be.
  private func add(
    _ cell: Cell, _ key: Key, _ hash: UInt64, _ verdict: Verdict
  ) -> (verdict: Verdict, code: Int64) {
    if count * 2 >= slotCount { grow() }
    let entry = freeSlot(hash)
    entry.pointee = Entry(
      key: key, count: Int32(truncatingIfNeeded: cell.count), batch: 0, code: -1,
      offset: Int32(truncatingIfNeeded: byteCount),
      string: Int32(truncatingIfNeeded: strings.count), verdict: verdict)
    if cell.count > 24 { keep(cell) }
    strings.append(cell.string)
    count += 1
    return (verdict, code(of: entry))
  }

  private func freeSlot(_ hash: UInt64) -> UnsafeMutablePointer<Entry> {
    var slot = Int(truncatingIfNeeded: hash &>> (64 &- slotBits))
    while slots[slot].count != 0 { slot = (slot + 1) & (slotCount - 1) }
    return slots + slot
  }

  /// The code of an entry's text in this batch; its first use in the batch adds it to `dictionary`.
  private func code(of entry: UnsafeMutablePointer<Entry>) -> Int64 {
    switch entry.pointee.verdict {
    case .fine:
      if entry.pointee.batch != batch {
        entry.pointee.batch = batch
        entry.pointee.code = Int32(truncatingIfNeeded: dictionary.count)
        dictionary.append(strings[Int(entry.pointee.string)])
      }
      return Int64(entry.pointee.code)
    case .undeclared:
      // Known by its code alone, so that it is never taken for a text that is fine.
      let text = strings[Int(entry.pointee.string)]
      let known = Int(entry.pointee.code)
      if !dictionary.indices.contains(known) || dictionary[known] != text {
        entry.pointee.code = Int32(truncatingIfNeeded: dictionary.count)
        dictionary.append(text)
      }
      return Int64(entry.pointee.code)
    case .empty, .invalidBytes, .nulByte, .scientific, .tooLong: return 0
    }
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
    let (old, oldCount) = (slots, slotCount)
    slotBits += 2
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: .free, count: slotCount)
    for index in 0..<oldCount where old[index].count != 0 {
      // Of a short text only the key is looked at.
      let text = Cell(start: bytes + Int(old[index].offset), count: Int(old[index].count))
      freeSlot(old[index].key.hash(of: text)).pointee = old[index]
    }
    old.deallocate()
  }
}
