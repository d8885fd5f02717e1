import Findings

extension DuplicateTable {
  /// How many texts are looked up by one piece of work.
  private static let textsOfPiece = 256

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
