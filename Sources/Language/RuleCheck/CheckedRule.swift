public import CivilTime
public import Columns
public import Diagnostics
public import Expressions
public import Findings

/// Where in a rule file something is defined.
public struct Definition: Sendable {
  /// The file.
  public var source: SourceText
  /// The place in it.
  public var span: SourceSpan

  /// Creates a definition.
  public init(source: SourceText, span: SourceSpan) {
    self.source = source
    self.span = span
  }
}

/// A condition over the columns of a dataset, type-checked.
///
/// Slot n of the expression is column n of the dataset's schema; slots after the columns are the
/// parameters listed in `parameters`, in that order.
public struct Condition: Sendable {
  /// The expression as written, or as a plain map stands for it.
  public var text: String
  /// The checked expression.
  public var expression: CheckedExpression
  /// Parameters that the expression names (with `_` for `-`), by index.
  public var parameters: [Int]
  /// Where it stands.
  public var definition: Definition

  /// Creates a condition.
  public init(
    text: String, expression: CheckedExpression, parameters: [Int] = [], definition: Definition
  ) {
    self.text = text
    self.expression = expression
    self.parameters = parameters
    self.definition = definition
  }
}

/// Who answers for a rule's findings.
public enum Owner: Sendable, Hashable {
  /// The value of a column of the row.
  case column(Int)
  /// The same for all.
  case constant(String)
}

/// How the subjects of a rule are grouped.
public struct Grouping: Sendable, Hashable {
  /// Columns of the dataset, in order.
  public var columns: [Int]
  /// The kind of period, if any.
  public var period: Period.Unit?

  /// Creates a grouping.
  public init(columns: [Int] = [], period: Period.Unit? = nil) {
    self.columns = columns
    self.period = period
  }
}

/// Which moment picks the version of a rule or a parameter.
public enum GoverningMoment: String, Sendable, Hashable, CaseIterable {
  /// The moment from which the period runs, or the row's own date.
  case trigger
  /// The due moment.
  case due
  /// The moment of completion.
  case done
  /// The first day of the period of a group.
  case period
}

/// Which day places a subject in a period.
public enum DatedBy: Sendable, Hashable {
  /// The moment from which the period of the underlying deadline runs.
  case trigger
  /// The due moment.
  case due
  /// The moment of completion.
  case done
  /// A column's day.
  case column(Int)
}

/// A rule that is ready to be planned: names are indices, conditions are typed.
public struct CheckedRule: Sendable {
  /// The full id, `pack/rule`.
  public var id: String
  /// The title.
  public var title: LocalizedText
  /// What it requires.
  public var kind: CheckedKind
  /// The index of its dataset.
  public var dataset: Int
  /// Which rows it applies to.
  public var condition: Condition?
  /// The severity.
  public var severity: Severity = .medium
  /// The status.
  public var status: RuleStatus = .active
  /// Why and since when it is suspended.
  public var suspension: String?
  /// Who answers for it.
  public var owner: Owner?
  /// The authority.
  public var citations: [Citation] = []
  /// The days on which it is in force, by its governing moment.
  public var effectiveFrom: CivilDate?
  /// The last day on which it is in force.
  public var effectiveTo: CivilDate?
  /// The sentence of a violation, if the rule words it itself.
  public var message: LocalizedText?
  /// What to do about a violation.
  public var remedy: LocalizedText?
  /// Tags.
  public var tags: [String] = []
  /// Ids of the obligations that it encodes.
  public var obligations: [String] = []
  /// Which moment picks versions.
  public var governedBy: GoverningMoment?
  /// The column whose day governs versions and parameters, for rules that have no start of their own.
  public var governingColumn: Int?
  /// Whether an undetermined verdict counts as a violation.
  public var undeterminedIsViolated = false
  /// The calendar that it uses (index), if it depends on one.
  public var calendar: Int?
  /// Columns shown with a finding besides the key.
  public var reportColumns: [Int] = []
  /// Where it is defined.
  public var definition: Definition
  /// Later versions of the whole rule, by date; empty for most.
  public var versions: [RuleVersion] = []

