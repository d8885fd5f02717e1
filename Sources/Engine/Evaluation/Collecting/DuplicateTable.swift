import Findings

/// The values of a comparison that were seen, and where.
///
/// A value is known by 66 bits of its hash: among 10 million rows the chance that two different
/// values are taken for one is about 1 in 1.4 million.
struct DuplicateTable {
  /// What a comparison finds.
  struct Found: Sendable {
    /// Values that occur more than once, in order of their second occurrence; `owners` says by rule
    /// that shares the comparison who answers for the second.
    var repeated: [(value: String, owners: [String?], places: [DataLocation])] = []
    /// The number of different values.
    var distinctCount = 0
    /// How many rows could not be compared.
    var undetermined = 0
  }

  private(set) var found = Found()
  private var indexOfHash: [ValueHash: Int] = [:]
  private var slots: HashSlots?
  /// For each batch its input and first line, and the number of its first line among all lines.
  private var batches: [(start: Int, input: Int, firstLine: Int)] = []
  private var lineCount = 0
  /// How many slots are asked for at once.
  private static let stride = 64

  mutating func add(
    _ values: BatchOutcome.Duplicates, input: Int, firstLine: Int, expectedRows: Int
  ) {
    found.undetermined += values.untaken.count
    guard !values.hashes.isEmpty else { return }
    let slots = self.slots ?? HashSlots(expected: expectedRows)
    self.slots = slots
    batches.append((lineCount, input, firstLine))
    let start = lineCount
    lineCount += values.line(values.hashes.count - 1) + 1
    // Room for the number of every line in 32 bits; the table would need 50 GB before.
    precondition(lineCount < UInt32.max, "more than four thousand million lines")
    for (index, hash) in values.hashes.enumerated() {
      let line = values.line(index)
      let number = UInt32(truncatingIfNeeded: start + line)
      if index % Self.stride == 0 {
        slots.warm(values.hashes[index..<min(index + Self.stride, values.hashes.count)])
      }
      guard let first = slots.insert(hash, number: number) else {
        found.distinctCount += 1
        continue
      }
      let place = DataLocation(input: input, line: firstLine + line)
      if let position = indexOfHash[hash] {
        found.repeated[position].places.append(place)
      } else {
        indexOfHash[hash] = found.repeated.count
        let owners = values.owners.map { $0.isEmpty ? nil : $0[index] }
        found.repeated.append((values.text(index), owners, [location(ofLine: Int(first)), place]))
      }
    }
  }

  /// The place of a line by its number among all lines.
  private func location(ofLine number: Int) -> DataLocation {
    var (low, high) = (0, batches.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if batches[middle].start <= number { low = middle } else { high = middle }
    }
    let batch = batches[low]
    return DataLocation(input: batch.input, line: batch.firstLine + number - batch.start)
  }
}
