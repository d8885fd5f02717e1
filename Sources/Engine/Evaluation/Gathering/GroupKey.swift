import CivilTime
import Columns
import Findings
import RuleCheck

/// The values and the period that make a group.
struct GroupKey: Hashable, Sendable {
  /// The columns' values; `nil` for an empty cell.
  var values: [String?]
  /// The first day of the period; `nil` where the rule has no periods.
  var period: CivilDate?

  /// Orders groups for output: by values, then by period.
  static func precedes(_ left: GroupKey, _ right: GroupKey) -> Bool {
    for (a, b) in zip(left.values, right.values) where a != b {
      guard let a else { return false }
      guard let b else { return true }
      return a < b
    }
    switch (left.period, right.period) {
    case (let a?, let b?): return a < b
    case (nil, _?): return true
    default: return false
    }
  }
}

/// Finds the groups of a batch's rows without making a key for every row.
struct GroupAssignment {
  /// The groups of the batch in order of first appearance.
  private(set) var keys: [GroupKey] = []
  private let columns: [Int]
  private let period: Period.Unit?
  private let segmentStarts: [CivilDate]
  private var indexOfPart: [Part: Int] = [:]
  private var levels = 0
  private var periodOfDay: [Int32: Int32] = [:]

  /// One step from a prefix of the key to a longer one.
  private struct Part: Hashable {
    var prefix: Int
    var value: Int64
  }

  init(columns: [Int], period: Period.Unit?, segmentStarts: [CivilDate] = []) {
    self.columns = columns
    self.period = period
    self.segmentStarts = segmentStarts
  }

  /// The group of a row; `day` places it in a period.
  mutating func group(of row: Int, day: CivilDate?, in view: RowView) -> Int {
    var prefix = -1
    for column in columns {
      let vector = view.vector(column)
      prefix = step(
        prefix,
        vector.isPresent(row) || vector.states[row] == CellState.undeclared.rawValue
          ? vector.values[row] : Int64.min)
    }
    let first = period.flatMap { unit in day.map { firstDay(of: $0, unit) } }
    prefix = step(prefix, first.map { Int64($0) } ?? Int64.min)
    if let index = groupOfPrefix[prefix] { return index }
    let index = keys.count
    groupOfPrefix[prefix] = index
    keys.append(
      GroupKey(
        values: columns.map { view.text($0, row) },
        period: first.map { CivilDate(dayNumber: $0) }))
    return index
  }

  private var groupOfPrefix: [Int: Int] = [:]

  private mutating func step(_ prefix: Int, _ value: Int64) -> Int {
    let part = Part(prefix: prefix, value: value)
    if let index = indexOfPart[part] { return index }
    let index = levels
    levels += 1
    indexOfPart[part] = index
    return index
  }

  private mutating func firstDay(of day: CivilDate, _ unit: Period.Unit) -> Int32 {
    if let first = periodOfDay[day.dayNumber] { return first }
    var first = Period(unit, holding: day).first.dayNumber
    if let segment = segmentStarts.last(where: { $0 <= day }) {
      first = max(first, segment.dayNumber)
    }
    periodOfDay[day.dayNumber] = first
    return first
  }
}
