public import Columns
public import RuleCheck

/// What is to be done to answer a set of rules: one scan a dataset, each with few operators.
public struct Plan: Sendable {
  /// The rules that are planned; indices below refer to their lists.
  public let rules: CheckedRules
  /// The scans, in order of datasets.
  public var scans: [Scan]

  /// The scan of a dataset (index), if any rule needs it.
  public func scan(ofDataset dataset: Int) -> Scan? { scans.first { $0.dataset == dataset } }
}

/// One pass over the rows of a dataset.
public struct Scan: Sendable {
  /// The dataset (index).
  public var dataset: Int
  /// The columns that are read, in the order in which batches hold them.
  public var requests: [ColumnRequest]
  /// For each column of the dataset its place in a batch; `nil` where it is not read.
  public var slots: [Int?]
  /// Operators that give each row a verdict, each after those that it refers to.
  public var judges: [Judge]
  /// Operators that gather rows into groups.
  public var gathers: [Gather]
}

/// Gives each row a verdict under one rule: filter, then judge.
public struct Judge: Sendable {
  /// The rule (index).
  public var rule: Int
  /// The versions of the rule, the one in force longest first; most rules have one.
  public var variants: [Variant]

  /// A rule as it reads over a span of days.
  public struct Variant: Sendable {
    /// The version of the rule, 0 for the first.
    public var version: Int
    /// Which rows it applies to.
    public var filter: Condition?
    /// How the verdict comes about.
    public var step: Step
  }

  /// How a verdict comes about.
  public enum Step: Sendable {
    /// A due moment is computed and compared.
    case deadline(DeadlineRule)
    /// A condition and filled cells are tested.
    case test(AssertRule)
    /// Moments are compared with each other.
    case sequence(OrderRule)
  }
}

/// Gathers rows into groups for one rule.
public struct Gather: Sendable {
  /// Which rows are taken.
  public enum Source: Sendable {
    /// Rows for which the rule's condition holds.
    case rows
    /// Rows with a verdict of a judge (index in the scan).
    case verdicts(judge: Int)
    /// The members of a register.
    case register
  }
  /// What is made of a group's rows.
  public enum Function: Sendable {
    /// The share of compliant rows, or of rows that meet a condition.
    case share(RateRule)
    /// The number of rows or distinct values.
    case count(CountRule)
    /// A statistic of a column.
    case statistic(MeasureRule)
    /// Rows with equal values.
    case duplicates(UniqueRule)
    /// Numbers and their gaps.
    case series(SerialRule)
    /// A sliding sum.
    case window(WindowRule)
    /// Days on which something happened, against a schedule.
    case schedule(RecurrenceRule)
    /// Members of a register and their events.
    case coverage(CoverageRule)
  }

  /// The rule (index).
  public var rule: Int
  /// The version of the rule, 0 for the first; each version gathers for itself.
  public var version: Int
  /// Which rows are taken.
  public var source: Source
  /// The condition that rows must meet first.
  public var filter: Condition?
  /// The groups.
  public var grouping: Grouping
  /// Which day places a row in a period.
  public var datedBy: DatedBy?
  /// What is made of them.
  public var function: Function
}
