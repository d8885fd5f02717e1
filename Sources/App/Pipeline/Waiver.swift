import CivilTime
import Findings
public import RuleSyntax

/// A waiver that may cover violations of a rule.
public struct Waiver: Sendable {
  /// The waiver as its file states it.
  public let document: WaiverDocument
  /// The keys of the cases that it names.
  private let keys: Set<String>

  /// Creates a waiver.
  public init(_ document: WaiverDocument) {
    self.document = document
    if case .cases(let keys) = document.scope { self.keys = Set(keys) } else { keys = [] }
  }

  /// Whether it names a rule, by full or short id.
  func names(_ ruleID: String) -> Bool { Self.names(document.rule, ruleID) }

  /// Whether a name is a rule's full or short id.
  static func names(_ rule: String, _ ruleID: String) -> Bool {
    rule == ruleID || ruleID.hasSuffix("/" + rule)
  }

  /// Whether its last day has passed on a day.
  func isExpired(on day: CivilDate) -> Bool { document.until < day }

  /// Whether it covers a finding, whose subject is matched unmasked.
  func covers(_ finding: Finding) -> Bool {
    keys.contains(finding.identity) || covers(finding.subject)
  }

  /// Whether it covers a group.
  func covers(_ subject: Subject) -> Bool {
    guard case .groups(let groups) = document.scope else { return false }
    return groups.contains { subject.matches($0) }
  }
}

extension CheckResult {
  /// Marks violations that waivers cover, and notes what became of each waiver.
  ///
  /// - Parameters:
  ///   - day: the day judged; a waiver covers what is judged up to its last day.
  ///   - knownOn: waivers approved later were not known; `nil` takes all.
  mutating func apply(_ waivers: [Waiver], on day: CivilDate, knownOn: CivilDate?) {
    for waiver in waivers {
      if let knownOn, waiver.document.approvedOn > knownOn { continue }
      self.waivers.append(
        WaiverUse(
          id: waiver.document.id, rule: waiver.document.rule, reason: waiver.document.reason,
          approvedBy: waiver.document.approvedBy, until: waiver.document.until,
          state: use(waiver, on: day)))
    }
  }

  /// Marks what one waiver covers, and says whether there was anything.
  private mutating func use(_ waiver: Waiver, on day: CivilDate) -> WaiverUse.State {
    if waiver.isExpired(on: day) { return .expired }
    let named = Set(rules.indices.filter { waiver.names(rules[$0].id) })
    guard named.contains(where: { rules[$0].wasEvaluated }) else { return .notEvaluated }
    var uses = 0
    findings.change { finding in
      guard named.contains(finding.rule), finding.verdict == .violated, finding.waiver == nil,
        waiver.covers(finding)
      else { return false }
      finding.waiver = waiver.document.id
      rules[finding.rule].counts.waived += 1
      uses += 1
      return true
    }
    for index in groups.indices
    where named.contains(groups[index].rule) && groups[index].verdict == .violated
      && groups[index].waiver == nil && waiver.covers(groups[index].identity)
    {
      groups[index].waiver = waiver.document.id
      rules[groups[index].rule].counts.waived += 1
      uses += 1
    }
    return uses > 0 ? .used : .unused
  }
}
