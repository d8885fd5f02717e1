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
    countUntaken(gather, totals.counts.undetermined)
    let rows = totals.rows.places.inOrderOfDays
    var first = 0
    var next = 0
    var sum = Int128(0)
    let scale = Int128(GatherRuntime.powerOfTen(Int(rows.map(\.scale).max() ?? 0)))
    func scaled(_ row: EntryPack.Place) -> Int128 {
      guard row.scale > 0 || scale > 1 else { return Int128(row.value) }
      return Int128(row.value) * (scale / Int128(GatherRuntime.powerOfTen(Int(row.scale))))
    }
    let targets = targets
    var shown: [NamedValue]?
    for index in rows.indices {
      let row = rows[index]
      while next < rows.count, rows[next].day <= row.day {
        sum += scaled(rows[next])
        next += 1
      }
      while rows[first].day.days(since: row.day) <= -window.spanDays {
        sum -= scaled(rows[first])
        first += 1
      }
      guard let threshold = targets.value(window.threshold, on: row.day) else {
        addUndetermined(
          gather, totals.rows.entry(at: row),
          LocalizedText(zh: "該日沒有門檻值", en: "there is no threshold on that day"))
        continue
      }
      let exactThreshold = Self.scaled(threshold, by: scale)
      let holds =
        exactThreshold.map { window.comparison.holds(sum, $0) }
        ?? window.comparison.holds(Ratio(wide: sum, scale), threshold)
      guard holds else {
        counts.add(.compliant)
        continue
      }
      counts.add(.violated)
      let values = shown ?? values(gather, key)
      shown = values
      let value = Ratio(wide: sum, scale)
      let entry = totals.rows.entry(at: row)
      let cells = Self.cells(value, threshold) + values
      guard context.describes || plainKey == nil || !entry.key.isEmpty else {
        findings.append(
          rule: gather.rule, .violated, key: self.key(of: entry)[0], owner: entry.owner,
          location: entry.location, cells: cells)
        continue
      }
      findings.append(
        windowFinding(
          gather, rule(gather), window, (key, values), entry, cells,
          { rows[first..<next].map(totals.rows.entry(at:)) }, value, threshold))
    }
  }

  /// A fraction times a scale, where that is whole.
  private static func scaled(_ value: Ratio, by scale: Int128) -> Int128? {
    let product = Int128(value.numerator) * scale
    return product % Int128(value.denominator) == 0 ? product / Int128(value.denominator) : nil
  }

  private static func cells(_ sum: Ratio, _ threshold: Ratio) -> [NamedValue] {
    [
      NamedValue("sum", GroupText.plain(sum)), NamedValue("threshold", GroupText.plain(threshold)),
    ]
  }

  private func windowFinding(
    _ gather: Gather, _ rule: CheckedRule, _ window: WindowRule,
    _ group: (key: GroupKey, shown: [NamedValue]), _ entry: GroupEntry, _ cells: [NamedValue],
    _ members: () -> [GroupEntry], _ value: Ratio, _ threshold: Ratio
  ) -> Finding {
    var finding = Finding(
      rule: gather.rule, subject: .row(key: self.key(of: entry)), verdict: .violated,
      reason: LocalizedText(verbatim: ""), owner: entry.owner, location: entry.location)
    finding.identity = entry.identity
    finding.cells = cells
    guard context.describes else { return finding }
    let members = members()
    let name = zip(group.key.values, group.shown).filter { $0.0 != nil }.map(\.1.value)
      .joined(separator: " ")
    finding.reason = Self.windowReason(name, window, members.count, value, threshold)
    finding.fingerprint = Fingerprint.of(
      [rule.id, entry.identity, group.key.values.compactMap { $0 }.joined(separator: " ")])
    finding.relatedLocations = members.filter { $0.row != entry.row }.map(\.location)
    finding.explanation = members.map { member in
      let amount = decimalText(member.value, scale: Int(member.scale))
      let name = self.key(of: member).map(\.value).joined(separator: " ")
      return LocalizedText(
        zh: "\(member.day.rocText) \(name) \(amount)", en: "\(member.day.isoText) \(name) \(amount)"
      )
    }
    return finding
  }

  private static func windowReason(
    _ group: String, _ window: WindowRule, _ count: Int, _ value: Ratio, _ threshold: Ratio
  ) -> LocalizedText {
    let total = GroupText.plain(value, threshold)
    let sum = window.sum == nil ? ("", "") : ("合計\(total)", " add up to \(total)")
    let word = GroupText.word(window.comparison)
    let limit = GroupText.plain(threshold)
    return LocalizedText(
      zh: (group.isEmpty ? "" : "\(group)於")
        + "\(window.spanDays)日內\(count)筆\(sum.0)，門檻為\(word.zhHant)\(limit)",
      en: (group.isEmpty ? "" : "\(group): ")
        + "\(counted(count, "row")) in \(counted(window.spanDays, "day"))\(sum.1), "
        + "which is \(word.en) \(limit)")
  }

  // MARK: - Series

  /// Finds numbers that are missing or repeated in a series.
  mutating func finishSeries(
    _ gather: Gather, _ series: SerialRule, _ key: GroupKey, _ totals: GroupTotals
  ) {
    let rule = rule(gather)
    countUntaken(gather, totals.counts.undetermined)
    let isUnknown = isUnknown(gather, key)
    var numbered: [(prefix: String, number: Int, entry: GroupEntry)] = []
    for entry in totals.rows {
      let digits = entry.text.reversed().prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty, digits.count <= 18, let number = Int(String(digits.reversed())) else {
        addUndetermined(
          gather, entry,
          LocalizedText(
            zh: "編號末尾不是數字，無從判斷是否連續",
            en: "the number does not end in digits, so its place in the series is unknown"))
        continue
      }
      numbered.append((String(entry.text.dropLast(digits.count)), number, entry))
    }
    // A number that is missing may be that of a row whose number, day or group cannot be read.
    let unsure =
      totals.counts.undetermined + totals.rows.count - numbered.count + possibleRows(gather, key)
    let undetermined: Verdict = rule.undeterminedIsViolated ? .violated : .undetermined
    for (prefix, items) in Dictionary(grouping: numbered, by: \.prefix).sorted(by: {
      $0.key < $1.key
    }) {
      let sorted = items.sorted { ($0.number, $0.entry.row) < ($1.number, $1.entry.row) }
      var expected = series.start ?? sorted[0].number
      for item in sorted {
        var verdict = Verdict.compliant
        if item.number > expected {
          let isSure = !isUnknown && item.number - expected > unsure
          verdict = isSure ? .violated : undetermined
          let span = item.number - 1 == expected ? "\(expected)" : "\(expected)–\(item.number - 1)"
          addSeriesFinding(
            gather, rule, key, item.entry,
            LocalizedText(
              zh: "編號不連續，缺\(prefix)\(span)" + (isSure ? "" : "，惟有列之編號、日期或分組欄位無法讀取，可能即為所缺者"),
              en: "numbers are missing: \(prefix)\(span)"
                + (isSure ? "" : ", but rows that cannot be read may hold them")), verdict,
            "\(prefix)\(span)")
        } else if item.number < expected {
          verdict = isUnknown ? undetermined : .violated
          addSeriesFinding(
            gather, rule, key, item.entry,
            LocalizedText(
              zh: "編號\(prefix)\(item.number)重複或小於起始號",
              en: "the number \(prefix)\(item.number) is repeated or below the first"), verdict,
            "\(prefix)\(item.number)#\(item.entry.identity)")
        }
        counts.add(verdict)
        expected = max(expected, item.number + 1)
      }
    }
  }

  private mutating func addSeriesFinding(
    _ gather: Gather, _ rule: CheckedRule, _ key: GroupKey, _ entry: GroupEntry,
    _ reason: LocalizedText, _ verdict: Verdict, _ what: String
  ) {
    var finding = Finding(
      rule: gather.rule, subject: .row(key: self.key(of: entry)), verdict: verdict,
      reason: reason, owner: entry.owner, location: entry.location,
      fingerprint: Fingerprint.of(
        [rule.id, what] + key.values.map { $0 ?? "" } + [key.period?.isoText ?? ""]))
    finding.identity = entry.identity
    finding.cells = values(gather, key)
    findings.append(finding)
  }
}

extension [EntryPack.Place] {
  /// The rows by their days, those of a day in order of the log; mostly they lie so already.
  fileprivate var inOrderOfDays: [EntryPack.Place] {
    func precedes(_ left: EntryPack.Place, _ right: EntryPack.Place) -> Bool {
      (left.day, left.row) < (right.day, right.row)
    }
    let isInOrder = indices.dropFirst().allSatisfy { !precedes(self[$0], self[$0 - 1]) }
    return isInOrder ? self : sorted(by: precedes)
  }
}
