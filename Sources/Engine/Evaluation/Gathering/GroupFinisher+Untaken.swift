import Diagnostics
import Digests
import Findings
import Planning
import RuleCheck

extension GroupFinisher {
  /// Counts rows that could not be taken in; each is a finding already.
  mutating func countUntaken(_ gather: Gather, _ count: Int) {
    counts.add(
      rule(gather).undeterminedIsViolated ? .violated : .undetermined, count)
  }

  /// Counts and names a row that was taken in and of which nothing can be said.
  mutating func addUndetermined(_ gather: Gather, _ entry: GroupEntry, _ reason: LocalizedText) {
    let rule = rule(gather)
    var finding = Finding(
      rule: gather.rule, subject: .row(key: key(of: entry)),
      verdict: rule.undeterminedIsViolated ? .violated : .undetermined, reason: reason,
      owner: entry.owner, location: entry.location,
      fingerprint: Fingerprint.of([rule.id, entry.identity, "undetermined"]))
    finding.identity = entry.identity
    counts.add(finding.verdict)
    findings.append(finding)
  }
}
