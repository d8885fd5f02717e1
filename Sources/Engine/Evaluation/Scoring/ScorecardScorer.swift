import CivilTime
import Diagnostics
public import Findings
public import RuleCheck

/// Scores the cards of a set of rules from the results of a run.
public struct ScorecardScorer {
  let rules: CheckedRules
  let result: CheckResult

  /// Prepares the scoring of a result.
  ///
  /// - Parameters:
  ///   - rules: The checked rules, in the order of the result's rules.
  ///   - result: The result with its groups and counts, before waivers are applied: a waived miss
  ///     is a miss.
  public init(rules: CheckedRules, result: CheckResult) {
    self.rules = rules
    self.result = result
  }

  /// Scores a card.
  public func score(_ card: CheckedScorecard) -> Scorecard {
    let lines = card.indicators.map(line)
    var dimensions: [Scorecard.Subtotal] = []
    for line in lines {
      guard let title = line.dimension else { continue }
      if let index = dimensions.firstIndex(where: { $0.title == title }) {
        dimensions[index].possible = dimensions[index].possible.adding(line.weight)
        dimensions[index].points = Self.sum(dimensions[index].points, line.points)
      } else {
        dimensions.append(
          Scorecard.Subtotal(title: title, points: line.points, possible: line.weight))
      }
    }
    var scored = Scorecard(
      id: card.id, title: card.title, lines: lines,
      total: lines.reduce(Ratio(0)) { Self.sum($0, $1.points) },
      possible: lines.reduce(Ratio(0)) { $0.adding($1.weight) })
    scored.dimensions = dimensions
    return scored
  }

  private static func sum(_ left: Ratio?, _ right: Ratio?) -> Ratio? {
    guard let left, let right else { return nil }
    return left.adding(right)
  }

  private func number(_ quantity: CheckedScorecard.Quantity) -> Ratio? {
    switch quantity {
    case .number(let ratio): ratio
    case .parameter(let index):
      rules.parameters[index].value(on: result.asOf.local.date, knownOn: result.knownOn)?.value
    }
  }

  // MARK: - Lines

  private func line(_ indicator: CheckedScorecard.Indicator) -> Scorecard.Line {
    var line = Scorecard.Line(
      title: indicator.title, weight: number(indicator.weight) ?? Ratio(0), unit: "")
    line.dimension = indicator.dimension
    line.goal = indicator.goal
    line.note = indicator.note
    if case .parameter(let index) = indicator.weight, number(indicator.weight) == nil {
      note(&line, Self.withoutValue(rules.parameters[index].name))
      return line
    }
    let achieved = achieved(indicator)
    line.unit = indicator.unit ?? achieved?.unit ?? ""
    if case .rule(let reference)? = indicator.source { line.rule = reference.rule }
    line.target = indicator.target.map(number) ?? achieved?.target
    if let achieved {
      if let missing = achieved.missing { note(&line, missing) }
      take(achieved, indicator, into: &line)
    }
    award(indicator, &line)
    return line
  }

  /// Computes what follows from an achievement: share of the target, points, gap.
  private func take(
    _ achieved: Achievement, _ indicator: CheckedScorecard.Indicator,
    into line: inout Scorecard.Line
  ) {
    guard let low = achieved.low, let high = achieved.high else { return }
    let comparison = achieved.comparison
    if low.equals(high) { line.value = low }
    let isReviewed = indicator.award != nil
    guard let target = line.target else {
      if !isReviewed { note(&line, LocalizedText(zh: "沒有目標值", en: "there is no target")) }
      return
    }
    let ends = [low, high].map { value in
      Score(value, target, comparison, indicator.method, weight: line.weight)
    }
    let isSettled = ends[0] == ends[1] && (!achieved.isOpen || ends[0].isFinal(comparison))
    guard isSettled else {
      let from = GroupText.plain(ends[0].points)
      let to = GroupText.plain(achieved.isOpen ? line.weight : ends[1].points)
      if !isReviewed {
        note(
          &line,
          LocalizedText(
            zh: "尚未確定，得分在\(from)與\(to)之間",
            en: "not settled: between \(from) and \(to) points"))
      }
      return
    }
    line.achievement = ends[0].achievement
    line.points = ends[0].points
    // A bonus without a target of its own is neither met nor missed.
    guard target.numerator != 0 || line.weight.numerator != 0 else { return }
    line.isMet = ends[0].isMet
    if !ends[0].isMet, low.equals(high) { line.gap = low.subtracting(target) }
  }

  /// Puts a reviewer's points in the place of the computed ones.
  private func award(_ indicator: CheckedScorecard.Indicator, _ line: inout Scorecard.Line) {
    guard let award = indicator.award else { return }
    let computed = line.points
    switch award {
    case .points(let points): line.points = points
    case .rule(let reference):
      let given = achieved(reference)
      line.points = nil
      guard let low = given.low, let high = given.high, low.equals(high), !given.isOpen else {
        note(
          &line, given.missing ?? LocalizedText(zh: "核給分數未定", en: "the awarded points are open"))
        return
      }
      guard indicator.holds(low, weight: line.weight) else {
        let text = GroupText.plain(low)
        note(
          &line,
          LocalizedText(
            zh: "核給\(text)分不在0與配分之間，未採計",
            en: "the \(text) points awarded do not lie between 0 and the weight, and are not taken")
        )
        return
      }
      line.points = low
    }
    if let computed, let points = line.points, !points.equals(computed) {
      let (given, own) = (GroupText.plain(points), GroupText.plain(computed))
      note(
        &line, LocalizedText(zh: "核給\(given)分，計算為\(own)分", en: "\(given) awarded, \(own) computed"))
    }
  }

  private func note(_ line: inout Scorecard.Line, _ text: LocalizedText) {
    guard let note = line.note else {
      line.note = text
      return
    }
    line.note = LocalizedText(
      zh: "\(note.zhHant)；\(text.zhHant)", en: "\(note.en); \(text.en)")
  }

  private static func withoutValue(_ parameter: String) -> LocalizedText {
    LocalizedText(
      zh: "參數\(parameter)在基準日沒有值", en: "the parameter \(parameter) has no value on that day")
  }
}
