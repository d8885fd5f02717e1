public import CivilTime
public import Columns
public import Findings

/// The moments and calendars against which a plan is evaluated; nothing else decides a verdict.
public struct RunContext: Sendable {
  /// The moment judged, as stated.
  public var asOf: StatedTime
  /// How far the data is complete, as stated.
  public var observedThrough: StatedTime
  /// By dataset, how far each file of its log is complete, where that is known of the file itself.
  public var fileEnds: [String: [StatedTime?]] = [:]
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

  /// How far a file of a dataset's log is complete.
  ///
  /// A case made of events is told by all files of its log, and so is seen as far as the last of them.
  func observedThrough(_ dataset: DatasetSchema, file: Int) -> StatedTime {
    if dataset.events != nil { return observedThrough(dataset) }
    let ends = fileEnds[dataset.name] ?? []
    return (ends.indices.contains(file) ? ends[file] : nil) ?? observedThrough
  }

  /// The last instant of a file that is both seen and judged.
  func seenThrough(_ dataset: DatasetSchema, file: Int) -> Instant {
    min(
      Self.lastInstant(of: observedThrough(dataset, file: file)), Self.lastInstant(of: asOf))
  }

  /// How far a file of a dataset's log is complete and judged; `nil` where the run says it of all files.
  public func knownEnd(_ dataset: DatasetSchema, file: Int) -> StatedTime? {
    guard !fileEnds.isEmpty else { return nil }
    let end = observedThrough(dataset, file: file)
    return end.instant < asOf.instant ? end : asOf
  }

  /// How far a dataset's log is complete as a whole: as far as the last of its files.
  func observedThrough(_ dataset: DatasetSchema) -> StatedTime {
    let ends = (fileEnds[dataset.name] ?? []).map { $0 ?? observedThrough }
    return ends.max { $0.instant < $1.instant } ?? observedThrough
  }

  /// The last instant up to which what happened counts: an end of day includes the day.
  static func lastInstant(of time: StatedTime) -> Instant {
    time.isEndOfDay ? time.instant.adding(milliseconds: -1) : time.instant
  }
}
