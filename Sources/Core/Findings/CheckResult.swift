public import CivilTime
public import Diagnostics

/// A citation of the authority of a rule.
public struct Citation: Sendable, Hashable {
  /// The title of the source, such as 行政程序法.
  public var title: String
  /// The article or place in it, such as `48` or `P7-10`.
  public var place: String?

  /// Creates a citation.
  public init(title: String, place: String?) {
    self.title = title
    self.place = place
  }
}

/// How many subjects got which verdict.
public struct VerdictCounts: Sendable, Hashable {
  /// Met.
  public var compliant = 0
  /// Not met, waived ones included.
  public var violated = 0
  /// Not yet decided.
  public var pending = 0
  /// Excluded by the rule's conditions.
  public var notApplicable = 0
  /// Not decidable from the data.
  public var undetermined = 0
  /// Of the violated, those that a waiver covers.
  public var waived = 0

  /// Creates counts of zero.
  public init() {}

  /// Adds one subject.
  public mutating func add(_ verdict: Verdict, _ count: Int = 1) {
    switch verdict {
    case .compliant: compliant += count
    case .violated: violated += count
    case .pending: pending += count
    case .notApplicable: notApplicable += count
    case .undetermined: undetermined += count
    }
  }
}

/// A rule as a result shows it.
public struct RuleSummary: Sendable {
  /// The full id, `pack/rule`.
  public var id: String
  /// The title.
  public var title: LocalizedText
  /// The kind's keyword, such as `deadline`.
  public var kind: String
  /// The severity.
  public var severity: Severity
  /// The status.
  public var status: RuleStatus
  /// The authority.
  public var citations: [Citation]
  /// What to do about a violation.
  public var remedy: LocalizedText?
  /// The ids of the obligations that it encodes.
  public var obligations: [String]
  /// Tags for selection.
  public var tags: [String]
  /// The dataset's name.
  public var dataset: String
  /// Verdicts by number of subjects: rows, members, or groups.
  public var counts: VerdictCounts
  /// Whether the rule was evaluated; `false` where its data or the rule itself was broken.
  public var wasEvaluated: Bool
  /// The rule file and line.
  public var definedAt: String

  /// Creates a summary without counts.
  public init(
    id: String, title: LocalizedText, kind: String, severity: Severity = .medium,
    status: RuleStatus = .active, citations: [Citation] = [], dataset: String = "",
    definedAt: String = ""
  ) {
    self.id = id
    self.title = title
    self.kind = kind
    self.severity = severity
    self.status = status
    self.citations = citations
    obligations = []
    tags = []
    self.dataset = dataset
    counts = VerdictCounts()
    wasEvaluated = true
    self.definedAt = definedAt
  }
}

/// An exact fraction; the denominator is positive.
public struct Ratio: Sendable, Hashable {
  /// The upper number.
  public var numerator: Int64
  /// The lower number, above zero.
  public var denominator: Int64

