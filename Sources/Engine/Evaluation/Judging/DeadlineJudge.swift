import CivilTime
import Columns
import Findings
import Planning
import RuleCheck

/// Computes due moments of a batch and compares them: the operators `deadline` and `compare`.
struct DeadlineJudge: Sendable {
  let rule: DeadlineRule
  let arms: [ArmRuntime]
  let zone: TimeZoneRules
  let asOf: Instant
  let asOfDay: CivilDate
  let observedThrough: Instant
  let parameterValue: @Sendable (_ parameter: Int, _ day: CivilDate) -> Int?

  /// An arm with its calculator.
  struct ArmRuntime: Sendable {
    var arm: DeadlineArm
    var test: ConditionTest?
    var granted: ConditionTest?
    var profile: CountingProfile
    var calendar: WorkCalendar?
    var calculator: DueCalculator?
  }

  /// Judges the selected rows, whose filter holds.
  func judge(
    _ rows: [Int], in view: RowView, earlier: [RowVerdicts], judgeOfRule: [Int: Int],
    into out: inout RowVerdicts
  ) {
    let tests = arms.map { $0.test?.evaluate(view, rows) }
    let grants = arms.map { $0.granted?.evaluate(view, rows) }
    for (position, row) in rows.enumerated() {
      guard let start = start(row, view, earlier, judgeOfRule, &out) else {
        noteMissingStart(row, view, &out)
        continue
      }
      out.starts[row] = start
      guard let index = arm(at: position, tests, row, &out) else {
        noteMoments(row, view, &out)
        continue
      }
      out.arms[row] = Int16(truncatingIfNeeded: index)
      judge(
        row, from: start, by: arms[index], grant: grants[index]?[position], in: view, &out)
    }
  }

  // MARK: - Start, arm, end

  private func start(
    _ row: Int, _ view: RowView, _ earlier: [RowVerdicts], _ judgeOfRule: [Int: Int],
    _ out: inout RowVerdicts
  ) -> Moment? {
    switch rule.start {
    case .column(let column): return needed(column, row, view, &out)
    case .latest(let columns):
      var latest: Moment?
      for column in columns {
        guard let moment = needed(column, row, view, &out) else { return nil }
        if latest.map({ moment.instant > $0.instant }) ?? true { latest = moment }
      }
      return latest
    case .earliest(let columns):
      var earliest: Moment?
      for column in columns {
        if view.state(column, row) == .malformed {
          out.set(row, .undetermined, .cellMissing, detail: column)
          return nil
        }
        guard let moment = view.moment(column, row) else { continue }
        if earliest.map({ moment.instant < $0.instant }) ?? true { earliest = moment }
      }
      return earliest
    case .due(let other), .done(let other):
      guard let judge = judgeOfRule[other] else { return nil }
      return chained(earlier[judge], row, &out)
    }
  }

  /// The start that another deadline of the same row gives.
  private func chained(
    _ verdicts: RowVerdicts, _ row: Int, _ out: inout RowVerdicts
  ) -> Moment? {
    if case .due = rule.start {
      // The rolled last day, not the raw one, starts the next period.
      if let due = verdicts.dues[row] {
        return due.isWholeDay
          ? Moment(zone.start(of: due.day), precision: .day)
          : Moment(due.latest, precision: .second)
      }
    } else if let done = verdicts.dones[row] {
      return done
    }
    if verdicts.verdicts[row] == .undetermined {
      out.set(row, .undetermined, .dependsOnUndetermined)
    }
    return nil
  }

  /// A moment without which nothing can be said; an optional column that is empty excludes the row.
  private func needed(
    _ column: Int, _ row: Int, _ view: RowView, _ out: inout RowVerdicts
  ) -> Moment? {
    switch view.state(column, row) {
    case .present: return view.moment(column, row)
    case .empty where view.schema.allColumns[column].isOptional: return nil
    case .empty, .malformed, .undeclared:
      out.set(row, .undetermined, .cellMissing, detail: column)
      return nil
    }
  }

  /// Keeps start and end of a row whose condition is unknown, so that it still lies in its period.
  func noteMoments(_ row: Int, _ view: RowView, _ out: inout RowVerdicts) {
    guard out.verdicts[row] == .undetermined else { return }
    if out.starts[row] == nil, case .column(let column) = rule.start {
      out.starts[row] = view.moment(column, row)
    }
    if case .done(let moment) = end(row, view) { out.dones[row] = moment }
  }

  /// Something that was done without a known start cannot be judged; without either nothing is due.
  private func noteMissingStart(_ row: Int, _ view: RowView, _ out: inout RowVerdicts) {
    guard out.verdicts[row] == .notApplicable, case .column(let column) = rule.start,
      case .done = end(row, view)
    else { return }
    out.set(row, .undetermined, .cellMissing, detail: column)
  }

