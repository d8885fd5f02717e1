/// Computes due moments for one length under one counting profile.
///
/// The order of work is fixed: first counted day, raw last day, extension, suspended days, transit
/// days, rollover of a rest day, end of that day. Day arithmetic is O(1) and allocates nothing.
public final class DueCalculator: Sendable {
  /// The length of the period.
  public let length: PeriodLength
  /// How it is counted.
  public let profile: CountingProfile
  /// The working days; needed where `needsCalendar`.
  public let calendar: WorkCalendar?
  /// The days for which the calendar speaks.
  private let coverage: ClosedRange<CivilDate>?
  /// The zone of the civil days.
  public let zone: TimeZoneRules
  /// The days of `calendar` by the profile, which `calendar` keeps alive.
  ///
  /// They are asked for each row, by all threads, which would hinder one another in counting references.
  private let unretainedDays: Unmanaged<DayTable>?

  /// Creates a calculator.
  public init(
    length: PeriodLength, profile: CountingProfile, calendar: WorkCalendar?, zone: TimeZoneRules
  ) {
    self.length = length
    self.profile = profile
    self.calendar = calendar
    coverage = calendar?.coverage
    self.zone = zone
    unretainedDays = calendar.map { .passUnretained($0.table(profile.closuresRest)) }
  }

  /// What the working days of the calendar answer; `nil` without a calendar.
  @inline(__always)
  func asked<Answer>(_ question: (DayTable) -> Answer) -> Answer? {
    unretainedDays?._withUnsafeGuaranteedRef(question)
  }

  /// Whether the period runs from the instant of its start and ends at an instant.
  public var runsFromInstant: Bool { length.unit.isClock || profile.start == .instant }

  /// Whether the result depends on a work calendar.
  public var needsCalendar: Bool {
    countsWorkingDays(length) || (!runsFromInstant && profile.endOnRestDay == .nextWorkingDay)
  }

  /// Whether a length counts working days under the profile.
  func countsWorkingDays(_ length: PeriodLength) -> Bool {
    length.unit == .workingDay || (length.unit == .day && profile.count == .workingDays)
  }

  // MARK: - Days

  /// The last day of a period of whole days that nothing changes, after rollover.
  public func dueDay(from start: CivilDate) -> DueDay {
    let first = firstCountedDay(from: start, restart: nil)
    return finished(rawLastDay(firstCounted: first), first: first, transitDays: 0)
  }

  /// The last day of a period of whole days, after all that changes it and rollover.
  public func dueDay(from start: CivilDate, adjustments: PeriodAdjustments) -> DueDay {
    let first = firstCountedDay(from: start, restart: adjustments.restart)
    var last = rawLastDay(firstCounted: first)
    for item in adjustments.extensions { last = extended(last, from: first, by: item) }
    for range in adjustments.suspendedDays {
      last = suspended(last, from: first, by: range)
    }
    return finished(last, first: first, transitDays: adjustments.transitDays)
  }

  /// The last day where at most one extension and one stop change the period.
  ///
  /// It is what `dueDay(from:adjustments:)` gives, without lists.
  public func dueDay(
    from start: CivilDate, extended item: PeriodExtension? = nil, suspended range: DayRange?
  ) -> DueDay {
    let first = firstCountedDay(from: start, restart: nil)
    var last = rawLastDay(firstCounted: first)
    if let item { last = extended(last, from: first, by: item) }
    if let range { last = suspended(last, from: first, by: range) }
    return finished(last, first: first, transitDays: 0)
  }

  /// The first day that counts.
  public func firstCountedDay(from start: CivilDate, restart: CivilDate? = nil) -> CivilDate {
    if let restart { return restart.adding(days: 1) }
    return profile.start == .included ? start : start.adding(days: 1)
  }

  /// The last day by the length alone.
  func rawLastDay(firstCounted first: CivilDate) -> CivilDate {
    last(of: length, firstDay: first)
  }

