import CivilTime
import Columns
import Diagnostics
import Digests
import Findings
import Planning
import RuleCheck

extension GroupFinisher {
  /// Judges every member of a register in every period, or the share of members covered.
  mutating func finishCoverage(
    _ gather: Gather, _ coverage: CoverageRule, events: [GroupKey: GroupTotals],
    register: [GroupKey: GroupTotals]
  ) {
    let rule = rule(gather)
    let members = Self.members(register, byGroup: coverage.share != nil)
    reportStrangers(gather, rule, coverage.key, events, Set(members.map(\.entry.text)))
    // Members of whom it cannot be said whether they count.
    let unknown = register.mapValues(\.counts.undetermined).filter { $0.value > 0 }
    for period in periods(coverage, events)
    where isInForce(gather, period) && governs(gather, period?.first) {
      var covered: [GroupKey: VerdictCounts] = [:]
      for (group, count) in unknown {
        covered[group, default: VerdictCounts()].undetermined += count
      }
      if coverage.share == nil {
        counts.add(.undetermined, unknown.values.reduce(0, +))
      }
      for member in members where isActive(member, in: period) {
        let tally = Tally(of: member.entry, coverage, events, period)
        // Of a share the rows that name nobody are few, and counted once for all members.
        let strays = coverage.share == nil ? tally.strays : 0
        let verdict = tally.verdict(isOpen: isOpen(gather, period), strays: strays)
        covered[member.group, default: VerdictCounts()].add(verdict)
        if coverage.share == nil {
          counts.add(verdict)
          if verdict != .compliant {
            findings.append(memberFinding(gather, rule, member.entry, period, tally, verdict))
          }
        }
      }
      if let share = coverage.share {
        let strays = Tally.strays(events, period)
        for group in covered.keys {
          // Each may be all that a member lacks.
          let cleared = min(covered[group]?.violated ?? 0, strays)
          covered[group]?.violated -= cleared
          covered[group]?.undetermined += cleared
        }
        for (group, members) in covered.sorted(by: { GroupKey.precedes($0.key, $1.key) }) {
          addCoverageShare(gather, coverage, share, group, period, members)
        }
      }
    }
  }

  /// A member of the register with its spans of active days, one for each of its rows.
  private struct Member {
    var group: GroupKey
    var entry: GroupEntry
    var spans: [(first: Int64, last: Int64)]
  }

  /// The members in order of the register's rows.
  ///
  /// One that stands in several rows (closed and opened again, say) is one member; where shares are
  /// by groups, one in each group that it is listed in.
  private static func members(
    _ register: [GroupKey: GroupTotals], byGroup: Bool
  ) -> [Member] {
    let rows = register.flatMap { group in group.value.rows.map { (group.key, $0) } }
      .sorted { ($0.1.location.input, $0.1.row) < ($1.1.location.input, $1.1.row) }
    var members: [Member] = []
    var indices: [GroupKey: Int] = [:]
    for (group, entry) in rows {
      let key = GroupKey(values: (byGroup ? group.values : []) + [entry.text], period: nil)
      let span = (entry.order, entry.value)
      if let index = indices[key] {
        members[index].spans.append(span)
      } else {
        indices[key] = members.count
        members.append(Member(group: group, entry: entry, spans: [span]))
      }
    }
    return members
  }

  /// What a member's events come to in a period.
  private struct Tally {
    /// Events that count.
    var sure: Int
    /// Events of which the condition or the day is not known.
    var unsure: Int
    /// Events of which it is not known whose they are.
    let strays: Int
    var needed: Int

    init(
      of member: GroupEntry, _ coverage: CoverageRule, _ events: [GroupKey: GroupTotals],
      _ period: Period?
    ) {
      let own = events[GroupKey(values: [member.text], period: period?.first)]?.counts
      sure = own?.compliant ?? 0
      unsure = own?.undetermined ?? 0
      if period != nil {
        unsure += events[GroupKey(values: [member.text], period: nil)]?.counts.judged ?? 0
      }
      strays = Self.strays(events, period)
      needed = coverage.atLeast
    }

    /// How many rows of a period name no member, and may be anybody's.
    static func strays(_ events: [GroupKey: GroupTotals], _ period: Period?) -> Int {
      Set([period?.first, nil]).reduce(0) {
        $0 + (events[GroupKey(values: [nil], period: $1)]?.counts.judged ?? 0)
      }
    }

    /// - Parameter strays: how many rows that name no member may be this one's.
    func verdict(isOpen: Bool, strays: Int) -> Verdict {
      if sure >= needed { return .compliant }
      if isOpen { return .pending }
      return sure + unsure + strays >= needed ? .undetermined : .violated
    }
  }

  /// Whether a member is active on any day of a period; without periods, on the day judged.
  private func isActive(_ member: Member, in period: Period?) -> Bool {
    let first = Int64((period?.first ?? observedDay).dayNumber)
    let last = Int64((period?.last ?? observedDay).dayNumber)
    return member.spans.contains { $0.first <= last && $0.last >= first }
  }

