import CivilTime
import Columns
import Diagnostics
import Digests
import Findings
import Planning
import RuleCheck

extension GroupFinisher {
  // MARK: - Windows

  /// Finds rows at which a sliding sum passes its threshold.
  mutating func finishWindow(
    _ gather: Gather, _ window: WindowRule, _ key: GroupKey, _ totals: GroupTotals
  ) {
    let rule = rule(gather)
    guard let threshold = targets.value(window.threshold, in: nil) else { return }
    // A group whose cell is empty is no group: nobody is accused for a blank.
    guard !key.values.contains(where: { $0 == nil }) else {
      counts[gather.rule].add(.undetermined, totals.entries.count)
      return
    }
    counts[gather.rule].add(.undetermined, totals.counts.undetermined)
    let entries = totals.entries.sorted { ($0.day, $0.row) < ($1.day, $1.row) }
    var first = 0
    var next = 0
    var sum = Int128(0)
    let scale = Int128(1_000_000_000_000_000_000)
    func scaled(_ entry: GroupEntry) -> Int128 {
      Int128(entry.value) * (scale / Int128(GatherRuntime.powerOfTen(Int(entry.scale))))
    }
    let exactThreshold = Self.scaled(threshold, by: scale)
    for (index, entry) in entries.enumerated() {
      while next < entries.count, entries[next].day <= entry.day {
        sum += scaled(entries[next])
        next += 1
      }
      while entries[first].day.days(since: entry.day) <= -window.spanDays {
        sum -= scaled(entries[first])
        first += 1
      }
      let holds =
        exactThreshold.map { window.comparison.holds(sum, $0) }
        ?? window.comparison.holds(Ratio(wide: sum, scale), threshold)
      guard holds else {
        counts[gather.rule].add(.compliant)
        continue
      }
      counts[gather.rule].add(.violated)
      let members = Array(entries[first..<next])
      findings.append(
        windowFinding(
          gather, rule, window, key, entries[index], members, Ratio(wide: sum, scale), threshold))
    }
  }

  /// A fraction times a scale, where that is whole.
  private static func scaled(_ value: Ratio, by scale: Int128) -> Int128? {
    let product = Int128(value.numerator) * scale
    return product % Int128(value.denominator) == 0 ? product / Int128(value.denominator) : nil
  }

  private func windowFinding(
    _ gather: Gather, _ rule: CheckedRule, _ window: WindowRule, _ key: GroupKey,
    _ entry: GroupEntry, _ members: [GroupEntry], _ value: Ratio, _ threshold: Ratio
  ) -> Finding {
    var finding = Finding(
      rule: gather.rule, subject: .row(key: entry.key), verdict: .violated,
      reason: LocalizedText(verbatim: ""), owner: entry.owner, location: entry.location)
    finding.identity = entry.identity
    finding.cells =
      [
        NamedValue("sum", GroupText.plain(value)),
        NamedValue("threshold", GroupText.plain(threshold)),
      ]
      + values(gather, key)
    guard context.describes else { return finding }
    let group = key.values.compactMap { $0 }.joined(separator: " ")
    finding.reason = LocalizedText(
      zh: "\(group)於\(window.spanDays)日內\(members.count)筆合計\(GroupText.plain(value))，"
        + "門檻為\(GroupText.word(window.comparison).zhHant)\(GroupText.plain(threshold))",
      en: "\(group): \(members.count) rows in \(window.spanDays) days add up to "
        + "\(GroupText.plain(value)), which is \(GroupText.word(window.comparison).en) "
        + GroupText.plain(threshold))
    finding.fingerprint = Fingerprint.of([rule.id, entry.identity, group])
    finding.relatedLocations = members.filter { $0.row != entry.row }.map(\.location)
    finding.explanation = members.map { member in
      let amount = decimalText(member.value, scale: Int(member.scale))
      let name = member.key.map(\.value).joined(separator: " ")
      return LocalizedText(
        zh: "\(member.day.rocText) \(name) \(amount)", en: "\(member.day.isoText) \(name) \(amount)"
      )
    }
    return finding
  }

