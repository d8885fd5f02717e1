import CivilTime
import Columns
import Diagnostics
import Digests
import Findings
import Planning
import RuleCheck

/// Judges groups against their targets once all rows are in.
struct GroupFinisher {
  let plan: Plan
  let context: RunContext
  var counts: [VerdictCounts]
  var results: [GroupResult] = []
  var findings: [Finding] = []

  /// The day on which the moment judged lies.
  var observedDay: CivilDate {
    min(context.observedThrough.local.date, context.asOf.local.date)
  }

  /// The last day that is over at the moment judged, so that nothing more can happen on it.
  var lastWholeDay: CivilDate {
    let moment =
      context.observedThrough.instant < context.asOf.instant
      ? context.observedThrough : context.asOf
    let isOver = moment.isEndOfDay || moment.local.millisecondOfDay == 86_400_000
    return isOver ? moment.local.date : moment.local.date.adding(days: -1)
  }

  var targets: TargetValue {
    TargetValue(
      parameters: plan.rules.parameters, knownOn: context.knownOn, asOfDay: context.asOf.local.date)
  }

  init(plan: Plan, context: RunContext, counts: [VerdictCounts]) {
    self.plan = plan
    self.context = context
    self.counts = counts
  }

  /// Judges the groups of a gather whose function gives one value a group.
  mutating func finish(_ gather: Gather, _ dataset: Int, _ groups: [GroupKey: GroupTotals]) {
    var sorted = groups.sorted { GroupKey.precedes($0.key, $1.key) }
    if gather.grouping.period != nil {
      for (key, totals) in sorted where key.period == nil { addUnplaced(gather, key, totals) }
      sorted.removeAll { $0.key.period == nil }
    }
    switch gather.function {
    case .share(let rule): for (key, totals) in sorted { finishShare(gather, rule, key, totals) }
    case .count(let rule): finishCounts(gather, rule, sorted)
    case .statistic(let rule): finishStatistics(gather, rule, sorted)
    case .series(let rule): for (key, totals) in sorted { finishSeries(gather, rule, key, totals) }
    case .window(let rule): for (key, totals) in sorted { finishWindow(gather, rule, key, totals) }
    case .schedule(let rule): finishSchedule(gather, rule, sorted)
    case .duplicates, .coverage: break
    }
  }

  /// Rows whose day is missing belong to no period: told, and counted in none.
  private mutating func addUnplaced(_ gather: Gather, _ key: GroupKey, _ totals: GroupTotals) {
    let count = totals.counts.judged
    add(
      gather, key, verdict: .undetermined, low: Ratio(0), high: Ratio(0), unit: "count",
      target: nil, comparison: .atLeast, members: totals.counts,
      reason: LocalizedText(
        zh: "\(count)列缺少可歸入期間之日期，未計入任何期間",
        en: "\(count) rows have no day that places them in a period, and are counted in none"))
  }

  // MARK: - Shared

  func rule(_ gather: Gather) -> CheckedRule { plan.rules.rules[gather.rule] }

  /// The period of a group; a segment of a period begins and ends where its target changes.
  func period(_ gather: Gather, _ key: GroupKey) -> Period? {
    guard let unit = gather.grouping.period, let first = key.period else { return nil }
    var period = Period(unit, holding: first)
    period.first = first
    return period
  }

  func values(_ gather: Gather, _ key: GroupKey) -> [NamedValue] {
    let schema = plan.rules.datasets[rule(gather).dataset].schema
    return zip(gather.grouping.columns, key.values).map { column, value in
      NamedValue(schema.allColumns[column].name, value ?? "（空白）")
    }
  }

  /// Whether more rows may still come for a period.
  func isOpen(_ period: Period?) -> Bool { period.map { $0.last > lastWholeDay } ?? false }

  /// Whether a rule is in force on any day of a period.
  func isInForce(_ gather: Gather, _ period: Period?) -> Bool {
    guard let period else { return true }
    let rule = rule(gather)
    if let first = rule.effectiveFrom, period.last < first { return false }
    if let last = rule.effectiveTo, period.first > last { return false }
    return true
  }

  func owner(_ gather: Gather, _ key: GroupKey) -> String? {
    switch rule(gather).owner {
    case .constant(let text)?: text
    case .column(let column)?:
      gather.grouping.columns.firstIndex(of: column).flatMap { key.values[$0] }
    case nil: nil
    }
  }

  /// Adds a result and counts its verdict.
  mutating func add(
    _ gather: Gather, _ key: GroupKey, verdict: Verdict, low: Ratio, high: Ratio, unit: String,
    target: Ratio?, comparison: Comparison, members: VerdictCounts, reason: LocalizedText
  ) {
    let period = period(gather, key)
    var verdict = verdict
    if verdict == .undetermined, rule(gather).undeterminedIsViolated { verdict = .violated }
    counts[gather.rule].add(verdict)
    results.append(
      GroupResult(
        rule: gather.rule, subject: .group(values: values(gather, key), period: period),
        verdict: verdict, low: low, high: high, unit: unit, target: target,
        comparison: comparison.rawValue, members: members, isOpen: isOpen(period), reason: reason,
        owner: owner(gather, key)))
  }

  // MARK: - Shares

