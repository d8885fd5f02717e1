import CivilTime
import Columns
import TestSupport
import Testing

@testable import Examination

/// The orders of moments in a batch are those that its rows have, looked at one by one.
@Suite struct OrderPairTests {
  /// What the cells of a column are like.
  struct Kind {
    var type: ColumnType
    /// The days about which its moments lie, each with ten more.
    var days: [Int]
    /// The precisions of its moments.
    var precisions: [Precision] = [.minute, .second]
    /// Whether the reader told the days of moments.
    var hasDays = true
    var states: [CellState] = [.present, .present, .present, .empty, .malformed]
  }

  private static let recent = [18_000, 18_005, 18_012]

  /// Columns whose moments are compared as they are, and with one of another kind.
  static let tables: [[Kind]] = {
    let plain = [
      Kind(type: .timestamp, days: recent), Kind(type: .date, days: recent),
      Kind(type: .timestamp, days: recent), Kind(type: .date, days: recent, states: [.present]),
      Kind(type: .timestamp, days: recent, states: [.empty]),
    ]
    let others = [
      Kind(type: .date, days: [-7_320, -7_310, -7_300, -5, 18_000]),
      Kind(type: .timestamp, days: [-7_320, -7_310, -7_300, -5, 18_000]),
      Kind(type: .timestamp, days: [-5, -5, -5], precisions: [.minute, .day]),
      Kind(type: .timestamp, days: recent, precisions: [.day, .minute, .second]),
      Kind(type: .timestamp, days: recent, precisions: [.day]),
      Kind(type: .timestamp, days: recent, hasDays: false),
      Kind(type: .timestamp, days: recent, states: [.present, .undeclared, .empty]),
      Kind(type: .date, days: recent, states: [.present, .undeclared, .malformed]),
      Kind(type: .date, days: [38_340, 38_345, 47_841, 2_932_890, 18_000]),
      Kind(type: .timestamp, days: [38_340, 38_345, 47_841, 18_000]),
    ]
    return [plain] + others.map { plain + [$0] } + [others]
  }()

  static let zones = [
    TimeZoneRules.utc, TimeZoneRules(name: "Asia/Test", firstOffset: 8 * 3600),
    TimeZoneRules(name: "America/Test", firstOffset: -5 * 3600),
  ]

  private static func column(
    _ kind: Kind, rows: Int, _ zone: TimeZoneRules, _ random: inout SeededGenerator
  ) -> ColumnVector {
    var vector = ColumnVector(type: kind.type)
    for _ in 0..<rows {
      let state = kind.states.randomElement(using: &random) ?? .present
      let base = kind.days.randomElement(using: &random) ?? 0
      let day = CivilDate(dayNumber: Int32(base + Int.random(in: 0...10, using: &random)))
      let hasValue = state == .present || state == .undeclared
      vector.states.append(state.rawValue)
      if kind.type == .date {
        vector.values.append(hasValue ? Int64(day.dayNumber) : 0)
        continue
      }
      let precision = kind.precisions.randomElement(using: &random) ?? .minute
      // Few times a day, so that some moments are the same.
      let hours = precision == .day ? 0 : Int64.random(in: 0..<24, using: &random)
      let value = zone.start(of: day).milliseconds + hours * 3_600_000
      vector.values.append(hasValue ? value : 0)
      vector.details.append(hasValue ? precision.rawValue : 0)
      if kind.hasDays { vector.days.append(hasValue ? day.dayNumber : 0) }
    }
    return vector
  }

  /// The moment of a cell that says something: by its day, and by its instant where that is known.
  private static func moment(
    _ vector: ColumnVector, _ row: Int, _ zone: TimeZoneRules
  ) -> (day: CivilDate, instant: Int64?)? {
    guard vector.isPresent(row) else { return nil }
    let value = vector.values[row]
    let isDate = vector.type == .date
    let day =
      isDate
      ? CivilDate(dayNumber: Int32(value)) : zone.day(of: Instant(milliseconds: value))
    guard (-7_305...38_350).contains(isDate ? value : value / 86_400_000),
      !PlaceholderDates.contains(day)
    else { return nil }
    let isDay = isDate || vector.details[row] == Precision.day.rawValue
    return (day, isDay ? nil : value)
  }

  @Test(arguments: tables.indices, zones.indices)
  func `batches are compared as their rows are`(table: Int, zone: Int) {
    var random = SeededGenerator(state: UInt64(table * 10 + zone))
    let (kinds, zone) = (Self.tables[table], Self.zones[zone])
    for rows in [1, 5, 40, 300, 1_100] {
      var batch = Batch(columns: kinds.map { Self.column($0, rows: rows, zone, &random) })
      batch.rowCount = rows
      let moments = batch.columns.map { OrdinaryMoments($0, rowCount: rows, zone: zone) }
      let found = OrderPairs(columns: Array(kinds.indices)).compared(moments, in: batch)
      for pair in found {
        var (before, same, after): ([Int], Int, [Int]) = ([], 0, [])
        for row in 0..<rows {
          guard let one = Self.moment(batch.columns[pair.first], row, zone),
            let other = Self.moment(batch.columns[pair.second], row, zone)
          else { continue }
          var (left, right) = (Int64(one.day.dayNumber), Int64(other.day.dayNumber))
          if let instant = one.instant, let second = other.instant {
            (left, right) = (instant, second)
          }
          if left < right { before.append(row) }
          if left == right { same += 1 }
          if left > right { after.append(row) }
        }
        #expect(pair.before == before.count, "columns \(pair.first) and \(pair.second)")
        #expect(pair.same == same && pair.after == after.count)
        #expect(pair.beforePlaces.map(\.line) == Array(before.prefix(IssueTally.mostExamples)))
        #expect(pair.afterPlaces.map(\.line) == Array(after.prefix(IssueTally.mostExamples)))
      }
      for (vector, moments) in zip(batch.columns, moments) {
        var months: [Int: Int] = [:]
        for row in 0..<rows {
          guard let day = Self.moment(vector, row, zone)?.day else { continue }
          months[day.year * 12 + day.month - 1, default: 0] += 1
        }
        #expect(moments.months == months)
      }
    }
  }
}
