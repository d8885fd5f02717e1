/// How a statute counts a period; data, so that another statute is a new profile and not new code.
public struct CountingProfile: Sendable, Hashable {
  /// Whether the day of the event counts.
  public enum Start: String, Sendable, Hashable, CaseIterable {
    /// The day of the event is left out (始日不計算在內).
    case excluded
    /// The day of the event counts as a whole day.
    case included
    /// The period runs at once, from the instant (即時起算).
    case instant
  }

  /// What happens to a last day that is a rest day.
  public enum RestDayEnd: String, Sendable, Hashable, CaseIterable {
    /// The next working day replaces it, the whole day.
    case nextWorkingDay = "next-working-day"
    /// It is counted (照計).
    case stays
  }

  /// Which days a limit in days counts.
  public enum Count: String, Sendable, Hashable, CaseIterable {
    /// Every civil day.
    case calendarDays = "calendar-days"
    /// Working days only.
    case workingDays = "working-days"
  }

  /// How months and years end.
  public enum Months: String, Sendable, Hashable, CaseIterable {
    /// On the day before the corresponding day, or with the month that has none.
    case correspondingDay = "corresponding-day"
    /// On the day of the same number, or with the month that has none.
    case sameDay = "same-day"
  }

  /// How whole-day closures of offices count.
  public enum Closures: String, Sendable, Hashable, CaseIterable {
    /// As rest days.
    case restDays = "rest-days"
    /// As the days that they would otherwise be.
    case workingDays = "working-days"
  }

  /// Which moment of the last day is meant.
  public enum Edge: String, Sendable, Hashable, CaseIterable {
    /// Its end, 24:00.
    case endOfDay = "end-of-day"
    /// Its beginning: the day on which something takes effect.
    case startOfDay = "start-of-day"
  }

  /// The profile's name, such as `apa-48`.
  public var name: String
  /// Whether the day of the event counts.
  public var start: Start
  /// What happens to a last day that is a rest day.
  public var endOnRestDay: RestDayEnd
  /// Which days a limit in days counts.
  public var count: Count
  /// How months and years end.
  public var months: Months
  /// How whole-day closures count.
  public var closures: Closures
  /// Which moment of the last day is meant.
  public var moment: Edge
  /// The name of the calendar it uses; `nil` for the rule's.
  public var calendar: String?
  /// The article, for citations, such as `行政程序法 §48`.
  public var article: String?

  /// Creates a profile; the defaults are those of 行政程序法 §48 II-IV.
  public init(
    name: String, start: Start = .excluded, endOnRestDay: RestDayEnd = .nextWorkingDay,
    count: Count = .calendarDays, months: Months = .correspondingDay,
    closures: Closures = .workingDays, moment: Edge = .endOfDay, calendar: String? = nil,
    article: String? = nil
  ) {
    self.name = name
    self.start = start
    self.endOnRestDay = endOnRestDay
    self.count = count
    self.months = months
    self.closures = closures
    self.moment = moment
    self.calendar = calendar
    self.article = article
  }

  /// Whether closures are rest days to it.
  public var closuresRest: Bool { closures == .restDays }
}

extension CountingProfile {
  /// The name of the profile that a limit has where a rule names none.
  public static func defaultName(for unit: PeriodLength.Unit) -> String {
    switch unit {
    case .second, .minute, .hour: "hours"
    case .workingDay: "working-days"
    case .day, .week, .month, .year: "apa-48"
    }
  }
}
