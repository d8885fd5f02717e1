public import Findings

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
