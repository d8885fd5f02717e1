import CivilTime
import Columns
import Findings
import RuleCheck

extension DeadlineJudge {
  func decide(_ done: Moment?, _ due: Due, _ view: RowView, _ out: inout RowFact) {
    if let done {
      switch due.comparison(with: done, in: zone) {
      case .met: out.set(.compliant, .none)
      case .missed: out.set(.violated, .late)
      case .undetermined: out.set(.undetermined, .needsTimeOfDay)
      }
    } else {
      decideOpen(due, view, &out)
    }
  }

  private func decideOpen(_ due: Due, _ view: RowView, _ out: inout RowFact) {
    if asOf <= due.latest {
      out.set(.pending, .notYetDue)
    } else if view.seenThrough < due.latest {
      out.set(.pending, .unseen)
    } else {
      out.set(.violated, .overdue)
    }
  }

  /// Decides by the days used, halves and all, rather than by the due moment.
  func decideByDaysUsed(
    _ row: Int, _ start: Moment, _ done: Moment?, _ due: Due, _ runtime: ArmRuntime,
    _ view: RowView, _ bound: PeriodBound, _ out: inout RowFact
  ) {
    let first = zone.day(of: start.instant)
    let governing = governingDay(runtime, from: start, done: done)
    guard let limit = limitAmount(runtime, on: governing),
      let calculator = calculator(for: runtime, on: governing)
    else { return decide(done, due, view, &out) }
    let last = done.map { zone.day(of: $0.instant) } ?? zone.day(of: view.seenThrough)
    let halfDays = calculator.halfDaysUsed(
      from: first, through: last,
      suspendedDays: suspendedDays(row, runtime, from: start, until: last, view, bound))
    decide(halfDays, of: limit, isDone: done != nil, due, &out)
  }

  /// Decides by the half days used of a limit in days.
  func decide(_ halfDays: Int, of limit: Int, isDone: Bool, _ due: Due, _ out: inout RowFact) {
    if halfDays > limit * 2 {
      out.set(.violated, .daysUsed, detail: halfDays)
    } else if isDone {
      out.set(.compliant, .none)
    } else {
      out.set(.pending, asOf > due.latest ? .unseen : .notYetDue)
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
