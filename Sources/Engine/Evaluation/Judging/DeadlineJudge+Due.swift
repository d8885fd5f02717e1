import CivilTime
import Columns
import Findings
import Planning
import RuleCheck

extension DeadlineJudge {
  /// Whether the clock of a row stands still at the moment judged.
  enum Stop {
    case none
    case running(since: Instant)
  }

  /// What a row's due moment is computed from.
  enum DueInputs {
    /// A calculator and what changed the period after it began.
    case counted(DueCalculator, PeriodAdjustments)
    /// The data states it.
    case stated(Due)
  }

  /// What the due moment of a row under an arm is computed from; `nil` where it cannot be said (the
  /// verdict is set).
  func dueInputs(
    _ row: Int, from start: Moment, by runtime: ArmRuntime, grant: TriState?, done: Moment?,
    in view: RowView, _ bound: PeriodBound, _ stopped: inout Stop, _ out: inout RowFact
  ) -> DueInputs? {
    if case .until(let column) = runtime.arm.limit {
      guard let due = statedDue(column, row, runtime, view, &out) else { return nil }
      guard let extending = runtime.extending else { return .stated(due) }
      var adjustments = PeriodAdjustments.none
      extend(row, extending, due, grant, view, &adjustments, &out)
      guard case .until(let day)? = adjustments.extensions.first?.reach, day > due.day else {
        return .stated(due)
      }
      return .stated(Due(endOf: DueDay(day, isCovered: true), in: zone))
    }
    let governing = governingDay(runtime, from: start, done: done)
    guard let calculator = calculator(for: runtime, on: governing) else {
      out.set(.undetermined, .noParameterValue)
      return nil
    }
    var adjustments = PeriodAdjustments.none
    if let column = runtime.arm.restart, let day = view.day(column, row) {
      adjustments.restart = day
      out.flags.insert(.restarted)
    }
    if !runtime.arm.suspensions.isEmpty {
      suspend(row, runtime, start, done, calculator, view, bound, &adjustments, &stopped, &out)
    }
    if let transit = runtime.arm.transit {
      adjustments.transitDays = transitDays(transit, row, view)
    }
    if let extending = runtime.extending {
      let original = calculator.due(from: start, adjustments: adjustments)
      extend(row, extending, original, grant, view, &adjustments, &out)
    }
    return .counted(calculator, adjustments)
  }

  /// The days of a row's period, for its finding.
  func trace(_ fact: RowFact, in view: RowView) -> PeriodTrace? {
    let (index, row) = (Int(fact.arm), fact.row)
    guard let start = fact.start, arms.indices.contains(index) else { return nil }
    var stopped = Stop.none
    var scratch = fact
    let inputs = dueInputs(
      row, from: start, by: arms[index], grant: arms[index].granted?.evaluate(view, [row])[0],
      done: fact.done, in: view, fact.verdict == .violated ? .most : .least, &stopped, &scratch)
    guard case .counted(let calculator, let adjustments)? = inputs else { return nil }
    return calculator.trace(from: start, adjustments: adjustments).trace
  }

  /// A due moment that the data states.
  private func statedDue(
    _ column: Int, _ row: Int, _ runtime: ArmRuntime, _ view: RowView, _ out: inout RowFact
  ) -> Due? {
    switch view.state(column, row) {
    case .empty where view.schema.allColumns[column].isOptional: return nil
    case .empty, .malformed, .undeclared:
      out.set(.undetermined, .cellMissing, detail: column)
      return nil
    case .present: break
    }
    guard let moment = view.moment(column, row) else { return nil }
    if moment.precision == .day {
      let day = zone.day(of: moment.instant)
      return Due(endOf: DueDay(day, isCovered: true), in: zone)
    }
    return Due(
      earliest: moment.instant, latest: moment.instant, day: zone.day(of: moment.instant),
      isWholeDay: false, isCovered: true)
  }

  func calculator(for runtime: ArmRuntime, on day: CivilDate) -> DueCalculator? {
    if let calculator = runtime.calculator { return calculator }
    guard case .parameter(let parameter, let unit) = runtime.arm.limit,
      let amount = parameterValue(parameter, day)
    else { return nil }
    return DueCalculator(
      length: PeriodLength(amount, unit), profile: runtime.profile, calendar: runtime.calendar,
      zone: zone)
  }

