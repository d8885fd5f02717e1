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
    var groups = groups
    if groups.isEmpty, gather.grouping.columns.isEmpty {
      groups = [(GroupKey(values: [], period: nil), GroupTotals())]
    }
    let unknown = groups.filter { isUnknown(gather, $0.key) }
    for (key, totals) in groups {
      let unsure = totals.counts.undetermined
      // Every version has all rows, so that it sees what was done before it.
      if gather.version == 0 { countUntaken(gather, unsure) }
      let isUnknown = isUnknown(gather, key)
      let strays = unknown.filter { mayHold($0.key, rowsOf: key, gather) }
      let days = Days(
        key: key, list: totals.rows.map(\.day).sorted(),
        unsure: unsure + strays.reduce(0) { $0 + $1.value.counts.undetermined },
        strays: strays.flatMap { $0.value.rows.map(\.day) }, isUnknown: isUnknown,
        isStrict: self.rule(gather).undeterminedIsViolated)
      if case .everyDays(let span) = rule.schedule {
        finishIntervals(gather, rule, days, span)
        continue
      }
      var period = Period(rule.every, holding: days.list.first ?? observedDay)
      while period.first <= observedDay {
        if isInForce(gather, period), governs(gather, period.first) {
          // In a period that the rule is in force for a part of, what was due in the other is not.
          for slot in slots(gather, rule, in: period)
          where self.rule(gather).isInForce(on: slot.due) { judge(slot, gather, days, period) }
        }
        period = Period(rule.every, holding: period.last.adding(days: 1))
      }
    }
  }

  /// The days on which something happened in a group.
  private struct Days {
    var key: GroupKey
    /// In order.
    var list: [CivilDate]
    /// How many further rows may be of any day, for want of one or of a condition's cell.
    var unsure: Int
    /// The days of rows of which it is not known whose they are.
    var strays: [CivilDate]
    /// Whether the group's own rows are nobody's that is known, so that nobody can be held to them.
    var isUnknown: Bool
    /// Whether the rule takes what is undetermined for violated.
    var isStrict: Bool

    /// How many rows may be what is not found between two days.
    func possible(_ first: CivilDate, _ last: CivilDate) -> Int {
      unsure + strays.count { $0 >= first && $0 <= last }
    }

    /// What is not found may be among the rows that are unsure.
    func missing(_ first: CivilDate, _ last: CivilDate) -> Verdict {
      isUnknown || possible(first, last) > 0 ? undetermined : .violated
    }
    var undetermined: Verdict { isStrict ? .violated : .undetermined }
  }

  /// Days between which something must happen.
  private struct Slot {
    var first: CivilDate
    var last: CivilDate
    /// The day on which it is due, without tolerance.
    var due: CivilDate
  }

  private func slots(_ gather: Gather, _ rule: RecurrenceRule, in period: Period) -> [Slot] {
    func exactly(_ day: CivilDate) -> [Slot] {
      guard let day = moved(day, gather, rule) else { return [] }
      return [
        Slot(
          first: day.adding(days: -rule.toleranceDays), last: day.adding(days: rule.toleranceDays),
          due: day)
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
      guard let last = moved(Self.day(day, ofMonth: period.first), gather, rule) else { return [] }
      return [Slot(first: period.first, last: last.adding(days: rule.toleranceDays), due: last)]
    case .byDate(let month, let day):
      let start = CivilDate(
        dayNumber: CivilDate.dayNumber(year: period.first.year, month: month, day: 1))
      guard let last = moved(Self.day(day, ofMonth: start), gather, rule) else { return [] }
      return [Slot(first: period.first, last: last.adding(days: rule.toleranceDays), due: last)]
    case .months(let months):
      return months.map { month in
        let start = CivilDate(
          dayNumber: CivilDate.dayNumber(year: period.first.year, month: month, day: 1))
        let last = start.adding(months: 1).adding(days: -1)
        return Slot(
          first: start.adding(days: -rule.toleranceDays),
          last: last.adding(days: rule.toleranceDays), due: last)
      }
    case .once:
      guard rule.restDay == .skip, let calendar = calendar(gather) else {
        return [Slot(first: period.first, last: period.last, due: period.last)]
      }
      // A day, or a week, of nothing but rest days is left out.
      let days = (0...period.last.days(since: period.first)).map { period.first.adding(days: $0) }
      return days.contains { calendar.isWorking($0) }
        ? [Slot(first: period.first, last: period.last, due: period.last)] : []
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

  /// The calendar of a rule, else the only one there is.
  private func calendar(_ gather: Gather) -> WorkCalendar? {
    self.rule(gather).calendar.map { context.calendars[$0] } ?? context.calendars.first
  }

  private func moved(_ day: CivilDate, _ gather: Gather, _ rule: RecurrenceRule) -> CivilDate? {
    guard let calendar = calendar(gather) else { return day }
    switch rule.restDay {
    case .stays: return day
    case .nextWorkingDay: return calendar.rolledForward(day)
    case .previousWorkingDay: return calendar.rolledBack(day)
    case .skip: return calendar.isWorking(day) ? day : nil
    }
  }

  private mutating func judge(
    _ slot: Slot, _ gather: Gather, _ days: Days, _ period: Period
  ) {
    guard slot.first <= observedDay else { return }
    let key = days.key
    let isDone = days.list.contains { $0 >= slot.first && $0 <= slot.last }
    let verdict: Verdict =
      isDone
      ? .compliant
      : slot.last > lastWholeDay
        ? .pending : days.missing(slot.first, slot.last)
    counts.add(verdict)
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
      reason: Self.reason(span, verdict, days.possible(slot.first, slot.last)),
      owner: owner(gather, key),
      fingerprint: Fingerprint.of(
        [self.rule(gather).id] + key.values.map { $0 ?? "" } + [slot.last.isoText]))
    let restDay = {
      if case .schedule(let rule) = gather.function { rule.restDay != .stays } else { false }
    }()
    let isCovered = !restDay || calendar(gather)?.covers(slot.last) ?? true
    finding.due = StatedTime(
      Due(endOf: DueDay(slot.last, isCovered: isCovered), in: zone), in: zone)
    if !isCovered {
      finding.explanation.append(
        LocalizedText(
          zh: "\(slot.last.rocText)不在行事曆所載年度內，休息日未計",
          en: "the calendar does not cover \(slot.last.isoText)"))
    }
    findings.append(finding)
  }

  private static func reason(
    _ span: LocalizedText, _ verdict: Verdict, _ unsure: Int
  ) -> LocalizedText {
    switch verdict {
    case .pending:
      LocalizedText(zh: "應於\(span.zhHant)辦理，期限未屆", en: "due \(span.en), not yet past")
    case _ where unsure > 0:
      LocalizedText(
        zh: "應於\(span.zhHant)辦理，查無紀錄，惟有\(unsure)列無法判定日期或條件",
        en:
          "due \(span.en), no record found, but the day or condition of \(counted(unsure, "row")) is unknown"
      )
    default: LocalizedText(zh: "應於\(span.zhHant)辦理，查無紀錄", en: "due \(span.en), no record found")
    }
  }

  /// Judges the days between one event and the next.
  private mutating func finishIntervals(
    _ gather: Gather, _ rule: RecurrenceRule, _ days: Days, _ span: Int
  ) {
    if days.list.isEmpty {
      counts.add(days.undetermined)
      findings.append(
        intervalFinding(
          gather, days, nil, days.undetermined,
          LocalizedText(
            zh: "查無任何紀錄，無從起算相隔日數", en: "no record at all, so there is nothing to count from")))
    }
    for (index, day) in days.list.enumerated() where isCounted(gather, day) {
      let next = index + 1 < days.list.count ? days.list[index + 1] : nil
      let limit = day.adding(days: span + rule.toleranceDays)
      let verdict: Verdict =
        if let next {
          next <= limit ? .compliant : days.missing(day, limit)
        } else {
          limit > lastWholeDay ? .pending : days.missing(day, limit)
        }
      counts.add(verdict)
      guard verdict != .compliant else { continue }
      let done = verdict == .pending ? LocalizedText(zh: "期限未屆", en: "not yet past") : nil
      var finding = intervalFinding(
        gather, days, day, verdict,
        LocalizedText(
          zh: "\(day.rocText)之後應於\(limit.rocText)前再辦理，"
            + (next.map { "實際為\($0.rocText)" } ?? done?.zhHant ?? "查無紀錄"),
          en: "after \(day.isoText) due by \(limit.isoText), "
            + (next.map { "done \($0.isoText)" } ?? done?.en ?? "no record found")))
      let zone = plan.rules.datasets[self.rule(gather).dataset].schema.zone
      finding.due = StatedTime(Due(endOf: DueDay(limit, isCovered: true), in: zone), in: zone)
      findings.append(finding)
    }
  }

  /// Whether an interval that begins on a day is judged, and by this version.
  private func isCounted(_ gather: Gather, _ day: CivilDate) -> Bool {
    rule(gather).isInForce(on: day) && governs(gather, day)
  }

  private func intervalFinding(
    _ gather: Gather, _ days: Days, _ day: CivilDate?, _ verdict: Verdict, _ reason: LocalizedText
  ) -> Finding {
    Finding(
      rule: gather.rule, subject: .group(values: values(gather, days.key), period: nil),
      verdict: verdict, reason: reason, owner: owner(gather, days.key),
      fingerprint: Fingerprint.of(
        [rule(gather).id] + days.key.values.map { $0 ?? "" } + [day?.isoText ?? ""]))
  }
}
