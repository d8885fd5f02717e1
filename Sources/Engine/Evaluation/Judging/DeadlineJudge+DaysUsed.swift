import CivilTime
import Columns
import Findings
import RuleCheck

extension DeadlineJudge {
  /// Decides by the days used, halves and all, rather than by the due moment.
  func decideByDaysUsed(
    _ row: Int, _ start: Moment, _ done: Moment?, _ due: Due, _ runtime: ArmRuntime,
    _ view: RowView, _ out: inout RowFact
  ) {
    let first = zone.day(of: start.instant)
    let governing = governingDay(runtime, from: start, done: done)
    guard let limit = limitAmount(runtime, on: governing),
      let calculator = calculator(for: runtime, on: governing)
    else { return decide(done, due, view, &out) }
    let last = done.map { zone.day(of: $0.instant) } ?? zone.day(of: view.seenThrough)
    let halfDays = calculator.halfDaysUsed(
      from: first, through: last, suspendedDays: suspendedDays(row, runtime, until: last, view))
    if halfDays > limit * 2 {
      out.set(.violated, .daysUsed, detail: halfDays)
    } else if done != nil {
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
