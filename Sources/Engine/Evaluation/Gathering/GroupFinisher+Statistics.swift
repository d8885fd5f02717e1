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
    let bases = Dictionary(
      uniqueKeysWithValues: groups.filter { $0.value.counts.undetermined == 0 }.compactMap {
        group in values[group.key].map { (group.key, $0) }
      })
    for (key, totals) in groups {
      guard !isOnlyBase(key, rule, values) else { continue }
      let period = period(gather, key)
      guard isInForce(gather, period) else { continue }
      let base = base(of: key, rule, period, bases)
      let target = base?.target ?? targets.value(rule.target, in: period)
      let open = isOpen(gather, period)
      let value = values[key]
      // A period that is not over may still be reported.
      if open, totals.counts.judged == 0 { continue }
      var verdict = verdict(rule, value, target, totals, isOpen: open)
      var reason = reason(rule, value, target, totals, isOpen: open)
      if verdict == .violated, isUnknown(gather, key) || possibleRows(gather, key) > 0 {
        verdict = .undetermined
        reason.append(
          isUnknown(gather, key)
            ? Self.unknownNote
            : possibleRowsNote(gather, key, possibleRows(gather, key)))
      }
      if let amendment = amendment(rule.target, in: period) { reason.append(amendment) }
      if let base {
        reason.zhHant += "（基準值\(GroupText.plain(base.value))）"
        reason.en += " (base \(GroupText.plain(base.value)))"
      }
      if totals.counts.undetermined > 0 {
        reason.zhHant += "，\(totals.counts.undetermined)筆無法計入"
        reason.en += ", \(counted(totals.counts.undetermined, "row")) could not be taken in"
      }
      add(
        gather, key, verdict: verdict, low: value ?? Ratio(0), high: value ?? Ratio(0),
        unit: rule.unit, target: target, comparison: rule.comparison, members: totals.counts,
        reason: reason, outlook: outlook(rule, value, target, totals))
    }
  }

  private func reason(
    _ rule: MeasureRule, _ value: Ratio?, _ target: Ratio?, _ totals: GroupTotals, isOpen: Bool
  ) -> LocalizedText {
    guard let value else {
      return totals.counts.judged == 0
        ? LocalizedText(zh: "期間內沒有任何一列", en: "there is no row in the period")
        : LocalizedText(zh: "沒有可採計的值", en: "there is no value that can be taken")
    }
    var text = GroupText.statistic(value, rule, target, isOpen: isOpen)
    if target == nil {
      switch rule.target {
      case .earlier, .baseYear:
        text.append(LocalizedText(zh: "，沒有可比較的基準值", en: ", there is no base to compare with"))
      case .number, .parameter:
        text.append(LocalizedText(zh: "，沒有目標值", en: ", there is no target"))
      }
    }
    return text
  }

  /// What can still become of a statistic that only grows.
  private func outlook(
    _ rule: MeasureRule, _ value: Ratio?, _ target: Ratio?, _ totals: GroupTotals
  ) -> Outlook? {
    guard let value, let target, totals.counts.undetermined == 0, grows(rule, totals) else {
      return nil
    }
    let isCount = rule.statistic == .distinct
    var outlook = Outlook(
      growing: value, rule.comparison, target: target, step: Ratio(isCount ? 1 : 0))
    // A correction below zero may still take from a sum.
    if rule.statistic == .sum, outlook.state == .secured { outlook.state = .reachable }
    if rule.statistic == .maximum { (outlook.needed, outlook.spare) = (nil, nil) }
    return outlook
  }

  /// Whether a statistic can only grow as rows come.
  private func grows(_ rule: MeasureRule, _ totals: GroupTotals) -> Bool {
    switch rule.statistic {
    case .maximum, .distinct: true
    case .sum: totals.minimum.map { $0.numerator >= 0 } ?? true
    default: false
    }
  }

  private func verdict(
    _ rule: MeasureRule, _ value: Ratio?, _ target: Ratio?, _ totals: GroupTotals, isOpen: Bool
  ) -> Verdict {
    guard let value, let target, totals.counts.undetermined == 0 else { return .undetermined }
    guard isOpen else { return rule.comparison.holds(value, target) ? .compliant : .violated }
    // A growing sum or maximum that has passed a ceiling stays above it; one that has reached a
    // floor stays there. Nothing else is decided before the period is over.
    guard grows(rule, totals) else { return .pending }
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
    guard totals.counts.judged > 0 else { return nil }
    switch statistic {
    case .distinct: return Ratio(totals.distinct.count)
    case .sum, .mean:
      if count == 0 || totals.isTooLarge { return nil }
      return Ratio(wide: totals.sum, statistic == .sum ? scale : scale * Int128(count))
    case .minimum: return totals.minimum
    case .maximum: return totals.maximum
    case .last:
      // Several rows of the last day that say different things have no last value.
      let day = totals.rows.map(\.day).max()
      let last = totals.rows.filter { $0.day == day }.map(number)
      guard let first = last.first, last.allSatisfy(first.equals) else { return nil }
      return first
    case .median:
      let sorted = totals.rows.map(number).sorted { $0 < $1 }
      guard !sorted.isEmpty else { return nil }
      let (a, b) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
      return Ratio(
        wide: Int128(a.numerator) * Int128(b.denominator) + Int128(b.numerator)
          * Int128(a.denominator),
        Int128(a.denominator) * Int128(b.denominator) * 2)
    case .percentile(let percent):
      let sorted = totals.rows.map(number).sorted { $0 < $1 }
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
    // What five percent more than a loss is, the rule does not say.
    guard value.numerator >= 0 || change.numerator == 0 else { return nil }
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
