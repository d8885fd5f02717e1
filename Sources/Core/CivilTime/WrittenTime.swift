/// A date, with or without a time of day, as a text states it.
public struct WrittenTime: Sendable, Hashable {
  /// The day.
  public var date: CivilDate
  /// Milliseconds since midnight, 0 to 86,400,000; 0 where only the day is stated.
  public var millisecondOfDay: Int32
  /// How exactly the time is stated.
  public var precision: Precision
  /// Seconds east of UTC, where the text states an offset.
  public var offsetSeconds: Int32?

  /// Creates a written time.
  public init(
    date: CivilDate, millisecondOfDay: Int32 = 0, precision: Precision = .day,
    offsetSeconds: Int32? = nil
  ) {
    self.date = date
    self.millisecondOfDay = millisecondOfDay
    self.precision = precision
    self.offsetSeconds = offsetSeconds
  }

  /// The civil time that is written, whatever the offset.
  public var localTime: LocalTime {
    LocalTime(date: date, millisecondOfDay: Int(millisecondOfDay))
  }

  /// The moment meant; without an offset the time is one of the zone.
  public func moment(in zone: TimeZoneRules) -> Moment {
    guard let offsetSeconds else {
      return Moment(zone.instant(of: localTime), precision: precision)
    }
    let wall = Int64(date.dayNumber) * 86_400_000 + Int64(millisecondOfDay)
    return Moment(
      Instant(milliseconds: wall - Int64(offsetSeconds) * 1000), precision: precision)
  }
}

/// Why a text is not a date or time.
public enum TimeTextProblem: UInt8, Sendable, Hashable, Error, CaseIterable {
  /// There is no text.
  case empty
  /// The text is not written as a date or time.
  case malformed
  /// There is no such day, such as 30 February.
  case impossibleDate
  /// There is no such time of day, such as 25:00.
  case impossibleTime
  /// The text can mean different dates, such as `01/02/2020`, `990319` or a bare number.
  case ambiguous
  /// A year or serial number outside what can be stored.
  case outOfRange
  /// The date is written in a form that the column does not declare.
  case undeclaredForm
  /// There is a time of day where only a day is expected.
  case unexpectedTime
}
