/// A point of time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Instant: Sendable, Hashable, Comparable {
  /// Milliseconds since the epoch.
  public let milliseconds: Int64

  /// Creates an instant from milliseconds since the epoch.
  @inlinable
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The instant a number of milliseconds later (or earlier, where negative).
  @inlinable
  public func adding(milliseconds delta: Int64) -> Instant {
    Instant(milliseconds: milliseconds + delta)
  }

  /// Orders by time.
  @inlinable
  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

/// How exactly a record states a time.
public enum Precision: UInt8, Sendable, Comparable, CaseIterable {
  /// Only the day is known: any instant of that civil day.
  case day
  /// The minute is known; it is taken as that minute's first instant.
  case minute
  /// The second (or finer) is known.
  case second

  /// Orders from the coarsest.
  public static func < (left: Precision, right: Precision) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// A time as a record states it: a point, and how exactly that point is known.
public struct Moment: Sendable, Hashable {
  /// The earliest instant that the record can mean; for a day, its first instant in the zone.
  public var instant: Instant
  /// How exactly it is known.
  public var precision: Precision

  /// Creates a moment.
  @inlinable
  public init(_ instant: Instant, precision: Precision) {
    self.instant = instant
    self.precision = precision
  }
}

/// A civil date and time of day without a zone.
public struct LocalTime: Sendable, Hashable, Comparable {
  /// The day.
  public var date: CivilDate
  /// Milliseconds since midnight, 0 to 86,400,000; the upper end is 24:00 of the day.
  public var millisecondOfDay: Int

  /// Creates a local time.
  @inlinable
  public init(date: CivilDate, millisecondOfDay: Int) {
    self.date = date
    self.millisecondOfDay = millisecondOfDay
  }

  /// Creates a local time from hour (0 to 24), minute and second.
  public init(date: CivilDate, hour: Int, minute: Int, second: Int = 0) {
    self.init(date: date, millisecondOfDay: ((hour * 60 + minute) * 60 + second) * 1000)
  }

  /// The hour, 0 to 24.
  public var hour: Int { millisecondOfDay / 3_600_000 }
  /// The minute, 0 to 59.
  public var minute: Int { millisecondOfDay / 60_000 % 60 }
  /// The second, 0 to 59.
  public var second: Int { millisecondOfDay / 1000 % 60 }

  /// Orders by time.
  public static func < (left: LocalTime, right: LocalTime) -> Bool {
    (left.date, left.millisecondOfDay) < (right.date, right.millisecondOfDay)
  }
}