  /// The day whose value of a parameter is the limit.
  ///
  /// By the due moment, a change takes over a period that is still running on its first day, unless the
  /// period under the new value would have ended before that day.
  func governingDay(_ runtime: ArmRuntime, from start: Moment, done: Moment?) -> CivilDate {
    let first = zone.day(of: start.instant)
    guard case .parameter(let parameter, _) = runtime.arm.limit else { return first }
    switch governedBy {
    case .trigger, .period, nil: return first
    case .done: return done.map { zone.day(of: $0.instant) } ?? asOfDay
    case .due:
      var day = first
      for change in parameterChanges(parameter) where change > first {
        guard let due = calculator(for: runtime, on: day)?.due(from: start), due.day >= change
        else {
          break
        }
        if let later = calculator(for: runtime, on: change)?.due(from: start), later.day >= change {
          day = change
        }
      }
      return day
    }
  }

  // MARK: - Suspension

  /// The whole days on which a row's clock stood still, up to a day.
  func suspendedDays(
    _ row: Int, _ runtime: ArmRuntime, from start: Moment, until last: CivilDate, _ view: RowView,
    _ bound: PeriodBound
  ) -> [DayRange] {
    var ranges: [DayRange] = []
    for suspension in runtime.arm.suspensions {
      let span = stop(suspension, row, from: start, view, bound)
      guard let span else { continue }
      // A stop that may have begun with the period may take out its first day.
      let first = span.from.map { zone.day(of: $0.instant) }
      let stop = first ?? zone.day(of: start.instant).adding(days: -1)
      let end = min(span.to.map { zone.day(of: $0.instant) } ?? last, last)
      if let range = DayRange(stoppedOn: stop, endedOn: end) { ranges.append(range) }
    }
    return DayRange.merged(ranges)
  }

  private func suspend(
    _ row: Int, _ runtime: ArmRuntime, _ start: Moment, _ done: Moment?,
    _ calculator: DueCalculator, _ view: RowView, _ bound: PeriodBound,
    _ adjustments: inout PeriodAdjustments, _ stopped: inout Stop, _ out: inout RowFact
  ) {
    let last = done.map { zone.day(of: $0.instant) } ?? asOfDay
    let days = suspendedDays(row, runtime, from: start, until: last, view, bound)
    let stops = runtime.arm.suspensions.compactMap {
      self.stop($0, row, from: start, view, bound)
    }
    if calculator.runsFromInstant {
      let limit = done?.instant ?? asOf
      adjustments.suspendedSpans = InstantSpan.merged(
        stops.compactMap { span($0, from: start, until: limit, bound) })
    } else {
      adjustments.suspendedDays = days
    }
    if !days.isEmpty { out.flags.insert(.suspended) }
    guard done == nil else { return }
    for stop in stops {
      let since = (stop.from ?? start).instant
      if since <= asOf, stop.to.map({ $0.instant > asOf }) ?? true {
        stopped = .running(since: since)
      }
    }
  }

  // MARK: - Extension and transit

  /// Applies an extension that is valid.
  private func extend(
    _ row: Int, _ rule: ExtensionColumns, _ original: Due, _ grant: TriState?, _ view: RowView,
    _ adjustments: inout PeriodAdjustments, _ out: inout RowFact
  ) {
    // What cannot be read extends nothing; whether it might have is asked of the verdict.
    if unreadableCell(rule, row, view) != nil { return }
    if let valid = validExtension(row, rule, original, grant, view, &out) {
      adjustments.extensions = [valid]
    }
  }

  /// A row's extension by the due moment before it, as its cells can be read; `nil` where there is
  /// none that is valid.
  func validExtension(
    _ row: Int, _ rule: ExtensionColumns, _ original: Due, _ grant: TriState?, _ view: RowView,
    _ out: inout RowFact
  ) -> PeriodExtension? {
    guard grant != .no, grant != .unknown else { return nil }
    let until = rule.until.flatMap { view.day($0, row) }
    let notified = rule.notified.flatMap { view.moment($0, row) }
    let isClaimed =
      rule.until != nil
      ? until != nil : rule.notified != nil ? notified != nil || grant == .yes : grant == .yes
    guard isClaimed else { return nil }
    if rule.notified != nil {
      guard let notified, zone.day(of: notified.instant) <= original.day else {
        out.flags.insert(.invalidExtension)
        return nil
      }
    }
    let reach = rule.by.map { PeriodExtension.Reach.by($0) } ?? until.map { .until($0) }
    guard let reach else { return nil }
    out.flags.insert(.extended)
    return PeriodExtension(reach, atMost: rule.atMost)
  }

  private func transitDays(_ rule: TransitRule, _ row: Int, _ view: RowView) -> Int {
    switch rule {
    case .column(let column):
      let cells = view.cells(column)
      return cells.isPresent(row) ? Int(clamping: cells.value(row)) : 0
    case .table(let column, let days):
      return view.text(column, row).flatMap { days[$0] } ?? 0
    }
  }
}
