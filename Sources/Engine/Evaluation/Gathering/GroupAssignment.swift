import CivilTime
import Columns
import RuleCheck

/// Finds the groups of a batch's rows without making a key for every row.
struct GroupAssignment {
  private(set) var memory: GroupMemory
  private let columns: [Column]

  private struct Column {
    let index: Int
    let cells: CellPointers
    /// By how much the codes of the columns before are multiplied.
    let room: Int

    /// The number of what a row's cell holds, at least 0 where the column is coded.
    @inline(__always)
    func code(_ row: Int) -> Int64 {
      if cells.isFilled(row) { return cells.value(row) &+ GroupMemory.firstCode }
      return cells.state(row) == CellState.empty.rawValue ? 0 : 1
    }
  }

  /// - Parameter memory: What is known of groups by these columns and holds for the batch.
  init(columns: [Int], memory: consuming GroupMemory, in view: RowView) {
    memory.startBatch()
    self.columns = columns.enumerated().map {
      Column(index: $1, cells: view.cells($1), room: memory.room($0))
    }
    self.memory = memory
  }

  /// The group of a row among those of the batch, which are numbered in order of first appearance; `day`
  /// places it in a period.
  @inline(__always)
  mutating func group(of row: Int, day: CivilDate?, in view: RowView) -> Int {
    memory.place(of: knownGroup(of: row, memory.ordinal(of: day), view))
  }

  /// The group of a row among all that are known, given the number of its period.
  @inline(__always)
  private mutating func knownGroup(of row: Int, _ ordinal: Int, _ view: RowView) -> Int {
    guard memory.combinations > 0 else { return groupOfParts(of: row, ordinal, view) }
    var place = ordinal
    for column in columns { place = place &* column.room &+ Int(column.code(row)) }
    return memory.group(at: place) ?? add(row, ordinal, place, view)
  }

  /// Counts rows that are met, up to a day: their groups among those of the batch, and how many of the rows
  /// each has.
  ///
  /// - Parameter dating: What dates the rows; no column.
  mutating func count(
    _ rows: [QuickAnswer.Met], _ dating: DatedBy, through last: CivilDate, in view: RowView
  ) -> [(group: Int, count: Int)] {
    var groups: [Int] = []
    var countOfGroup: [Int32] = []
    // Rows of one day mostly follow one another.
    var (lastDay, ordinal) = (Int32.min, 0)
    for met in rows {
      guard let day = met.day(dating), day <= last.dayNumber else { continue }
      if day != lastDay {
        lastDay = day
        ordinal = memory.ordinal(of: CivilDate(dayNumber: day))
      }
      let group = knownGroup(of: met.row, ordinal, view)
      if group >= countOfGroup.count {
        countOfGroup += [Int32](repeating: 0, count: memory.keys.count - countOfGroup.count)
      }
      if countOfGroup[group] == 0 { groups.append(group) }
      countOfGroup[group] &+= 1
    }
    return groups.map { (memory.place(of: $0), Int(countOfGroup[$0])) }
  }

  @inline(never)
  private mutating func add(_ row: Int, _ ordinal: Int, _ place: Int, _ view: RowView) -> Int {
    memory.add(values(of: row, view), ordinal: ordinal, at: place)
  }

  @inline(never)
  private mutating func groupOfParts(of row: Int, _ ordinal: Int, _ view: RowView) -> Int {
    var parts = [Int64(ordinal)]
    for column in columns {
      // A value may be any number, so that what has none is told from it beside.
      let isFilled = column.cells.isFilled(row)
      parts.append(isFilled ? 2 + Int64(column.cells.detail(row)) : column.code(row))
      parts.append(isFilled ? column.cells.value(row) : 0)
    }
    return memory.group(of: parts)
      ?? memory.add(values(of: row, view), ordinal: ordinal, parts: parts)
  }

  private func values(of row: Int, _ view: RowView) -> [String?] {
    columns.map { view.text($0.index, row) }
  }
}