  private func arm(
    at position: Int, _ tests: [[TriState]?], _ row: Int, _ out: inout RowVerdicts
  ) -> Int? {
    for (index, test) in tests.enumerated() {
      switch test?[position] ?? .yes {
      case .yes: return index
      case .no: continue
      case .unknown:
        out.set(row, .undetermined, .conditionUnknown, detail: index)
        return nil
      }
    }
    return nil
  }

  private enum End {
    case open
    case done(Moment)
    case unusable(column: Int)
  }

  private func end(_ row: Int, _ view: RowView) -> End {
    let columns: [Int]
    let needsAll: Bool
    switch rule.end {
    case .any(let list): (columns, needsAll) = (list, false)
    case .all(let list): (columns, needsAll) = (list, true)
    }
    var chosen: Moment?
    for column in columns {
      switch view.state(column, row) {
      case .malformed, .undeclared: return .unusable(column: column)
      case .empty: if needsAll { return .open }
      case .present:
        guard let moment = view.moment(column, row) else { continue }
        // What happens after the moment judged has not happened yet.
        if moment.instant > asOf {
          if needsAll { return .open }
          continue
        }
        if let current = chosen {
          if (moment.instant > current.instant) == needsAll { chosen = moment }
        } else {
          chosen = moment
        }
      }
    }
    return chosen.map { .done($0) } ?? .open
  }

  // MARK: - One row

  private func judge(
    _ row: Int, from start: Moment, by runtime: ArmRuntime, grant: TriState?, in view: RowView,
    _ out: inout RowVerdicts
  ) {
    let end = end(row, view)
    var done: Moment?
    switch end {
    case .unusable(let column):
      out.set(row, .undetermined, .cellMissing, detail: column)
      return
    case .open: break
    case .done(let moment):
      done = moment
      out.dones[row] = moment
      if moment.latestInstant(in: zone) < start.instant {
        out.flags[row].insert(.doneBeforeStart)
        // A due moment that the data states stands by itself; one that is counted from a start
        // that cannot be right does not.
        guard case .until = runtime.arm.limit else {
          return out.set(row, .undetermined, .doneBeforeStart)
        }
      }
    }
    var stopped = Stop.none
    guard
      let inputs = dueInputs(
        row, from: start, by: runtime, grant: grant, done: done, in: view, &stopped, &out)
    else { return }
    let due =
      switch inputs {
      case .counted(let calculator, let adjustments):
        calculator.due(from: start, adjustments: adjustments)
      case .stated(let due): due
      }
    out.dues[row] = due
    if !due.isCovered { out.flags[row].insert(.uncovered) }
    if case .running(let since) = stopped, done == nil, since <= due.latest {
      out.set(row, .pending, .stopped)
      return
    }
    if rule.judgedBy == .daysUsed {
      decideByDaysUsed(row, start, done, due, runtime, view, &out)
    } else {
      decide(row, done, due, &out)
    }
  }

  private func decide(_ row: Int, _ done: Moment?, _ due: Due, _ out: inout RowVerdicts) {
    if let done {
      switch due.comparison(with: done, in: zone) {
      case .met: out.set(row, .compliant, .none)
      case .missed: out.set(row, .violated, .late)
      case .undetermined: out.set(row, .undetermined, .needsTimeOfDay)
      }
    } else {
      decideOpen(row, due, &out)
    }
  }

  private func decideOpen(_ row: Int, _ due: Due, _ out: inout RowVerdicts) {
    if asOf <= due.latest {
      out.set(row, .pending, .notYetDue)
    } else if observedThrough < due.latest {
      out.set(row, .pending, .unseen)
    } else {
      out.set(row, .violated, .overdue)
    }
  }

  private func decideByDaysUsed(
    _ row: Int, _ start: Moment, _ done: Moment?, _ due: Due, _ runtime: ArmRuntime,
    _ view: RowView, _ out: inout RowVerdicts
  ) {
    let first = zone.day(of: start.instant)
    guard let limit = limitAmount(runtime, on: first),
      let calculator = calculator(for: runtime, on: first)
    else { return decide(row, done, due, &out) }
    let last = done.map { zone.day(of: $0.instant) } ?? min(asOfDay, zone.day(of: observedThrough))
    let halfDays = calculator.halfDaysUsed(
      from: first, through: last, suspendedDays: suspendedDays(row, runtime, until: last, view))
    if halfDays > limit * 2 {
      out.set(row, .violated, .daysUsed, detail: halfDays)
    } else if done != nil {
      out.set(row, .compliant, .none)
    } else {
      out.set(row, .pending, asOf > due.latest ? .unseen : .notYetDue)
    }
  }

  private func limitAmount(_ runtime: ArmRuntime, on day: CivilDate) -> Int? {
    switch runtime.arm.limit {
    case .length(let length): length.amount
    case .parameter(let parameter, _): parameterValue(parameter, day)
    case .until: nil
    }
  }
}
