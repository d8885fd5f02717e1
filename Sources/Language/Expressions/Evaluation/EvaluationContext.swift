public import CivilTime

/// What a variable holds for one evaluation.
public enum Binding: Sendable {
  /// A value.
  case value(Value)
  /// An empty cell: using it is an error, and `has` is false.
  case empty
  /// A cell that cannot be read as its type: using it and `has` are errors.
  case malformed
}

/// Supplies the values of variables by slot, such as the cells of a row.
public protocol Bindings {
  /// What the variable of a slot holds.
  func binding(ofSlot slot: Int) -> Binding
}

/// Bindings kept in an array by slot; slots beyond its end are empty.
public struct BindingList: Bindings, Sendable {
  /// The bindings by slot.
  public var bindings: [Binding]

  /// Creates the list.
  public init(_ bindings: [Binding] = []) { self.bindings = bindings }

  /// What the variable of a slot holds.
  public func binding(ofSlot slot: Int) -> Binding {
    slot < bindings.count ? bindings[slot] : .empty
  }
}

/// A calendar that tells working days from rest days.
public protocol WorkingDayCalendar: Sendable {
  /// Whether a day is a working day; `nil` outside of the calendar's years.
  func isWorkingDay(_ date: CivilDate) -> Bool?
  /// The number of working days after a day and up to and including another, not before it; `nil`
  /// outside of the calendar's years.
  func workingDays(after start: CivilDate, through end: CivilDate) -> Int?
  /// The day on which a number of working days after a day (before it, where negative) is full; `nil`
  /// outside of the calendar's years.
  func adding(workingDays count: Int, to date: CivilDate) -> CivilDate?
}

extension WorkingDayCalendar {
  /// Counts day by day; calendars with tables do better.
  public func workingDays(after start: CivilDate, through end: CivilDate) -> Int? {
    var count = 0
    var day = start
    while day < end {
      day = day.adding(days: 1)
      guard let isWorkingDay = isWorkingDay(day) else { return nil }
      if isWorkingDay { count += 1 }
    }
    return count
  }

  /// Counts day by day; calendars with tables do better.
  public func adding(workingDays count: Int, to date: CivilDate) -> CivilDate? {
    var day = date
    var left = count.magnitude
    while left > 0 {
      day = day.adding(days: count < 0 ? -1 : 1)
      guard let isWorkingDay = isWorkingDay(day) else { return nil }
      if isWorkingDay { left -= 1 }
    }
    return day
  }
}

/// What evaluation needs besides values: zones and the working calendar.
public struct EvaluationContext: Sendable {
  /// The zone in which `date(timestamp)` takes the day.
  public var timeZone: TimeZoneRules
  /// The zones by IANA name, for functions that take one.
  public var zone: @Sendable (String) -> TimeZoneRules?
  /// The calendar of working days, where there is one.
  public var calendar: (any WorkingDayCalendar)?

  /// Creates a context; without zones only `UTC` and offsets such as `+08:00` can be named.
  public init(
    timeZone: TimeZoneRules = .utc, calendar: (any WorkingDayCalendar)? = nil,
    zone: @escaping @Sendable (String) -> TimeZoneRules? = { _ in nil }
  ) {
    self.timeZone = timeZone
    self.calendar = calendar
    self.zone = zone
  }
}
