import CivilTime
import Columns
import Findings
import RuleCheck

/// How a period may be extended, by columns; whether it was granted is tested apart.
struct ExtensionColumns {
  let until: Int?
  let notified: Int?
  let by: PeriodLength?
  let atMost: PeriodLength?

  init(_ rule: ExtensionRule) {
    (until, notified, by, atMost) = (rule.until, rule.notified, rule.by, rule.atMost)
  }
}

/// A period of whole days of fixed length that one stop and one extension change at most.
///
/// Most periods that anything may change are of this shape. They need no lists of what changed them,
/// and give what the general way gives.
struct SimplePeriod {
  /// The length in its unit.
  let amount: Int
  let stop: SuspensionRule?
  /// The calculator of the arm, which keeps it alive: no references to it are counted for each row.
  let calculator: Unmanaged<DueCalculator>

  init?(_ arm: DeadlineArm, _ calculator: DueCalculator?) {
    guard case .length(let length) = arm.limit, let calculator, !calculator.runsFromInstant,
      arm.suspensions.count <= 1, arm.restart == nil, arm.transit == nil
    else { return nil }
    amount = length.amount
    stop = arm.suspensions.first
    self.calculator = .passUnretained(calculator)
  }
}

extension DeadlineJudge {
  /// For how many arms due moments are remembered: behind those of periods as they are, those of
  /// periods that a fixed length extends.
  var remembered: Int {
    arms.contains { $0.extending?.by != nil } ? arms.count * 2 : arms.count
  }

  /// Whether all cells that may change a period can be read and agree, as is known at a glance of most
  /// rows.
  func isReadable(
    _ period: SimplePeriod, _ runtime: ArmRuntime, _ row: Int, _ grant: TriState?,
    _ view: RowView
  ) -> Bool {
    if let extending = runtime.extending {
      guard grant != .unknown, unreadableCell(extending, row, view) == nil else { return false }
    }
    guard let stop = period.stop else { return true }
    return unreadableCell(stop, row, view) == nil && !isReversed(stop, row, view)
  }

  /// Judges a row, all of whose cells can be read, by a period that one stop and one extension change
  /// at most.
  func judge(
    _ row: Int, from start: Moment, _ done: Moment?, by runtime: ArmRuntime, _ period: SimplePeriod,
    _ grant: TriState?, in view: RowView, _ dues: DueMemory, _ out: inout RowFact
  ) {
    let calculator = period.calculator
    let first = zone.day(of: start.instant)
    let doneDay = done.map { zone.day(of: $0.instant) }
    let stopped = period.stop.flatMap { stoppedDays(row, $0, until: doneDay ?? asOfDay, view) }
    if stopped != nil { out.flags.insert(.suspended) }
    /// The due moment, which but for a stop or a last day that the data states is the same for all
    /// rows of a day.
    func computed(_ item: PeriodExtension?, _ dues: DueMemory) -> Due {
      let isFixed = item == nil || runtime.extending?.by != nil
      guard stopped == nil, isFixed else {
        return calculator._withUnsafeGuaranteedRef {
          $0.due(from: first, extended: item, suspended: stopped)
        }
      }
      let place = item == nil ? runtime.index : arms.count + runtime.index
      return dues.due(from: start, arm: place, runtime.shape, in: zone) { _, _ in
        calculator._withUnsafeGuaranteedRef {
          $0.due(from: first, extended: item, suspended: nil)
        }
      }
    }
    var due = computed(nil, dues)
    if let extending = runtime.extending,
      let item = validExtension(row, extending, due, grant, view, &out)
    {
      due = computed(item, dues)
    }
    out.due = due
    if !due.isCovered { out.flags.insert(.uncovered) }
    if done == nil, let stop = period.stop, isStopped(row, stop, by: due, view) {
      return out.set(.pending, .stopped)
    }
    guard rule.judgedBy == .daysUsed else { return decide(done, due, view, &out) }
    let last = doneDay ?? zone.day(of: view.seenThrough)
    let ofUse = period.stop.flatMap { stoppedDays(row, $0, until: last, view) }
    let used = calculator._withUnsafeGuaranteedRef {
      $0.halfDaysUsed(from: first, through: last, suspended: ofUse)
    }
    decide(used, of: period.amount, isDone: done != nil, due, &out)
  }

  /// The whole days of a stop, up to a day.
  private func stoppedDays(
    _ row: Int, _ stop: SuspensionRule, until last: CivilDate, _ view: RowView
  ) -> DayRange? {
    guard let from = view.day(stop.from, row) else { return nil }
    return DayRange(stoppedOn: from, endedOn: min(view.day(stop.to, row) ?? last, last))
  }

  /// Whether the clock of a row stands still at the moment judged, since before it was due.
  private func isStopped(
    _ row: Int, _ stop: SuspensionRule, by due: Due, _ view: RowView
  ) -> Bool {
    guard let from = view.moment(stop.from, row), from.instant <= asOf,
      view.moment(stop.to, row).map({ $0.instant > asOf }) ?? true
    else { return false }
    return from.instant <= due.latest
  }
}
