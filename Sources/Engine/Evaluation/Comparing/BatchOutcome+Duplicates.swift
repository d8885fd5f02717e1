extension BatchOutcome {
  /// What a comparison is to know of a batch's values.
  struct Duplicates: Sendable {
    /// The values in ascending order.
    private(set) var runs: [ValueRun] = []
    /// The hash of each of the others, in order of rows.
    private(set) var hashes: [ValueHash] = []
    /// The line of each of the others, relative to the batch.
    private(set) var lines: [Int32] = []
    /// By rule that shares the comparison, who answers for each of the others; empty where it names no
    /// owner.
    private(set) var owners: [[String?]]
    private var arena: [UInt8] = []
    private var places: [Int64] = []
    /// The number of all values.
    let count: Int
    /// The line behind the last value's, relative to the batch.
    let lineCount: Int
    /// The rows of the batch that could not be compared, for want of a value, a day or a condition's cell.
    let untaken: [Int]

    /// Takes the values of a batch.
    ///
    /// - Parameter owners: By rule who answers for each value, or empty. All are told apart by hashes
    ///   then, as runs know no owners.
    init(_ values: ValueList = ValueList(), owners: [[String?]] = [], untaken: [Int] = []) {
      count = values.places.count
      lineCount = count == 0 ? 0 : values.line(count - 1) + 1
      self.owners = owners
      self.untaken = untaken
      let shared = values.withTexts { texts in
        let ascending =
          owners.allSatisfy(\.isEmpty)
          ? AscendingRuns(texts) : AscendingRuns(noneOf: texts.count)
        runs = ascending.runs.map {
          ValueRun(texts, ascending.shared, $0, lines: values.lines)
        }
        return ascending.shared
      }
      guard runs.reduce(0, { $0 + $1.count }) < count else { return }
      let others = shared.indices.filter { shared[$0] < 0 }
      arena = values.arena
      lines = others.map { Int32(truncatingIfNeeded: values.line($0)) }
      places = others.map { values.places[$0] }
      values.withTexts { texts in
        hashes = others.map { ValueHash(UnsafeRawBufferPointer(texts[$0])) }
      }
    }

    /// Takes the values out of runs, so that they too are told apart by their hashes.
    mutating func unpack(_ unpacked: [ValueRun]) {
      for run in unpacked {
        run.forEach { value, line in
          hashes.append(ValueHash(UnsafeRawBufferPointer(value)))
          lines.append(Int32(truncatingIfNeeded: line))
          places.append(Int64(arena.count) << 24 | Int64(value.count))
          arena.append(contentsOf: value)
        }
      }
      let order = lines.indices.sorted { (lines[$0], $0) < (lines[$1], $1) }
      hashes = order.map { hashes[$0] }
      lines = order.map { lines[$0] }
      places = order.map { places[$0] }
    }

    /// The bytes of one of those that are in no run.
    func bytes(_ index: Int) -> ArraySlice<UInt8> {
      let offset = Int(places[index] >> 24)
      return arena[offset..<offset + Int(places[index] & 0xFF_FFFF)]
    }

    /// The text of one of those that are in no run, its columns parted by a space.
    func text(_ index: Int) -> String { bytes(index).withUnsafeBufferPointer(Self.text) }

    /// The text of a value, its columns parted by a space.
    static func text(_ value: UnsafeBufferPointer<UInt8>) -> String {
      String(decoding: value.lazy.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
    }
  }
}
