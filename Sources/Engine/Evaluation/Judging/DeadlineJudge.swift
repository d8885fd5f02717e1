import CivilTime
import Columns
import Findings
import Planning
import RuleCheck

/// Computes due moments of a batch and compares them: the operators `deadline` and `compare`.
final class DeadlineJudge: Sendable {
  let rule: DeadlineRule
  let arms: [ArmRuntime]
  let zone: TimeZoneRules
  let asOf: Instant
  let asOfDay: CivilDate
  let parameterValue: @Sendable (_ parameter: Int, _ day: CivilDate) -> Int?
  /// The days on which a parameter's value changes, in order.
  let parameterChanges: @Sendable (_ parameter: Int) -> [CivilDate]
  /// Which moment picks the value of a limit that changes.
  let governedBy: GoverningMoment?
  /// What `arms` keeps alive: threads would wait for one another to count references for each row.
  private let unretainedArms: [Unmanaged<ArmRuntime>]
  private let endColumns: [Int]
  private let needsAllEnds: Bool
  private let isJudgedByDue: Bool

  init(
    rule: DeadlineRule, arms: [ArmRuntime], zone: TimeZoneRules, asOf: Instant,
    asOfDay: CivilDate, governedBy: GoverningMoment?,
    parameterValue: @escaping @Sendable (_ parameter: Int, _ day: CivilDate) -> Int?,
    parameterChanges: @escaping @Sendable (_ parameter: Int) -> [CivilDate]
  ) {
    self.governedBy = governedBy
    self.parameterChanges = parameterChanges
    self.rule = rule
    self.arms = arms
    unretainedArms = arms.map(Unmanaged.passUnretained)
    self.zone = zone
    self.asOf = asOf
    self.asOfDay = asOfDay
    self.parameterValue = parameterValue
    isJudgedByDue = rule.judgedBy == .due
    endColumns = rule.end.columns
    if case .all = rule.end { needsAllEnds = true } else { needsAllEnds = false }
  }

  /// An arm with its calculator.
  final class ArmRuntime: Sendable {
    /// Its place among the arms of the rule.
    let index: Int
    let arm: DeadlineArm
    let test: ConditionTest?
    let granted: ConditionTest?
    let profile: CountingProfile
    let calendar: WorkCalendar?
    let calculator: DueCalculator?
    let shape: DueMemory.Shape
    /// How the period may be extended.
    let extending: ExtensionColumns?
    /// What may change the period, where that is one stop and one extension at most.
    let simple: SimplePeriod?

    /// Whether nothing but the start decides, as for most rules.
    var isPlain: Bool { changingColumns?.isEmpty ?? false && extending == nil }
    /// The columns whose cells, where they are not empty, may change the period, provided that no
    /// extension is granted; `nil` where more than cells decides.
    let changingColumns: [Int]?

    init(
      index: Int, arm: DeadlineArm, test: ConditionTest?, granted: ConditionTest?,
      profile: CountingProfile,
      calendar: WorkCalendar?, calculator: DueCalculator?
    ) {
      self.index = index
      self.arm = arm
      self.test = test
      self.granted = granted
      self.profile = profile
      self.calendar = calendar
      self.calculator = calculator
      changingColumns = calculator == nil ? nil : Self.changingColumns(of: arm)
      extending = arm.extending.map(ExtensionColumns.init)
      simple = SimplePeriod(arm, calculator)
      shape = DueMemory.Shape(
        runsFromInstant: calculator?.runsFromInstant ?? false,
        clockLength: calculator.flatMap { calculator in
          calculator.length.unit.milliseconds.map { $0 * Int64(calculator.length.amount) }
        } ?? -1)
    }

    private static func changingColumns(of arm: DeadlineArm) -> [Int] {
      var columns = arm.suspensions.map(\.from)
      columns += [arm.restart, arm.extending?.until, arm.extending?.notified].compactMap(\.self)
      switch arm.transit {
      case .column(let column)?, .table(let column, _)?: columns.append(column)
      case nil: break
      }
      return columns
    }

    /// Whether what is done by the due moment of a period that nothing changed is met.
    ///
    /// So it is by the days used too, where those are working days: no more than the limit lie before
    /// a due moment that is counted in them.
    func isMetByDue(_ measure: DeadlineRule.Clock) -> Bool {
      guard measure == .daysUsed else { return true }
      guard let calculator, calendar != nil else { return false }
      return calculator.length.unit == .workingDay && calculator.length.amount > 0
    }

    /// The due moment of a period that nothing changes.
    func computed(from start: Moment) -> Due {
      guard let calculator else { preconditionFailure("an arm without a length") }
      return calculator.due(from: start)
    }
  }

