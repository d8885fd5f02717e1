import CivilTime
import Columns
import Findings
import RuleCheck

/// Compares moments of a row with each other: the operator `sequence`.
struct SequenceJudge: Sendable {
  let rule: OrderRule
  let zone: TimeZoneRules
  let asOf: Instant
  let observedThrough: Instant

  func judge(_ rows: [Int], in view: RowView, into out: inout RowVerdicts) {
    for row in rows {
      switch rule.pattern {
      case .precedence(let first, let then):
        precedence(row, first: first, then: then, view, &out)
      case .response(let after, let expect):
        response(row, after: after, expect: expect, view, &out)
      case .absence(let column):
        switch view.state(column, row) {
        case .empty: out.set(row, .compliant, .none)
        case .present: out.set(row, .violated, .unexpected, detail: column)
        case .malformed, .undeclared: out.set(row, .undetermined, .cellMissing, detail: column)
        }
      case .atMostOnce(let column):
        let vector = view.vector(column)
        if vector.isPresent(row) {
          let isTooMany = vector.type == .integer && vector.values[row] > 1
          out.set(
            row, isTooMany ? .violated : .compliant, isTooMany ? .unexpected : .none,
            detail: column)
        } else if view.state(column, row) == .malformed {
          out.set(row, .undetermined, .cellMissing, detail: column)
        } else {
          out.set(row, .compliant, .none)
        }
      case .between(let event, let after, let before):
        precedence(row, first: after, then: event, view, &out)
        if out.verdicts[row] == .compliant, view.state(before, row) != .empty {
          precedence(row, first: event, then: before, view, &out)
        }
      }
    }
  }

  /// `then` must not stand without `first` at or before it.
  private func precedence(
    _ row: Int, first: Int, then: Int, _ view: RowView, _ out: inout RowVerdicts
  ) {
    for column in [first, then] where view.state(column, row) == .malformed {
      return out.set(row, .undetermined, .cellMissing, detail: column)
    }
    guard let later = view.moment(then, row), later.instant <= asOf else {
      return out.set(row, .notApplicable, .none)
    }
    out.dones[row] = view.moment(first, row)
    guard let earlier = view.moment(first, row), earlier.instant <= asOf else {
      return out.set(row, .violated, .wrongOrder, detail: first)
    }
    compare(row, earlier, later, detail: first, &out)
  }

  /// After `after`, `expect` must follow.
  private func response(
    _ row: Int, after: Int, expect: Int, _ view: RowView, _ out: inout RowVerdicts
  ) {
    for column in [after, expect] where view.state(column, row) == .malformed {
      return out.set(row, .undetermined, .cellMissing, detail: column)
    }
    guard let cause = view.moment(after, row), cause.instant <= asOf else {
      return out.set(row, .notApplicable, .none)
    }
    out.starts[row] = cause
    guard let answer = view.moment(expect, row), answer.instant <= asOf else {
      return out.set(row, .pending, .notYetDue, detail: expect)
    }
    out.dones[row] = answer
    compare(row, cause, answer, detail: expect, &out)
  }

  /// Decides whether one moment lies before the other, whatever imprecise ones stand for.
  private func compare(
    _ row: Int, _ earlier: Moment, _ later: Moment, detail: Int, _ out: inout RowVerdicts
  ) {
    let earlierLast = earlier.latestInstant(in: zone)
    let laterLast = later.latestInstant(in: zone)
    let sameDays =
      earlier.precision == .day && later.precision == .day && earlier.instant == later.instant
    let isEarlier =
      rule.allowsSame
      ? earlierLast <= later.instant || sameDays : earlierLast < later.instant
    let isLater =
      rule.allowsSame ? earlier.instant > laterLast : earlier.instant >= laterLast || sameDays
    if isEarlier {
      out.set(row, .compliant, .none)
    } else if isLater {
      out.set(row, .violated, .wrongOrder, detail: detail)
    } else {
      out.set(row, .undetermined, .needsTimeOfDay, detail: detail)
    }
  }
}
