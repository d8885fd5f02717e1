import Columns

/// The cells of one column of a batch, read without copying or counting references.
///
/// Bounds: a reader gives every vector a state and a value a row (and a detail a row for timestamps
/// and decimals), which `init` makes sure of. The rows asked for are those of `RowView.allRows` or some
/// of them, which lie below the row count that was checked; builds for tests check each. The memory is
/// that of the batch's arrays, which whoever evaluates a batch keeps alive and unchanged.
struct CellPointers {
  let type: ColumnType
  /// The number of rows.
  let count: Int
  /// A raw `CellState` a row, for loops over all rows.
  let states: UnsafePointer<UInt8>
  /// A value a row, likewise.
  let values: UnsafePointer<Int64>
  /// The precision or scale a row, where the type has one.
  let details: UnsafePointer<UInt8>?
  /// The day number a row, where the reader knew it.
  let days: UnsafePointer<Int32>?

  init(_ vector: ColumnVector, rowCount: Int) {
    precondition(vector.states.count >= rowCount && vector.values.count >= rowCount)
    type = vector.type
    count = rowCount
    states = Self.first(vector.states)
    values = Self.first(vector.values)
    details = rowCount > 0 && vector.details.count >= rowCount ? Self.first(vector.details) : nil
    days = rowCount > 0 && vector.days.count >= rowCount ? Self.first(vector.days) : nil
  }

  /// Where an array's elements lie; of an empty one, of which none is asked for, anywhere.
  private static func first<Element>(_ array: [Element]) -> UnsafePointer<Element> {
    array.withUnsafeBufferPointer { elements in
      guard let first = elements.baseAddress ?? UnsafePointer(bitPattern: 64) else {
        preconditionFailure("an address that is not 0")
      }
      return first
    }
  }

  /// The raw `CellState` of a row.
  @inline(__always)
  func state(_ row: Int) -> UInt8 {
    assert(row >= 0 && row < count)
    return states[row]
  }

  /// The value of a row.
  @inline(__always)
  func value(_ row: Int) -> Int64 {
    assert(row >= 0 && row < count)
    return values[row]
  }

  /// The precision or scale of a row; 0 for types that have none.
  @inline(__always)
  func detail(_ row: Int) -> UInt8 {
    assert(row >= 0 && row < count)
    return details.map { $0[row] } ?? 0
  }

  /// The day number of a timestamp, where the reader knew it.
  @inline(__always)
  func day(_ row: Int) -> Int32? {
    assert(row >= 0 && row < count)
    return days.map { $0[row] }
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