  // MARK: - Series

  /// Finds numbers that are missing or repeated in a series.
  mutating func finishSeries(
    _ gather: Gather, _ series: SerialRule, _ key: GroupKey, _ totals: GroupTotals
  ) {
    let rule = rule(gather)
    counts[gather.rule].add(.undetermined, totals.counts.undetermined)
    var numbered: [(prefix: String, number: Int, entry: GroupEntry)] = []
    for entry in totals.entries {
      let digits = entry.text.reversed().prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty, digits.count <= 18, let number = Int(String(digits.reversed())) else {
        counts[gather.rule].add(.undetermined)
        continue
      }
      numbered.append((String(entry.text.dropLast(digits.count)), number, entry))
    }
    for (prefix, items) in Dictionary(grouping: numbered, by: \.prefix).sorted(by: {
      $0.key < $1.key
    }) {
      let sorted = items.sorted { ($0.number, $0.entry.row) < ($1.number, $1.entry.row) }
      var expected = series.start ?? sorted[0].number
      for item in sorted {
        if item.number > expected {
          let span = item.number - 1 == expected ? "\(expected)" : "\(expected)–\(item.number - 1)"
          addSeriesFinding(
            gather, rule, key, item.entry,
            LocalizedText(
              zh: "編號不連續，缺\(prefix)\(span)", en: "numbers are missing: \(prefix)\(span)"),
            "\(prefix)\(span)")
        } else if item.number < expected {
          addSeriesFinding(
            gather, rule, key, item.entry,
            LocalizedText(
              zh: "編號\(prefix)\(item.number)重複或小於起始號",
              en: "the number \(prefix)\(item.number) is repeated or below the first"),
            "\(prefix)\(item.number)#\(item.entry.identity)")
        }
        counts[gather.rule].add(item.number == expected ? .compliant : .violated)
        expected = max(expected, item.number + 1)
      }
    }
  }

  private mutating func addSeriesFinding(
    _ gather: Gather, _ rule: CheckedRule, _ key: GroupKey, _ entry: GroupEntry,
    _ reason: LocalizedText, _ what: String
  ) {
    var finding = Finding(
      rule: gather.rule, subject: .row(key: entry.key), verdict: .violated, reason: reason,
      owner: entry.owner, location: entry.location,
      fingerprint: Fingerprint.of(
        [rule.id, what] + key.values.map { $0 ?? "" } + [key.period?.isoText ?? ""]))
    finding.identity = entry.identity
    finding.cells = values(gather, key)
    findings.append(finding)
  }

  // MARK: - Coverage

  /// Judges every member of a register in every period, or the share of members covered.
  mutating func finishCoverage(
    _ gather: Gather, _ coverage: CoverageRule, events: [GroupKey: GroupTotals],
    register: [GroupKey: GroupTotals]
  ) {
    let rule = rule(gather)
    let members = register.flatMap { group in
      group.value.entries.map { (group: group.key, entry: $0) }
    }.sorted { ($0.entry.location.input, $0.entry.row) < ($1.entry.location.input, $1.entry.row) }
    reportStrangers(gather, rule, events, Set(members.map(\.entry.text)))
    for period in periods(coverage, events) where isInForce(gather, period) {
      var covered: [GroupKey: VerdictCounts] = [:]
      for (group, member) in members where isActive(member, in: period) {
        let key = GroupKey(values: [member.text], period: period?.first)
        let count = events[key]?.counts.compliant ?? 0
        let verdict: Verdict =
          count >= coverage.atLeast ? .compliant : isOpen(period) ? .pending : .violated
        covered[group, default: VerdictCounts()].add(verdict)
        if coverage.share == nil {
          counts[gather.rule].add(verdict)
          if verdict != .compliant {
            findings.append(
              memberFinding(gather, rule, coverage, member, period, count, verdict))
          }
        }
      }
      if let share = coverage.share {
        for (group, members) in covered.sorted(by: { GroupKey.precedes($0.key, $1.key) }) {
          addCoverageShare(gather, coverage, share, group, period, members)
        }
      }
    }
  }

