import CTextScan
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

  /// Reads whole numbers of up to 16 digits; other rows are left over.
  private func fillIntegers(
    _ vector: inout ColumnVector, _ cells: CellReader, _ left: inout [Int32]
  ) {
    fill(&vector, cells, &left) { column, row, limit in
      qixian_read_integers(&column, row, limit)
    }
  }

  /// Reads the words for yes and no of up to eight bytes; other rows are left over.
  private func fillBooleans(
    _ vector: inout ColumnVector, _ cells: CellReader, _ left: inout [Int32]
  ) {
    // The commonest two first; a column has seldom more.
    var yes = Self.shortWord(plan.trueWords.first)
    var no = Self.shortWord(plan.falseWords.first)
    fill(&vector, cells, &left) { column, row, limit in
      qixian_read_choices(&column, &yes, &no, row, limit)
    }
  }

  /// A word as it stands in a cell; of no cell where there is none.
  private static func shortWord(_ word: [UInt8]?) -> qixian_choice {
    guard let word else { return qixian_choice(word: 0, count: 0) }
    return qixian_choice(
      word: word.prefix(8).reversed().reduce(0) { $0 &<< 8 | UInt64($1) },
      count: Int64(word.count))
  }

  /// Has the rows of a column read in runs, by a function that gives the first row that it does not read;
  /// such are left over.
  private func fill(
    _ vector: inout ColumnVector, _ cells: CellReader, _ left: inout [Int32],
    read: (_ column: inout qixian_column, _ first: Int64, _ limit: Int64) -> Int64
  ) {
    vector.states.withUnsafeMutableBufferPointer { states in
      vector.values.withUnsafeMutableBufferPointer { values in
        var column = cells.column(
          readsEmpty: !plan.isRequired, states: states.baseAddress, values: values.baseAddress)
        var row = 0
        while row < cells.rowCount {
          if row < cells.paddedRowCount {
            row = Int(read(&column, Int64(row), Int64(cells.paddedRowCount)))
            guard row < cells.rowCount else { break }
          }
          left.append(Int32(truncatingIfNeeded: row))
          row &+= 1
        }
      }
    }
  }

  /// Reads days written as `YYYY-MM-DD`; other rows are left over.
  private func fillDates(
    _ vector: inout ColumnVector, _ cells: CellReader, _ left: inout [Int32]
  ) {
    fill(&vector, cells, &left) { column, row, limit in
      var row = row
      while true {
        row = qixian_read_days(&column, row, limit)
        // Mostly a year far off, such as 1899 or 9999.
        guard row < limit, case let cell = cells.rows[Int(row)], cell.count == 10,
          let day = days.dayNumber(cell.word(at: 0), cell.word(at: 8))
        else { return row }
        column.states[Int(row)] = CellState.present.rawValue
        column.values[Int(row)] = Int64(day)
        row &+= 1
      }
    }
  }

  /// Reads times written as `YYYY-MM-DD`, with or without `HH:MM` and `:SS`; other rows are left
  /// over.
  private func fillTimestamps(
    _ vector: inout ColumnVector, _ cells: CellReader, _ left: inout [Int32]
  ) {
    let leavesEmpty = plan.isRequired
    vector.states.withUnsafeMutableBufferPointer { states in
      vector.values.withUnsafeMutableBufferPointer { values in
        vector.details.withUnsafeMutableBufferPointer { details in
          vector.days.withUnsafeMutableBufferPointer { dayNumbers in
            var times = qixian_times(
              column: cells.column(
                readsEmpty: !leavesEmpty, states: states.baseAddress, values: values.baseAddress),
              minute: Precision.minute.rawValue, details: details.baseAddress,
              days: dayNumbers.baseAddress, offset: 0, has_one_offset: 0)
            var row = 0
            while true {
              row = days.minutes(&times, from: row, to: cells.paddedRowCount)
              guard row < cells.rowCount else { break }
              // What is no time to the minute: mostly a time that is written otherwise.
              let cell = cells.rows[row]
              if row < cells.paddedRowCount, cell.count > 0,
                let (time, precision) = days.timestamp(cell)
              {
                states[row] = CellState.present.rawValue
                (values[row], details[row]) = (time.milliseconds, precision.rawValue)
                dayNumbers[row] = time.day
              } else {
                states[row] = CellState.empty.rawValue
                (values[row], details[row], dayNumbers[row]) = (0, 0, 0)
                if leavesEmpty || cell.count != 0 { left.append(Int32(truncatingIfNeeded: row)) }
              }
              row &+= 1
            }
          }
        }
      }
    }
  }
}
