public import CivilTime
public import Findings

/// The moments and calendars against which a plan is evaluated; nothing else decides a verdict.
public struct RunContext: Sendable {
  /// The moment judged, as stated.
  public var asOf: StatedTime
  /// How far the data is complete, as stated.
  public var observedThrough: StatedTime
  /// The day whose knowledge of amendments is used; `nil` for everything known.
  public var knownOn: CivilDate?
  /// The calendars, by their index in the checked rules, as known on that day.
  public var calendars: [WorkCalendar]
  /// Columns whose cells are shown although they are sensitive.
  public var revealed: Set<String>
  /// Whether findings carry the days of their period.
  public var explains: Bool
  /// Whether findings carry sentences, fingerprints and the rows that belong to them.
  public var describes: Bool
  /// Keys (parts joined by a space) of rows for which every verdict is kept; `*` for all.
  public var explainedKeys: Set<String>

  /// Creates a context.
  public init(
    asOf: StatedTime, observedThrough: StatedTime? = nil, knownOn: CivilDate? = nil,
    calendars: [WorkCalendar], revealed: Set<String> = [], explains: Bool = true,
    describes: Bool = true, explainedKeys: Set<String> = []
  ) {
    self.asOf = asOf
    self.observedThrough = observedThrough ?? asOf
    self.knownOn = knownOn
    self.calendars = calendars
    self.revealed = revealed
    self.explains = explains && describes
    self.describes = describes
    self.explainedKeys = explainedKeys
  }

  /// The last instant up to which what happened counts: an end of day includes the day.
  static func lastInstant(of time: StatedTime) -> Instant {
    time.isEndOfDay ? time.instant.adding(milliseconds: -1) : time.instant
  }
}