  private mutating func finishShare(
    _ gather: Gather, _ share: RateRule, _ key: GroupKey, _ totals: GroupTotals
  ) {
    let members = totals.counts
    let period = period(gather, key)
    guard isInForce(gather, period) else { return }
    let target = targets.value(share.target, in: period)
    let total = members.judged
    guard total > 0 else { return }
    let low = Ratio.percent(members.compliant, of: total)
    let high = Ratio.percent(
      members.compliant + members.pending + members.undetermined, of: total)
    let verdict: Verdict
    if let target {
      verdict = Self.shareVerdict(
        share.comparison, low: low, high: high, target: target, isOpen: isOpen(period),
        hasMisses: members.violated > 0)
    } else {
      verdict = .undetermined
    }
    add(
      gather, key, verdict: verdict, low: low, high: high, unit: "percent", target: target,
      comparison: share.comparison, members: members,
      reason: GroupText.share(members, low, high, share.comparison, target, isOpen: isOpen(period)))
  }

  /// The verdict of an interval against a target.
  ///
  /// While a period is open, later cases can move a share either way; only a target of all cases is
  /// lost for good with the first miss.
  static func shareVerdict(
    _ comparison: Comparison, low: Ratio, high: Ratio, target: Ratio, isOpen: Bool,
    hasMisses: Bool
  ) -> Verdict {
    if isOpen {
      let all = Ratio(100, 1)
      let needsAll =
        comparison.direction > 0 && !(target < all)
        || (comparison == .exactly && target.equals(all))
      return needsAll && hasMisses ? .violated : .pending
    }
    let (atLow, atHigh) = (comparison.holds(low, target), comparison.holds(high, target))
    if low.equals(high) { return atLow ? .compliant : .violated }
    switch comparison.direction {
    case 1: return atLow ? .compliant : atHigh ? .pending : .violated
    case -1: return atHigh ? .compliant : atLow ? .pending : .violated
    default: return target < low || high < target ? .violated : .pending
    }
  }

  // MARK: - Counts

  private mutating func finishCounts(
    _ gather: Gather, _ rule: CountRule, _ groups: [(key: GroupKey, value: GroupTotals)]
  ) {
    var groups = groups
    if groups.isEmpty, gather.grouping.columns.isEmpty {
      // Nothing at all happened: the count is zero in the period judged, not unknown.
      let unit = gather.grouping.period
      groups = [
        (
          GroupKey(values: [], period: unit.map { Period($0, holding: observedDay).first }),
          GroupTotals()
        )
      ]
    }
    for (key, totals) in groups {
      let period = period(gather, key)
      guard isInForce(gather, period) else { continue }
      let target = targets.value(rule.target, in: period)
      let sure = rule.distinct == nil ? totals.counts.compliant : totals.distinct.count
      let low = Ratio(sure)
      let high = Ratio(sure + totals.counts.undetermined)
      let verdict =
        target.map {
          Self.countVerdict(
            rule.comparison, low: low, high: high, target: $0, isOpen: isOpen(period))
        } ?? .undetermined
      add(
        gather, key, verdict: verdict, low: low, high: high, unit: "count", target: target,
        comparison: rule.comparison, members: totals.counts,
        reason: GroupText.count(low, high, rule.comparison, target, isOpen: isOpen(period)))
    }
  }

  /// The verdict of a count, which can only grow while its period is open.
  static func countVerdict(
    _ comparison: Comparison, low: Ratio, high: Ratio, target: Ratio, isOpen: Bool
  ) -> Verdict {
    switch comparison {
    case .atLeast, .above:
      if comparison.holds(low, target) { return .compliant }
      return isOpen || comparison.holds(high, target) ? .pending : .violated
    case .atMost, .below:
      if !comparison.holds(low, target) { return .violated }
      return isOpen || !comparison.holds(high, target) ? .pending : .compliant
    case .exactly:
      if target < low { return .violated }
      if isOpen { return .pending }
      if low.equals(high) { return low.equals(target) ? .compliant : .violated }
      return high < target ? .violated : .pending
    }
  }

  // MARK: - Duplicates

  mutating func finishDuplicates(_ gather: Gather, _ unique: UniqueRule, _ table: DuplicateTable) {
    let rule = rule(gather)
    let schema = plan.rules.datasets[rule.dataset].schema
    let isSensitive = unique.columns.contains { schema.allColumns[$0].sensitivity != nil }
    let name = unique.columns.map { schema.allColumns[$0].name }.joined(separator: "+")
    counts[gather.rule].add(.compliant, table.distinctCount - table.repeated.count)
    for item in table.repeated {
      let shown = isSensitive ? "***" : item.value
      var finding = Finding(
        rule: gather.rule, subject: .row(key: [NamedValue(name, shown)]), verdict: .violated,
        reason: LocalizedText(
          zh: "重複出現\(item.places.count)次", en: "occurs \(item.places.count) times"),
        owner: item.owner, location: item.places.first,
        fingerprint: context.describes ? Fingerprint.of([rule.id, item.value]) : "")
      finding.identity = item.value
      finding.relatedLocations = Array(item.places.dropFirst())
      finding.cells = [NamedValue("count", String(item.places.count))]
      counts[gather.rule].add(.violated)
      findings.append(finding)
    }
  }
}
