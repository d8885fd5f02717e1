import CivilTime
import Diagnostics
import Findings
import Planning
import RuleCheck

extension GroupFinisher {
  /// Judges statistics of groups, against a number, a parameter, or the same group's earlier value.
  mutating func finishStatistics(
    _ gather: Gather, _ rule: MeasureRule, _ groups: [(key: GroupKey, value: GroupTotals)]
  ) {
    var values: [GroupKey: Ratio] = [:]
    for (key, totals) in groups { values[key] = Self.statistic(rule.statistic, totals) }
    for (key, totals) in groups {
      guard !isOnlyBase(key, rule, values) else { continue }
      let period = period(gather, key)
      guard isInForce(gather, period) else { continue }
      let base = base(of: key, rule, period, values)
      let target = base?.target ?? targets.value(rule.target, in: period)
      let open = isOpen(period)
      let value = values[key]
      let verdict = verdict(rule, value, target, totals, isOpen: open)
      var reason = GroupText.count(
        value ?? Ratio(0), value ?? Ratio(0), rule.comparison, target, isOpen: open)
      if let base {
        reason.zhHant += "（基準值\(GroupText.plain(base.value))）"
        reason.en += " (base \(GroupText.plain(base.value)))"
      }
      if totals.counts.undetermined > 0 {
        reason.zhHant += "，\(totals.counts.undetermined)筆無法計入"
        reason.en += ", \(totals.counts.undetermined) rows could not be taken in"
      }
      add(
        gather, key, verdict: verdict, low: value ?? Ratio(0), high: value ?? Ratio(0),
        unit: rule.unit, target: target, comparison: rule.comparison, members: totals.counts,
        reason: reason)
    }
  }

  private func verdict(
    _ rule: MeasureRule, _ value: Ratio?, _ target: Ratio?, _ totals: GroupTotals, isOpen: Bool
  ) -> Verdict {
    guard let value, let target, totals.counts.undetermined == 0 else { return .undetermined }
    guard isOpen else { return rule.comparison.holds(value, target) ? .compliant : .violated }
    // A growing sum or maximum that has passed a ceiling stays above it; one that has reached a
    // floor stays there. Nothing else is decided before the period is over.
    let grows: Bool
    switch rule.statistic {
    case .maximum, .distinct: grows = true
    case .sum: grows = totals.minimum.map { $0.numerator >= 0 } ?? true
    default: grows = false
    }
    guard grows else { return .pending }
    switch rule.comparison.direction {
    case 1:
      return rule.comparison.holds(value, target) && rule.statistic != .sum ? .compliant : .pending
    case -1: return rule.comparison.holds(value, target) ? .pending : .violated
    default: return .pending
    }
  }

  /// The value of a statistic; `nil` where no row gave one.
  private static func statistic(_ statistic: MeasureRule.Statistic, _ totals: GroupTotals) -> Ratio?
  {
    let scale = Int128(1_000_000_000_000_000_000)
    let count = totals.counts.compliant
    switch statistic {
    case .distinct: return Ratio(totals.distinct.count)
    case .sum: return count == 0 ? nil : Ratio(wide: totals.sum, scale)
    case .mean: return count == 0 ? nil : Ratio(wide: totals.sum, scale * Int128(count))
    case .minimum: return totals.minimum
    case .maximum: return totals.maximum
    case .last:
      return totals.entries.max { ($0.day, $0.row) < ($1.day, $1.row) }.map(number)
    case .median:
      let sorted = totals.entries.map(number).sorted { $0 < $1 }
      guard !sorted.isEmpty else { return nil }
      let (a, b) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
      return Ratio(
        wide: Int128(a.numerator) * Int128(b.denominator) + Int128(b.numerator)
          * Int128(a.denominator),
        Int128(a.denominator) * Int128(b.denominator) * 2)
    case .percentile(let percent):
      let sorted = totals.entries.map(number).sorted { $0 < $1 }
      guard !sorted.isEmpty else { return nil }
      let rank = (percent * sorted.count + 99) / 100
      return sorted[min(max(1, rank), sorted.count) - 1]
    }
  }

  private static func number(_ entry: GroupEntry) -> Ratio {
    Ratio(entry.value, GatherRuntime.powerOfTen(Int(entry.scale)))
  }

  /// The earlier value that a target refers to, and the target that follows from it.
  private func base(
    of key: GroupKey, _ rule: MeasureRule, _ period: Period?, _ values: [GroupKey: Ratio]
  ) -> (value: Ratio, target: Ratio)? {
    let first: CivilDate
    let change: Ratio
    switch (rule.target, period) {
    case (.earlier(let periods, let percent), let period?):
      var earlier = period
      for _ in 0..<periods {
        earlier = Period(period.unit, holding: earlier.first.adding(days: -1))
      }
      (first, change) = (earlier.first, percent)
    case (.baseYear(let year, let percent), let period?):
      let (_, month, day) = period.first.components
      guard let date = CivilDate(year: year, month: month, day: min(day, 28)) else { return nil }
      (first, change) = (Period(period.unit, holding: date).first, percent)
    default: return nil
    }
    guard let value = values[GroupKey(values: key.values, period: first)] else { return nil }
    return (value, value.changed(byPercent: change))
  }

  /// Whether a group is there only as the base of others: the base year is not judged itself.
  private func isOnlyBase(
    _ key: GroupKey, _ rule: MeasureRule, _ values: [GroupKey: Ratio]
  ) -> Bool {
    switch rule.target {
    case .baseYear(let year, _): key.period?.year == year
    case .earlier:
      key.period.map { first in
        !values.keys.contains { $0.values == key.values && ($0.period ?? first) < first }
      } ?? false
    case .number, .parameter: false
    }
  }
}
