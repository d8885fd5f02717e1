public import Columns

/// Counts what the columns of a log look like, before it is examined.
public struct LogProfiler: Sendable {
  /// The profile of each column, in order of the schema.
  public private(set) var profiles: [ColumnProfile]

  /// Creates a profiler of columns with these headings.
  public init(headings: [String]) { profiles = headings.map { ColumnProfile(heading: $0) } }

  /// Takes in a batch that holds every column as coded text.
  public mutating func add(_ batch: Batch) {
    for (index, vector) in batch.columns.enumerated() {
      var counts = [Int](repeating: 0, count: vector.dictionary.count)
      // In order of first appearance; the dictionary may have another.
      var codes: [Int] = []
      for row in 0..<batch.rowCount {
        if vector.isPresent(row) {
          let code = Int(vector.values[row])
          if counts[code] == 0 { codes.append(code) }
          counts[code] += 1
        } else if vector.states[row] == CellState.empty.rawValue {
          profiles[index].empty += 1
        }
      }
      for code in codes { profiles[index].add(vector.dictionary[code], count: counts[code]) }
    }
  }
}
