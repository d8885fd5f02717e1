import Findings

/// The values of a comparison that were seen, and where.
///
/// Values that ascend through the log are kept packed, in runs none of which reaches into another, so
/// that no two of them are the same. All others are known by 66 bits of their hashes: among 10 million
/// rows the chance that two different values are taken for one is about 1 in 1.4 million. Once all rows
/// are in, the values of the runs are looked up among the others.
struct DuplicateTable {
  /// A value that occurs more than once.
  struct Repeated: Sendable {
    let value: String
    /// By rule that shares the comparison, who answers for the second occurrence.
    let owners: [String?]
    /// In order of the log.
    var places: [DataLocation]
  }

  /// What a comparison finds.
  struct Found: Sendable {
    /// Values that occur more than once, in order of their second occurrence.
    var repeated: [Repeated] = []
    /// The number of different values.
    var distinctCount = 0
    /// How many rows could not be compared.
    var undetermined = 0
  }

  /// What has been found; all that there is once the runs were looked up.
  private(set) var found = Found()
  private var indexOfHash: [ValueHash: Int] = [:]
  private var slots: HashSlots?
  private var runs = RunList()
  /// The texts of what `slots` holds.
  private var others = OtherTexts()
  /// For each batch its input and first line, and the number of its first line among all lines.
  private var batches: [(start: Int, input: Int, firstLine: Int)] = []
  private var lineCount = 0
  /// How many rules share the comparison.
  private var ownerCount = 0
  /// How many slots are asked for at once.
  private static let stride = 64
  /// How many texts are looked up by one piece of work.
  private static let textsOfPiece = 256

  /// Takes the values of a batch in.
  mutating func add(
    _ values: BatchOutcome.Duplicates, input: Int, firstLine: Int, expectedRows: Int
  ) {
    found.undetermined += values.untaken.count
    guard values.count > 0 else { return }
    batches.append((lineCount, input, firstLine))
    let start = lineCount
    lineCount += values.lineCount
    // Room for the number of every line in 32 bits; the table would need 50 GB before.
    precondition(lineCount < UInt32.max, "more than four thousand million lines")
    let crossing = values.runs.filter { !runs.keep($0, start: start) }
    found.distinctCount += values.count
    ownerCount = values.owners.count
    if crossing.isEmpty {
      insert(values, start: start, expectedRows: expectedRows)
    } else {
      var unpacked = values
      unpacked.unpack(crossing)
      insert(unpacked, start: start, expectedRows: expectedRows)
    }
  }

  private mutating func insert(
    _ values: BatchOutcome.Duplicates, start: Int, expectedRows: Int
  ) {
    let hashes = values.hashes
    guard !hashes.isEmpty else { return }
    // As many of the rows that follow as of those until now.
    let share = Double(hashes.count) / Double(found.distinctCount)
    let slots = self.slots ?? HashSlots(expected: Int(share * Double(expectedRows)))
    self.slots = slots
    for (index, hash) in hashes.enumerated() {
      let line = Int(values.lines[index])
      if index % Self.stride == 0 {
        slots.warm(hashes[index..<min(index + Self.stride, hashes.count)])
      }
      let number = UInt32(truncatingIfNeeded: start + line)
      guard let first = slots.insert(hash, number: number) else {
        others.add(values.bytes(index), line: start + line)
        continue
      }
      found.distinctCount -= 1
      let place = location(ofLine: start + line)
      if let position = indexOfHash[hash] {
        found.repeated[position].places.append(place)
      } else {
        indexOfHash[hash] = found.repeated.count
        found.repeated.append(
          Repeated(
            value: values.text(index), owners: values.owners.map { $0.isEmpty ? nil : $0[index] },
            places: [location(ofLine: Int(first)), place]))
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

  // MARK: - Values of runs among the others

  /// A value of a run that is among the others too.
  private struct Match: Sendable {
    let value: String
    let hash: ValueHash
    /// The numbers of its line and of the first of the others among all lines.
    let line: Int
    let other: Int
  }

  /// Finds the values of runs that are among the others, once all rows are in.
  mutating func compareRuns(by work: any PieceWork) {
    guard let slots, !runs.isEmpty else { return }
    let matches = others.areAll ? matchesByTexts(work) : matchesByHashes(slots, work)
    for match in matches { add(match) }
    runs = RunList()
    others = OtherTexts()
    found.repeated.sort { $0.places[1] < $1.places[1] }
  }

  /// Looks each of the others up in the run into which it would belong.
  private func matchesByTexts(_ work: any PieceWork) -> [Match] {
    let (runs, others) = (runs, others)
    let size = Self.textsOfPiece
    var matches: [Match] = []
    work.run((others.count + size - 1) / size) { piece in
      (piece * size..<min(others.count, (piece + 1) * size)).compactMap { index in
        others.withText(index) { text in
          guard let line = runs.line(of: text) else { return nil }
          return Match(
            value: BatchOutcome.Duplicates.text(text),
            hash: ValueHash(UnsafeRawBufferPointer(text)), line: line, other: others.line(index))
        }
      }
    } take: {
      matches += $0
    }
    return matches
  }

  /// Looks all values of runs up among the others.
  private func matchesByHashes(_ slots: HashSlots, _ work: any PieceWork) -> [Match] {
    let pieces = runs.pieces
    // Nothing is added to the hashes any more.
    nonisolated(unsafe) let slots = slots
    var matches: [Match] = []
    work.run(pieces.count) { piece in
      var matches: [Match] = []
      for placed in pieces[piece] {
        placed.run.forEach { value, line in
          let hash = ValueHash(UnsafeRawBufferPointer(value))
          guard let other = slots.number(of: hash) else { return }
          matches.append(
            Match(
              value: BatchOutcome.Duplicates.text(value), hash: hash, line: placed.start + line,
              other: Int(other)))
        }
      }
      return matches
    } take: {
      matches += $0
    }
    return matches
  }

  private mutating func add(_ match: Match) {
    let place = location(ofLine: match.line)
    if let position = indexOfHash[match.hash] {
      let later = found.repeated[position].places.firstIndex { place < $0 }
      found.repeated[position].places.insert(
        place, at: later ?? found.repeated[position].places.count)
    } else {
      indexOfHash[match.hash] = found.repeated.count
      found.repeated.append(
        Repeated(
          value: match.value, owners: [String?](repeating: nil, count: ownerCount),
          places: [place, location(ofLine: match.other)].sorted()))
    }
    found.distinctCount -= 1
  }
}
