public import CivilTime

/// A moment of a case from which a period runs.
public enum StartSource: Sendable, Hashable {
  /// A column.
  case column(Int)
  /// The due moment of another deadline over the same dataset (rule index).
  case due(ofRule: Int)
  /// The moment at which another deadline was met (rule index).
  case done(ofRule: Int)
  /// The latest of several columns; all are needed.
  case latest([Int])
  /// The earliest of several columns that are present.
  case earliest([Int])

  /// The columns that it names; none where another rule gives the moment.
  public var columns: [Int] {
    switch self {
    case .column(let column): [column]
    case .latest(let columns), .earliest(let columns): columns
    case .due, .done: []
    }
  }
}

/// The moment that ends a period.
public enum EndSource: Sendable, Hashable {
  /// The earliest of the columns that are present.
  case any([Int])
  /// The latest of the columns; all are needed.
  case all([Int])

  /// The columns that it names.
  public var columns: [Int] {
    switch self {
    case .any(let columns), .all(let columns): columns
    }
  }
}

/// How long a period is.
public enum Limit: Sendable, Hashable {
  /// A fixed length.
  case length(PeriodLength)
  /// The value of a parameter (index), in a unit.
  case parameter(Int, PeriodLength.Unit)
  /// Until the date or instant in a column.
  case until(Int)
}

/// How a period may be extended.
public struct ExtensionRule: Sendable {
  /// The column with the new last day.
  public var until: Int?
  /// A fixed further period.
  public var by: PeriodLength?
  /// The longest further period allowed.
  public var atMost: PeriodLength?
  /// The column that says when the extension was notified.
  public var notified: Int?
  /// Whether it was granted.
  public var granted: Condition?

  /// Creates an extension.
  public init(
    until: Int? = nil, by: PeriodLength? = nil, atMost: PeriodLength? = nil, notified: Int? = nil,
    granted: Condition? = nil
  ) {
    self.until = until
    self.by = by
    self.atMost = atMost
    self.notified = notified
    self.granted = granted
  }
}

/// Two columns between which the clock stands still.
public struct SuspensionRule: Sendable, Hashable {
  /// The column with the stop.
  public var from: Int
  /// The column with the resumption.
  public var to: Int

  /// Creates a suspension.
  public init(from: Int, to: Int) {
    self.from = from
    self.to = to
  }
}

/// Days added for distance.
public enum TransitRule: Sendable, Hashable {
  /// An integer column holds the days.
  case column(Int)
  /// A table by the value of a column; values that are not listed add nothing.
  case table(column: Int, days: [String: Int])
}

/// One arm of `within`: the first whose condition holds decides.
public struct DeadlineArm: Sendable {
  /// When it applies; `nil` for always.
  public var condition: Condition?
  /// The length.
  public var limit: Limit
  /// The counting profile (index).
  public var profile: Int
  /// How it may be extended.
  public var extending: ExtensionRule?
  /// When the clock stands still.
  public var suspensions: [SuspensionRule]
  /// The column of an event from which it is counted anew.
  public var restart: Int?
  /// Days added for distance.
  public var transit: TransitRule?

  /// Creates an arm.
  public init(
    condition: Condition? = nil, limit: Limit, profile: Int, extending: ExtensionRule? = nil,
    suspensions: [SuspensionRule] = [], restart: Int? = nil, transit: TransitRule? = nil
  ) {
    self.condition = condition
    self.limit = limit
    self.profile = profile
    self.extending = extending
    self.suspensions = suspensions
    self.restart = restart
    self.transit = transit
  }
}

/// From one moment of a case to another within a period.
public struct DeadlineRule: Sendable {
  /// Which clock decides.
  public enum Clock: String, Sendable, Hashable, CaseIterable {
    /// The due moment.
    case due
    /// The working days used.
    case daysUsed = "days-used"
  }
  /// The start.
  public var start: StartSource
  /// The end.
  public var end: EndSource
  /// The arms, in order.
  public var arms: [DeadlineArm]
  /// Which clock decides.
  public var judgedBy: Clock

  /// Creates a deadline.
  public init(start: StartSource, end: EndSource, arms: [DeadlineArm], judgedBy: Clock = .due) {
    self.start = start
    self.end = end
    self.arms = arms
    self.judgedBy = judgedBy
  }
}
