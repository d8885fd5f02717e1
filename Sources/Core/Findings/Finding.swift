public import CivilTime
public import Diagnostics

/// A named value of a subject, as text; masked already where the column is sensitive.
public struct NamedValue: Sendable, Hashable {
  /// The column's name in the rule language.
  public var name: String
  /// The value as text.
  public var value: String

  /// Creates a named value.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// What a verdict is about.
public enum Subject: Sendable, Hashable {
  /// What stands for a cell that could not be read, in keys, groups and owners.
  public static let unreadable = "?"

  /// A row of a log, by its key.
  case row(key: [NamedValue])
  /// A group of rows and a period.
  case group(values: [NamedValue], period: Period?)
  /// A member of a register in a period.
  case member(key: [NamedValue], period: Period?)

  /// The key of a row or member, or the values of a group.
  public var values: [NamedValue] {
    switch self {
    case .row(let values), .group(let values, _), .member(let values, _): values
    }
  }

  /// The period of a group or member; a row has none.
  public var period: Period? {
    switch self {
    case .row: nil
    case .group(_, let period), .member(_, let period): period
    }
  }

  /// The subject's name in one line: key or group values and the period's label.
  public var label: String {
    (values.map(\.value) + (period.map { [$0.label] } ?? [])).joined(separator: " ")
  }
}

/// A civil period that results are grouped by.
public struct Period: Sendable, Hashable, Comparable {
  /// The kind of a period.
  public enum Unit: String, Sendable, Hashable, CaseIterable {
    /// A day.
    case day
    /// A week from Monday to Sunday.
    case week
    /// A calendar month.
    case month
    /// Three months from January, April, July or October.
    case quarter
    /// Six months from January or July.
    case halfYear = "half-year"
    /// A calendar year (a ROC year is the same span).
    case year
  }

  /// The kind.
  public var unit: Unit
  /// The first day.
  public var first: CivilDate
  /// The last day.
  public var last: CivilDate

  /// Creates the period of a kind that holds a day.
  public init(_ unit: Unit, holding day: CivilDate) {
    self.unit = unit
    let (year, month, _) = day.components
    func month1(_ m: Int) -> CivilDate {
      CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: m, day: 1))
    }
    switch unit {
    case .day:
      first = day
      last = day
    case .week:
      first = day.adding(days: 1 - day.weekday)
      last = first.adding(days: 6)
    case .month:
      first = month1(month)
      last = first.adding(months: 1).adding(days: -1)
    case .quarter:
      first = month1((month - 1) / 3 * 3 + 1)
      last = first.adding(months: 3).adding(days: -1)
    case .halfYear:
      first = month1(month <= 6 ? 1 : 7)
      last = first.adding(months: 6).adding(days: -1)
    case .year:
      first = month1(1)
      last = first.adding(months: 12).adding(days: -1)
    }
  }

  /// Whether it is a part of its natural period, as where a target changes inside.
  public var isPart: Bool { self != Period(unit, holding: first) }

  /// The period in ISO style, a part by its first and last day: `2021-01`, `2021-Q1`, `2021-H1`, `2021`, `2021-W03`, `2021-01-05`.
  public var label: String {
    let (year, month, _) = first.components
    let y = String(year)
    if isPart { return "\(first.isoText)/\(last.isoText)" }
    switch unit {
    case .day: return first.isoText
    case .week:
      let thursday = first.adding(days: 3)
      let start = CivilDate(dayNumber: CivilDate.dayNumber(year: thursday.year, month: 1, day: 1))
      return "\(thursday.year)-W\(twoDigits(thursday.days(since: start) / 7 + 1))"
    case .month: return "\(y)-\(twoDigits(month))"
    case .quarter: return "\(y)-Q\((month + 2) / 3)"
    case .halfYear: return "\(y)-H\(month <= 6 ? 1 : 2)"
    case .year: return y
    }
  }

  /// The period as documents in Taiwan write it: `110年1月`, `110年第1季`, `110年上半年`, `110年`.
  public var rocLabel: String {
    let (_, month, _) = first.components
    let y = "\(first.rocYear)年"
    if isPart { return "\(first.rocText)至\(last.rocText)" }
    switch unit {
    case .day: return first.rocText
    case .week: return "\(first.rocText)起一週"
    case .month: return "\(y)\(month)月"
    case .quarter: return "\(y)第\((month + 2) / 3)季"
    case .halfYear: return "\(y)\(month <= 6 ? "上" : "下")半年"
    case .year: return y
    }
  }

  /// Orders by first day, then by length.
  public static func < (left: Period, right: Period) -> Bool {
    (left.first, left.last) < (right.first, right.last)
  }

  private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// A moment as findings print it: an instant in its zone, with the form that fits.
