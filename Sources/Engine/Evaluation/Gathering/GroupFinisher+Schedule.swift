import CivilTime
import Columns
import Diagnostics
import Digests
import Findings
import Planning
import RuleCheck

extension GroupFinisher {
  /// Judges whether something happened on every scheduled day.
  mutating func finishSchedule(
    _ gather: Gather, _ rule: RecurrenceRule, _ groups: [(key: GroupKey, value: GroupTotals)]
  ) {
    var daysOfGroup: [(GroupKey, [CivilDate])] = groups.map { key, totals in
      (key, totals.entries.map(\.day).sorted())
    }
    if daysOfGroup.isEmpty, gather.grouping.columns.isEmpty {
      daysOfGroup = [(GroupKey(values: [], period: nil), [])]
    }
    for (_, totals) in groups where totals.counts.undetermined > 0 {
      counts[gather.rule].add(.undetermined, totals.counts.undetermined)
    }
    for (key, days) in daysOfGroup {
      if case .everyDays(let span) = rule.schedule {
        finishIntervals(gather, rule, key, days, span)
        continue
      }
      let first = days.first ?? observedDay
      var period = Period(rule.every, holding: first)
      while period.first <= observedDay {
        for slot in slots(rule, in: period) where isInForce(gather, period) {
          judge(slot, gather, rule, key, days, period)
        }
        period = Period(rule.every, holding: period.last.adding(days: 1))
      }
    }
  }

  /// Days between which something must happen.
  private struct Slot {
    var first: CivilDate
    var last: CivilDate
  }

  private func slots(_ rule: RecurrenceRule, in period: Period) -> [Slot] {
    func exactly(_ day: CivilDate) -> [Slot] {
      guard let day = moved(day, rule) else { return [] }
      return [
        Slot(
          first: day.adding(days: -rule.toleranceDays), last: day.adding(days: rule.toleranceDays))
      ]
    }
    switch rule.schedule {
    case .weekday(let weekday, let nth):
      let days = (0...period.last.days(since: period.first)).map { period.first.adding(days: $0) }
        .filter { $0.weekday == weekday }
      guard let nth else { return days.flatMap(exactly) }
      let index = nth > 0 ? nth - 1 : days.count + nth
      return days.indices.contains(index) ? exactly(days[index]) : []
    case .day(let day): return exactly(Self.day(day, ofMonth: period.first))
    case .byDay(let day):
      guard let last = moved(Self.day(day, ofMonth: period.first), rule) else { return [] }
      return [Slot(first: period.first, last: last.adding(days: rule.toleranceDays))]
    case .byDate(let month, let day):
      let start = CivilDate(
        dayNumber: CivilDate.dayNumber(year: period.first.year, month: month, day: 1))
      guard let last = moved(Self.day(day, ofMonth: start), rule) else { return [] }
      return [Slot(first: period.first, last: last.adding(days: rule.toleranceDays))]
    case .months(let months):
      return months.map { month in
        let start = CivilDate(
          dayNumber: CivilDate.dayNumber(year: period.first.year, month: month, day: 1))
        let last = start.adding(months: 1).adding(days: -1)
        return Slot(
          first: start.adding(days: -rule.toleranceDays),
          last: last.adding(days: rule.toleranceDays))
      }
    case .once: return [Slot(first: period.first, last: period.last)]
    case .everyDays: return []
    }
  }

  /// A day of a month, or the month's last where it has none.
  private static func day(_ day: Int, ofMonth first: CivilDate) -> CivilDate {
    let (year, month, _) = first.components
    let last = CivilDate.daysIn(month: month, ofYear: year)
    return CivilDate(
      dayNumber: CivilDate.dayNumber(year: year, month: month, day: min(day, last)))
  }

  private func moved(_ day: CivilDate, _ rule: RecurrenceRule) -> CivilDate? {
    guard let calendar = context.calendars.first else { return day }
    switch rule.restDay {
    case .stays: return day
    case .nextWorkingDay: return calendar.rolledForward(day)
    case .previousWorkingDay: return calendar.rolledBack(day)
    case .skip: return calendar.isWorking(day) ? day : nil
    }
  }

  private mutating func judge(
    _ slot: Slot, _ gather: Gather, _ rule: RecurrenceRule, _ key: GroupKey, _ days: [CivilDate],
    _ period: Period
  ) {
    guard slot.first <= observedDay else { return }
    let isDone = days.contains { $0 >= slot.first && $0 <= slot.last }
    let verdict: Verdict = isDone ? .compliant : slot.last > lastWholeDay ? .pending : .violated
    counts[gather.rule].add(verdict)
    guard verdict != .compliant else { return }
    let zone = plan.rules.datasets[self.rule(gather).dataset].schema.zone
    let span =
      slot.first == slot.last
      ? LocalizedText(zh: slot.last.rocText, en: slot.last.isoText)
      : LocalizedText(
        zh: "\(slot.first.rocText)至\(slot.last.rocText)",
        en: "\(slot.first.isoText) to \(slot.last.isoText)")
    var finding = Finding(
      rule: gather.rule, subject: .group(values: values(gather, key), period: period),
      verdict: verdict,
      reason: verdict == .pending
        ? LocalizedText(zh: "應於\(span.zhHant)辦理，期限未屆", en: "due \(span.en), not yet past")
        : LocalizedText(zh: "應於\(span.zhHant)辦理，查無紀錄", en: "due \(span.en), no record found"),
      owner: owner(gather, key),
      fingerprint: Fingerprint.of(
        [self.rule(gather).id] + key.values.map { $0 ?? "" } + [slot.last.isoText]))
    finding.due = StatedTime(Due(endOf: DueDay(slot.last, isCovered: true), in: zone), in: zone)
    findings.append(finding)
  }

  /// Judges the days between one event and the next.
  private mutating func finishIntervals(
    _ gather: Gather, _ rule: RecurrenceRule, _ key: GroupKey, _ days: [CivilDate], _ span: Int
  ) {
    for (index, day) in days.enumerated() {
      let next = index + 1 < days.count ? days[index + 1] : nil
      let limit = day.adding(days: span + rule.toleranceDays)
      let verdict: Verdict
      if let next {
        verdict = next <= limit ? .compliant : .violated
      } else {
        verdict = limit > lastWholeDay ? .pending : .violated
      }
      counts[gather.rule].add(verdict)
      guard verdict == .violated else { continue }
      findings.append(
        Finding(
          rule: gather.rule, subject: .group(values: values(gather, key), period: nil),
          verdict: .violated,
          reason: LocalizedText(
            zh: "\(day.rocText)之後應於\(limit.rocText)前再辦理，"
              + (next.map { "實際為\($0.rocText)" } ?? "查無紀錄"),
            en: "after \(day.isoText) due by \(limit.isoText), "
              + (next.map { "done \($0.isoText)" } ?? "no record found")),
          owner: owner(gather, key),
          fingerprint: Fingerprint.of(
            [self.rule(gather).id] + key.values.map { $0 ?? "" } + [day.isoText])))
    }
  }
}
