public import CivilTime

/// The working days of a government calendar, for the functions of expressions.
public struct CalendarWorkingDays: WorkingDayCalendar {
  /// The calendar.
  public let calendar: WorkCalendar
  /// Whether whole-day closures, such as typhoon days, are rest days.
  public let closuresRest: Bool

  /// Creates the view of a calendar.
  public init(_ calendar: WorkCalendar, closuresRest: Bool = false) {
    self.calendar = calendar
    self.closuresRest = closuresRest
  }

  /// Whether a day is a working day; `nil` outside of the calendar's years.
  public func isWorkingDay(_ date: CivilDate) -> Bool? {
    calendar.covers(date) ? calendar.isWorking(date, closuresRest: closuresRest) : nil
  }

  /// The working days after a day and up to and including another.
  public func workingDays(after start: CivilDate, through end: CivilDate) -> Int? {
    guard calendar.covers(start), calendar.covers(end) else { return nil }
    return calendar.ordinal(of: end, closuresRest: closuresRest)
      - calendar.ordinal(of: start, closuresRest: closuresRest)
  }

  /// The day on which a number of working days after a day, or before it, is full.
  public func adding(workingDays count: Int, to date: CivilDate) -> CivilDate? {
    guard calendar.covers(date) else { return nil }
    if count == 0 { return date }
    let ordinal = calendar.ordinal(of: date, closuresRest: closuresRest)
    // The ordinal of a rest day is that of the working day before it, which counts as one back.
    let isRestDay = !calendar.isWorking(date, closuresRest: closuresRest)
    let day = calendar.workingDay(
      ordinal: ordinal + count + (count < 0 && isRestDay ? 1 : 0), closuresRest: closuresRest)
    return calendar.covers(day) ? day : nil
  }
}