  /// The periods from the first event to the observed day; one `nil` where there are none.
  private func periods(
    _ coverage: CoverageRule, _ events: [GroupKey: GroupTotals]
  ) -> [Period?] {
    guard let unit = coverage.grouping.period else { return [nil] }
    // Without any event, the period judged at midnight is the one which has just ended.
    let first = events.keys.compactMap(\.period).min() ?? lastWholeDay
    var periods: [Period?] = []
    var period = Period(unit, holding: min(first, observedDay))
    while period.first <= observedDay, periods.count < 10_000 {
      periods.append(period)
      period = Period(unit, holding: period.last.adding(days: 1))
    }
    return periods
  }

  private func memberFinding(
    _ gather: Gather, _ rule: CheckedRule, _ member: GroupEntry, _ period: Period?,
    _ tally: Tally, _ verdict: Verdict
  ) -> Finding {
    let unsure = tally.unsure + tally.strays
    var finding = Finding(
      rule: gather.rule, subject: .member(key: member.key, period: period), verdict: verdict,
      reason: LocalizedText(
        zh: "\(period.map { $0.rocLabel } ?? "")共\(tally.sure)次"
          + (unsure > 0 ? "，另\(unsure)次無法判定是否計入" : "") + "，應有至少\(tally.needed)次",
        en: "\(period.map { $0.label + ": " } ?? "")\(tally.sure) of at least \(tally.needed)"
          + (unsure > 0 ? ", and \(unsure) of which it cannot be said whether they count" : "")),
      owner: member.owner, location: member.location,
      fingerprint: Fingerprint.of([rule.id, member.text, period?.label ?? ""]))
    finding.identity = member.text
    return finding
  }

  private mutating func addCoverageShare(
    _ gather: Gather, _ coverage: CoverageRule, _ share: Target, _ group: GroupKey,
    _ period: Period?, _ members: VerdictCounts
  ) {
    guard members.judged > 0 else { return }
    let target = targets.value(share, in: period)
    let low = Ratio.percent(members.compliant, of: members.judged)
    let high = Ratio.percent(
      members.compliant + members.pending + members.undetermined, of: members.judged)
    let verdict: Verdict =
      target.map { !(low < $0) ? .compliant : high < $0 ? .violated : .pending } ?? .undetermined
    let schema = plan.rules.datasets[coverage.register].schema
    counts.add(verdict)
    var reason = GroupText.share(
      members, low, high, .atLeast, target, isOpen: isOpen(gather, period))
    if let amendment = amendment(share, in: period) { reason.append(amendment) }
    var result = GroupResult(
      rule: gather.rule,
      subject: .group(
        values: zip(coverage.grouping.columns, group.values).map {
          let column = schema.allColumns[$0]
          return NamedValue(column.name, $1.map { context.shown($0, of: column) } ?? Self.blank)
        }, period: period), verdict: verdict, low: low, high: high, unit: "percent",
      target: target, comparison: Comparison.atLeast.rawValue, members: members,
      isOpen: isOpen(gather, period), reason: reason, owner: owner(gather, group))
    if result.isOpen, let target { result.outlook = Outlook(members: members, target: target) }
    append(result, coverage.grouping.columns.map { schema.allColumns[$0] }, group.values)
  }

  /// Rows of the log that name no member at all.
  private func namelessFinding(
    _ gather: Gather, _ rule: CheckedRule, _ key: GroupKey, _ totals: GroupTotals
  ) -> Finding {
    let count = totals.counts.judged
    let label = key.period?.isoText ?? ""
    return Finding(
      rule: gather.rule,
      subject: .member(
        key: [NamedValue("member", "（空白）")],
        period: gather.grouping.period.flatMap { unit in
          key.period.map { Period(unit, holding: $0) }
        }),
      verdict: .undetermined,
      reason: LocalizedText(
        zh: "\(count)列未寫名冊成員，無從歸屬",
        en: "\(counted(count, "row")) of the log \(count == 1 ? "names" : "name") no member"),
      location: totals.rows.first?.location,
      fingerprint: Fingerprint.of([rule.id, label, "nameless"]))
  }

  /// A member of the log that the register lacks is a finding, not a loss.
  private mutating func reportStrangers(
    _ gather: Gather, _ rule: CheckedRule, _ column: Int, _ events: [GroupKey: GroupTotals],
    _ known: Set<String>
  ) {
    var seen: Set<String> = []
    let sorted = events.sorted { GroupKey.precedes($0.key, $1.key) }
    for (key, totals) in sorted {
      guard let name = key.values.first else { continue }
      guard let name else {
        counts.add(.undetermined, totals.counts.judged)
        findings.append(namelessFinding(gather, rule, key, totals))
        continue
      }
      guard !known.contains(name), seen.insert(name).inserted else { continue }
      counts.add(.undetermined)
      let shown = context.shown(
        name, of: plan.rules.datasets[rule.dataset].schema.allColumns[column])
      var finding = Finding(
        rule: gather.rule, subject: .member(key: [NamedValue("member", shown)], period: nil),
        verdict: .undetermined,
        reason: LocalizedText(
          zh: "紀錄中之「\(shown)」不在名冊內", en: "'\(shown)' is in the log but not in the register"),
        location: totals.rows.first?.location,
        fingerprint: Fingerprint.of([rule.id, name, "stranger"]))
      finding.identity = name
      findings.append(finding)
    }
  }
}
