import CivilTime
import Columns

// The loops over numbers, days and times. Bounds: states, values and details have an element a row,
// as `prepare` made sure.
extension ColumnParser {
  /// Whether a cell can be read without looking at words and repairs.
  private var isPlain: Bool {
    plan.emptyWords.isEmpty && plan.repairs.isEmpty && plan.values.isEmpty
  }

  /// Fills a column of integers, days, times, decimals or booleans.
  func fillValues(
    _ vector: inout ColumnVector, _ cells: CellReader, _ issues: inout [ReadIssue]
  ) {
    let usesDays = plan.type == .date || plan.type == .timestamp
    guard isPlain, !usesDays || plan.forms.isEmpty || plan.forms.contains(.iso),
      plan.type == .integer || plan.type == .boolean || usesDays
    else { return fillGenerally(&vector, cells, &issues) }
    var left: [Int32] = []
    switch plan.type {
    case .integer: fillIntegers(&vector, cells, &left)
    case .date: fillDates(&vector, cells, &left)
    case .boolean: fillBooleans(&vector, cells, &left)
    default: fillTimestamps(&vector, cells, &left)
    }
    for row in left {
      let row = Int(row)
      let cell = cells[row]
      if cell.count < 0 {
        setNothing(&vector, row: row, .malformed)
      } else if let kind = readGenerally(cell, &vector, row: row) {
        report(kind, row: row, cell, &issues)
      }
    }
  }

  /// Reads whole numbers of up to 18 digits; other rows are left over.
  private func fillIntegers(
    _ vector: inout ColumnVector, _ cells: CellReader, _ left: inout [Int32]
  ) {
    let leavesEmpty = plan.isRequired
    vector.states.withUnsafeMutableBufferPointer { states in
      vector.values.withUnsafeMutableBufferPointer { values in
        for row in 0..<cells.rowCount {
          let cell = cells[row]
          var value: Int64 = 0
          var state = CellState.present
          if cell.count <= 0 {
            state = .empty
            if leavesEmpty || cell.count < 0 { left.append(Int32(truncatingIfNeeded: row)) }
          } else if cell.count <= 18 {
            var worst: UInt8 = 0
            var index = 0
            while index < cell.count {
              let digit = cell.start[index] &- 0x30
              worst = max(worst, digit)
              value = value &* 10 &+ Int64(digit)
              index &+= 1
            }
            if worst > 9 { left.append(Int32(truncatingIfNeeded: row)) }
          } else {
            left.append(Int32(truncatingIfNeeded: row))
          }
          states[row] = state.rawValue
          values[row] = value
        }
      }
    }
  }

  /// Reads the words for yes and no of up to eight bytes; other rows are left over.
  private func fillBooleans(
    _ vector: inout ColumnVector, _ cells: CellReader, _ left: inout [Int32]
  ) {
    let leavesEmpty = plan.isRequired
    let words =
      plan.trueWords.map { (Self.shortWord($0), Int64(1)) }
      + plan.falseWords.map { (Self.shortWord($0), Int64(0)) }
    vector.states.withUnsafeMutableBufferPointer { states in
      vector.values.withUnsafeMutableBufferPointer { values in
        for row in 0..<cells.rowCount {
          let cell = cells[row]
          var state = CellState.present
          var value: Int64 = -1
          if cell.count <= 0 {
            state = .empty
            value = 0
            if leavesEmpty || cell.count < 0 { left.append(Int32(truncatingIfNeeded: row)) }
          } else if cell.count <= 8 {
            let text = (cell.firstWord, cell.count)
            for word in words where word.0 == text {
              value = word.1
              break
            }
          }
          if value < 0 {
            value = 0
            left.append(Int32(truncatingIfNeeded: row))
          }
          states[row] = state.rawValue
          values[row] = value
        }
      }
    }
  }

  /// A word's bytes as `Cell.firstWord` gives them, and their number.
  private static func shortWord(_ word: [UInt8]) -> (UInt64, Int) {
    (word.prefix(8).reversed().reduce(0) { $0 &<< 8 | UInt64($1) }, word.count)
  }

  /// Reads days written as `YYYY-MM-DD`; other rows are left over.
  private func fillDates(
    _ vector: inout ColumnVector, _ cells: CellReader, _ left: inout [Int32]
  ) {
    let leavesEmpty = plan.isRequired
    let days = days
    vector.states.withUnsafeMutableBufferPointer { states in
      vector.values.withUnsafeMutableBufferPointer { values in
        for row in 0..<cells.rowCount {
          let cell = cells[row]
          var state = CellState.present
          var value: Int64 = 0
          if cell.count <= 0 {
            state = .empty
            if leavesEmpty || cell.count < 0 { left.append(Int32(truncatingIfNeeded: row)) }
          } else if let day = days.dayNumber(cell) {
            value = day
          } else {
            left.append(Int32(truncatingIfNeeded: row))
          }
          states[row] = state.rawValue
          values[row] = value
        }
      }
    }
  }

  /// Reads times written as `YYYY-MM-DD`, with or without `HH:MM` and `:SS`; other rows are left
  /// over.
  private func fillTimestamps(
    _ vector: inout ColumnVector, _ cells: CellReader, _ left: inout [Int32]
  ) {
    let leavesEmpty = plan.isRequired
    let days = days
    vector.states.withUnsafeMutableBufferPointer { states in
      vector.values.withUnsafeMutableBufferPointer { values in
        vector.details.withUnsafeMutableBufferPointer { details in
          for row in 0..<cells.rowCount {
            let cell = cells[row]
            var state = CellState.present
            var value: Int64 = 0
            var detail: UInt8 = 0
            if cell.count <= 0 {
              state = .empty
              if leavesEmpty || cell.count < 0 { left.append(Int32(truncatingIfNeeded: row)) }
            } else if let time = days.timestamp(cell) {
              value = time.milliseconds
              detail = time.precision.rawValue
            } else {
              left.append(Int32(truncatingIfNeeded: row))
            }
            states[row] = state.rawValue
            values[row] = value
            details[row] = detail
          }
        }
      }
    }
  }
}