  /// The last day of a length whose first day is given.
  func last(of length: PeriodLength, firstDay first: CivilDate) -> CivilDate {
    switch length.unit {
    case .second, .minute, .hour:
      let days = Int64(length.amount) * (length.unit.milliseconds ?? 0) / 86_400_000
      return first.adding(days: Int(days) - 1)
    case .workingDay:
      return workingDays(length.amount, after: first.adding(days: -1))
    case .day:
      return profile.count == .workingDays
        ? workingDays(length.amount, after: first.adding(days: -1))
        : first.adding(days: length.amount - 1)
    case .week: return first.adding(days: length.amount * 7 - 1)
    case .month: return last(ofMonths: length.amount, firstDay: first)
    case .year: return last(ofMonths: length.amount * 12, firstDay: first)
    }
  }

  private func last(ofMonths months: Int, firstDay first: CivilDate) -> CivilDate {
    switch profile.months {
    case .correspondingDay:
      let corresponding = first.adding(months: months)
      // A month without the corresponding day ends the period with its own last day.
      return corresponding.day == first.day ? corresponding.adding(days: -1) : corresponding
    case .sameDay:
      // Counted from the day of the event, which is the day before the first counted one.
      return profile.start == .included
        ? first.adding(months: months).adding(days: -1)
        : first.adding(days: -1).adding(months: months)
    }
  }

  func workingDays(_ count: Int, after day: CivilDate) -> CivilDate {
    asked { $0.adding(workingDays: count, to: day) } ?? day.adding(days: count)
  }

  /// The last day after one extension.
  func extended(
    _ last: CivilDate, from first: CivilDate, by item: PeriodExtension
  ) -> CivilDate {
    let target: CivilDate
    switch item.reach {
    case .until(let day): target = day
    case .by(let length): target = further(length, after: last, from: first)
    }
    guard let atMost = item.atMost else { return max(last, target) }
    return max(last, min(target, further(atMost, after: last, from: first)))
  }

  /// The last day of a further period that follows on a last day.
  func further(_ more: PeriodLength, after last: CivilDate, from first: CivilDate) -> CivilDate {
    if profile.months == .sameDay, let months = more.months, let original = length.months,
      last == rawLastDay(firstCounted: first)
    {
      // Month ends are not clamped twice: 30 November and 3 + 2 months end on 30 April.
      return self.last(ofMonths: original + months, firstDay: first)
    }
    return self.last(of: more, firstDay: last.adding(days: 1))
  }

  /// The last day after a stop, given in order after those before it.
  func suspended(_ last: CivilDate, from first: CivilDate, by range: DayRange) -> CivilDate {
    guard range.first <= last, range.last >= first else { return last }
    let from = max(range.first, first)
    guard countsWorkingDays(length),
      let stopped = asked({ $0.workingDays(from: from, through: range.last) })
    else { return last.adding(days: range.last.days(since: from) + 1) }
    return workingDays(stopped, after: last)
  }

  /// Adds transit days and rolls over a rest day.
  private func finished(_ last: CivilDate, first: CivilDate, transitDays: Int) -> DueDay {
    let raw = last.adding(days: transitDays)
    let rolled = rolledOver(raw)
    return DueDay(rolled, isCovered: isCovered(first: first, raw: raw, rolled: rolled))
  }

  func rolledOver(_ day: CivilDate) -> CivilDate {
    guard profile.endOnRestDay == .nextWorkingDay else { return day }
    return asked { $0.rolledForward(day) } ?? day
  }

  func isCovered(first: CivilDate, raw: CivilDate, rolled: CivilDate) -> Bool {
    guard needsCalendar else { return true }
    guard let coverage else { return false }
    return coverage.contains(countsWorkingDays(length) ? first : raw) && coverage.contains(rolled)
  }
}

extension PeriodLength {
  /// The length in months, for months and years.
  public var months: Int? {
    switch unit {
    case .month: amount
    case .year: amount * 12
    default: nil
    }
  }
}
