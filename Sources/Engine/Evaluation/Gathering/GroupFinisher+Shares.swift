import CivilTime
import Diagnostics
import Findings
import Planning
import RuleCheck

extension GroupFinisher {
  // MARK: - Shares

  mutating func finishShare(
    _ gather: Gather, _ share: RateRule, _ key: GroupKey, _ totals: GroupTotals
  ) {
    let members = totals.counts
    let period = period(gather, key)
    guard isInForce(gather, period) else { return }
    let target = targets.value(share.target, in: period)
    let total = members.judged
    guard total > 0 else { return addEmpty(gather, share, key, target) }
    let low = Ratio.percent(members.compliant, of: total)
    let high = Ratio.percent(
      members.compliant + members.pending + members.undetermined, of: total)
    var reason = LocalizedText(verbatim: "")
    if context.describes {
      reason = GroupText.share(
        members, low, high, share.comparison, target, isOpen: isOpen(gather, period))
      if let amendment = amendment(share.target, in: period) { reason.append(amendment) }
    }
    var verdict = Verdict.undetermined
    if let target {
      let isOpen = isOpen(gather, period)
      verdict = Self.shareVerdict(share.comparison, members, target: target, isOpen: isOpen)
      // Rows without a day are left out, and told; but nothing is said that they could change.
      let possible = possibleMembers(gather, key, isSure: verdict == .compliant)
      let range = Self.shareVerdict(
        share.comparison, members, possible: possible, target: target, isOpen: isOpen)
      settle(&verdict, &reason, gather, key, range: range, count: possible.judged)
    }
    add(
      gather, key, verdict: verdict, low: low, high: high, unit: "percent", target: target,
      comparison: share.comparison, members: members, reason: reason,
      outlook: target.flatMap { Outlook(share: members, share.comparison, target: $0) })
  }

  /// A group without cases, as the rule says.
  private mutating func addEmpty(
    _ gather: Gather, _ share: RateRule, _ key: GroupKey, _ target: Ratio?
  ) {
    let verdict: Verdict =
      switch share.empty {
      case .notApplicable: .notApplicable
      case .violated: isOpen(gather, period(gather, key)) ? .pending : .violated
      case .compliant: isOpen(gather, period(gather, key)) ? .pending : .compliant
      }
    add(
      gather, key, verdict: verdict, low: Ratio(0), high: Ratio(0), unit: "percent",
      target: target, comparison: share.comparison, members: VerdictCounts(),
      reason: GroupText.open(
        LocalizedText(zh: "沒有案件", en: "no cases"), isOpen(gather, period(gather, key))))
  }

  /// The verdict of a share, as an interval from "all that are open fail" to "all comply".
  ///
  /// While a period is open, later cases can move a share either way; only a target of all cases, or of
  /// none, is lost for good with the first miss.
  ///
  /// - Parameter possible: rows each of which may belong to the group or not. The share is least with those
  ///   of them that may fail, and greatest with those that may comply.
  static func shareVerdict(
    _ comparison: Comparison, _ members: VerdictCounts,
    possible: VerdictCounts = VerdictCounts(), target: Ratio, isOpen: Bool
  ) -> Verdict {
    if isOpen { return isLost(comparison, members, target) ? .violated : .pending }
    let failing = possible.judged - possible.compliant
    let complying = possible.judged - possible.violated
    let low = Ratio.percent(members.compliant, of: members.judged + failing)
    let high = Ratio.percent(
      members.judged - members.violated + complying, of: members.judged + complying)
    let (atLow, atHigh) = (comparison.holds(low, target), comparison.holds(high, target))
    if low.equals(high) { return atLow ? .compliant : .violated }
    switch comparison.direction {
    case 1: return atLow ? .compliant : atHigh ? .pending : .violated
    case -1: return atHigh ? .compliant : atLow ? .pending : .violated
    default: return target < low || high < target ? .violated : .pending
    }
  }

  /// Whether no further case can bring a share to its target.
  static func isLost(
    _ comparison: Comparison, _ members: VerdictCounts, _ target: Ratio
  ) -> Bool {
    let (all, none) = (Ratio(100, 1), Ratio(0))
    switch comparison {
    case .atLeast: return !(target < all) && (all < target || members.violated > 0)
    case .above: return !(target < all)
    case .atMost: return !(none < target) && (target < none || members.compliant > 0)
    case .below: return !(none < target)
    case .exactly:
      return target.equals(all) && members.violated > 0
        || target.equals(none) && members.compliant > 0 || all < target || target < none
    }
  }

  // MARK: - Counts

  mutating func finishCount(
    _ gather: Gather, _ rule: CountRule, _ key: GroupKey, _ totals: GroupTotals
  ) {
    let period = period(gather, key)
    guard isInForce(gather, period) else { return }
    let target = targets.value(rule.target, in: period)
    let sure = rule.distinct == nil ? totals.counts.compliant : totals.distinct.count
    let low = Ratio(sure)
    let high = Ratio(sure + totals.counts.undetermined)
    let isOpen = isOpen(gather, period)
    var reason = GroupText.count(low, high, rule.comparison, target, isOpen: isOpen)
    if let amendment = amendment(rule.target, in: period) { reason.append(amendment) }
    var verdict = Verdict.undetermined
    if let target {
      verdict = Self.countVerdict(
        rule.comparison, low: low, high: high, target: target, isOpen: isOpen)
      // Rows without a day are left out, and told; but nothing is said that they could change.
      let more = possibleRows(gather, key)
      let range = Self.countVerdict(
        rule.comparison, low: low, high: Ratio(sure + totals.counts.undetermined + more),
        target: target, isOpen: isOpen)
      settle(&verdict, &reason, gather, key, range: range, count: more)
    }
    add(
      gather, key, verdict: verdict, low: low, high: high, unit: "count", target: target,
      comparison: rule.comparison, members: totals.counts, reason: reason,
      outlook: target.map { Outlook(count: low, rule.comparison, target: $0) })
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
}

extension LocalizedText {
  /// Adds a text to both languages.
  mutating func append(_ other: LocalizedText) {
    zhHant += other.zhHant
    en += other.en
  }
}
