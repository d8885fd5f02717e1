import CivilTime
import Columns
import RuleCheck

extension DeadlineJudge {
  /// The stop of a row under an arm that ends before it begins, so that one of its cells is wrong and
  /// how long the clock stood still is not known; `nil` where there is none.
  ///
  /// Where the cells are days, a stop that ends on the day on which it begins takes out no day and is
  /// sound. What lies after the moment judged has not happened yet.
  func reversedStop(_ arm: DeadlineArm, _ row: Int, _ view: RowView) -> SuspensionRule? {
    if case .until = arm.limit { return nil }
    return arm.suspensions.first { isReversed($0, row, view) }
  }

  /// Whether a stop of a row ends before it begins.
  func isReversed(_ stop: SuspensionRule, _ row: Int, _ view: RowView) -> Bool {
    guard let from = view.moment(stop.from, row), let to = view.moment(stop.to, row),
      to.instant < from.instant, to.instant <= asOf
    else { return false }
    return to.latestInstant(in: zone) < from.instant
  }
}

extension JudgeRuntime {
  /// The stop that ends before it begins and leaves a row's period open.
  func reversedStop(_ fact: borrowing RowFact, _ view: RowView) -> SuspensionRule? {
    let (version, arm) = (Int(fact.version), Int(fact.arm))
    guard case .deadline(let judge)? = variants.first(where: { $0.version == version })?.step,
      judge.arms.indices.contains(arm)
    else { return nil }
    return judge.reversedStop(judge.arms[arm].arm, fact.row, view)
  }
}

extension ReadIssue {
  /// That a stop ends before it begins, as a defect of the cell with its end.
  init(reversed stop: SuspensionRule, _ row: Int, _ view: RowView) {
    let isSensitive = view.schema.allColumns[stop.from].sensitivity != nil
    let texts = [isSensitive ? nil : view.text(stop.from, row), view.text(stop.to, row)]
    self.init(
      .stopReversed, row: row, column: stop.to,
      found: texts.compactMap(\.self).joined(separator: " – "))
  }
}
