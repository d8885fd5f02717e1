/// A name in both languages of the program.
public struct CalendarName: Sendable, Hashable {
  /// The name in Traditional Chinese.
  public var zhHant: String
  /// The name in English.
  public var en: String

  /// Creates a name from its two wordings.
  public init(zh zhHant: String, en: String) {
    self.zhHant = zhHant
    self.en = en
  }
}

/// What a calendar says of a day that departs from the weekly order.
public enum DayKind: String, Sendable, Hashable, CaseIterable {
  /// The commemorative day or festival itself, also where it falls on a weekend: rest.
  case holiday
  /// Another weekday made free: compensation, bridge day or moved leave.
  case compensatoryHoliday = "compensatory-holiday"
  /// A rest day of the week that is worked.
  case makeupWorkday = "makeup-workday"
  /// Offices shut by a disaster (天然災害停止上班): rest only where a profile counts it so.
  case closure
  /// A day as the weekly order has it; a revision uses it to take back an earlier entry.
  case ordinary
}

/// The part of a day that a closure shuts.
public enum DayPart: String, Sendable, Hashable, CaseIterable {
  /// The whole day.
  case day
  /// The morning.
  case morning
  /// The afternoon.
  case afternoon
  /// The evening.
  case evening
}

/// One listed day of a calendar.
public struct CalendarDay: Sendable, Hashable {
  /// The day.
  public var date: CivilDate
  /// What it is.
  public var kind: DayKind
  /// Its name, where it has one.
  public var name: CalendarName?
  /// The rule that the day rests on, and the year's table.
  public var authority: String?
  /// The day of the decision, before which the entry is unknown; `nil` if known from the start.
  public var adopted: CivilDate?
  /// The county or city of a local closure; `nil` where the whole area of the calendar is meant.
  public var place: String?
  /// The part of the day that a closure shuts.
  public var part: DayPart

  /// Creates a listed day.
  public init(
    date: CivilDate, kind: DayKind, name: CalendarName? = nil, authority: String? = nil,
    adopted: CivilDate? = nil, place: String? = nil, part: DayPart = .day
  ) {
    self.date = date
    self.kind = kind
    self.name = name
    self.authority = authority
    self.adopted = adopted
    self.place = place
    self.part = part
  }
}

/// A set of days of the week.
public struct Weekdays: OptionSet, Sendable, Hashable {
  /// Bit 0 is Monday, bit 6 Sunday.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Creates a set of one day, 1 for Monday to 7 for Sunday.
  public init(weekday: Int) { self.rawValue = 1 << UInt8(weekday - 1) }

  /// Saturday and Sunday.
  public static let weekend = Weekdays(rawValue: 0b110_0000)

  /// The English names, Monday first, as rule files write them.
  public static let names = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// Whether a day of the week (1 for Monday to 7 for Sunday) is in the set.
  public func contains(weekday: Int) -> Bool { rawValue & (1 << UInt8(weekday - 1)) != 0 }
}

/// A work calendar as a file states it: years covered, weekly rest days, listed days, revisions.
public struct CalendarDefinition: Sendable, Hashable {
  /// The name by which rules refer to it, such as `tw-government`.
  public var identifier: String
  /// Its title for people.
  public var title: CalendarName
  /// The IANA zone whose civil days it lists.
  public var timeZone: String
  /// The days of the week that are rest days.
  public var weekend: Weekdays
  /// The Gregorian years for which every departure is listed.
  public var years: ClosedRange<Int>
  /// The listed days, in any order; for one date the entry adopted last holds.
  public var days: [CalendarDay]

  /// Creates a definition.
  public init(
    identifier: String, title: CalendarName, timeZone: String, weekend: Weekdays = .weekend,
    years: ClosedRange<Int>, days: [CalendarDay]
  ) {
    self.identifier = identifier
    self.title = title
    self.timeZone = timeZone
    self.weekend = weekend
    self.years = years
    self.days = days
  }
}