  private func isActive(_ member: GroupEntry, in period: Period?) -> Bool {
    let (from, to) = (member.order, member.value)
    guard let period else { return to >= Int64(observedDay.dayNumber) }
    return from <= Int64(period.last.dayNumber) && to >= Int64(period.first.dayNumber)
  }

  /// The periods from the first event to the observed day; one `nil` where there are none.
  private func periods(
    _ coverage: CoverageRule, _ events: [GroupKey: GroupTotals]
  ) -> [Period?] {
    guard let unit = coverage.grouping.period else { return [nil] }
    let first = events.keys.compactMap(\.period).min() ?? observedDay
    var periods: [Period?] = []
    var period = Period(unit, holding: min(first, observedDay))
    while period.first <= observedDay, periods.count < 10_000 {
      periods.append(period)
      period = Period(unit, holding: period.last.adding(days: 1))
    }
    return periods
  }

  private func memberFinding(
    _ gather: Gather, _ rule: CheckedRule, _ coverage: CoverageRule, _ member: GroupEntry,
    _ period: Period?, _ count: Int, _ verdict: Verdict
  ) -> Finding {
    var finding = Finding(
      rule: gather.rule, subject: .member(key: member.key, period: period), verdict: verdict,
      reason: LocalizedText(
        zh: "\(period.map { $0.rocLabel } ?? "")共\(count)次，應有至少\(coverage.atLeast)次",
        en: "\(period.map { $0.label + ": " } ?? "")\(count) of at least \(coverage.atLeast)"),
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
    let high = Ratio.percent(members.compliant + members.pending, of: members.judged)
    let verdict: Verdict =
      target.map { !(low < $0) ? .compliant : high < $0 ? .violated : .pending } ?? .undetermined
    let schema = plan.rules.datasets[coverage.register].schema
    counts[gather.rule].add(verdict)
    results.append(
      GroupResult(
        rule: gather.rule,
        subject: .group(
          values: zip(coverage.grouping.columns, group.values).map {
            NamedValue(schema.allColumns[$0].name, $1 ?? "（空白）")
          }, period: period), verdict: verdict, low: low, high: high, unit: "percent",
        target: target, comparison: Comparison.atLeast.rawValue, members: members,
        isOpen: isOpen(period),
        reason: GroupText.share(members, low, high, .atLeast, target, isOpen: isOpen(period)),
        owner: owner(gather, group)))
  }

  /// A member of the log that the register lacks is a finding, not a loss.
  private mutating func reportStrangers(
    _ gather: Gather, _ rule: CheckedRule, _ events: [GroupKey: GroupTotals], _ known: Set<String>
  ) {
    var seen: Set<String> = []
    let sorted = events.sorted { GroupKey.precedes($0.key, $1.key) }
    for (key, totals) in sorted {
      guard let name = key.values.first else { continue }
      guard let name else {
        counts[gather.rule].add(.undetermined, totals.counts.compliant)
        continue
      }
      guard !known.contains(name), seen.insert(name).inserted else { continue }
      counts[gather.rule].add(.undetermined)
      var finding = Finding(
        rule: gather.rule, subject: .member(key: [NamedValue("member", name)], period: nil),
        verdict: .undetermined,
        reason: LocalizedText(
          zh: "紀錄中之「\(name)」不在名冊內", en: "'\(name)' is in the log but not in the register"),
        location: totals.entries.first?.location,
        fingerprint: Fingerprint.of([rule.id, name, "stranger"]))
      finding.identity = name
      findings.append(finding)
    }
  }
}
