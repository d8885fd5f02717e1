import Columns

/// The values of one comparison over a batch, in order of rows.
struct ValueList {
  /// The texts of all values; a zero byte stands between the columns of a value.
  var arena: [UInt8] = []
  /// Where in `arena` each lies, as `offset << 24 | length`.
  var places: [Int64] = []
  /// The line of each, relative to the batch; empty where each row gives one value on a line of its own.
  var lines: [Int32] = []

  init() {}

  /// The values of one column of plain text; `nil` for any other column, or where a row has none.
  init?(of vector: ColumnVector, in batch: Batch) {
    guard vector.type == .text, vector.coding == .plain, vector.values.count >= batch.rowCount,
      // The raw value of what is present is 0, so that no other may be set.
      vector.states.prefix(batch.rowCount).reduce(CellState.present.rawValue, |)
        == CellState.present.rawValue
    else { return nil }
    (arena, lines) = (vector.arena, batch.lineOffsets)
    places =
      vector.values.count == batch.rowCount
      ? vector.values : Array(vector.values.prefix(batch.rowCount))
  }

  /// Makes room for the values of a number of rows.
  mutating func reserve(_ rowCount: Int) {
    lines.reserveCapacity(rowCount)
    places.reserveCapacity(rowCount)
  }

  /// The line of a value, relative to the batch.
  func line(_ index: Int) -> Int { lines.isEmpty ? index : Int(lines[index]) }

  /// Gives the texts.
  func withTexts<Result>(_ body: (ValueTexts) -> Result) -> Result {
    arena.withUnsafeBufferPointer { arena in
      // Bounds: the reader, or whoever put the bytes into the arena, wrote the place of each.
      places.withUnsafeBufferPointer { body(ValueTexts(arena, $0)) }
    }
  }
}
