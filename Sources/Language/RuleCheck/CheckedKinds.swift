public import CivilTime
public import Diagnostics
public import Findings

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
}

/// The moment that ends a period.
public enum EndSource: Sendable, Hashable {
  /// The earliest of the columns that are present.
  case any([Int])
  /// The latest of the columns; all are needed.
  case all([Int])
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

/// A condition that every row meets, or cells that must be filled.
public struct AssertRule: Sendable {
  /// The condition.
  public var that: Condition?
  /// Columns that must not be empty; each gives a finding of its own.
  public var required: [Int]

  /// Creates an assertion.
  public init(that: Condition?, required: [Int] = []) {
    self.that = that
    self.required = required
  }
}

/// No two rows with the same values.
public struct UniqueRule: Sendable, Hashable {
  /// The columns compared.
  public var columns: [Int]
  /// The groups in which they must be unique.
  public var grouping: Grouping
  /// Which day places a row in a period.
  public var datedBy: DatedBy?

  /// Creates a uniqueness rule.
  public init(columns: [Int], grouping: Grouping = Grouping(), datedBy: DatedBy? = nil) {
    self.columns = columns
    self.grouping = grouping
    self.datedBy = datedBy
  }
}

/// How a value is compared with its target.
public enum Comparison: String, Sendable, Hashable, CaseIterable {
  /// ≥
  case atLeast = "at-least"
  /// ≤
  case atMost = "at-most"
  /// >
  case above
  /// <
  case below
  /// =
  case exactly
}

/// A target: a number or a parameter.
public enum Target: Sendable, Hashable {
  /// A fixed number, exact.
  case number(Ratio)
  /// A parameter (index).
  case parameter(Int)
  /// The measure's own value in an earlier period, changed by percent.
  case earlier(periods: Int, changePercent: Ratio)
  /// The measure's own value in a fixed year (Gregorian), changed by percent.
  case baseYear(Int, changePercent: Ratio)
}

/// A share of cases, in percent.
public struct RateRule: Sendable {
  /// What the share is of.
  public enum Members: Sendable {
    /// Verdicts of another rule (index).
    case rule(Int)
    /// A condition over rows.
    case condition(Condition)
  }
  /// What happens to an empty group.
  public enum EmptyGroup: String, Sendable, Hashable, CaseIterable {
    /// It is not judged.
    case notApplicable = "not-applicable"
    /// It is violated.
    case violated
    /// It is compliant.
    case compliant
  }
  /// What the share is of.
  public var members: Members
  /// The groups.
  public var grouping: Grouping
  /// Which day places a case in a period.
  public var datedBy: DatedBy
  /// The comparison.
  public var comparison: Comparison
  /// The target in percent.
  public var target: Target
  /// What happens to an empty group.
  public var empty: EmptyGroup

  /// Creates a rate.
  public init(
    members: Members, grouping: Grouping, datedBy: DatedBy, comparison: Comparison,
    target: Target, empty: EmptyGroup = .notApplicable
  ) {
    self.members = members
    self.grouping = grouping
    self.datedBy = datedBy
    self.comparison = comparison
    self.target = target
    self.empty = empty
  }
}

/// A number of rows or distinct values in a group and period.
public struct CountRule: Sendable {
  /// The column whose distinct values are counted; `nil` counts rows.
  public var distinct: Int?
  /// The groups.
  public var grouping: Grouping
  /// Which day places a row in a period.
  public var datedBy: DatedBy?
  /// The comparison.
  public var comparison: Comparison
  /// The target.
  public var target: Target

