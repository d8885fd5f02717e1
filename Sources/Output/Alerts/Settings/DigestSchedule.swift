public import CivilTime

/// When a digest goes out.
public struct DigestSchedule: Sendable, Hashable {
  /// On which days.
  public enum Days: Sendable, Hashable {
    /// Every day.
    case daily
    /// Monday to Friday.
    case weekdays
    /// Days that the calendar works, make-up Saturdays included.
    case workingDays
    /// One day of the week, 1 for Monday to 7 for Sunday; where it is quiet, the next day of the seven
    /// that is not.
    case weekly(Int)
    /// The last day up to a day of the month, or up to the month's end, that is not quiet; where all of
    /// these are, the first one after them.
    case monthly(by: Int)
  }

  /// On which days.
  public var days: Days
  /// The minute of the day.
  public var minute: Int

  /// Creates a schedule.
  public init(_ days: Days, minute: Int = 510) {
    self.days = days
    self.minute = minute
  }

  /// Reads `working-days 08:30`, `weekdays 08:30`, `daily 08:30`, `weekly monday 08:30`,
  /// `monthly by 10 09:00`; without a time, 08:30 is meant.
  public init?(_ text: String) {
    var words = text.split(separator: " ").map(String.init)
    var minute = 510
    if let last = words.last, last.contains(":") {
      guard let time = Self.minute(of: last) else { return nil }
      minute = time
      words.removeLast()
    }
    switch (words.first, words.count) {
    case ("daily", 1): self.init(.daily, minute: minute)
    case ("weekdays", 1): self.init(.weekdays, minute: minute)
    case ("working-days", 1): self.init(.workingDays, minute: minute)
    case ("weekly", 2):
      guard let day = Weekdays.names.firstIndex(of: words[1]) else { return nil }
      self.init(.weekly(day + 1), minute: minute)
    case ("monthly", 3):
      guard words[1] == "by", let day = Int(words[2]), (1...31).contains(day) else { return nil }
      self.init(.monthly(by: day), minute: minute)
    default: return nil
    }
  }

  private static func minute(of text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = Int(parts[0]),
      let minute = Int(parts[1]), (0...23).contains(hour), (0...59).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }

  /// Whether the digest goes out on a day, quiet days left out.
  public func occurs(on day: CivilDate, calendar: WorkCalendar, quiet: QuietDays) -> Bool {
    if quiet.holds(day, calendar) { return false }
    switch days {
    case .daily: return true
    case .weekdays: return day.weekday <= 5
    case .workingDays: return calendar.isWorking(day)
    case .weekly(let weekday):
      let first = day.adding(days: -((day.weekday - weekday + 7) % 7))
      return !(0..<day.days(since: first)).contains { offset in
        !quiet.holds(first.adding(days: offset), calendar)
      }
    case .monthly(let by):
      let (year, month, number) = day.components
      let last = min(by, CivilDate.daysIn(month: month, ofYear: year))
      // Up to the day nothing may follow that could be meant, after it nothing may have come before.
      let others = number <= last ? (number + 1)..<(last + 1) : 1..<number
      return !others.contains { other in
        !quiet.holds(day.adding(days: other - number), calendar)
      }
    }
  }

  /// The last time up to a moment; `nil` where there is none in the 70 days before.
  public func latest(
    upTo now: LocalTime, calendar: WorkCalendar, quiet: QuietDays
  ) -> LocalTime? {
    for back in 0...70 {
      let time = LocalTime(
        date: now.date.adding(days: -back), hour: minute / 60, minute: minute % 60)
      if time <= now, occurs(on: time.date, calendar: calendar, quiet: quiet) { return time }
    }
    return nil
  }

  /// The first time after a moment; `nil` where there is none in the 70 days after.
  public func next(after now: LocalTime, calendar: WorkCalendar, quiet: QuietDays) -> LocalTime? {
    for ahead in 0...70 {
      let time = LocalTime(
        date: now.date.adding(days: ahead), hour: minute / 60, minute: minute % 60)
      if time > now, occurs(on: time.date, calendar: calendar, quiet: quiet) { return time }
    }
    return nil
  }
}

/// Days on which nobody is written to.
public struct QuietDays: Sendable, Hashable {
  /// Whether all rest days of the calendar are quiet.
  public var restDays: Bool
  /// Further days.
  public var dates: Set<CivilDate>

  /// Creates quiet days.
  public init(restDays: Bool = true, dates: Set<CivilDate> = []) {
    self.restDays = restDays
    self.dates = dates
  }

  /// Whether a day is quiet.
  public func holds(_ day: CivilDate, _ calendar: WorkCalendar) -> Bool {
    dates.contains(day) || restDays && !calendar.isWorking(day)
  }
}
