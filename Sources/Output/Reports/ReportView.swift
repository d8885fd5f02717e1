import CivilTime
import Diagnostics
import Digests
import Findings

/// A result with what every renderer asks of it: findings by rule, comparison, pseudonyms, wording.
struct ReportView {
  let result: CheckResult
  let options: ReportOptions
  let wording: Wording
  /// The findings by their indices.
  let findings: FindingCursor
  private let index: FindingIndex
  /// Indices of group results by rule, in order.
  let groupsOfRule: [[Int]]
  /// Fingerprints violated in the earlier run; `nil` without one.
  let earlierViolations: Set<String>?
  /// Waivers by id.
  let waivers: [String: WaiverUse]
  private let pseudonyms: Pseudonyms
  /// The headings of columns by dataset and name.
  private let headings: [[String]: String]

  init(_ result: CheckResult, _ options: ReportOptions) {
    self.result = result
    self.options = options
    wording = Wording(options.language)
    index = FindingIndex(result)
    self.findings = FindingCursor(result.findings)
    var groups = [[Int]](repeating: [], count: result.rules.count)
    for (index, group) in result.groups.enumerated() { groups[group.rule].append(index) }
    groupsOfRule = groups
    earlierViolations = options.baseline?.violatedFingerprints
    waivers = Dictionary(result.waivers.map { ($0.id, $0) }) { first, _ in first }
    headings = Dictionary(result.columns.map { ([$0.dataset, $0.name], $0.heading) }) { first, _ in
      first
    }
    let key =
      options.pseudonymKey.isEmpty
      ? SHA256.digest(result.inputs.map(\.sha256).joined(separator: " ").utf8)
      : options.pseudonymKey
    pseudonyms = Pseudonyms(key: key)
  }

  var language: Language { options.language }

  /// Indices of findings by rule, in order.
  var findingsOfRule: [[Int]] { index.found.ofRule }

  /// The verdict of each finding.
  var verdicts: [Verdict] { index.found.verdicts }

  /// The findings of a rule with a verdict, by their indices.
  func indices(of rule: Int, _ verdict: Verdict) -> [Int] {
    let verdicts = verdicts
    return findingsOfRule[rule].filter { verdicts[$0] == verdict }
  }

  /// Indices of findings, the soonest due first.
  func bySoonest(_ indices: [Int]) -> [Int] {
    indices.map { ($0, findings.due($0)?.instant.milliseconds ?? .max) }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
  }

  func rule(of finding: Finding) -> RuleSummary { result.rules[finding.rule] }

  /// A cell's name as people know it: the heading of its column, else the name.
  func heading(of name: String, _ finding: Finding) -> String {
    let rule = rule(of: finding)
    // What windows and repeats add up is no column of the data.
    let isComputed = ["window", "unique"].contains(rule.kind)
    if isComputed, ["sum", "threshold", "count"].contains(name) { return name }
    return headings[[rule.dataset, name]] ?? name
  }

  /// How a violation relates to the earlier run; `nil` without one.
  func baselineState(violated fingerprint: String) -> BaselineState? {
    earlierViolations.map { $0.contains(fingerprint) ? .persisting : .new }
  }

  /// The ids of rules that this run evaluated: the absence of a violation says nothing of others.
  private var evaluatedRules: Set<String> {
    Set(result.rules.filter(\.wasEvaluated).map(\.id))
  }

  /// The fingerprints of violations of the earlier run that are gone, of findings and of groups.
  func resolvedFingerprints() -> Set<String> {
    guard let baseline = options.baseline else { return [] }
    let judged = evaluatedRules
    return baseline.violatedFingerprints(of: judged).subtracting(result.violatedFingerprints)
  }

  /// Violations of the earlier run that are gone.
  func resolved() -> [Finding] {
    guard let baseline = options.baseline else { return [] }
    let now = result.violatedFingerprints
    let judged = evaluatedRules
    return baseline.findings.filter {
      $0.verdict == .violated && !now.contains($0.fingerprint)
        && judged.contains(baseline.ruleID($0.rule))
    }
  }

  /// The path of an input and the line, `file.csv:12`.
  func place(_ location: DataLocation) -> String {
    "\(result.inputs[location.input].path):\(location.line)"
  }

  // MARK: For formats that go to hosts

  /// Whether case keys are shown as they are.
  var showsKeys: Bool { options.reveal.contains("keys") }

  /// A subject for hosts: row and member keys as pseudonyms unless revealed; groups as they are.
  func hostLabel(_ subject: Subject) -> String {
    if showsKeys { return subject.label }
    switch subject {
    case .row(let key): return pseudonym(key)
    case .member(let key, let period):
      return pseudonym(key) + (period.map { " " + $0.label } ?? "")
    case .group: return subject.label
    }
  }

  /// A fingerprint for hosts: keyed, so that nobody can try out case numbers against it.
  func hostFingerprint(_ fingerprint: String) -> String {
    showsKeys ? fingerprint : pseudonyms.name(for: fingerprint)
  }

  /// Why a finding is reported, for hosts.
  ///
  /// A finding's own sentence may quote cells, so it is shown only where keys are revealed; otherwise
  /// the sentence is made from times alone.
  func hostReason(_ finding: Finding) -> String {
    showsKeys ? finding.reason[language] : wording.plainReason(finding)
  }

  private func pseudonym(_ key: [NamedValue]) -> String {
    pseudonyms.name(for: key.map(\.value).joined(separator: "\u{1F}"))
  }
}

/// Where findings stand, found out for the first renderer that asks: those for programs write all in order.
private final class FindingIndex {
  private let result: CheckResult

  init(_ result: CheckResult) { self.result = result }

  private(set) lazy var found: (ofRule: [[Int]], verdicts: [Verdict]) = {
    var ofRule = [[Int]](repeating: [], count: result.rules.count)
    var verdicts: [Verdict] = []
    verdicts.reserveCapacity(result.findings.count)
    result.findings.forEachVerdict { rule, verdict, _ in
      ofRule[rule].append(verdicts.count)
      verdicts.append(verdict)
    }
    return (ofRule, verdicts)
  }()
}
