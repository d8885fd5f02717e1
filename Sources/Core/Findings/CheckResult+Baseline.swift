/// How a violation relates to an earlier run.
public enum BaselineState: String, Sendable, Hashable, CaseIterable {
  /// Not violated in the earlier run.
  case new
  /// Violated in both.
  case persisting
  /// Violated in the earlier run only.
  case resolved
}

extension CheckResult {
  /// The fingerprints of all violations, of findings and of groups.
  public var violatedFingerprints: Set<String> { violatedFingerprints { _ in true } }

  /// The fingerprints of the violations of some rules, by their ids.
  public func violatedFingerprints(of ids: Set<String>) -> Set<String> {
    violatedFingerprints { ids.contains(ruleID($0)) }
  }

  private func violatedFingerprints(_ isOfInterest: (Int) -> Bool) -> Set<String> {
    var all = Set<String>()
    for finding in findings where finding.verdict == .violated && isOfInterest(finding.rule) {
      all.insert(finding.fingerprint)
    }
    for group in groups where group.verdict == .violated && isOfInterest(group.rule) {
      all.insert(fingerprint(of: group))
    }
    return all
  }

  /// The fingerprint of a group's result, in the way of findings.
  public func fingerprint(of group: GroupResult) -> String {
    group.fingerprint
      ?? Finding.fingerprint(ruleID: ruleID(group.rule), subject: group.subject)
  }

  /// The id of the rule at an index; `?` for an index outside the list.
  public func ruleID(_ index: Int) -> String {
    rules.indices.contains(index) ? rules[index].id : "?"
  }
}
