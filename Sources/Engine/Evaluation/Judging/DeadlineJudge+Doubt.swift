import CivilTime
import Columns
import Findings
import RuleCheck

/// Which of the periods that cells which cannot be read, or not exactly enough, leave open.
enum PeriodBound {
  /// The shortest: what they might have added is left out.
  case least
  /// The longest: stops last as long as the readable cells allow.
  case most
  /// The only one, as all cells can be read.
  case exact
}

extension DeadlineJudge {
  /// A cell or condition that cannot be read and might make a row's period longer.
  enum Doubt {
    /// A stop: how long the period can be at most is known.
    case stop(column: Int)
    /// A restart, days of transit, or an extension: it may be of any length.
    case cell(column: Int)
    /// The condition under which an extension is granted.
    case grant
    /// A stop that ends before it begins: it may be of any length.
    case reversedStop
    /// A stop of a period in hours that begins or ends on a day whose time of day is not known.
    case stopWithoutTime
  }

  /// What makes it doubtful how long a row's period is, if anything does.
  func doubt(
    _ row: Int, by runtime: ArmRuntime, from start: Moment, grant: TriState?, in view: RowView
  ) -> Doubt? {
    if let period = runtime.simple, isReadable(period, runtime, row, grant, view) { return nil }
    let arm = runtime.arm
    if reversedStop(arm, row, view) != nil { return .reversedStop }
    if let extending = runtime.extending {
      if grant != .no, let column = unreadableCell(extending, row, view) {
        return .cell(column: column)
      }
      if grant == .unknown { return .grant }
    }
    if case .until = arm.limit { return nil }
    if let column = arm.restart, isUnreadable(column, row, view) { return .cell(column: column) }
    switch arm.transit {
    case .column(let column)?:
      if isUnreadable(column, row, view) || isWanting(column, row, view) {
        return .cell(column: column)
      }
    case .table(let column, let days)?:
      let isUnlisted = view.text(column, row).map { days[$0] == nil } ?? true
      if isUnlisted, isUnreadable(column, row, view) || isWanting(column, row, view) {
        return .cell(column: column)
      }
    case nil: break
    }
    for suspension in arm.suspensions {
      if let column = unreadableCell(suspension, row, view) { return .stop(column: column) }
    }
    if arm.suspensions.contains(where: { isWithoutTime($0, row, view) }),
      let calculator = calculator(for: runtime, on: zone.day(of: start.instant)),
      calculator.runsFromInstant
    {
      return .stopWithoutTime
    }
    return nil
  }

  /// Whether a stop's beginning or end is known to the day only.
  private func isWithoutTime(_ stop: SuspensionRule, _ row: Int, _ view: RowView) -> Bool {
    [stop.from, stop.to].contains { view.moment($0, row)?.precision == .day }
  }

  /// The instants between which a stop lasted; days whose times are not known make it as short or as long
  /// as the bound asks.
  ///
  /// - Parameter limit: Where a stop ends that has not ended, or not before.
  func span(
    _ stop: (from: Moment?, to: Moment?), from start: Moment, until limit: Instant,
    _ bound: PeriodBound
  ) -> InstantSpan? {
    func last(_ moment: Moment) -> Instant {
      moment.precision == .day ? zone.end(of: zone.day(of: moment.instant)) : moment.instant
    }
    let from = stop.from ?? start
    let begin = bound == .least ? last(from) : from.instant
    let end = stop.to.map { bound == .most ? last($0) : $0.instant }
    return InstantSpan(start: begin, end: min(end ?? limit, limit))
  }

  /// Decides a row that was judged by its shortest period.
  ///
  /// What is met by the shortest is met by all, and what is not due by it is not due. What is missed by
  /// the longest is missed by all. Everything else the cell decides, which cannot be read.
  func settle(
    _ doubt: Doubt, _ view: RowView, _ out: inout RowFact, byMost judge: (inout RowFact) -> Void
  ) {
    out.flags.insert(.doubtfulDue)
    if case .reversedStop = doubt { out.flags.insert(.reversedStop) }
    switch (out.verdict, out.reason) {
    case (.compliant, _), (.pending, .notYetDue), (.pending, .stopped), (.notApplicable, _): return
    default: break
    }
    switch doubt {
    case .stop, .stopWithoutTime:
      var most = RowFact(row: out.row, version: Int(out.version))
      (most.start, most.arm) = (out.start, out.arm)
      judge(&most)
      guard out.verdict == .violated, most.verdict == .violated else {
        guard case .stop(let column) = doubt else {
          return out.set(.undetermined, .needsTimeOfDay)
        }
        return out.set(.undetermined, .cellMissing, detail: column)
      }
      most.flags.insert(.doubtfulDue)
      out = most
    case .cell(let column): out.set(.undetermined, .cellMissing, detail: column)
    case .grant: out.set(.undetermined, .conditionUnknown)
    case .reversedStop: out.set(.undetermined, .stopReversed)
    }
  }

  /// A stop of a row's clock, as far as its cells can be read; `nil` where there is none.
  ///
  /// A beginning that cannot be read is `nil`: it may lie as early as the period's start.
  func stop(
    _ suspension: SuspensionRule, _ row: Int, from start: Moment, _ view: RowView,
    _ bound: PeriodBound
  ) -> (from: Moment?, to: Moment?)? {
    let (from, to) = (view.moment(suspension.from, row), view.moment(suspension.to, row))
    if unreadableCell(suspension, row, view) == nil { return from.map { ($0, to) } }
    return bound == .least ? nil : (from, to)
  }

  /// The cell of a suspension that cannot be read: of a stop that there may have been, or an end
  /// without a beginning.
  func unreadableCell(
    _ suspension: SuspensionRule, _ row: Int, _ view: RowView
  ) -> Int? {
    if isUnreadable(suspension.from, row, view) { return suspension.from }
    let isEmpty = view.state(suspension.from, row) == .empty
    switch view.state(suspension.to, row) {
    case .empty: return nil
    case .present: return isEmpty ? suspension.from : nil
    case .malformed, .undeclared: return suspension.to
    }
  }

  /// The cell of an extension that cannot be read.
  func unreadableCell(_ rule: ExtensionColumns, _ row: Int, _ view: RowView) -> Int? {
    if let column = rule.until, isUnreadable(column, row, view) { return column }
    if let column = rule.notified, isUnreadable(column, row, view) { return column }
    return nil
  }

  func isUnreadable(_ column: Int, _ row: Int, _ view: RowView) -> Bool {
    let state = view.state(column, row)
    return state == .malformed || state == .undeclared
  }

  /// Whether a cell is empty that must not be.
  private func isWanting(_ column: Int, _ row: Int, _ view: RowView) -> Bool {
    view.state(column, row) == .empty && !view.schema.allColumns[column].isOptional
  }
}
