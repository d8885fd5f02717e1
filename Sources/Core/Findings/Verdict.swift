/// What was decided for one rule and one subject at the as-of moment.
public enum Verdict: String, Sendable, Hashable, CaseIterable {
  /// The requirement was met.
  case compliant
  /// The requirement was not met, and nothing that happens later can change that.
  case violated
  /// Not yet decided at the as-of moment.
  case pending
  /// The rule's conditions exclude the subject.
  case notApplicable = "not-applicable"
  /// The data cannot decide it.
  case undetermined
}

/// How much a violation weighs.
public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
  /// For information.
  case info
  /// Low.
  case low
  /// Medium: the default.
  case medium
  /// High.
  case high
  /// Critical.
  case critical

  /// Orders from `info` to `critical`.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .info: 0
    case .low: 1
    case .medium: 2
    case .high: 3
    case .critical: 4
    }
  }
}

/// Whether a rule's findings count.
public enum RuleStatus: String, Sendable, Hashable, CaseIterable {
  /// Evaluated, reported, gating.
  case active
  /// Evaluated and reported, never gating.
  case advisory
  /// Not evaluated; the rule says why and since when.
  case suspended
}
