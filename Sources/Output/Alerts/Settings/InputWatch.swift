public import CivilTime
public import Diagnostics

/// What is expected of a dataset's export.
public struct InputWatch: Sendable, Hashable {
  /// The dataset.
  public var dataset: String
  /// The day of the month by which the export of the month before must be there.
  public var byDay: Int?
  /// How old the newest file may be.
  public var maximumAge: DaySpan?
  /// The least number of rows.
  public var minimumRows: Int
  /// Roles or addresses that are told.
  public var recipients: [String]

  /// Creates a watch.
  public init(
    dataset: String, byDay: Int? = nil, maximumAge: DaySpan? = nil, minimumRows: Int = 1,
    to recipients: [String] = ["operator"]
  ) {
    self.dataset = dataset
    self.byDay = byDay
    self.maximumAge = maximumAge
    self.minimumRows = minimumRows
    self.recipients = recipients
  }
}

/// What was found of a dataset's export.
public struct InputState: Sendable {
  /// The dataset.
  public var dataset: String
  /// The paths looked for.
  public var paths: [String]
  /// The day on which the newest file was written; `nil` where there is none.
  public var newest: CivilDate?
  /// The number of data rows, where it was read.
  public var rows: Int?
  /// What is wrong with it, worded without data.
  public var defects: [LocalizedText]
  /// The first day of the month it is of.
  public var month: CivilDate?
  /// Whether the paths are of that month only; otherwise one file is written anew every month.
  public var isOfMonth = true
  /// Whether the newest file is surely written to its end, and not being written at this moment.
  public var isSettled = true

  /// Creates a state.
  public init(
    dataset: String, paths: [String], newest: CivilDate? = nil, rows: Int? = nil,
    defects: [LocalizedText] = [], month: CivilDate? = nil
  ) {
    self.dataset = dataset
    self.paths = paths
    self.newest = newest
    self.rows = rows
    self.defects = defects
    self.month = month
  }
}
