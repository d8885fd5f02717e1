import CivilTime
import Columns
import Expressions
import Findings
import Planning
import RuleCheck

/// Cells of a batch by the dataset's columns.
final class RowView {
  let batch: Batch
  let slots: [Int?]
  let schema: DatasetSchema
  /// The last instant that the batch's file has seen, or that is judged, whichever is earlier.
  let seenThrough: Instant
  /// All rows of the batch.
  let allRows: [Int]
  /// The cells of each column of the dataset; `nil` where it is not read.
  private let cellsOfColumn: [CellPointers?]
  /// Which codes stand for texts that conditions ask for.
  let memberships: MembershipMemory
  /// The answers of kernels for all rows, by number, once some condition asked for them.
  var answersOfKernel: [Int: [TriState]] = [:]
  /// The rows for which kernels hold, likewise.
  var rowsOfKernel: [Int: [Int]] = [:]
  /// What periods between two columns are, once some rule asked for them.
  var answersOfPair: [MomentPair: [TriState]] = [:]

  /// Creates a view of a batch, which must stay alive and unchanged as long as the view is used.
  init(
    batch: Batch, slots: [Int?], schema: DatasetSchema, seenThrough: Instant,
    memberships: MembershipMemory
  ) {
    self.memberships = memberships
    self.seenThrough = seenThrough
    self.batch = batch
    self.slots = slots
    self.schema = schema
    allRows = Array(0..<batch.rowCount)
    cellsOfColumn = slots.map { slot in
      slot.map { CellPointers(batch.columns[$0], rowCount: batch.rowCount) }
    }
  }

  /// The vector of a column; the plan asks for every column that rules name.
  func vector(_ column: Int) -> ColumnVector {
    guard let slot = slots[column] else { preconditionFailure("a column that was not planned") }
    return batch.columns[slot]
  }

  /// The cells of a column.
  @inline(__always)
  func cells(_ column: Int) -> CellPointers {
    guard let cells = cellsOfColumn[column] else {
      preconditionFailure("a column that was not planned")
    }
    return cells
  }

  @inline(__always)
  func state(_ column: Int, _ row: Int) -> CellState {
    CellState(rawValue: cells(column).state(row)) ?? .malformed
  }

  /// The moment in a date or timestamp cell; `nil` where there is none.
  @inline(__always)
  func moment(_ column: Int, _ row: Int) -> Moment? {
    let cells = cells(column)
    guard cells.state(row) == CellState.present.rawValue else { return nil }
    switch cells.type {
    case .timestamp:
      return Moment(
        Instant(milliseconds: cells.value(row)),
        precision: Precision(rawValue: cells.detail(row)) ?? .second)
    case .date:
      let day = CivilDate(dayNumber: Int32(truncatingIfNeeded: cells.value(row)))
      return Moment(schema.zone.start(of: day), precision: .day)
    case .text, .integer, .decimal, .boolean: return nil
    }
  }

  /// The civil day in a date or timestamp cell; `nil` where there is none.
  @inline(__always)
  func day(_ column: Int, _ row: Int) -> CivilDate? {
    let cells = cells(column)
    guard cells.state(row) == CellState.present.rawValue else { return nil }
    switch cells.type {
    case .date: return CivilDate(dayNumber: Int32(truncatingIfNeeded: cells.value(row)))
    case .timestamp: return schema.zone.day(of: Instant(milliseconds: cells.value(row)))
    case .text, .integer, .decimal, .boolean: return nil
    }
  }

  /// The cell as text for people; `nil` where it is empty, `?` where it is malformed.
  func text(_ column: Int, _ row: Int) -> String? {
    let cells = cells(column)
    switch CellState(rawValue: cells.state(row)) {
    case .empty, nil: return nil
    case .malformed: return Subject.unreadable
    case .present, .undeclared: break
    }
    let value = cells.value(row)
    switch cells.type {
    case .text: return writtenText(column, row)
    case .integer: return String(value)
    case .decimal: return decimalText(value, scale: Int(cells.detail(row)))
    case .boolean:
      let words =
        value != 0 ? schema.allColumns[column].trueWords : schema.allColumns[column].falseWords
      return words.first ?? (value != 0 ? "true" : "false")
    case .date: return CivilDate(dayNumber: Int32(truncatingIfNeeded: value)).isoText
    case .timestamp:
      let precision = Precision(rawValue: cells.detail(row)) ?? .second
      return schema.zone.localTime(of: Instant(milliseconds: value))
        .isoText(precision: precision, separator: " ")
    }
  }

  /// The text of a cell of a text column that holds one; its vector is not copied.
  private func writtenText(_ column: Int, _ row: Int) -> String {
    guard let slot = slots[column] else { preconditionFailure("a column that was not planned") }
    let value = batch.columns[slot].values[row]
    switch batch.columns[slot].coding {
    case .coded: return batch.columns[slot].dictionary[Int(value)]
    case .plain:
      let offset = Int(value >> 24)
      let range = offset..<offset + Int(value & 0xFF_FFFF)
      return batch.columns[slot].arena.withUnsafeBufferPointer {
        String(decoding: $0[range], as: UTF8.self)
      }
    }
  }
}

/// An exact decimal as text.
func decimalText(_ mantissa: Int64, scale: Int) -> String {
  guard scale > 0 else { return String(mantissa) }
  let digits = String(mantissa.magnitude)
  let filled = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
  let point = filled.index(filled.endIndex, offsetBy: -scale)
  return (mantissa < 0 ? "-" : "") + filled[..<point] + "." + filled[point...]
}
