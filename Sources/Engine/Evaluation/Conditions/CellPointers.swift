import Columns

/// The cells of one column of a batch, read without copying or counting references.
///
/// Bounds: a reader gives every vector a state and a value a row (and a detail a row for timestamps
/// and decimals), which `init` makes sure of; every access checks its row against that number. The
/// memory is that of the batch's arrays, which whoever evaluates a batch keeps alive and unchanged.
struct CellPointers {
  let type: ColumnType
  /// The number of rows.
  let count: Int
  private let states: UnsafePointer<UInt8>?
  private let values: UnsafePointer<Int64>?
  private let details: UnsafePointer<UInt8>?
  private let days: UnsafePointer<Int32>?

  init(_ vector: ColumnVector, rowCount: Int) {
    precondition(vector.states.count >= rowCount && vector.values.count >= rowCount)
    type = vector.type
    count = rowCount
    states = vector.states.withUnsafeBufferPointer { $0.baseAddress }
    values = vector.values.withUnsafeBufferPointer { $0.baseAddress }
    details =
      vector.details.count >= rowCount
      ? vector.details.withUnsafeBufferPointer { $0.baseAddress } : nil
    days =
      vector.days.count >= rowCount
      ? vector.days.withUnsafeBufferPointer { $0.baseAddress } : nil
  }

  /// The raw `CellState` of a row.
  @inline(__always)
  func state(_ row: Int) -> UInt8 {
    guard row >= 0, row < count, let states else { preconditionFailure("no such row") }
    return states[row]
  }

  /// The value of a row.
  @inline(__always)
  func value(_ row: Int) -> Int64 {
    guard row >= 0, row < count, let values else { preconditionFailure("no such row") }
    return values[row]
  }

  /// The precision or scale of a row; 0 for types that have none.
  @inline(__always)
  func detail(_ row: Int) -> UInt8 {
    guard row >= 0, row < count, let details else { return 0 }
    return details[row]
  }

  /// The day number of a timestamp, where the reader knew it.
  @inline(__always)
  func day(_ row: Int) -> Int32? {
    guard row >= 0, row < count, let days else { return nil }
    return days[row]
  }

  /// Whether a row holds a value, be it one that the dataset does not declare.
  @inline(__always)
  func isFilled(_ row: Int) -> Bool {
    let state = state(row)
    return state == CellState.present.rawValue || state == CellState.undeclared.rawValue
  }

  @inline(__always)
  func isPresent(_ row: Int) -> Bool { state(row) == CellState.present.rawValue }
}
