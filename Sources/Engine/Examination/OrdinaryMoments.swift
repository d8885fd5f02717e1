import CColumnScan
import CivilTime
import Columns

/// The moments of one column of a batch that say something: present, between 1950 and 2075, and no
/// date that systems write where there is none.
final class OrdinaryMoments {
  /// The days between which no default of a system lies but 1970-01-01: 1950 to 2075.
  private static let days: ClosedRange<Int64> = -7_305...38_350
  /// The most months that are counted one after the other.
  private static let mostMonths = 24

  let vector: ColumnVector
  let rowCount: Int
  /// 0 in each row that holds such a moment.
  private(set) var states: [UInt8]
  /// Of a timestamp's rows that hold a moment the day number; empty for columns of days.
  private(set) var dayNumbers: [Int32] = []
  /// The rows that hold a default of a system, ascending.
  private(set) var placeholders: [Int32] = []
  /// Whether every moment is known more exactly than to the day.
  let areInstants: Bool
  /// Whether the values, and the day numbers of a timestamp, are above 0 in the rows that hold such a
  /// moment and 0 in the others.
  private(set) var isPlain = false
  private var range = qixian_day_range()

  init(_ vector: ColumnVector, rowCount: Int, zone: TimeZoneRules) {
    precondition(vector.states.count >= rowCount && vector.values.count >= rowCount)
    self.vector = vector
    self.rowCount = rowCount
    states = vector.states
    let isTimestamp = vector.type == .timestamp
    let hasDetails = isTimestamp && vector.details.count >= rowCount
    let summary = vector.details.withUnsafeBufferPointer { details in
      qixian_sum_up_states(
        vector.states, hasDetails ? details.baseAddress : nil, Int64(rowCount),
        Precision.day.rawValue)
    }
    areInstants = isTimestamp && summary.has_detail == 0
    let hasDays = !isTimestamp || vector.days.count >= rowCount
    if isTimestamp { dayNumbers = hasDays ? vector.days : Self.days(vector, rowCount, zone) }
    range = withDays { qixian_range_of_days(&$0) }
    // Near 1970-01-01 a moment may be the default; and what lies before is not above 0.
    if range.first <= 2 || range.last >= Self.days.upperBound, range.first <= range.last {
      lookCloser()
    } else {
      // Readers leave no value where they read none.
      isPlain = hasDays && summary.greatest < CellState.undeclared.rawValue
      assert(!isPlain || hasNothingElsewhere)
    }
  }

  /// The day numbers of a column's moments, where the reader did not give them.
  private static func days(
    _ vector: ColumnVector, _ rowCount: Int, _ zone: TimeZoneRules
  ) -> [Int32] {
    (0..<rowCount).map { row in
      vector.isPresent(row)
        ? zone.day(of: Instant(milliseconds: vector.values[row])).dayNumber : 0
    }
  }

  private var hasNothingElsewhere: Bool {
    (0..<rowCount).allSatisfy { row in
      isOrdinary(row) || vector.values[row] == 0 && (dayNumbers.isEmpty || dayNumbers[row] == 0)
    }
  }

  /// Calls with the days of the rows that hold such moments, for the time of the call.
  private func withDays<Result>(_ body: (inout qixian_days) -> Result) -> Result {
    states.withUnsafeBufferPointer { states in
      dayNumbers.withUnsafeBufferPointer { days in
        vector.values.withUnsafeBufferPointer { values in
          let isTimestamp = vector.type == .timestamp
          var column = qixian_days(
            states: states.baseAddress, days: isTimestamp ? days.baseAddress : nil,
            wide: isTimestamp ? nil : values.baseAddress, count: Int64(rowCount))
          return body(&column)
        }
      }
    }
  }

  /// Leaves out defaults of systems and moments of other years.
  private func lookCloser() {
    let unit: Int64 = vector.type == .date ? 1 : 86_400_000
    var left = states
    // Between these, a day within the edges in any zone, there is no default but 1970-01-01.
    let surely = Int32(Self.days.lowerBound) + 1..<Int32(Self.days.upperBound)
    for row in 0..<rowCount where vector.isPresent(row) {
      let number = day(row).dayNumber
      if number != 0, surely.contains(number) { continue }
      let isPlaceholder = PlaceholderDates.contains(day(row))
      if isPlaceholder { placeholders.append(Int32(truncatingIfNeeded: row)) }
      if isPlaceholder || !Self.days.contains(vector.values[row] / unit) {
        left[row] = CellState.empty.rawValue
      }
    }
    states = left
    range = withDays { qixian_range_of_days(&$0) }
  }

  /// Whether a row holds such a moment.
  func isOrdinary(_ row: Int) -> Bool { states[row] == CellState.present.rawValue }

  /// The civil day of a row that holds a moment.
  func day(_ row: Int) -> CivilDate {
    CivilDate(
      dayNumber: vector.type == .date
        ? Int32(truncatingIfNeeded: vector.values[row]) : dayNumbers[row])
  }

  /// The number of rows of each month, by year × 12 + month − 1.
  var months: [Int: Int] {
    guard range.first <= range.last else { return [:] }
    let first = Self.month(CivilDate(dayNumber: range.first))
    let last = Self.month(CivilDate(dayNumber: range.last))
    guard last - first < Self.mostMonths else { return monthsByRow }
    var counts: [Int: Int] = [:]
    var earlier = 0
    for month in first...last {
      let next = Self.start(ofMonth: month + 1)
      let count = Int(withDays { qixian_days_before(&$0, next) })
      if count > earlier { counts[month] = count - earlier }
      earlier = count
    }
    return counts
  }

  private var monthsByRow: [Int: Int] {
    var counts: [Int: Int] = [:]
    // Rows of a month mostly stand together.
    var month = 0
    var held: Range<Int32> = 0..<0
    var run = 0
    for row in 0..<rowCount where isOrdinary(row) {
      let day = day(row)
      if held.contains(day.dayNumber) {
        run += 1
        continue
      }
      if run > 0 { counts[month, default: 0] += run }
      month = Self.month(day)
      held = Self.start(ofMonth: month)..<Self.start(ofMonth: month + 1)
      run = 1
    }
    if run > 0 { counts[month, default: 0] += run }
    return counts
  }

  private static func month(_ day: CivilDate) -> Int {
    let (year, month, _) = day.components
    return year * 12 + month - 1
  }

  private static func start(ofMonth month: Int) -> Int32 {
    CivilDate.dayNumber(year: month / 12, month: month % 12 + 1, day: 1)
  }
}