  /// Judges the selected rows, whose filter holds.
  func judge(
    _ rows: [Int], version: Int, in view: RowView, earlier: [RowVerdicts],
    judgeOfRule: [Int: Int], into out: inout RowVerdicts
  ) {
    let tests = arms.map { $0.test?.evaluate(view, rows) }
    let grants = arms.map { $0.granted?.evaluate(view, rows) }
    let dues = DueMemory(armCount: remembered)
    let places = placesLeft(
      by: QuickAnswer(rule, arms, asOf: asOf, zone: zone, in: view), rows, tests, grants,
      version: version, in: view, dues, &out)
    for position in places {
      let row = rows[position]
      var fact = RowFact(row: row, version: version)
      if let start = start(row, view, earlier, judgeOfRule, &fact) {
        fact.start = start
        if let index = arm(at: position, tests, &fact) {
          fact.arm = Int16(truncatingIfNeeded: index)
          unretainedArms[index]._withUnsafeGuaranteedRef { arm in
            judge(
              row, from: start, by: arm, grant: grants[index]?[position], in: view, dues, &fact)
          }
        } else {
          noteMoments(view, &fact)
        }
      } else {
        noteMissingStart(row, view, &fact)
      }
      out.add(fact)
    }
  }

  // MARK: - Start, arm, end

