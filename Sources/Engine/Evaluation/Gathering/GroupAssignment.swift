import CColumnScan
import CivilTime
import Columns

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

  /// Counts rows, up to a day: their groups among those of the batch, and how many of the rows each has.
  ///
  /// - Parameter days: The day number of each row of the batch.
  mutating func count(
    _ rows: [Int], _ days: UnsafePointer<Int32>, through last: CivilDate, in view: RowView
  ) -> [(group: Int, count: Int)] {
    var counts = [Int32](repeating: 0, count: memory.keys.count)
    let isByCode = columns.count == 1 && memory.combinations > 0
    var place = 0
    while place < rows.count {
      let day = days[rows[place]]
      guard day <= last.dayNumber else {
        place += 1
        continue
      }
      let ordinal = memory.ordinal(of: CivilDate(dayNumber: day))
      // Rows of one day mostly follow one another.
      if isByCode { place = count(rows, from: place, days, day, ordinal, &counts) }
      // The next is of another day, or of a group that is not known yet.
      guard place < rows.count, days[rows[place]] == day else { continue }
      let group = knownGroup(of: rows[place], ordinal, view)
      counts += [Int32](repeating: 0, count: memory.keys.count - counts.count)
      counts[group] &+= 1
      place += 1
    }
    return counts.indices.filter { counts[$0] > 0 }.map {
      (memory.place(of: $0), Int(counts[$0]))
    }
  }

  /// Counts rows of a day by the codes of the one column, as far as their groups are known; gives the place
  /// after them.
  private func count(
    _ rows: [Int], from place: Int, _ days: UnsafePointer<Int32>, _ day: Int32, _ ordinal: Int,
    _ counts: inout [Int32]
  ) -> Int {
    let (cells, room) = (columns[0].cells, columns[0].room)
    return memory.table.withUnsafeBufferPointer { table in
      // Bounds: a period has a place a code, and what is in them is a group that was counted.
      precondition((ordinal + 1) * room <= table.count)
      guard let first = table.baseAddress else { return place }
      var groups = qixian_day_groups(
        days: days, day: day, states: cells.states, codes: cells.values,
        first_code: GroupMemory.firstCode, table: first + ordinal * room, room: Int64(room))
      return withRows(rows) {
        Int(
          qixian_count_day(&groups, $0.baseAddress, Int64(place), Int64(rows.count), &counts))
      }
    }
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
