/// Rest days of a span, for an explanation.
public struct RestDays: Sendable, Hashable {
  /// How many there are.
  public var count: Int
  /// Each with its name where there are few; where there are many, the named ones only.
  public var days: [DayStatus]
  /// Whether `days` leaves some out.
  public var isAbridged: Bool { days.count < count }

  /// Creates rest days.
  public init(count: Int, days: [DayStatus]) {
    self.count = count
    self.days = days
  }
}

/// How a due moment came about, step by step; each step is data, worded elsewhere.
public struct PeriodTrace: Sendable, Hashable {
  /// Why a period of months or years ends on the day it does.
  public enum MonthEnd: Sendable, Hashable {
    /// On the day before the corresponding day.
    case dayBefore(corresponding: CivilDate)
    /// It began on the first day of a month and ends with a month.
    case withMonth
    /// The last month has no corresponding day: on its last day.
    case noCorrespondingDay
    /// On the day of the same number, or the month's last day (a profile of that kind).
    case sameDay
  }

  /// One step of the computation.
  public enum Step: Sendable, Hashable {
    /// The event from which the period runs.
    case start(LocalTime, precision: Precision)
    /// The period is counted anew from the day after an event.
    case restarted(event: CivilDate, firstCounted: CivilDate)
    /// The day of the event is left out.
    case startExcluded(day: CivilDate, firstCounted: CivilDate)
    /// The day of the event counts as a whole day.
    case startIncluded(day: CivilDate)
    /// The period runs at once, from the instant.
    case runsAtOnce
    /// The last day by counting civil days.
    case countedDays(PeriodLength, rawLast: CivilDate)
    /// The last day by months or years.
    case countedMonths(PeriodLength, rawLast: CivilDate, end: MonthEnd)
    /// The last day by counting working days, with the rest days left out.
    case countedWorkingDays(Int, rawLast: CivilDate, skipped: RestDays)
    /// The end of a period that runs from the instant.
    case countedTime(PeriodLength, end: LocalTime)
    /// Rest days inside the period, which are not taken out.
    case restDaysInside(RestDays)
    /// A further period after the last day; `wasCut` where it was longer than allowed.
    case extended(PeriodExtension, from: CivilDate, to: CivilDate, wasCut: Bool)
    /// Whole days that did not run, and the last day after them.
    case suspended(DayRange, days: Int, last: CivilDate)
    /// A span that did not run, in milliseconds, and the end after it.
    case suspendedTime(from: LocalTime, to: LocalTime, milliseconds: Int64, end: LocalTime)
    /// Days added for distance.
    case transit(days: Int, last: CivilDate)
    /// The last day is a rest day and is replaced.
    case rolledOver(from: CivilDate, over: RestDays, to: CivilDate)
    /// The last day is a rest day and is counted.
    case staysOnRestDay(DayStatus)
    /// The last day would be a rest day of the week but is worked.
    case worksOnMakeupDay(DayStatus)
    /// Hours end at the instant, rest day or not.
    case hoursNeverRoll(DayStatus)
    /// The due day if closures were counted the other way.
    case closuresDecide(closuresRest: Bool, otherwise: CivilDate)
    /// Days that the calendar does not cover: the due day rests on the weekly order alone.
    case outsideCalendar(name: String, coverage: ClosedRange<CivilDate>)
    /// The due moment is the end of a day.
    case dueEndOfDay(CivilDate)
    /// The moment of effect is the beginning of a day.
    case takesEffect(CivilDate)
    /// The due moment is an instant.
    case dueAt(LocalTime)
    /// The due moment lies between two instants, as the time of day of the start is not known.
    case dueBetween(LocalTime, LocalTime)
  }

  /// The name of the counting profile.
  public var profile: String
  /// The article that the profile rests on.
  public var article: String?
  /// The steps in the order of work.
  public var steps: [Step]

  /// Creates a trace.
  public init(profile: String = "", article: String? = nil, steps: [Step] = []) {
    self.profile = profile
    self.article = article
    self.steps = steps
  }
}
