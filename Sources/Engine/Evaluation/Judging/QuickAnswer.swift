import CColumnScan
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
  private let columns: qixian_period
  /// What `RowView.answers` says of the pair of columns.
  private let candidates: [TriState]
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
    let pair = RowView.MomentPair(start: first, end: columns[0], asOf: asOf, isStrict: false)
    guard let period = view.columns(of: pair), let candidates = view.answers(pair)
    else { return nil }
    (self.start, self.end, self.candidates) = (start, end, candidates)
    self.columns = period
    self.zone = zone
    rowCount = view.batch.rowCount
  }

  /// Tells which of some rows are met under their arm, where nothing but the start decides their due
  /// moments, and which take a closer look.
  ///
  /// - Parameters:
  ///   - rows: The rows, in order.
  ///   - chosen: The arm of each, or less than 0; `nil` where that is the first arm for all of them.
  /// - Returns: The places in `rows` of both.
  func split(
    _ rows: [Int], arms chosen: [Int8]?, _ shapes: [DueMemory.Shape], _ dues: DueMemory,
    _ computed: (Int, Moment) -> Due
  ) -> (met: [Int], left: [Int]) {
    // Bounds: a batch's rows lie below the row count that its columns were checked for; each row goes to one
    // of the lists.
    assert(rows.allSatisfy { $0 >= 0 && $0 < rowCount })
    assert(chosen.map { $0.count == rows.count && $0.allSatisfy { $0 < shapes.count } } ?? true)
    let known = start.days == nil ? days(of: rows) : []
    let arms = shapes.map {
      qixian_arm(clock_length: $0.clockLength, runs_from_instant: $0.runsFromInstant ? 1 : 0)
    }
    var (columns, split) = (columns, qixian_split())
    /// Computes the due moment that is missing; a row whose day is not the zone's takes a closer look.
    func remember(_ day: Int32, _ left: UnsafeMutablePointer<Int64>) {
      let place = Int(split.place)
      let arm = chosen.map { Int($0[place]) } ?? 0
      _ = dues.due(
        from: start.moment(rows[place]), arm: arm, shapes[arm], in: zone, computed)
      if dues.entries[DueMemory.place(arm: arm, startDay: day)].start_day == day { return }
      left[Int(split.left_count)] = split.place
      split.left_count += 1
      split.place += 1
    }
    var left: [Int] = []
    let met = Self.list(rows.count) { met in
      left = Self.list(rows.count) { left in
        known.withUnsafeBufferPointer { known in
          guard let days = start.days ?? known.baseAddress else { return 0 }
          columns.days = days
          TriState.withBytes(candidates) { candidates in
            withRows(rows) { numbers in
              while qixian_split_met(
                &columns, candidates.baseAddress, numbers.baseAddress, Int64(rows.count), chosen,
                arms, dues.entries, &split, met, left) != 0
              {
                remember(days[rows[Int(split.place)]], left)
              }
            }
          }
          return Int(split.left_count)
        }
      }
      return Int(split.met_count)
    }
    return (met, left)
  }

  /// The days of the starts of some rows, where the reader did not give them; a number a row of the batch.
  private func days(of rows: [Int]) -> [Int32] {
    var days = [Int32](repeating: 0, count: rowCount)
    for row in rows
    where (start.states[row] | end.states[row]) == CellState.present.rawValue {
      days[row] = start.day(row, zone)
    }
    return days
  }

  /// A list of up to some numbers, of which `write` gives how many there are.
  private static func list(
    _ most: Int, _ write: (UnsafeMutablePointer<Int64>) -> Int
  ) -> [Int] {
    [Int](unsafeUninitializedCapacity: most) { numbers, count in
      guard let first = numbers.baseAddress, most > 0 else { return }
      count = first.withMemoryRebound(to: Int64.self, capacity: most, write)
    }
  }

  /// The moments of a row.
  func moments(_ row: Int) -> (start: Moment, done: Moment) {
    (start.moment(row), end.moment(row))
  }

  /// The day that dates a row by its start or its end; `nil` where something else dates it.
  func day(_ row: Int, _ dating: DatedBy) -> Int32? {
    switch dating {
    case .trigger: start.day(row, zone)
    case .done: end.day(row, zone)
    case .due, .column: nil
    }
  }

  /// The days of all rows by their start or their end, where the reader knew them.
  func days(_ dating: DatedBy) -> UnsafePointer<Int32>? {
    switch dating {
    case .trigger: start.days
    case .done: end.days
    case .due, .column: nil
    }
  }
}

/// Calls with numbers of rows as the loops take them.
func withRows<Result>(
  _ rows: [Int], _ body: (UnsafeBufferPointer<Int64>) -> Result
) -> Result {
  rows.withUnsafeBufferPointer { $0.withMemoryRebound(to: Int64.self, body) }
}

/// Rows that are met and of which nothing is asked but the day that dates them.
struct MetRows {
  /// The rows, in order.
  let rows: [Int]
  /// The days on which they were due, if they are asked for; else empty.
  let dueDays: [Int32]
  /// Their starts and ends.
  let moments: QuickAnswer

  /// The day number of the moment that dates the row at a place; `nil` where a column does.
  func day(_ place: Int, _ dating: DatedBy) -> Int32? {
    dating == .due ? dueDays[place] : moments.day(rows[place], dating)
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
    let (met, left) = quick.split(rows, arms: chosen, shapes, dues, computed)
    if out.keepsFindingsOnly {
      out.addMet(met.count)
      return left
    }
    func due(_ place: Int, _ start: Moment) -> Due {
      let arm = chosen.map { Int($0[place]) } ?? 0
      return dues.due(from: start, arm: arm, shapes[arm], in: zone, computed)
    }
    if let needsDue = out.keepsDays {
      let metRows = met.count == rows.count ? rows : met.map { rows[$0] }
      let dueDays =
        needsDue ? met.map { due($0, quick.moments(rows[$0]).start).day.dayNumber } : []
      out.addMet(MetRows(rows: metRows, dueDays: dueDays, moments: quick))
      return left
    }
    for place in met {
      let (start, done) = quick.moments(rows[place])
      var fact = RowFact(row: rows[place], version: version)
      fact.set(.compliant, .none)
      fact.arm = chosen.map { Int16($0[place]) } ?? 0
      (fact.start, fact.done) = (start, done)
      fact.due = due(place, start)
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