  /// The number of the version in force on a day, as known on a date (`nil`: everything known); 0 for
  /// the rule as it first was.
  ///
  /// Of the versions whose `from` has come, the latest `from` wins, and of equal ones the one that was
  /// adopted last among those known.
  public func version(on day: CivilDate, knownOn: CivilDate?) -> Int {
    var best = 0
    for (index, version) in versions.enumerated() where version.from <= day {
      if !version.isKnown(on: knownOn) { continue }
      if best > 0, version.precedes(versions[best - 1]) { continue }
      best = index + 1
    }
    return best
  }

  /// The datasets (indices) that it reads: its own, and the registers of all its versions.
  public var datasets: Set<Int> {
    var datasets: Set<Int> = [dataset]
    for case .coverage(let coverage) in [kind] + versions.map(\.kind) {
      datasets.insert(coverage.register)
    }
    return datasets
  }

  /// Whether the rule is in force on a day.
  public func isInForce(on day: CivilDate) -> Bool {
    !(effectiveFrom.map { day < $0 } ?? false) && !(effectiveTo.map { day > $0 } ?? false)
  }

  /// Creates a rule; the rest has defaults.
  public init(
    id: String, title: LocalizedText, kind: CheckedKind, dataset: Int, definition: Definition
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    self.dataset = dataset
    self.definition = definition
  }
}

/// A rule as it reads from a date on.
public struct RuleVersion: Sendable {
  /// The first day, by the governing moment.
  public var from: CivilDate
  /// The day on which it was decided; `nil` for always known.
  public var adopted: CivilDate?
  /// Why.
  public var reason: LocalizedText?
  /// What it requires then.
  public var kind: CheckedKind
  /// Which rows it applies to then.
  public var condition: Condition?

  /// Whether it had been decided on a day; always where everything is known.
  public func isKnown(on day: CivilDate?) -> Bool {
    guard let day, let adopted else { return true }
    return adopted <= day
  }

  /// Whether another version replaces it where both have begun.
  public func precedes(_ other: RuleVersion) -> Bool {
    let earliest = CivilDate(dayNumber: .min)
    return (from, adopted ?? earliest) < (other.from, other.adopted ?? earliest)
  }

  /// Creates a version.
  public init(
    from: CivilDate, adopted: CivilDate?, reason: LocalizedText?, kind: CheckedKind,
    condition: Condition?
  ) {
    self.from = from
    self.adopted = adopted
    self.reason = reason
    self.kind = kind
    self.condition = condition
  }
}

/// What a rule requires, by kind.
public enum CheckedKind: Sendable {
  /// From one moment to another within a period.
  case deadline(DeadlineRule)
  /// A condition that every row meets.
  case assert(AssertRule)
  /// No duplicates.
  case unique(UniqueRule)
  /// A share of cases.
  case rate(RateRule)
  /// A number of rows or distinct things.
  case count(CountRule)
  /// A statistic of a column.
  case measure(MeasureRule)
  /// Every member of a register got an event.
  case coverage(CoverageRule)
  /// Moments in an order.
  case order(OrderRule)
  /// Something happens on a schedule.
  case recurrence(RecurrenceRule)
  /// Numbering without gaps.
  case serial(SerialRule)
  /// Something accumulates within a sliding span.
  case window(WindowRule)

  /// The keyword of the kind.
  public var keyword: String {
    switch self {
    case .deadline: "deadline"
    case .assert: "assert"
    case .unique: "unique"
    case .rate: "rate"
    case .count: "count"
    case .measure: "measure"
    case .coverage: "coverage"
    case .order: "order"
    case .recurrence: "recurrence"
    case .serial: "serial"
    case .window: "window"
    }
  }
}

