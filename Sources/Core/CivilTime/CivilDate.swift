/// A day of the proleptic Gregorian calendar, stored as its number of days since 1970-01-01.
public struct CivilDate: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01; negative before it.
  public let dayNumber: Int32

  /// Creates a date from its day number.
  @inlinable
  public init(dayNumber: Int32) { self.dayNumber = dayNumber }

  /// Creates a date from year, month and day; `nil` where there is no such day.
  ///
  /// Years run from 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.daysIn(month: month, ofYear: year)
    else { return nil }
    self.init(dayNumber: Self.dayNumber(year: year, month: month, day: day))
  }

  /// Days since 1970-01-01 of a valid year, month and day (Hinnant's algorithm).
  @inlinable
  public static func dayNumber(year: Int, month: Int, day: Int) -> Int32 {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(truncatingIfNeeded: era * 146_097 + dayOfEra - 719_468)
  }

  /// Year (Gregorian), month and day.
  @inlinable
  public var components: (year: Int, month: Int, day: Int) {
    let z = Int(dayNumber) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let mp = (5 * dayOfYear + 2) / 153
    let month = mp < 10 ? mp + 3 : mp - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
  }

  /// The Gregorian year.
  public var year: Int { components.year }
  /// The month, 1 to 12.
  public var month: Int { components.month }
  /// The day of the month, from 1.
  public var day: Int { components.day }
  /// The year of the Republic of China (Gregorian year less 1911); 0 and below before 1912.
  public var rocYear: Int { year - 1911 }
  /// The day of the week, 1 for Monday to 7 for Sunday.
  public var weekday: Int {
    let remainder = (Int(dayNumber) + 3) % 7
    return (remainder < 0 ? remainder + 7 : remainder) + 1
  }

  /// The number of days in a month, 28 to 31.
  public static func daysIn(month: Int, ofYear year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether a Gregorian year has 29 February.
  public static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The date a number of days later (or earlier, where negative).
  @inlinable
  public func adding(days: Int) -> CivilDate {
    CivilDate(dayNumber: dayNumber + Int32(truncatingIfNeeded: days))
  }

  /// The same day of the month a number of months later, or that month's last day where it has none.
  public func adding(months: Int) -> CivilDate {
    let (year, month, day) = components
    let index = year * 12 + month - 1 + months
    let newYear = index >= 0 ? index / 12 : (index - 11) / 12
    let newMonth = index - newYear * 12 + 1
    let last = Self.daysIn(month: newMonth, ofYear: newYear)
    return CivilDate(
      dayNumber: Self.dayNumber(year: newYear, month: newMonth, day: min(day, last)))
  }

  /// The number of days from another date to this one.
  @inlinable
  public func days(since other: CivilDate) -> Int { Int(dayNumber) - Int(other.dayNumber) }

  /// Orders by time.
  @inlinable
  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.dayNumber < right.dayNumber
  }
}

extension CivilDate: CustomStringConvertible {
  /// The date in ISO 8601, `2020-03-19`.
  public var description: String { isoText }

  /// The date in ISO 8601, `2020-03-19`.
  public var isoText: String {
    TimeBytes.text { $0.put(iso: self) }
  }

  /// The date as Taiwan's documents write it, `109年3月19日`; years before 1912 are Gregorian.
  public var rocText: String {
    TimeBytes.text { $0.put(roc: self) }
  }

  /// The date in the short form of tables, `109.03.19`; years before 1912 are Gregorian.
  public var rocShortText: String {
    let (year, month, day) = components
    return year > 1911 ? "\(year - 1911).\(padded(month, 2)).\(padded(day, 2))" : isoText
  }
}

/// A number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
  TimeBytes.text { $0.put(number, width: width) }
}
