import CivilTime
public import Diagnostics
import Findings
import RuleCheck
import RuleSyntax

/// A case that notices a change which no test notices, with the verdict of the rule as it is.
///
/// The verdict is what the program says; whether it is what the law says a person must confirm.
public struct Suggestion: Sendable {
  /// The short name of the rule that is tested.
  public var rule: String
  /// The document of tests with this one case, in canonical layout and without a comment.
  public var text: String

  /// The document with a comment that says what it notices, in canonical layout.
  public func text(noticing survivor: MutationReport.Survivor, in source: SourceText) -> String {
    let mutant = survivor.mutant
    let position = source.position(ofOffset: mutant.span.start)
    let change = "\(mutant.before) → \(mutant.after)".split(whereSeparator: \.isNewline).joined(
      separator: " ")
    return "# \(position.line):\(position.column) \(change)\n" + text
  }
}

/// What a rule says of a case, by subject.
struct CaseOutcome {
  /// A row, by the number of its line, or a group, member or slot of a schedule.
  enum Subject: Hashable {
    case row(Int)
    case group([String: String])
  }

  /// The verdicts, in the order of the result.
  private(set) var verdicts: [(subject: Subject, verdict: String)] = []
  /// The due moments of the rows, in the order of the result.
  private(set) var dues: [StatedTime] = []
  /// Members of groups and their verdicts, summed up.
  private(set) var members = VerdictCounts()
  /// Whether cells could not be read, so that the case says nothing of the rule.
  private(set) var isUnsound = false

  init(_ result: CheckResult) {
    isUnsound =
      result.diagnostics.contains { $0.severity == .error }
      || result.dataIssues.contains(where: \.isFatal)
    for finding in result.findings {
      let subject = Self.subject(finding.subject, finding.location?.line)
      verdicts.append((subject, finding.verdict.rawValue))
      if let due = finding.due { dues.append(due) }
    }
    for group in result.groups {
      verdicts.append((Self.subject(group.subject, nil), group.verdict.rawValue))
      members.compliant += group.members.compliant
      members.violated += group.members.violated
    }
  }

  /// The first subject on which two outcomes differ, with this outcome's verdict.
  func firstDifference(from other: CaseOutcome) -> (subject: Subject, verdict: String)? {
    let mine = Dictionary(
      verdicts.map { ($0.subject, $0.verdict) }, uniquingKeysWith: { a, _ in a })
    let theirs = Dictionary(
      other.verdicts.map { ($0.subject, $0.verdict) }, uniquingKeysWith: { a, _ in a })
    if let found = verdicts.first(where: { theirs[$0.subject] != $0.verdict }) { return found }
    guard let gone = other.verdicts.first(where: { mine[$0.subject] == nil }) else { return nil }
    return (gone.subject, Verdict.notApplicable.rawValue)
  }

  private static func subject(_ subject: Findings.Subject, _ line: Int?) -> Subject {
    if case .row = subject { return .row(line ?? 0) }
    var names = Dictionary(
      subject.values.map { ($0.name, $0.value) }, uniquingKeysWith: { a, _ in a })
    if let period = subject.period {
      names[period.unit.rawValue] = "\(period.first.rocYear)\(period.label.drop { $0 != "-" })"
    }
    return .group(names)
  }
}
