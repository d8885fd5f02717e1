/// The last day of a period, as the engine computes it.
public struct DueDay: Sendable, Hashable {
  /// The day.
  public var day: CivilDate
  /// Whether the calendar spoke for every day that was looked up.
  ///
  /// Where it did not, the day rests on the weekly order alone and the verdict needs a warning.
  public var isCovered: Bool

  /// Creates a last day.
  public init(_ day: CivilDate, isCovered: Bool) {
    self.day = day
    self.isCovered = isCovered
  }
}

/// How a moment lies to a due moment.
public enum DueComparison: Sendable, Hashable {
  /// In time, whatever the imprecise moments stand for.
  case met
  /// Too late, whatever they stand for.
  case missed
  /// It needs the time of day.
  case undetermined
}

/// The due moment of a case, as exactly as its start allows.
public struct Due: Sendable, Hashable {
  /// The last instant that is in time if the period began at the earliest possible instant.
  public var earliest: Instant
  /// The last instant that is in time if it began at the latest possible instant.
  public var latest: Instant
  /// The civil day of `latest`.
  public var day: CivilDate
  /// Whether the due moment is the end of `day` (24:00, exclusive) rather than an instant in it.
  public var isWholeDay: Bool
  /// Whether the calendar spoke for every day that was looked up.
  public var isCovered: Bool

  /// Creates a due moment.
  public init(
    earliest: Instant, latest: Instant, day: CivilDate, isWholeDay: Bool, isCovered: Bool
  ) {
    self.earliest = earliest
    self.latest = latest
    self.day = day
    self.isWholeDay = isWholeDay
    self.isCovered = isCovered
  }

  /// The end of a civil day as a due moment.
  public init(endOf day: DueDay, in zone: TimeZoneRules) {
    let last = zone.end(of: day.day).adding(milliseconds: -1)
    self.init(
      earliest: last, latest: last, day: day.day, isWholeDay: true, isCovered: day.isCovered)
  }

  /// Whether the due moment is known to the instant.
  public var isExact: Bool { earliest == latest }

  /// Decides whether something done at a moment was in time.
  ///
  /// It is decided only if every instant that the moment, and the start, could stand for gives the
  /// same answer.
  @inlinable
  public func comparison(with moment: Moment, in zone: TimeZoneRules) -> DueComparison {
    if moment.latestInstant(in: zone) <= earliest { return .met }
    if moment.instant > latest { return .missed }
    return .undetermined
  }
}

extension Moment {
  /// The latest instant that the record can mean.
  ///
  /// A day stands for any of its instants; minutes and seconds are taken as their first instant.
  @inlinable
  public func latestInstant(in zone: TimeZoneRules) -> Instant {
    guard precision == .day else { return instant }
    return zone.end(of: zone.day(of: instant)).adding(milliseconds: -1)
  }
}
