import CivilTime
import Columns
import RuleCheck

/// Finds the rows that are met beyond doubt, as most are, without building what findings need.
///
/// It knows the commonest shape: a start column and an end column of times, and a due moment that
/// nothing but the start decides, be it that nothing else may or that the cells of what else may are
/// empty. Of every other row it says nothing, and the general way judges it.
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
    guard case .column(let first) = rule.start, arms.contains(where: { $0.changingColumns != nil })
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

  /// The moments of a row that is met under an arm, where nothing but the start decides its due
  /// moment; `nil` where it takes a closer look.
  @inline(__always)
  func met(
    _ row: Int, arm: Int, _ shape: DueMemory.Shape, _ zone: TimeZoneRules,
    _ dues: inout DueMemory, _ computed: (Int, Moment) -> Due
  ) -> Met? {
    guard start.isPresent(row), end.isPresent(row),
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

extension DeadlineJudge {
  /// For each of some rows the arm that surely applies and under which nothing but the start decides
  /// the due moment, or -1; `nil` where that is the first arm for all of them.
  func plainArms(
    of rows: [Int], _ tests: [[TriState]?], _ grants: [[TriState]?], in view: RowView
  ) -> [Int8]? {
    if arms.count == 1, tests[0] == nil, arms[0].isPlain, arms[0].isMetByDue(rule.judgedBy) {
      return nil
    }
    let (open, doubtful): (Int8, Int8) = (-2, -1)
    guard arms.count <= Int(Int8.max) else { return [Int8](repeating: doubtful, count: rows.count) }
    var chosen = [Int8](repeating: open, count: rows.count)
    chosen.withUnsafeMutableBufferPointer { chosen in
      for (index, arm) in arms.enumerated() {
        let number = Int8(truncatingIfNeeded: index)
        if let test = tests[index] {
          for place in chosen.indices where chosen[place] == open {
            switch test[place] {
            case .yes: chosen[place] = number
            case .unknown: chosen[place] = doubtful
            case .no: continue
            }
          }
        } else {
          for place in chosen.indices where chosen[place] == open { chosen[place] = number }
        }
        guard let columns = arm.changingColumns, arm.isMetByDue(rule.judgedBy) else {
          for place in chosen.indices where chosen[place] == number { chosen[place] = doubtful }
          continue
        }
        if let grant = grants[index] {
          for place in chosen.indices where chosen[place] == number && grant[place] != .no {
            chosen[place] = doubtful
          }
        }
        for column in columns {
          let cells = view.cells(column)
          for place in chosen.indices
          where chosen[place] == number && cells.state(rows[place]) != CellState.empty.rawValue {
            chosen[place] = doubtful
          }
        }
      }
    }
    return chosen
  }
}
