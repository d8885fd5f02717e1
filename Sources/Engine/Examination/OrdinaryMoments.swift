import CivilTime
import Columns

/// The moments of one column of a batch that say something: present, between 1950 and 2075, and no
/// date that systems write where there is none.
struct OrdinaryMoments {
  /// The days between which no default of a system lies but 1970-01-01: 1950 to 2075.
  private static let days: ClosedRange<Int64> = -7_305...38_350

  let vector: ColumnVector
  let zone: TimeZoneRules
  /// The value of each row, exact as a day's or a moment's milliseconds are; not a number in the
  /// others, and in up to three behind the last so that the length is a multiple of four.
  private(set) var ticks: [Double]
  /// Of a column of days, the milliseconds with which the day of each row starts and ends.
  ///
  /// They are not numbers in other rows; empty for columns of moments.
  private(set) var spans: (starts: [Double], ends: [Double]) = ([], [])
  /// The rows that hold a default of a system, ascending.
  private(set) var placeholders: [Int32] = []
  /// Whether every moment is known more exactly than to the day.
  let areInstants: Bool

  init(_ vector: ColumnVector, rowCount: Int, zone: TimeZoneRules) {
    self.vector = vector
    self.zone = zone
    areInstants = vector.type == .timestamp && !Self.hasDay(vector)
    let hasUnusual = Self.hasUnusual(vector, rowCount)
    let length = (rowCount + 3) / 4 * 4
    ticks = [Double](unsafeUninitializedCapacity: length) { ticks, count in
      vector.states.withUnsafeBufferPointer { states in
        vector.values.withUnsafeBufferPointer { values in
          for row in 0..<rowCount {
            let isPresent = states[row] == CellState.present.rawValue
            let tick = Double(values[row])
            ticks.initializeElement(at: row, to: isPresent ? tick : .nan)
          }
        }
      }
      for row in rowCount..<length { ticks.initializeElement(at: row, to: .nan) }
      count = length
    }
    // What is unusual is seldom there, and looked for only where it is.
    if hasUnusual {
      for row in 0..<rowCount where vector.isPresent(row) {
        lookCloser(Int32(truncatingIfNeeded: row))
      }
    }
    if vector.type == .date { findSpans() }
  }

  /// Whether a row may hold a default of a system, or a moment outside the years looked at.
  private static func hasUnusual(_ vector: ColumnVector, _ rowCount: Int) -> Bool {
    let (first, last) = (Int32(days.lowerBound), Int32(days.upperBound))
    // The days around 1970-01-01 may be a default.
    let near: Int32 = 2
    var unusual: UInt32 = 0
    vector.states.withUnsafeBufferPointer { states in
      if vector.days.count >= rowCount {
        vector.days.withUnsafeBufferPointer { days in
          // Numbers, not branches, so that many rows are looked at together.
          for row in 0..<rowCount {
            let day = days[row]
            let isOutside: UInt32 = (day < first ? 1 : 0) | (day >= last ? 1 : 0)
            let isNear: UInt32 = (day >= -near ? 1 : 0) & (day <= near ? 1 : 0)
            let isPresent: UInt32 = states[row] == CellState.present.rawValue ? 1 : 0
            unusual |= (isOutside | isNear) & isPresent
          }
        }
      } else {
        let unit: Int64 = vector.type == .date ? 1 : 86_400_000
        vector.values.withUnsafeBufferPointer { values in
          for row in 0..<rowCount where states[row] == CellState.present.rawValue {
            let day = values[row] / unit
            unusual |= day < first || day >= last || day >= -near && day <= near ? 1 : 0
          }
        }
      }
    }
    return unusual != 0
  }

  /// Whether a moment is known to the day only; a cell without one says nothing.
  private static func hasDay(_ vector: ColumnVector) -> Bool {
    vector.states.withUnsafeBufferPointer { states in
      vector.details.withUnsafeBufferPointer { details in
        var found: UInt8 = 0
        for row in 0..<min(states.count, details.count) {
          let isPresent: UInt8 = states[row] == CellState.present.rawValue ? 1 : 0
          found |= isPresent & (details[row] == Precision.day.rawValue ? 1 : 0)
        }
        return found != 0
      }
    }
  }

  private mutating func findSpans() {
    let nothing = [Double](repeating: .nan, count: ticks.count)
    spans = (nothing, nothing)
    // Days of a batch come back, so that each is looked up about once.
    let kept = 256
    var known = [(day: Int64, start: Double, end: Double)](repeating: (.min, 0, 0), count: kept)
    for row in ticks.indices where isOrdinary(row) {
      let place = Int(truncatingIfNeeded: vector.values[row]) & (kept - 1)
      if known[place].day != vector.values[row] {
        let day = day(row)
        known[place] = (
          vector.values[row], Double(zone.start(of: day).milliseconds),
          Double(zone.end(of: day).milliseconds)
        )
      }
      spans.starts[row] = known[place].start
      spans.ends[row] = known[place].end
    }
  }

  private mutating func lookCloser(_ row: Int32) {
    let value = vector.values[Int(row)]
    let isPlaceholder = PlaceholderDates.contains(day(Int(row)))
    if isPlaceholder { placeholders.append(row) }
    if isPlaceholder || !Self.days.contains(vector.type == .date ? value : value / 86_400_000) {
      ticks[Int(row)] = .nan
    }
  }

  /// Whether a row holds such a moment.
  func isOrdinary(_ row: Int) -> Bool { !ticks[row].isNaN }

  /// The civil day of a row that holds a moment.
  func day(_ row: Int) -> CivilDate {
    vector.type == .date
      ? CivilDate(dayNumber: Int32(truncatingIfNeeded: vector.values[row]))
      : zone.day(of: Instant(milliseconds: vector.values[row]))
  }

  /// The number of rows of each month, by year × 12 + month − 1.
  var months: [Int: Int] {
    var counts: [Int: Int] = [:]
    // Rows of a month mostly stand together.
    var month = 0
    var held: Range<Int64> = 0..<0
    var run = 0
    for row in ticks.indices where isOrdinary(row) {
      if held.contains(vector.values[row]) {
        run += 1
        continue
      }
      if run > 0 { counts[month, default: 0] += run }
      let date = day(row)
      month = date.year * 12 + date.month - 1
      held = start(ofMonth: month)..<start(ofMonth: month + 1)
      run = 1
    }
    if run > 0 { counts[month, default: 0] += run }
    return counts
  }

  /// The first value that lies in a month.
  private func start(ofMonth month: Int) -> Int64 {
    let day = CivilDate.dayNumber(year: month / 12, month: month % 12 + 1, day: 1)
    return vector.type == .date
      ? Int64(day) : zone.start(of: CivilDate(dayNumber: day)).milliseconds
  }
}
