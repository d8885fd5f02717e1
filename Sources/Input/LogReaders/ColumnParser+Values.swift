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
    vector.states.withUnsafeMutableBufferPointer { states in
      vector.values.withUnsafeMutableBufferPointer { values in
        fill(cells, states, &left) { row, cell in
          guard let value = Self.number(cell) else { return false }
          values[row] = value
          return true
        } empty: {
          values[$0] = 0
        }
      }
    }
  }

  /// Gives each row whose cell holds something to `read`, and each empty one to `empty`; rows that are
  /// not read, that lack a required cell or the cell itself are left over.
  @inline(__always)
  private func fill(
    _ cells: CellReader, _ states: UnsafeMutableBufferPointer<UInt8>, _ left: inout [Int32],
    read: (Int, Cell) -> Bool, empty: (Int) -> Void
  ) {
    let leavesEmpty = plan.isRequired
    let padded = cells.paddedRowCount
    for row in 0..<padded {
      let cell = cells.rows[row]
      if cell.count > 0 {
        states[row] = CellState.present.rawValue
        if !read(row, cell) { left.append(Int32(truncatingIfNeeded: row)) }
      } else {
        states[row] = CellState.empty.rawValue
        empty(row)
        if leavesEmpty || cell.count < 0 { left.append(Int32(truncatingIfNeeded: row)) }
      }
    }
    for row in padded..<cells.rowCount { left.append(Int32(truncatingIfNeeded: row)) }
  }

  /// The number that up to 16 digits are; `nil` where there are more bytes, or one is no digit.
  @inline(__always)
  private static func number(_ cell: Cell) -> Int64? {
    if cell.count <= 8 { return number(cell.word(at: 0), digits: cell.count) }
    guard cell.count <= 16, let high = number(cell.word(at: 0), digits: cell.count &- 8),
      let low = number(cell.word(at: cell.count &- 8), digits: 8)
    else { return nil }
    return high &* 100_000_000 &+ low
  }

  /// The number that the first one to eight bytes of a word are; `nil` where one is no digit.
  @inline(__always)
  private static func number(_ word: UInt64, digits count: Int) -> Int64? {
    // The digits in the last bytes, with zeros before them.
    let before = UInt64(truncatingIfNeeded: 8 &- count) &* 8
    let digits = (word ^ 0x3030_3030_3030_3030) &<< before
    guard ((digits &+ 0x7676_7676_7676_7676) | digits) & 0x8080_8080_8080_8080 == 0 else {
      return nil
    }
    // Numbers of two, of four and of eight digits, each in the place of their first.
    let twos = digits &* 10 &+ digits &>> 8
    let fours = (twos & 0xFF_0000_00FF) &* 100 &+ (twos &>> 16 & 0xFF_0000_00FF)
    return Int64(truncatingIfNeeded: (fours & 0xFFFF_FFFF) &* 10_000 &+ fours &>> 32)
  }

  /// Reads the words for yes and no of up to eight bytes; other rows are left over.
  private func fillBooleans(
    _ vector: inout ColumnVector, _ cells: CellReader, _ left: inout [Int32]
  ) {
    // The commonest two first; a column has seldom more.
    let yes = Self.shortWord(plan.trueWords.first)
    let no = Self.shortWord(plan.falseWords.first)
    vector.states.withUnsafeMutableBufferPointer { states in
      vector.values.withUnsafeMutableBufferPointer { values in
        fill(cells, states, &left) { row, cell in
          guard cell.count <= 8 else { return false }
          let word = cell.firstWord
          let isYes = word == yes.word && cell.count == yes.count
          values[row] = isYes ? 1 : 0
          return isYes || word == no.word && cell.count == no.count
        } empty: {
          values[$0] = 0
        }
      }
    }
  }

  /// A word's bytes as `Cell.firstWord` gives them, and their number; of no cell where there is no word.
  private static func shortWord(_ word: [UInt8]?) -> (word: UInt64, count: Int) {
    guard let word else { return (0, 0) }
    return (word.prefix(8).reversed().reduce(0) { $0 &<< 8 | UInt64($1) }, word.count)
  }

  /// Reads days written as `YYYY-MM-DD`; other rows are left over.
  private func fillDates(
    _ vector: inout ColumnVector, _ cells: CellReader, _ left: inout [Int32]
  ) {
    let days = days
    vector.states.withUnsafeMutableBufferPointer { states in
      vector.values.withUnsafeMutableBufferPointer { values in
        fill(cells, states, &left) { row, cell in
          guard cell.count == 10, let day = days.dayNumber(cell.word(at: 0), cell.word(at: 8))
          else { return false }
          values[row] = Int64(day)
          return true
        } empty: {
          values[$0] = 0
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
    vector.states.withUnsafeMutableBufferPointer { states in
      vector.values.withUnsafeMutableBufferPointer { values in
        vector.details.withUnsafeMutableBufferPointer { details in
          vector.days.withUnsafeMutableBufferPointer { dayNumbers in
            var times = qixian_times(
              bytes: cells.rows.bytes, ends: cells.rows.ends, stride: Int64(cells.rows.stride),
              present: CellState.present.rawValue, empty: CellState.empty.rawValue,
              minute: Precision.minute.rawValue, reads_empty: leavesEmpty ? 0 : 1,
              states: states.baseAddress, values: values.baseAddress,
              details: details.baseAddress, days: dayNumbers.baseAddress, offset: 0,
              has_one_offset: 0)
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
