/// What a work calendar knows of one day, for explanations.
public struct DayStatus: Sendable, Hashable {
  /// Why a day is worked or not.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// An ordinary working day.
    case workday
    /// A weekly rest day.
    case weekend
    /// A commemorative day or festival.
    case holiday
    /// A weekday made free.
    case compensatoryHoliday = "compensatory-holiday"
    /// A weekly rest day that is worked.
    case makeupWorkday = "makeup-workday"
    /// Offices shut by a disaster, counted as rest.
    case closure
  }

  /// The day.
  public var date: CivilDate
  /// Why it is worked or not.
  public var kind: Kind
  /// Its name, where it has one.
  public var name: CalendarName?
  /// The rule that the day rests on.
  public var authority: String?
  /// Whether the calendar speaks for the day.
  public var isCovered: Bool

  /// Creates a status.
  public init(
    date: CivilDate, kind: Kind, name: CalendarName? = nil, authority: String? = nil,
    isCovered: Bool = true
  ) {
    self.date = date
    self.kind = kind
    self.name = name
    self.authority = authority
    self.isCovered = isCovered
  }

  /// Whether the day is worked.
  public var isWorking: Bool { kind == .workday || kind == .makeupWorkday }
}

extension WorkCalendar {
  /// What is known of a day.
  public func status(of date: CivilDate, closuresRest: Bool = false) -> DayStatus {
    let isCovered = covers(date)
    if closuresRest, isCovered,
      let closure = closures[date.dayNumber]?.first(where: { $0.part == .day }),
      plain.isWorking(Int(date.dayNumber))
    {
      return DayStatus(
        date: date, kind: .closure, name: closure.name, authority: closure.authority)
    }
    let rests = plain.weekend.contains(weekday: date.weekday)
    guard isCovered, let entry = entry(for: date) else {
      return DayStatus(date: date, kind: rests ? .weekend : .workday, isCovered: isCovered)
    }
    let kind: DayStatus.Kind =
      switch entry.kind {
      case .holiday: .holiday
      case .compensatoryHoliday: .compensatoryHoliday
      case .makeupWorkday: .makeupWorkday
      case .ordinary, .closure: rests ? .weekend : .workday
      }
    return DayStatus(date: date, kind: kind, name: entry.name, authority: entry.authority)
  }

  /// The closures known for a day, whole days and parts, in the order of the file.
  public func closures(on date: CivilDate) -> [CalendarDay] { closures[date.dayNumber] ?? [] }
}
