import Findings

/// The values of a duplicate rule that were seen, and where.
///
/// An open-addressed table: 24 bytes a slot, at most three quarters of them used.
struct DuplicateTable {
  /// Values that occur more than once, in order of their second occurrence.
  private(set) var repeated: [(value: String, owner: String?, places: [DataLocation])] = []
  private var indexOfHash: [ValueHash: Int] = [:]
  /// The number of different values.
  private(set) var distinctCount = 0
  /// How many rows could not be compared.
  private(set) var undetermined = 0
  private var slots: [Slot] = []
  /// What `warm` read, kept so that reading it is not left out.
  private var touched: UInt64 = 0

  private struct Slot {
    var hash: ValueHash
    /// The input and line of the first occurrence, plus one; 0 where the slot is free.
    var place: UInt64
  }

  private static let lineBits: UInt64 = 40

  mutating func add(_ values: BatchOutcome.Duplicates, input: Int, firstLine: Int) {
    undetermined += values.undetermined
    grow(by: values.hashes.count)
    warm(values.hashes)
    for (index, hash) in values.hashes.enumerated() {
      let line = Int(values.lines[index]) + firstLine
      let slot = slot(of: hash)
      if slots[slot].place == 0 {
        slots[slot] = Slot(
          hash: hash, place: UInt64(input) << Self.lineBits + UInt64(line) + 1)
        distinctCount += 1
        continue
      }
      let place = DataLocation(input: input, line: line)
      if let position = indexOfHash[hash] {
        repeated[position].places.append(place)
      } else {
        indexOfHash[hash] = repeated.count
        let first = slots[slot].place - 1
        let earlier = DataLocation(
          input: Int(first >> Self.lineBits), line: Int(first & (1 << Self.lineBits - 1)))
        let owner = values.owners.isEmpty ? nil : values.owners[index]
        repeated.append((values.text(index), owner, [earlier, place]))
      }
    }
  }

  /// Asks for the memory of many slots at once, so that the processor waits for it only once.
  private mutating func warm(_ hashes: [ValueHash]) {
    let mask = slots.count - 1
    var sum: UInt64 = 0
    for hash in hashes { sum &+= slots[Int(truncatingIfNeeded: hash.low) & mask].place }
    touched = sum
  }

  /// The slot that holds a hash, or the free one where it belongs.
  @inline(__always)
  private func slot(of hash: ValueHash) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash.low) & mask
    while slots[slot].place != 0, slots[slot].hash != hash { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow(by count: Int) {
    var capacity = max(slots.count, 1 << 12)
    while (distinctCount + count) * 4 > capacity * 3 { capacity *= 2 }
    guard capacity > slots.count else { return }
    let old = slots
    slots = [Slot](
      repeating: Slot(hash: ValueHash(low: 0, high: 0), place: 0), count: capacity)
    for item in old where item.place != 0 { slots[slot(of: item.hash)] = item }
  }
}
