import CTextScan
import Columns
import Glibc

/// Distinct texts, found by their bytes without making strings; open addressing, linear probing.
///
/// Used by one thread only. Codes hold over many batches, so that what was made of them for one batch can be
/// used for the next; when there are too many of them they begin at 0 again.
///
/// Bounds: the number of slots is a power of two and at least twice `count`, so that probing ends at a
/// free one. The offset of an entry of more than 31 bytes and its length lie within `byteCount`.
final class TextTable {
  /// What a text was found to be when it was seen first.
  enum Verdict: UInt64 {
    case fine, empty, invalidBytes, nulByte, undeclared, scientific, tooLong
  }

  private typealias Entry = qixian_text

  private var slots: UnsafeMutablePointer<Entry>
  private var slotBits: UInt64 = 8
  private var slotCount: Int { 1 << Int(slotBits) }
  private var count = 0
  /// The number of the time in which the codes of now hold, from 1; entries keep that of their last code.
  private var epoch: Int32 = 1
  /// The bytes of the texts of more than 31, in memory of its own, of which `byteCount` are used.
  private var bytes: UnsafeMutablePointer<UInt8>
  private var byteCount = 0
  private var byteCapacity = 4096
  /// The texts in order of their codes.
  private(set) var dictionary: [String] = []
  /// Tells the codes of now from all others.
  private(set) var mark = ListMark()
  private var strings: [String] = []
  /// The most bytes of a text that its key holds whole.
  private static let longestWhole = 31
  /// Below half of 2^16 slots by more than a batch, so that a table takes 4 MiB as a rule.
  private static let largestKept = 3 << 13
  private static let mostBytesKept = 1 << 24
  /// A column with more codes than this has mostly texts of its own in each row, for which nothing is gained
  /// by keeping them.
  private static let mostCodesKept = 1 << 14

  init() {
    slots = Self.freeSlots(1 << slotBits)
    bytes = .allocate(capacity: byteCapacity)
  }

  deinit {
    slots.deallocate()
    bytes.deallocate()
  }

  private static func freeSlots(_ count: Int) -> UnsafeMutablePointer<Entry> {
    let size = MemoryLayout<Entry>.stride
    let slots = UnsafeMutableRawPointer.allocate(byteCount: count * size, alignment: size)
    // What is free is all zeros.
    memset(slots, 0, count * size)
    return slots.bindMemory(to: Entry.self, capacity: count)
  }

  /// Starts a batch: codes begin at 0 again where there are many.
  func startBatch() {
    let isLarge = count > Self.largestKept || byteCount > Self.mostBytesKept
    guard isLarge || dictionary.count > Self.mostCodesKept else { return }
    epoch &+= 1
    dictionary = []
    mark = ListMark()
    if isLarge || epoch == .max {
      count = 0
      epoch = 1
      byteCount = 0
      strings.removeAll(keepingCapacity: true)
      memset(slots, 0, slotCount * MemoryLayout<Entry>.stride)
    }
  }

  /// Codes the cells of rows from one on that hold texts which have a code, and cells that are empty;
  /// gives the first row that it cannot say.
  func code(
    _ cells: CellReader, from first: Int, emptyIsFine: Bool,
    states: UnsafeMutablePointer<UInt8>, values: UnsafeMutablePointer<Int64>
  ) -> Int {
    guard first < cells.paddedRowCount else { return first }
    var codes = qixian_codes(
      column: cells.column(readsEmpty: emptyIsFine, states: states, values: values),
      texts: slots, shift: 64 - slotBits, kept: bytes, epoch: epoch)
    return Int(qixian_code_texts(&codes, Int64(first), Int64(cells.paddedRowCount)))
  }

  /// The verdict on a text of at least one byte, and its code where it has one.
  ///
  /// - Parameter judge: What a text is that was not seen before.
  func find(_ cell: Cell, judge: (Cell) -> Verdict) -> (verdict: Verdict, code: Int64) {
    let key = qixian_key_of_text(cell.start, Int64(cell.count))
    var slot = slot(of: key.hash)
    while !isFree(slot) {
      if slots[slot].key == key.words, isSame(cell, slots[slot]) {
        return (Verdict(rawValue: slots[slot].verdict) ?? .fine, code(of: slots + slot))
      }
      slot = (slot + 1) & (slotCount - 1)
    }
    return add(cell, key, judge(cell))
  }

  private func slot(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash &>> (64 &- slotBits)) }

  /// The last word of a key holds the text's length.
  private func isFree(_ slot: Int) -> Bool { slots[slot].key.3 == 0 }

  /// Whether a text is that of an entry with the same key.
  private func isSame(_ cell: Cell, _ entry: Entry) -> Bool {
    cell.count <= Self.longestWhole
      || memcmp(bytes + Int(entry.offset), cell.start, cell.count) == 0
  }

  /// Adds a text that is new, and what it was judged to be.
  private func add(
    _ cell: Cell, _ key: qixian_text_key, _ verdict: Verdict
  ) -> (verdict: Verdict, code: Int64) {
    if count * 2 >= slotCount { grow() }
    let slot = freeSlot(key.hash)
    slots[slot] = Entry(
      key: key.words, hash: key.hash, epoch: 0, code: -1,
      offset: Int32(truncatingIfNeeded: byteCount),
      string: Int32(truncatingIfNeeded: strings.count), verdict: verdict.rawValue)
    if cell.count > Self.longestWhole { keep(cell) }
    strings.append(cell.string)
    count += 1
    return (verdict, code(of: slots + slot))
  }

  private func freeSlot(_ hash: UInt64) -> Int {
    var slot = slot(of: hash)
    while !isFree(slot) { slot = (slot + 1) & (slotCount - 1) }
    return slot
  }

  /// The code of an entry's text; its first use in the epoch adds it to `dictionary`.
  private func code(of entry: UnsafeMutablePointer<Entry>) -> Int64 {
    switch Verdict(rawValue: entry.pointee.verdict) {
    case .fine:
      if entry.pointee.epoch != epoch {
        entry.pointee.epoch = epoch
        entry.pointee.code = addToDictionary(entry.pointee)
      }
      return Int64(entry.pointee.code)
    case .undeclared:
      // Known by its code alone, so that it is never taken for a text that is fine.
      let text = strings[Int(entry.pointee.string)]
      let known = Int(entry.pointee.code)
      if !dictionary.indices.contains(known) || dictionary[known] != text {
        entry.pointee.code = addToDictionary(entry.pointee)
      }
      return Int64(entry.pointee.code)
    case .empty, .invalidBytes, .nulByte, .scientific, .tooLong, nil: return 0
    }
  }

  private func addToDictionary(_ entry: Entry) -> Int32 {
    dictionary.append(strings[Int(entry.string)])
    return Int32(truncatingIfNeeded: dictionary.count - 1)
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
    slots = Self.freeSlots(slotCount)
    for entry in UnsafeBufferPointer(start: old, count: oldCount) where entry.key.3 != 0 {
      slots[freeSlot(entry.hash)] = entry
    }
    old.deallocate()
  }
}