  /// Creates a count.
  public init(
    distinct: Int? = nil, grouping: Grouping, datedBy: DatedBy?, comparison: Comparison,
    target: Target
  ) {
    self.distinct = distinct
    self.grouping = grouping
    self.datedBy = datedBy
    self.comparison = comparison
    self.target = target
  }
}

/// A statistic of a column in a group and period.
public struct MeasureRule: Sendable {
  /// Which statistic.
  public enum Statistic: Sendable, Hashable {
    /// The sum.
    case sum
    /// The arithmetic mean, exact.
    case mean
    /// The percentile by nearest rank, 1 to 100; the median is 50 by the mean of the middle two.
    case percentile(Int)
    /// The median.
    case median
    /// The smallest.
    case minimum
    /// The largest.
    case maximum
    /// The number of distinct values.
    case distinct
    /// The value of the latest row.
    case last
  }
  /// The column.
  public var column: Int
  /// The statistic.
  public var statistic: Statistic
  /// The groups.
  public var grouping: Grouping
  /// Which day places a row in a period.
  public var datedBy: DatedBy?
  /// The comparison.
  public var comparison: Comparison
  /// The target.
  public var target: Target
  /// The unit of value and target.
  public var unit: String

  /// Creates a measure.
  public init(
    column: Int, statistic: Statistic, grouping: Grouping, datedBy: DatedBy?,
    comparison: Comparison, target: Target, unit: String
  ) {
    self.column = column
    self.statistic = statistic
    self.grouping = grouping
    self.datedBy = datedBy
    self.comparison = comparison
    self.target = target
    self.unit = unit
  }
}

/// Every member (or a share) of a register got at least n events in each period.
public struct CoverageRule: Sendable {
  /// The register's dataset (index).
  public var register: Int
  /// The register's key column.
  public var registerKey: Int
  /// The log's column that names the member.
  public var key: Int
  /// The register's columns of the first and last active day.
  public var activeFrom: Int?
  /// The register's column of the last active day.
  public var activeTo: Int?
  /// Which members count.
  public var registerCondition: Condition?
  /// How many events a member needs.
  public var atLeast: Int
  /// The share of members needed, in percent; `nil` for every member.
  public var share: Target?
  /// Groups by columns of the register, and the period.
  public var grouping: Grouping
  /// The log's column that places an event in a period.
  public var datedBy: DatedBy?

  /// Creates a coverage.
  public init(
    register: Int, registerKey: Int, key: Int, activeFrom: Int? = nil, activeTo: Int? = nil,
    registerCondition: Condition? = nil, atLeast: Int = 1, share: Target? = nil,
    grouping: Grouping, datedBy: DatedBy?
  ) {
    self.register = register
    self.registerKey = registerKey
    self.key = key
    self.activeFrom = activeFrom
    self.activeTo = activeTo
    self.registerCondition = registerCondition
    self.atLeast = atLeast
    self.share = share
    self.grouping = grouping
    self.datedBy = datedBy
  }
}

/// Moments of a case in a required, forbidden or limited order; columns are moments.
public struct OrderRule: Sendable {
  /// What is required.
  public enum Pattern: Sendable, Hashable {
    /// `then` never without `first` at or before it.
    case precedence(first: Int, then: Int)
    /// After `after`, `expect` follows.
    case response(after: Int, expect: Int)
    /// The moment never occurs.
    case absence(Int)
    /// The count column is at most one.
    case atMostOnce(Int)
    /// The event lies between the two others.
    case between(event: Int, after: Int, before: Int)
  }
  /// What is required.
  public var pattern: Pattern
  /// Whether equal times count as in order.
  public var allowsSame: Bool

  /// Creates an order rule.
  public init(pattern: Pattern, allowsSame: Bool = true) {
    self.pattern = pattern
    self.allowsSame = allowsSame
  }
}

/// Something happens on a schedule.
public struct RecurrenceRule: Sendable {
  /// The days on which it is due in each period.
  public enum Schedule: Sendable, Hashable {
    /// A weekday, 1 for Monday, of every week; with `nth` of the period (negative from its end).
    case weekday(Int, nth: Int?)
    /// On the day of each period's month.
    case day(Int)
    /// At the latest on the day of the month after each period starts.
    case byDay(Int)
    /// At the latest on month and day of each year.
    case byDate(month: Int, day: Int)
    /// At least once in each stated month.
    case months([Int])
    /// At least once in every period.
    case once
    /// At most this many days between one and the next.
    case everyDays(Int)
  }
  /// What a scheduled rest day becomes.
  public enum RestDay: String, Sendable, Hashable, CaseIterable {
    /// The next working day.
    case nextWorkingDay = "next-working-day"
    /// The working day before.
    case previousWorkingDay = "previous-working-day"
    /// It stays.
    case stays
    /// It is left out.
    case skip
  }
  /// The column that dates an event.
  public var datedBy: Int
  /// The period in which the schedule repeats.
  public var every: Period.Unit
  /// The schedule.
  public var schedule: Schedule
  /// What a rest day becomes.
  public var restDay: RestDay
  /// How many days early or late still count.
  public var toleranceDays: Int
  /// Groups, each with a schedule of its own.
  public var grouping: Grouping

