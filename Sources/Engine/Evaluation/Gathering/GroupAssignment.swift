import CivilTime
import Columns
import Findings
import RuleCheck

/// Finds the groups of a batch's rows without making a key for every row.
struct GroupAssignment {
  /// The groups of the batch in order of first appearance.
  private(set) var keys: [GroupKey] = []
  private let columns: [Column]
  private let period: Period.Unit?
  private let segmentStarts: [CivilDate]
  /// The groups by period and the columns' codes, -1 where there is none yet; used where all columns are
  /// coded texts with few values.
  private var table: [Int32] = []
  /// The number of combinations of codes; 0 where `groupOfParts` is used instead.
  private let combinations: Int
  private var groupOfParts: [[Int64]: Int32] = [:]
  /// The first days of the periods seen.
  private var firsts: [Int32?] = []
  private var ordinalOfFirst: [Int32?: Int] = [:]
  /// Days that were asked for lately, by their last bits, and the periods that they belong to.
  private var knownDays = [Int32](repeating: .min, count: Self.mostKnownDays)
  private var knownOrdinals = [Int](repeating: -1, count: Self.mostKnownDays)
  /// The number of what has no day, or of everything where there are no periods.
  private var onlyOrdinal = -1

  private struct Column {
    let index: Int
    let cells: CellPointers
    /// The number of codes, one for an empty cell included.
    let codes: Int
  }

  private static let mostCombinations = 1 << 14
  private static let mostKnownDays = 256

  init(
    columns: [Int], period: Period.Unit?, segmentStarts: [CivilDate] = [], in view: RowView
  ) {
    self.period = period
    self.segmentStarts = segmentStarts
    var combinations = 1
    self.columns = columns.map { index in
      let vector = view.vector(index)
      let isCoded = vector.type == .text && vector.coding == .coded
      let codes = isCoded ? vector.dictionary.count + 1 : 0
      combinations = min(combinations, Self.mostCombinations + 1) * codes
      return Column(index: index, cells: view.cells(index), codes: codes)
    }
    self.combinations = combinations <= Self.mostCombinations ? combinations : 0
  }

  /// The group of a row; `day` places it in a period.
  @inline(__always)
  mutating func group(of row: Int, day: CivilDate?, in view: RowView) -> Int {
    let ordinal = ordinal(of: day)
    guard combinations > 0 else { return groupOfParts(of: row, ordinal, view) }
    var place = ordinal
    for column in columns {
      let value = column.cells.isFilled(row) ? Int(column.cells.value(row)) + 1 : 0
      place = place &* column.codes &+ value
    }
    let known = Int(table[place])
    return known >= 0 ? known : newGroup(row, ordinal, view) { $0.table[place] = $1 }
  }

  @inline(never)
  private mutating func groupOfParts(of row: Int, _ ordinal: Int, _ view: RowView) -> Int {
    var parts = columns.map { column in
      column.cells.isFilled(row) ? column.cells.value(row) : Int64.min
    }
    parts.append(Int64(ordinal))
    return groupOfParts[parts].map { Int($0) }
      ?? newGroup(row, ordinal, view) { $0.groupOfParts[parts] = $1 }
  }

  @inline(never)
  private mutating func newGroup(
    _ row: Int, _ ordinal: Int, _ view: RowView, _ remember: (inout GroupAssignment, Int32) -> Void
  ) -> Int {
    let index = keys.count
    keys.append(
      GroupKey(
        values: columns.map { view.text($0.index, row) },
        period: firsts[ordinal].map { CivilDate(dayNumber: $0) }))
    remember(&self, Int32(truncatingIfNeeded: index))
    return index
  }

  /// The number of the period of a day, in order of first appearance.
  @inline(__always)
  private mutating func ordinal(of day: CivilDate?) -> Int {
    guard period != nil, let day else {
      if onlyOrdinal < 0 { onlyOrdinal = findOrdinal(of: nil) }
      return onlyOrdinal
    }
    let place = Int(day.dayNumber) & (Self.mostKnownDays - 1)
    if knownDays[place] == day.dayNumber { return knownOrdinals[place] }
    let ordinal = findOrdinal(of: day)
    knownDays[place] = day.dayNumber
    knownOrdinals[place] = ordinal
    return ordinal
  }

  @inline(never)
  private mutating func findOrdinal(of day: CivilDate?) -> Int {
    let first = period.flatMap { unit in day.map { firstDay(of: $0, unit) } }
    if let known = ordinalOfFirst[first] { return known }
    let ordinal = firsts.count
    firsts.append(first)
    ordinalOfFirst[first] = ordinal
    table.append(contentsOf: repeatElement(-1, count: combinations))
    return ordinal
  }

  private func firstDay(of day: CivilDate, _ unit: Period.Unit) -> Int32 {
    let first = Period(unit, holding: day).first.dayNumber
    guard let segment = segmentStarts.last(where: { $0 <= day }) else { return first }
    return max(first, segment.dayNumber)
  }
}
