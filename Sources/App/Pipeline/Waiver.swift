import CivilTime
import Diagnostics
import Findings
public import RuleSyntax

/// A waiver that may cover violations of a rule.
public struct Waiver: Sendable {
  /// The waiver as its file states it.
  public var document: WaiverDocument

  /// Creates a waiver.
  public init(_ document: WaiverDocument) { self.document = document }

  /// Whether it names a rule, by full or short id.
  func names(_ ruleID: String) -> Bool {
    document.rule == ruleID || ruleID.hasSuffix("/" + document.rule)
  }

  /// Whether its last day has passed on a day.
  func isExpired(on day: CivilDate) -> Bool { document.until < day }

  /// Whether it covers a finding, whose subject is matched unmasked.
  func covers(_ finding: Finding) -> Bool {
    switch document.scope {
    case .cases(let keys): keys.contains(finding.identity)
    case .groups: covers(finding.subject)
    // Refused when it was loaded.
    case .condition: false
    }
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
      let isExpired = waiver.isExpired(on: day)
      var uses = 0
      let rulesNamed = Set(rules.indices.filter { waiver.names(rules[$0].id) })
      if !isExpired {
        findings.change { finding in
          guard rulesNamed.contains(finding.rule), finding.verdict == .violated,
            finding.waiver == nil, waiver.covers(finding)
          else { return false }
          finding.waiver = waiver.document.id
          rules[finding.rule].counts.waived += 1
          uses += 1
          return true
        }
        for index in groups.indices
        where rulesNamed.contains(groups[index].rule) && groups[index].verdict == .violated
          && groups[index].waiver == nil && waiver.covers(groups[index].subject)
        {
          groups[index].waiver = waiver.document.id
          rules[groups[index].rule].counts.waived += 1
          uses += 1
        }
      }
      self.waivers.append(
        WaiverUse(
          id: waiver.document.id, rule: waiver.document.rule,
          reason: waiver.document.reason.zhHant, approvedBy: waiver.document.approvedBy,
          until: waiver.document.until,
          state: isExpired ? .expired : uses > 0 ? .used : .unused))
    }
  }
}
