/// A further period after the original last day.
public struct PeriodExtension: Sendable, Hashable {
  /// How far it reaches.
  public enum Reach: Sendable, Hashable {
    /// By a further length.
    case by(PeriodLength)
    /// Until a day.
    case until(CivilDate)
  }

  /// How far it reaches.
  public var reach: Reach
  /// The longest that is allowed; a longer one is cut to it.
  public var atMost: PeriodLength?

  /// Creates an extension.
  public init(_ reach: Reach, atMost: PeriodLength? = nil) {
    self.reach = reach
    self.atMost = atMost
  }
}

/// What changes one case's period after it began.
///
/// Accepting an extension (how often, notified in time) is the caller's decision: what stands here
/// is applied.
public struct PeriodAdjustments: Sendable, Hashable {
  /// Extensions, each following the other.
  public var extensions: [PeriodExtension]
  /// Whole days that do not run, for periods in days and longer; merged and in order.
  public var suspendedDays: [DayRange]
  /// Spans that do not run, for periods from an instant; merged and in order.
  public var suspendedSpans: [InstantSpan]
  /// The day of an event after which the period is counted anew.
  public var restart: CivilDate?
  /// Days added for distance (在途期間), before a rest day is rolled over.
  public var transitDays: Int

  /// Nothing changed.
  public static let none = PeriodAdjustments()

  /// Creates adjustments; suspensions are put in order and merged.
  public init(
    extensions: [PeriodExtension] = [], suspendedDays: [DayRange] = [],
    suspendedSpans: [InstantSpan] = [], restart: CivilDate? = nil, transitDays: Int = 0
  ) {
    self.extensions = extensions
    self.suspendedDays = DayRange.merged(suspendedDays)
    self.suspendedSpans = InstantSpan.merged(suspendedSpans)
    self.restart = restart
    self.transitDays = min(max(0, transitDays), 366_000)
  }
}