  /// Creates a fraction.
  public init(_ numerator: Int64, _ denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// The result of a rule over a group and a period: a rate, a count, a measure.
public struct GroupResult: Sendable {
  /// The index of the rule in the result's list.
  public var rule: Int
  /// The group's values and period, sensitive values masked.
  public var subject: Subject
  /// The subject as the data has it, where `subject` is masked; never written.
  public var plainSubject: Subject?
  /// The fingerprint, where that of the masked subject would be another group's as well.
  public var fingerprint: String?
  /// The verdict against the target.
  public var verdict: Verdict
  /// The value if everything still open fails: exact, in the unit (97.5 percent is 195/2).
  public var low: Ratio
  /// The value if everything still open succeeds: exact, in the unit.
  public var high: Ratio
  /// The unit of value and target: `percent`, `count`, or the parameter's own.
  public var unit: String
  /// The target, exact, in the same unit.
  public var target: Ratio?
  /// How value and target are compared: `at-least`, `at-most`, `exactly`, `above`, `below`.
  public var comparison: String
  /// The members by their own verdicts (of a rate).
  public var members: VerdictCounts
  /// Whether the period is not yet over at the observed-through moment.
  public var isOpen: Bool
  /// Whether the rows belong to no period, as their day is missing, although the rule has periods.
  public var isUnplaced = false
  /// Why, in one sentence.
  public var reason: LocalizedText
  /// Who answers for it.
  public var owner: String?
  /// The id of the waiver that covers it, if one does.
  public var waiver: String?
  /// The subject by which waivers, questions and tests name it.
  public var identity: Subject { plainSubject ?? subject }
  /// What can still become of it; `nil` once its period is over, or where that cannot be computed.
  public var outlook: Outlook?

  /// Creates a group result.
  public init(
    rule: Int, subject: Subject, verdict: Verdict, low: Ratio, high: Ratio, unit: String,
    target: Ratio?, comparison: String, members: VerdictCounts, isOpen: Bool,
    reason: LocalizedText, owner: String? = nil
  ) {
    self.rule = rule
    self.subject = subject
    self.verdict = verdict
    self.low = low
    self.high = high
    self.unit = unit
    self.target = target
    self.comparison = comparison
    self.members = members
    self.isOpen = isOpen
    self.reason = reason
    self.owner = owner
  }
}

/// A file that was read.
public struct InputSummary: Sendable, Hashable {
  /// The dataset's name.
  public var dataset: String
  /// The path as given.
  public var path: String
  /// The SHA-256 digest of the bytes in hexadecimal.
  public var sha256: String
  /// The size in bytes.
  public var bytes: Int
  /// The number of data rows.
  public var rows: Int
  /// The encoding that was detected or told, such as `UTF-8` or `Big5`.
  public var encoding: String
  /// The format, such as `csv`.
  public var format: String
  /// How far it is complete and judged; `nil` where the run says it of all data.
  public var observedThrough: StatedTime?

  /// Creates a summary.
  public init(
    dataset: String, path: String, sha256: String, bytes: Int, rows: Int, encoding: String,
    format: String
  ) {
    self.dataset = dataset
    self.path = path
    self.sha256 = sha256
    self.bytes = bytes
    self.rows = rows
    self.encoding = encoding
    self.format = format
  }
}

/// A kind of defect of the data, with how often and where.
public struct DataIssue: Sendable {
  /// One place of the defect.
  public struct Example: Sendable, Hashable {
    /// Where.
    public var location: DataLocation
    /// The column, if one is meant.
    public var column: String?
    /// What was found; empty for sensitive columns.
    public var found: String

    /// Creates an example.
    public init(location: DataLocation, column: String?, found: String) {
      self.location = location
      self.column = column
      self.found = found
    }
  }

  /// The defect's stable name, such as `data/malformed`.
  public var code: String
  /// Whether verdicts are missing because of it.
  public var isFatal: Bool
  /// The dataset's name.
  public var dataset: String
  /// What is wrong, with its count.
  public var message: LocalizedText
  /// How many cells or rows.
  public var count: Int
  /// The first places, at most 20.
  public var examples: [Example]
  /// Indices of rules whose verdicts it may taint.
  public var taintedRules: [Int]

  /// Creates an issue.
  public init(
    code: String, isFatal: Bool, dataset: String, message: LocalizedText, count: Int,
    examples: [Example] = [], taintedRules: [Int] = []
  ) {
    self.code = code
    self.isFatal = isFatal
    self.dataset = dataset
    self.message = message
    self.count = count
    self.examples = examples
    self.taintedRules = taintedRules
  }
}

/// A waiver and what it did in this run.
public struct WaiverUse: Sendable, Hashable {
  /// What became of a waiver.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// It covers at least one violation.
    case used
    /// It covers none.
    case unused
    /// Its end has passed.
    case expired
    /// The rule it names was not evaluated in this run, so that nothing is known of its use.
    case notEvaluated = "not-evaluated"
  }
  /// Its id: its name, or file and number.
  public var id: String
  /// The rule it names.
  public var rule: String
  /// The reason given.
  public var reason: String
  /// Who approved it.
  public var approvedBy: String
  /// Its last day.
  public var until: CivilDate?
  /// What became of it.
  public var state: State

  /// Creates a waiver use.
  public init(
    id: String, rule: String, reason: String, approvedBy: String, until: CivilDate?, state: State
  ) {
    self.id = id
    self.rule = rule
    self.reason = reason
    self.approvedBy = approvedBy
    self.until = until
    self.state = state
  }
}

/// A rule file, calendar or parameter file that was read.
public struct RuleFileSummary: Sendable, Hashable {
  /// The path as given or found.
  public var path: String
  /// The SHA-256 digest of the bytes in hexadecimal.
  public var sha256: String
  /// The id of the pack that the file is, if it is one.
  public var pack: String?
  /// The pack's title.
  public var title: LocalizedText?

  /// Creates a summary.
  public init(path: String, sha256: String, pack: String? = nil, title: LocalizedText? = nil) {
    self.path = path
    self.sha256 = sha256
    self.pack = pack
    self.title = title
  }
}

/// Everything that one run found; what reports, alerts and later comparisons are made from.
public struct CheckResult: Sendable {
  /// The program's version.
  public var toolVersion: String
  /// The title of the run: the pack's or the project's.
  public var title: LocalizedText
  /// The moment judged.
  public var asOf: StatedTime
  /// How far the data is complete.
  public var observedThrough: StatedTime
  /// The date whose knowledge of amendments was used; `nil` for everything known.
  public var knownOn: CivilDate?
  /// The zone's name.
  public var zoneName: String
  /// The files of rules, calendars and waivers.
  public var ruleFiles: [RuleFileSummary]
  /// The data files.
  public var inputs: [InputSummary]
  /// The headings of columns that have one other than their names, of the datasets that were read.
  public var columns: [ColumnHeading] = []
  /// The rules in order of files.
  public var rules: [RuleSummary]
  /// Violated, pending and undetermined verdicts about rows, in order of rule and input.
  public var findings: FindingList
  /// Results over groups and periods, all verdicts.
  public var groups: [GroupResult]
  /// Defects of the data.
  public var dataIssues: [DataIssue]
  /// Waivers and their use.
  public var waivers: [WaiverUse]
  /// Weighted scores.
  public var scorecards: [Scorecard]
  /// Problems of rules and inputs.
  public var diagnostics: [Diagnostic]
  /// The severity from which violations fail the run.
  public var failOn: Severity
  /// What the run was asked to do; `nil` where it cannot be done again from files.
  public var parameters: RunParameters?

  /// Creates a result without findings.
  public init(
    toolVersion: String, title: LocalizedText, asOf: StatedTime, observedThrough: StatedTime,
    knownOn: CivilDate?, zoneName: String
  ) {
    self.toolVersion = toolVersion
    self.title = title
    self.asOf = asOf
    self.observedThrough = observedThrough
    self.knownOn = knownOn
    self.zoneName = zoneName
    ruleFiles = []
    inputs = []
    rules = []
    findings = []
    groups = []
    dataIssues = []
    waivers = []
    scorecards = []
    diagnostics = []
    failOn = .medium
  }
}