  /// Creates a recurrence.
  public init(
    datedBy: Int, every: Period.Unit, schedule: Schedule, restDay: RestDay = .stays,
    toleranceDays: Int = 0, grouping: Grouping = Grouping()
  ) {
    self.datedBy = datedBy
    self.every = every
    self.schedule = schedule
    self.restDay = restDay
    self.toleranceDays = toleranceDays
    self.grouping = grouping
  }
}

/// Numbers that run without gaps.
public struct SerialRule: Sendable, Hashable {
  /// The column with the number; the digits at its end are counted.
  public var number: Int
  /// The groups, each with a series of its own.
  public var grouping: Grouping
  /// Which day places a row in a period.
  public var datedBy: DatedBy?
  /// The first number of a series; `nil` for the smallest found.
  public var start: Int?

  /// Creates a serial rule.
  public init(number: Int, grouping: Grouping, datedBy: DatedBy?, start: Int?) {
    self.number = number
    self.grouping = grouping
    self.datedBy = datedBy
    self.start = start
  }
}

/// Something accumulates within a sliding span of days.
public struct WindowRule: Sendable {
  /// The column summed; `nil` counts rows.
  public var sum: Int?
  /// The span in days, the row's own day included.
  public var spanDays: Int
  /// The groups.
  public var grouping: Grouping
  /// The column that dates a row.
  public var datedBy: Int
  /// The comparison that makes a violation.
  public var comparison: Comparison
  /// The threshold.
  public var threshold: Target

  /// Creates a window.
  public init(
    sum: Int?, spanDays: Int, grouping: Grouping, datedBy: Int, comparison: Comparison,
    threshold: Target
  ) {
    self.sum = sum
    self.spanDays = spanDays
    self.grouping = grouping
    self.datedBy = datedBy
    self.comparison = comparison
    self.threshold = threshold
  }
}

/// A weighted score from rules' results.
public struct CheckedScorecard: Sendable {
  /// One indicator.
  public struct Indicator: Sendable {
    /// Where its achievement comes from.
    public enum Source: Sendable {
      /// The result of a rule (index).
      case rule(Int)
      /// A value and its target.
      case value(Ratio, target: Ratio)
    }
    /// The title.
    public var title: LocalizedText
    /// The dimension it belongs to.
    public var dimension: LocalizedText
    /// The goal it belongs to.
    public var goal: LocalizedText?
    /// The weight in points.
    public var weight: Ratio
    /// The source.
    public var source: Source
    /// Points given by a reviewer, which replace the computed ones.
    public var points: Ratio?

    /// Creates an indicator.
    public init(
      title: LocalizedText, dimension: LocalizedText, goal: LocalizedText? = nil, weight: Ratio,
      source: Source, points: Ratio? = nil
    ) {
      self.title = title
      self.dimension = dimension
      self.goal = goal
      self.weight = weight
      self.source = source
      self.points = points
    }
  }
  /// The full id.
  public var id: String
  /// The title.
  public var title: LocalizedText
  /// The indicators.
  public var indicators: [Indicator]
  /// Where it is defined.
  public var definition: Definition

  /// Creates a scorecard.
  public init(
    id: String, title: LocalizedText, indicators: [Indicator], definition: Definition
  ) {
    self.id = id
    self.title = title
    self.indicators = indicators
    self.definition = definition
  }
}
