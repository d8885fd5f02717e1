import CivilTime
import Columns
import Findings
import RuleCheck

/// Finds the rows that are met beyond doubt, as most are, without building what findings need.
///
/// It knows the commonest shape: a start column and an end column of times, and a due moment that
/// nothing but the start decides, be it that nothing else may or that the cells of what else may are
/// empty. Of every other row it says nothing, and the general way judges it.
struct QuickAnswer {
  /// What is known of a row that is met.
  struct Met {
    let row: Int
    let arm: Int
    let startDay: Int32
    let dueDay: Int32
    let doneDay: Int32

    /// The day number of the moment that dates a row; `nil` where a column does.
    @inline(__always)
    func day(_ dating: DatedBy) -> Int32? {
      switch dating {
      case .trigger: startDay
      case .due: dueDay
      case .done: doneDay
      case .column: nil
      }
    }
  }

  /// The cells of a column of times.
  private struct Times {
    let states: UnsafePointer<UInt8>
    let values: UnsafePointer<Int64>
    let details: UnsafePointer<UInt8>
    let days: UnsafePointer<Int32>?

    init?(_ cells: CellPointers) {
      guard cells.type == .timestamp, let details = cells.details else { return nil }
      (states, values, self.details, days) = (cells.states, cells.values, details, cells.days)
    }

    /// The day of a row's moment.
    @inline(__always)
    func day(_ row: Int, _ zone: TimeZoneRules) -> Int32 {
      days.map { $0[row] } ?? zone.day(of: Instant(milliseconds: values[row])).dayNumber
    }

    func moment(_ row: Int) -> Moment {
      Moment(
        Instant(milliseconds: values[row]),
        precision: Precision(rawValue: details[row]) ?? .second)
    }
  }

  private let start: Times
  private let end: Times
  private let asOf: Int64
  private let zone: TimeZoneRules
  private let rowCount: Int

  init?(
    _ rule: DeadlineRule, _ arms: [DeadlineJudge.ArmRuntime], asOf: Instant, zone: TimeZoneRules,
    in view: RowView
  ) {
    guard case .column(let first) = rule.start, arms.contains(where: { $0.changingColumns != nil })
    else { return nil }
    let columns = rule.end.columns
    guard columns.count == 1, let start = Times(view.cells(first)),
      let end = Times(view.cells(columns[0]))
    else { return nil }
    (self.start, self.end) = (start, end)
    // The states of two cells are looked at together.
    precondition(CellState.present.rawValue == 0)
    self.asOf = asOf.milliseconds
    self.zone = zone
    rowCount = view.batch.rowCount
  }

  /// Tells which of some rows are met under their arm, where nothing but the start decides their due
  /// moments, and the places of those which take a closer look.
  ///
  /// - Parameters:
  ///   - rows: The rows, in order.
  ///   - chosen: The arm of each, or less than 0; `nil` where that is the first arm for all of them.
  /// - Returns: The places left.
  @inline(__always)
  func split(
    _ rows: [Int], arms chosen: [Int8]?, _ shapes: [DueMemory.Shape], _ dues: DueMemory,
    _ computed: (Int, Moment) -> Due, met: (Met) -> Void
  ) -> [Int] {
    let (start, end, asOf, zone) = (start, end, asOf, zone)
    let (never, day) = (Int64.min, Precision.day.rawValue)
    let entries = dues.entries
    let onlyShape = chosen == nil ? shapes.first : nil
    return [Int](unsafeUninitializedCapacity: rows.count) { left, leftCount in
      for place in rows.indices {
        let row = rows[place]
        // Bounds: a batch's rows lie below the row count that its columns were checked for.
        assert(row >= 0 && row < rowCount)
        let arm = chosen.map { Int($0[place]) } ?? 0
        guard arm >= 0, (start.states[row] | end.states[row]) == CellState.present.rawValue,
          end.details[row] != day
        else {
          left.initializeElement(at: leftCount, to: place)
          leftCount &+= 1
          continue
        }
        let shape = onlyShape ?? shapes[arm]
        let (begin, done) = (start.values[row], end.values[row])
        var last = never
        var dueDay: Int32 = 0
        let startDay = start.day(row, zone)
        if shape.clockLength >= 0, start.details[row] != day {
          last = begin &+ shape.clockLength
          if done <= last { dueDay = zone.day(of: Instant(milliseconds: last)).dayNumber }
        } else if !shape.runsFromInstant {
          let entry = entries + DueMemory.place(arm: arm, startDay: startDay)
          if entry.pointee.startDay != startDay {
            _ = dues.due(from: start.moment(row), arm: arm, shape, in: zone, computed)
          }
          (last, dueDay) = (entry.pointee.last, entry.pointee.dueDay)
        }
        guard done >= begin, done <= min(last, asOf) else {
          left.initializeElement(at: leftCount, to: place)
          leftCount &+= 1
          continue
        }
        met(
          Met(
            row: row, arm: arm, startDay: startDay, dueDay: dueDay, doneDay: end.day(row, zone)))
      }
    }
  }

  /// The same with a list of the rows that are met.
  func split(
    _ rows: [Int], arms chosen: [Int8]?, _ shapes: [DueMemory.Shape], _ dues: DueMemory,
    _ computed: (Int, Moment) -> Due
  ) -> (met: [Met], left: [Int]) {
    var left: [Int] = []
    let met = [Met](unsafeUninitializedCapacity: rows.count) { met, count in
      left = split(rows, arms: chosen, shapes, dues, computed) {
        met.initializeElement(at: count, to: $0)
        count &+= 1
      }
    }
    return (met, left)
  }

  /// The moments of a row that is met.
  func moments(_ met: Met) -> (start: Moment, done: Moment) {
    (start.moment(met.row), end.moment(met.row))
  }
}

extension DeadlineJudge {
  /// Adds the rows that are met beyond doubt, and gives the places of the others.
  func placesLeft(
    by quick: QuickAnswer?, _ rows: [Int], _ tests: [[TriState]?], _ grants: [[TriState]?],
    version: Int, in view: RowView, _ dues: DueMemory, _ out: inout RowVerdicts
  ) -> [Int] {
    guard let quick else { return Array(rows.indices) }
    let chosen = plainArms(of: rows, tests, grants, in: view)
    let shapes = arms.map(\.shape)
    let computed: (Int, Moment) -> Due = { self.arms[$0].computed(from: $1) }
    if out.keepsFindingsOnly {
      var count = 0
      let left = quick.split(rows, arms: chosen, shapes, dues, computed) { _ in count &+= 1 }
      out.addMet(count)
      return left
    }
    let (met, left) = quick.split(rows, arms: chosen, shapes, dues, computed)
    if out.keepsDays {
      out.addMet(met)
      return left
    }
    for met in met {
      let (start, done) = quick.moments(met)
      var fact = RowFact(row: met.row, version: version)
      fact.set(.compliant, .none)
      fact.arm = Int16(truncatingIfNeeded: met.arm)
      (fact.start, fact.done) = (start, done)
      fact.due = dues.due(from: start, arm: met.arm, shapes[met.arm], in: zone, computed)
      out.add(fact)
    }
    return left
  }

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
