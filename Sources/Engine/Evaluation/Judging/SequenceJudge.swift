import CivilTime
import Columns
import Findings
import RuleCheck

/// Compares moments of a row with each other: the operator `sequence`.
final class SequenceJudge: Sendable {
  let rule: OrderRule
  let zone: TimeZoneRules
  let asOf: Instant

  init(rule: OrderRule, zone: TimeZoneRules, asOf: Instant) {
    self.rule = rule
    self.zone = zone
    self.asOf = asOf
  }

  func judge(_ rows: [Int], version: Int, in view: RowView, into out: inout RowVerdicts) {
    let left = out.keepsFindingsOnly ? placesLeft(rows, view, &out) : nil
    for place in left ?? Array(rows.indices) {
      var fact = RowFact(row: rows[place], version: version)
      judge(rows[place], view, &fact)
      out.add(fact)
    }
  }

  /// Counts the rows of which a precedence of times is met or, as nothing has happened yet, does not apply, as
  /// most do; gives the places of those which take a closer look, `nil` where all do.
  private func placesLeft(
    _ rows: [Int], _ view: RowView, _ out: inout RowVerdicts
  ) -> [Int]? {
    guard case .precedence(let first, let then) = rule.pattern else { return nil }
    let period = RowView.MomentPair(start: first, end: then, asOf: asOf, isStrict: true)
    guard let ofAll = view.answers(period) else { return nil }
    let answers = rows.count == view.batch.rowCount ? ofAll : rows.map { ofAll[$0] }
    out.addMet(TriState.count(answers))
    return TriState.places(of: answers, .unknown)
  }

  private func judge(_ row: Int, _ view: RowView, _ out: inout RowFact) {
    switch rule.pattern {
    case .precedence(let first, let then):
      precedence(row, first: first, then: then, view, &out)
    case .response(let after, let expect):
      response(row, after: after, expect: expect, view, &out)
    case .absence(let column):
      switch view.state(column, row) {
      case .empty: out.set(.compliant, .none)
      case .present:
        // What happens after the moment judged has not happened yet.
        let moment = view.moment(column, row)
        if let moment, asOf < moment.instant { return out.set(.compliant, .none) }
        out.done = moment
        out.set(.violated, .unexpected, detail: column)
      case .malformed, .undeclared: out.set(.undetermined, .cellMissing, detail: column)
      }
    case .atMostOnce(let column):
      let vector = view.vector(column)
      if vector.isPresent(row) {
        let isTooMany = vector.type == .integer && vector.values[row] > 1
        out.set(
          isTooMany ? .violated : .compliant, isTooMany ? .unexpected : .none,
          detail: column)
      } else if view.state(column, row) == .malformed {
        out.set(.undetermined, .cellMissing, detail: column)
      } else {
        out.set(.compliant, .none)
      }
    case .between(let event, let after, let before):
      precedence(row, first: after, then: event, view, &out)
      if out.verdict == .compliant, view.state(before, row) != .empty {
        precedence(row, first: event, then: before, view, &out)
        // An end that has not come yet leaves the event where it is.
        if out.verdict == .notApplicable { out.set(.compliant, .none) }
      }
    }
  }

  /// `then` must not stand without `first` at or before it.
  private func precedence(
    _ row: Int, first: Int, then: Int, _ view: RowView, _ out: inout RowFact
  ) {
    if let column = unreadable(first, then, row, view) {
      return out.set(.undetermined, .cellMissing, detail: column)
    }
    guard let later = view.moment(then, row), later.instant <= asOf else {
      return out.set(.notApplicable, .none)
    }
    out.done = later
    guard let earlier = view.moment(first, row), earlier.instant <= asOf else {
      out.start = nil
      return out.set(.violated, .wrongOrder, detail: first)
    }
    compare(row, earlier, later, detail: first, &out)
  }

  /// After `after`, `expect` must follow.
  private func response(
    _ row: Int, after: Int, expect: Int, _ view: RowView, _ out: inout RowFact
  ) {
    if let column = unreadable(after, expect, row, view) {
      return out.set(.undetermined, .cellMissing, detail: column)
    }
    guard let cause = view.moment(after, row), cause.instant <= asOf else {
      return out.set(.notApplicable, .none)
    }
    out.start = cause
    guard let answer = view.moment(expect, row), answer.instant <= asOf else {
      return out.set(.pending, .notYetDue, detail: expect)
    }
    out.done = answer
    compare(row, cause, answer, detail: expect, &out)
  }

  /// The first of two cells that cannot be read.
  private func unreadable(_ first: Int, _ second: Int, _ row: Int, _ view: RowView) -> Int? {
    if view.state(first, row) == .malformed { return first }
    return view.state(second, row) == .malformed ? second : nil
  }

  /// Decides whether one moment lies before the other, whatever imprecise ones stand for.
  private func compare(
    _ row: Int, _ earlier: Moment, _ later: Moment, detail: Int, _ out: inout RowFact
  ) {
    (out.start, out.done) = (earlier, later)
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
      out.set(.compliant, .none)
    } else if isLater {
      out.set(.violated, .wrongOrder, detail: detail)
    } else {
      out.set(.undetermined, .needsTimeOfDay, detail: detail)
    }
  }
}
