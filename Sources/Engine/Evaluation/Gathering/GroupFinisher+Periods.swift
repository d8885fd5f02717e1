import CivilTime
import Diagnostics
import Findings
import Planning
import RuleCheck

extension GroupFinisher {
  /// Whether a gather's version of its rule is the one for a period (`nil`: what has no period).
  ///
  /// The first day of the period decides, and without periods the day judged; kinds that judge rows
  /// took their rows by version already.
  func governs(_ gather: Gather, _ period: CivilDate?) -> Bool {
    let rule = rule(gather)
    guard !rule.versions.isEmpty else { return true }
    if period == nil {
      switch gather.function {
      case .window, .series, .duplicates, .schedule: return true
      case .share, .count, .statistic, .coverage: break
      }
    }
    let day = period ?? context.asOf.local.date
    return rule.version(on: day, knownOn: context.knownOn) == gather.version
  }

  /// Takes rows that belong to no period out of the groups: told, and counted in none.
  mutating func takeUnplaced(
    _ gather: Gather, _ groups: inout [(key: GroupKey, value: GroupTotals)]
  ) {
    unplaced = [:]
    guard gather.grouping.period != nil else { return }
    for (key, totals) in groups where key.period == nil {
      unplaced[key.values] = totals
      if case .series = gather.function {
        if gather.version == 0 { countUntaken(gather, totals.counts.judged) }
        continue
      }
      if governs(gather, context.asOf.local.date) { addUnplaced(gather, key, totals) }
    }
    groups.removeAll { $0.key.period == nil }
  }

  private mutating func addUnplaced(_ gather: Gather, _ key: GroupKey, _ totals: GroupTotals) {
    let count = totals.counts.judged
    // Whatever their verdicts: in which period they count cannot be said.
    var members = VerdictCounts()
    members.undetermined = count
    add(
      gather, key, verdict: .undetermined, low: Ratio(0), high: Ratio(0), unit: "count",
      target: nil, comparison: .atLeast, members: members,
      reason: LocalizedText(
        zh: "\(count)列缺少可歸入期間之日期，未計入任何期間",
        en: count == 1
          ? "1 row has no day that places it in a period, and is counted in none"
          : "\(count) rows have no day that places them in a period, and are counted in none"))
    results[results.count - 1].isUnplaced = true
  }

  /// What a reason adds where rows without a day could change a verdict.
  func unplacedNote(_ count: Int) -> LocalizedText {
    LocalizedText(
      zh: "；另有\(count)列缺日期，可能屬於本期間而改變判定",
      en: "; \(counted(count, "row")) without a day may belong here and change the verdict")
  }

  // MARK: - Periods in which nothing happened

  /// The groups with those that have no rows: what is counted or reported did not happen in them.
  ///
  /// They run from a group's first period with rows to the day judged; what was before is not known
  /// from the log.
  func filled(
    _ gather: Gather, _ groups: [(key: GroupKey, value: GroupTotals)]
  ) -> [(key: GroupKey, value: GroupTotals)] {
    guard fillsGaps(gather) else { return groups }
    guard let unit = gather.grouping.period else {
      let isEmpty = groups.isEmpty && gather.grouping.columns.isEmpty
      return isEmpty ? [(GroupKey(values: [], period: nil), GroupTotals())] : groups
    }
    var known: [[String?]: Set<CivilDate>] = [:]
    for (key, _) in groups { known[key.values, default: []].insert(key.period ?? observedDay) }
    if known.isEmpty, gather.grouping.columns.isEmpty { known[[]] = [] }
    var result = groups
    let starts = gather.segmentStarts(plan.rules.parameters, knownOn: context.knownOn)
    for (values, firsts) in known where !values.contains(where: { $0 == nil }) {
      // Where nothing at all happened, the period judged at midnight is the one which has just ended.
      var period = Period(unit, holding: min(firsts.min() ?? lastWholeDay, observedDay))
      while period.first <= observedDay {
        let inside = starts.filter { $0 > period.first && $0 <= min(period.last, observedDay) }
        for first in [period.first] + inside where !firsts.contains(first) {
          // What lies before the group's first row is not known.
          if let earliest = firsts.min(), first < earliest { continue }
          result.append((GroupKey(values: values, period: first), GroupTotals()))
        }
        period = Period(unit, holding: period.last.adding(days: 1))
      }
    }
    return result.sorted { GroupKey.precedes($0.key, $1.key) }
  }

  /// Whether a period without rows says something: a floor that is missed, a value not reported, a
  /// share that the rule judges although there is nothing.
  private func fillsGaps(_ gather: Gather) -> Bool {
    switch gather.function {
    case .share(let rule): rule.empty != .notApplicable
    case .count(let rule): rule.comparison.direction > 0 || rule.comparison == .exactly
    case .statistic: true
    case .series, .window, .schedule, .duplicates, .coverage: false
    }
  }

  // MARK: - Amendments

  /// Which amendment a target comes from; `nil` for a value that was never amended.
  func amendment(_ target: Target, in period: Period?) -> LocalizedText? {
    guard case .parameter(let index) = target,
      let dated = targets.dated(plan.rules.parameters[index], in: period),
      dated.adopted != nil || dated.reason != nil
    else { return nil }
    let adopted = dated.adopted
    let zh =
      (adopted.map { "\($0.rocText)核定" } ?? "") + (dated.reason.map { "：\($0.zhHant)" } ?? "")
    let en =
      (adopted.map { "adopted \($0.isoText)" } ?? "") + (dated.reason.map { ": \($0.en)" } ?? "")
    return LocalizedText(zh: "（目標值\(zh)）", en: " (target \(en))")
  }
}
