import CivilTime
import Columns
import RuleCheck

/// Finds the rows that are met beyond doubt, as most are, without building what findings need.
///
/// It knows the commonest shape: a start column and an end column of times, and a due moment that
/// nothing but the start decides. Of every other row it says nothing, and the general way judges it.
struct QuickAnswer {
  /// What is known of a row that is met.
  struct Met {
    var start: Moment
    var done: Moment
    var due: Due

    /// The days of the moments.
    @inline(__always)
    func days(ofRow row: Int, in zone: TimeZoneRules) -> RowVerdicts.MetRow {
      RowVerdicts.MetRow(
        row: Int32(truncatingIfNeeded: row), startDay: zone.day(of: start.instant).dayNumber,
        dueDay: due.day.dayNumber, doneDay: zone.day(of: done.instant).dayNumber)
    }
  }

  private let start: CellPointers
  private let end: CellPointers
  private let asOf: Int64

  init?(
    _ rule: DeadlineRule, _ arms: [DeadlineJudge.ArmRuntime], asOf: Instant, in view: RowView
  ) {
    guard case .column(let first) = rule.start, rule.judgedBy == .due,
      arms.contains(where: \.isPlain)
    else { return nil }
    let columns: [Int]
    switch rule.end {
    case .any(let list), .all(let list): columns = list
    }
    guard columns.count == 1 else { return nil }
    (start, end) = (view.cells(first), view.cells(columns[0]))
    guard start.type == .timestamp, end.type == .timestamp else { return nil }
    self.asOf = asOf.milliseconds
  }

  /// The moments of a row that is met under an arm; `nil` where it takes a closer look.
  @inline(__always)
  func met(
    _ row: Int, arm: Int, _ shape: DueMemory.Shape, _ zone: TimeZoneRules,
    _ dues: inout DueMemory, _ computed: (Int, Moment) -> Due
  ) -> Met? {
    guard shape.isPlain, start.isPresent(row), end.isPresent(row),
      let doneAs = Precision(rawValue: end.detail(row)), doneAs != .day,
      let startAs = Precision(rawValue: start.detail(row))
    else { return nil }
    let (begin, done) = (start.value(row), end.value(row))
    guard done >= begin, done <= asOf else { return nil }
    let moment = Moment(Instant(milliseconds: begin), precision: startAs)
    let due = dues.due(from: moment, arm: arm, shape, in: zone, computed)
    guard done <= due.earliest.milliseconds, due.isCovered else { return nil }
    return Met(
      start: moment, done: Moment(Instant(milliseconds: done), precision: doneAs), due: due)
  }
}