  private func start(
    _ row: Int, _ view: RowView, _ earlier: [RowVerdicts], _ judgeOfRule: [Int: Int],
    _ out: inout RowFact
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
          out.set(.undetermined, .cellMissing, detail: column)
          return nil
        }
        guard let moment = view.moment(column, row) else { continue }
        if earliest.map({ moment.instant < $0.instant }) ?? true { earliest = moment }
      }
      return earliest
    case .due(let other), .done(let other):
      guard let judge = judgeOfRule[other] else { return nil }
      return chained(earlier[judge].fact(ofRow: row), &out)
    }
  }

  /// The start that another deadline of the same row gives.
  private func chained(_ earlier: RowFact?, _ out: inout RowFact) -> Moment? {
    guard let earlier else { return nil }
    if case .due = rule.start {
      if earlier.flags.contains(.doubtfulDue) {
        out.set(.undetermined, .dependsOnUndetermined)
        return nil
      }
      // The rolled last day, not the raw one, starts the next period.
      if let due = earlier.due {
        return due.isWholeDay
          ? Moment(zone.start(of: due.day), precision: .day)
          : Moment(due.latest, precision: .second)
      }
    } else if let done = earlier.done {
      return done
    }
    if earlier.verdict == .undetermined {
      out.set(.undetermined, .dependsOnUndetermined)
    }
    return nil
  }

  /// A moment without which nothing can be said; an optional column that is empty excludes the row.
  private func needed(
    _ column: Int, _ row: Int, _ view: RowView, _ out: inout RowFact
  ) -> Moment? {
    switch view.state(column, row) {
    case .present: return view.moment(column, row)
    case .empty where view.schema.allColumns[column].isOptional: return nil
    case .empty, .malformed, .undeclared:
      out.set(.undetermined, .cellMissing, detail: column)
      return nil
    }
  }

  /// Keeps start and end of a row whose condition is unknown, so that it still lies in its period.
  func noteMoments(_ view: RowView, _ out: inout RowFact) {
    guard out.verdict == .undetermined else { return }
    if out.start == nil, case .column(let column) = rule.start {
      out.start = view.moment(column, out.row)
    }
    if case .done(let moment) = end(out.row, view) { out.done = moment }
  }

  /// Something that was done without a known start cannot be judged; without either nothing is due.
  private func noteMissingStart(_ row: Int, _ view: RowView, _ out: inout RowFact) {
    guard out.verdict == .notApplicable, case .column(let column) = rule.start,
      case .done = end(row, view)
    else { return }
    out.set(.undetermined, .cellMissing, detail: column)
  }

  private func arm(
    at position: Int, _ tests: [[TriState]?], _ out: inout RowFact
  ) -> Int? {
    for (index, test) in tests.enumerated() {
      switch test?[position] ?? .yes {
      case .yes: return index
      case .no: continue
      case .unknown:
        out.set(.undetermined, .conditionUnknown, detail: index)
        return nil
      }
    }
    return nil
  }

  private enum End {
    case open
    case done(Moment)
    /// A cell cannot be read; another of several ends can.
    case unusable(column: Int, other: Moment?)
  }

  private func end(_ row: Int, _ view: RowView) -> End {
    let needsAll = needsAllEnds
    var chosen: Moment?
    var unusable: Int?
    for column in endColumns {
      switch view.state(column, row) {
      case .malformed, .undeclared:
        if needsAll { return .unusable(column: column, other: nil) }
        unusable = unusable ?? column
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
    if let unusable { return .unusable(column: unusable, other: chosen) }
    return chosen.map { .done($0) } ?? .open
  }

  /// The day from which a row's period runs; `nil` where there is none, or it cannot be said.
  func startDay(
    _ row: Int, _ view: RowView, _ earlier: [RowVerdicts], _ judgeOfRule: [Int: Int]
  ) -> CivilDate? {
    if case .column(let column) = rule.start { return view.day(column, row) }
    var scratch = RowFact(row: row)
    return start(row, view, earlier, judgeOfRule, &scratch).map { zone.day(of: $0.instant) }
  }

  /// The day on which a row was done; `nil` where it is open or cannot be said.
  func endDay(_ row: Int, _ view: RowView) -> CivilDate? {
    guard case .done(let moment) = end(row, view) else { return nil }
    return zone.day(of: moment.instant)
  }

  // MARK: - One row

  private func judge(
    _ row: Int, from start: Moment, by runtime: ArmRuntime, grant: TriState?, in view: RowView,
    _ dues: DueMemory, _ out: inout RowFact
  ) {
    let end = end(row, view)
    judge(row, from: start, to: end, by: runtime, grant: grant, in: view, dues, &out)
    // Where one of several ends was in time, another that cannot be read changes nothing. Otherwise it
    // may, but the case stays at its due day.
    if case .unusable(let column, let other) = end, out.verdict != .undetermined,
      other == nil || out.verdict != .compliant
    {
      out.set(.undetermined, .cellMissing, detail: column)
    }
  }

  private func judge(
    _ row: Int, from start: Moment, to end: End, by runtime: ArmRuntime, grant: TriState?,
    in view: RowView, _ dues: DueMemory, _ out: inout RowFact
  ) {
    if !runtime.isPlain,
      let doubt = doubt(row, by: runtime, from: start, grant: grant, in: view)
    {
      judge(row, from: start, to: end, by: runtime, grant: grant, in: view, .least, dues, &out)
      return settle(doubt, view, &out) { out in
        judge(row, from: start, to: end, by: runtime, grant: grant, in: view, .most, dues, &out)
      }
    }
    judge(row, from: start, to: end, by: runtime, grant: grant, in: view, .exact, dues, &out)
  }

  /// Judges a row by the shortest or the longest period that cells which cannot be read leave open.
  private func judge(
    _ row: Int, from start: Moment, to end: End, by runtime: ArmRuntime, grant: TriState?,
    in view: RowView, _ bound: PeriodBound, _ dues: DueMemory, _ out: inout RowFact
  ) {
    var done: Moment?
    switch end {
    case .unusable(_, let other): (done, out.done) = (other, other)
    case .open: break
    case .done(let moment):
      done = moment
      out.done = moment
      if moment.latestInstant(in: zone) < start.instant {
        out.flags.insert(.doneBeforeStart)
        // A due moment that the data states stands by itself; one that is counted from a start
        // that cannot be right does not.
        guard case .until = runtime.arm.limit else {
          return out.set(.undetermined, .doneBeforeStart)
        }
      }
    }
    if runtime.isPlain, isJudgedByDue {
      let due = dues.due(from: start, arm: runtime.index, runtime.shape, in: zone) {
        runtime.computed(from: $1)
      }
      out.due = due
      if !due.isCovered { out.flags.insert(.uncovered) }
      return decide(done, due, view, &out)
    }
    if bound == .exact, let period = runtime.simple {
      return judge(row, from: start, done, by: runtime, period, grant, in: view, dues, &out)
    }
    var stopped = Stop.none
    guard
      let inputs = dueInputs(
        row, from: start, by: runtime, grant: grant, done: done, in: view, bound, &stopped, &out)
    else { return }
    let due =
      switch inputs {
      case .counted(let calculator, let adjustments):
        calculator.due(from: start, adjustments: adjustments)
      case .stated(let due): due
      }
    out.due = due
    if !due.isCovered { out.flags.insert(.uncovered) }
    if case .running(let since) = stopped, done == nil, since <= due.latest {
      out.set(.pending, .stopped)
      return
    }
    if rule.judgedBy == .daysUsed {
      decideByDaysUsed(row, start, done, due, runtime, view, bound, &out)
    } else {
      decide(done, due, view, &out)
    }
  }
}
