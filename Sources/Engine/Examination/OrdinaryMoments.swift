import CivilTime
import Columns

/// The moments of one column of a batch that say something: present, between 1950 and 2075, and no
/// date that systems write where there is none.
struct OrdinaryMoments {
  /// The days between which no default of a system lies but 1970-01-01: 1950 to 2075.
  private static let days: ClosedRange<Int64> = -7_305...38_350

  let vector: ColumnVector
  let zone: TimeZoneRules
  /// The rows, ascending.
  private(set) var rows: [Int32]
  /// For each row of the batch whether it is one of them.
  private(set) var isOrdinary: [Bool]
  /// The rows that hold a default of a system, ascending.
  private(set) var placeholders: [Int32] = []

  init(_ vector: ColumnVector, rowCount: Int, zone: TimeZoneRules) {
    self.vector = vector
    self.zone = zone
    let unit: Int64 = vector.type == .date ? 1 : 86_400_000
    let first = Self.days.lowerBound * unit
    let (span, near) = (Self.days.upperBound * unit - first, 2 * unit)
    var doubtful: [Int32] = []
    var flags = [Bool](repeating: false, count: rowCount)
    rows = [Int32](unsafeUninitializedCapacity: rowCount) { rows, count in
      vector.states.withUnsafeBufferPointer { states in
        vector.values.withUnsafeBufferPointer { values in
          flags.withUnsafeMutableBufferPointer { flags in
            for row in 0..<rowCount where states[row] == CellState.present.rawValue {
              let value = values[row]
              let place = UInt64(bitPattern: value &- first)
              // Small for the days around 1970-01-01, which may be a default.
              let distance = UInt64(bitPattern: value &+ near &- 1)
              if place < UInt64(span), distance >= UInt64(2 * near - 1) {
                flags[row] = true
                rows.initializeElement(at: count, to: Int32(truncatingIfNeeded: row))
                count &+= 1
              } else {
                doubtful.append(Int32(truncatingIfNeeded: row))
              }
            }
          }
        }
      }
    }
    isOrdinary = flags
    for row in doubtful { lookCloser(row) }
    if !doubtful.isEmpty { rows.sort() }
  }

  private mutating func lookCloser(_ row: Int32) {
    let value = vector.values[Int(row)]
    if PlaceholderDates.contains(day(Int(row))) {
      placeholders.append(row)
    } else if Self.days.contains(vector.type == .date ? value : value / 86_400_000) {
      isOrdinary[Int(row)] = true
      rows.append(row)
    }
  }

  /// The civil day of a row that holds a moment.
  func day(_ row: Int) -> CivilDate {
    vector.type == .date
      ? CivilDate(dayNumber: Int32(truncatingIfNeeded: vector.values[row]))
      : zone.day(of: Instant(milliseconds: vector.values[row]))
  }

  /// Whether every moment is known more exactly than to the day.
  var areInstants: Bool {
    vector.type == .timestamp && !vector.details.contains(Precision.day.rawValue)
  }

  /// The number of rows of each month, by year × 12 + month − 1.
  var months: [Int: Int] {
    var counts: [Int: Int] = [:]
    // Rows of a month mostly stand together.
    var month = 0
    var held: Range<Int64> = 0..<0
    var run = 0
    for row in rows {
      if held.contains(vector.values[Int(row)]) {
        run += 1
        continue
      }
      if run > 0 { counts[month, default: 0] += run }
      let date = day(Int(row))
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
