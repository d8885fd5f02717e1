import CivilTime
import Columns
import Testing

@testable import Examination

/// Which moments of a batch say something, at the edges of what does.
@Suite struct OrdinaryMomentTests {
  /// Days around every edge, and those that systems write.
  private static let days: [Int64] =
    [-7_306, -7_305, -3, -2, -1, 0, 1, 2, 3, 38_349, 38_350, 38_351]
    + [-715_000, -25_569, -25_567, 39_968, 39_969, 47_846, 47_847, 2_932_896]

  private static func isOrdinary(_ day: Int64) -> Bool {
    (-7_305...38_350).contains(day) && !isPlaceholder(day)
  }

  private static func isPlaceholder(_ day: Int64) -> Bool {
    PlaceholderDates.contains(CivilDate(dayNumber: Int32(day)))
  }

  @Test(arguments: [ColumnType.date, .timestamp])
  func `days at the edges`(type: ColumnType) {
    var vector = ColumnVector(type: type)
    let states: [CellState] = [.present, .empty, .malformed]
    for day in Self.days {
      for state in states {
        vector.states.append(state.rawValue)
        vector.values.append(state == .present ? (type == .date ? day : day * 86_400_000) : 0)
        if type == .timestamp { vector.details.append(Precision.minute.rawValue) }
      }
    }
    let moments = OrdinaryMoments(vector, rowCount: vector.states.count, zone: .utc)
    let present = Self.days.indices.map { ($0 * states.count, Self.days[$0]) }
    let ordinary = vector.states.indices.filter { moments.isOrdinary($0) }
    #expect(ordinary == present.filter { Self.isOrdinary($1) }.map(\.0))
    #expect(
      moments.placeholders.map(Int.init) == present.filter { Self.isPlaceholder($1) }.map(\.0))
    #expect(moments.months.values.reduce(0, +) == ordinary.count)
    #expect(moments.months[1970 * 12] == 3)
  }

  @Test func `placeholder dates are found by the short way and the long`() {
    let dates = [(1970, 1, 1), (2079, 6, 6), (1911, 1, 1), (9999, 12, 31)]
    for (year, month, day) in dates {
      let number = CivilDate.dayNumber(year: year, month: month, day: day)
      #expect(PlaceholderDates.contains(CivilDate(dayNumber: number)))
      #expect(!PlaceholderDates.contains(CivilDate(dayNumber: number - 2)))
      #expect(!PlaceholderDates.contains(CivilDate(dayNumber: number + 1)))
    }
  }
}