/// Everything that a set of rule files says, checked; indices refer to the lists here.
public struct CheckedRules: Sendable {
  /// The title of the first pack.
  public var title: LocalizedText
  /// The zone in which as-of moments without a zone are read: the first pack's.
  public var zone: TimeZoneRules
  /// Datasets.
  public var datasets: [CheckedDataset]
  /// Parameters.
  public var parameters: [CheckedParameter]
  /// Counting profiles.
  public var profiles: [CountingProfile]
  /// Calendars; which state of knowledge to use is decided when the run's date is known.
  public var calendars: [CalendarDefinition]
  /// Rules that can be evaluated.
  public var rules: [CheckedRule]
  /// Scorecards.
  public var scorecards: [CheckedScorecard]
  /// Ids of rules that are broken and were left out.
  public var failedRules: [String]
  /// All files read, in order.
  public var files: [SourceText]
  /// The id and title of each file that is a pack, by the file's name.
  public var packs: [String: CheckedPack] = [:]

  /// Creates an empty set.
  public init(title: LocalizedText, zone: TimeZoneRules) {
    self.title = title
    self.zone = zone
    datasets = []
    parameters = []
    profiles = []
    calendars = []
    rules = []
    scorecards = []
    failedRules = []
    files = []
  }
}

/// A dataset with what people call it.
public struct CheckedDataset: Sendable {
  /// Its columns and key.
  public var schema: DatasetSchema
  /// Its title.
  public var title: LocalizedText
  /// The titles of columns, by column; empty where none is given.
  public var columnTitles: [LocalizedText?]
  /// Where it is defined.
  public var definition: Definition

  /// Creates a dataset.
  public init(
    schema: DatasetSchema, title: LocalizedText, columnTitles: [LocalizedText?] = [],
    definition: Definition
  ) {
    self.schema = schema
    self.title = title
    self.columnTitles = columnTitles
    self.definition = definition
  }
}

/// A value that changes over time.
public struct CheckedParameter: Sendable {
  /// A value from a date on.
  public struct Dated: Sendable {
    /// The first day on which it applies.
    public var from: CivilDate
    /// The day on which it was decided; `nil` for always known.
    public var adopted: CivilDate?
    /// The value, exact.
    public var value: Ratio
    /// Why it changed.
    public var reason: LocalizedText?

    /// Creates a dated value.
    public init(from: CivilDate, adopted: CivilDate?, value: Ratio, reason: LocalizedText?) {
      self.from = from
      self.adopted = adopted
      self.value = value
      self.reason = reason
    }
  }
  /// How a target that changes inside a period combines.
  public enum Combination: String, Sendable, Hashable, CaseIterable {
    /// Each part of the period is judged by its own value.
    case perSegment = "per-segment"
    /// The values are weighted by days.
    case weighted
    /// The value at the period's end counts.
    case periodEnd = "period-end"
  }

  /// The full name, `pack/name`.
  public var name: String
  /// The unit, such as `percent`.
  public var unit: String
  /// The values, by `from`, then by `adopted`.
  public var values: [Dated]
  /// How values combine inside a period.
  public var combination: Combination?
  /// Whether all values are whole numbers; conditions see others as exact decimals.
  public var isWhole: Bool { values.allSatisfy(\.value.isWhole) }
  /// The authority.
  public var citations: [Citation]

  /// Creates a parameter.
  public init(
    name: String, unit: String, values: [Dated], combination: Combination? = nil,
    citations: [Citation] = []
  ) {
    self.name = name
    self.unit = unit
    self.values = values
    self.combination = combination
    self.citations = citations
  }

  /// The value in force on a day, as known on a date (`nil`: everything known).
  ///
  /// Of the values whose `from` has come, the latest `from` wins, and of equal ones the one that was
  /// adopted last among those known.
  public func value(on day: CivilDate, knownOn: CivilDate?) -> Dated? {
    var best: Dated?
    for dated in values where dated.from <= day {
      if let knownOn, let adopted = dated.adopted, adopted > knownOn { continue }
      if let current = best {
        let older = (current.from, current.adopted ?? CivilDate(dayNumber: .min))
        let newer = (dated.from, dated.adopted ?? CivilDate(dayNumber: .min))
        if newer < older { continue }
      }
      best = dated
    }
    return best
  }
}
