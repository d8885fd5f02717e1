public import Findings

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