public struct StatedTime: Sendable, Hashable {
  /// The local time in the dataset's zone; 24:00 of a day is kept as such.
  public var local: LocalTime
  /// The instant; for the end of a day its first instant after.
  public var instant: Instant
  /// How exactly it is known.
  public var precision: Precision
  /// Whether the end of the day is meant (a due day), to be printed as a day.
  public var isEndOfDay: Bool

  /// Creates a stated time.
  public init(local: LocalTime, instant: Instant, precision: Precision, isEndOfDay: Bool = false) {
    self.local = local
    self.instant = instant
    self.precision = precision
    self.isEndOfDay = isEndOfDay
  }
}

/// Where in the data a finding comes from.
public struct DataLocation: Sendable, Hashable, Comparable {
  /// The index in the result's list of inputs.
  public var input: Int
  /// The line (or sheet row) from 1.
  public var line: Int

  /// Creates a location.
  public init(input: Int, line: Int) {
    self.input = input
    self.line = line
  }

  /// Whether a place comes before another in the order of inputs and lines.
  public static func < (one: DataLocation, other: DataLocation) -> Bool {
    (one.input, one.line) < (other.input, other.line)
  }
}

/// How late (or early, where negative) something was, in each clock that applies.
public struct Lateness: Sendable, Hashable {
  /// The difference in whole minutes.
  public var minutes: Int64
  /// The difference in civil days (actual day less due day).
  public var days: Int
  /// The difference in working days, where the calendar covers both.
  public var workingDays: Int?

  /// Creates a lateness.
  public init(minutes: Int64, days: Int, workingDays: Int? = nil) {
    self.minutes = minutes
    self.days = days
    self.workingDays = workingDays
  }
}

/// A verdict that is kept: violated, pending or undetermined, with what a reader needs to act.
public struct Finding: Sendable {
  /// The index of the rule in the result's list of rules.
  public var rule: Int
  /// What it is about.
  public var subject: Subject
  /// The verdict.
  public var verdict: Verdict
  /// Why, in one sentence with the values that decided it.
  public var reason: LocalizedText
  /// Who answers for it: the value of the rule's owner column, or its constant.
  public var owner: String?
  /// Where in the data it comes from.
  public var location: DataLocation?
  /// Further rows that belong to it (duplicates, members of a window).
  public var relatedLocations: [DataLocation]
  /// All rows it comes from, its own first.
  public var places: [DataLocation] { (location.map { [$0] } ?? []) + relatedLocations }
  /// The moment from which the period ran.
  public var start: StatedTime?
  /// The due moment.
  public var due: StatedTime?
  /// When it was done, if it was.
  public var actual: StatedTime?
  /// How late it was, or is at the as-of moment.
  public var lateness: Lateness?
  /// The cells that decided it.
  public var cells: [NamedValue]
  /// How the due moment came about.
  public var trace: PeriodTrace?
  /// Further lines of explanation: rule version, arm, parameter values.
  public var explanation: [LocalizedText]
  /// The id of the waiver that covers it, if one does.
  public var waiver: String?
  /// The subject's key as it is in the data, unmasked: for waivers within a run; never written.
  public var identity = ""
  /// A hash over rule, subject and period that stays the same from run to run.
  public var fingerprint: String
  /// Codes of data issues in the row that may taint the verdict.
  public var taints: [String]

  /// Creates a finding; what is not known at creation is set later.
  public init(
    rule: Int, subject: Subject, verdict: Verdict, reason: LocalizedText, owner: String? = nil,
    location: DataLocation? = nil, fingerprint: String = ""
  ) {
    self.rule = rule
    self.subject = subject
    self.verdict = verdict
    self.reason = reason
    self.owner = owner
    self.location = location
    relatedLocations = []
    cells = []
    explanation = []
    taints = []
    self.fingerprint = fingerprint
  }
}
