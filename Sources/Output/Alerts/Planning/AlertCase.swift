import CivilTime
import Diagnostics
import Findings

/// A finding or a group's result, as alerts look at it.
struct AlertCase {
  /// The fingerprint.
  var id: String
  var rule: Int
  var subject: Subject
  var verdict: Verdict
  var owner: String?
  var due: StatedTime?
  var isDone: Bool
  var isWaived: Bool
  var reason: LocalizedText

  /// Whether it is late or otherwise violated.
  var isViolated: Bool { verdict == .violated }

  /// Whether somebody should be told about it.
  func isOpen(_ settings: AlertSettings) -> Bool {
    if isDone, settings.stopWhen.contains(.done) { return false }
    if isWaived, settings.stopWhen.contains(.waived) { return false }
    return isViolated || verdict == .pending && due != nil
  }

  /// Whether a violation is told when it is first seen, even of what was done too late.
  func isFound(_ settings: AlertSettings) -> Bool {
    isViolated && !(isWaived && settings.stopWhen.contains(.waived))
  }

  /// The cases of a result, one a fingerprint, in its order.
  static func all(in result: CheckResult) -> [AlertCase] {
    var cases: [AlertCase] = []
    var places: [String: Int] = [:]
    func add(_ item: AlertCase) {
      guard let place = places[item.id] else {
        places[item.id] = cases.count
        cases.append(item)
        return
      }
      // Findings of several columns of one row are one case with several reasons.
      if cases[place].reason.zhHant.utf8.count < 600, cases[place].reason != item.reason {
        cases[place].reason.zhHant += "；" + item.reason.zhHant
        cases[place].reason.en += "; " + item.reason.en
      }
      if item.isViolated { cases[place].verdict = .violated }
    }
    for finding in result.findings where result.rules.indices.contains(finding.rule) {
      let id =
        finding.fingerprint.isEmpty
        ? Finding.fingerprint(ruleID: result.ruleID(finding.rule), subject: finding.subject)
        : finding.fingerprint
      add(
        AlertCase(
          id: id, rule: finding.rule, subject: finding.subject, verdict: finding.verdict,
          owner: finding.owner, due: finding.due, isDone: finding.actual != nil,
          isWaived: finding.waiver != nil, reason: finding.reason))
    }
    for group in result.groups where result.rules.indices.contains(group.rule) {
      guard group.verdict == .violated || group.verdict == .undetermined else { continue }
      add(
        AlertCase(
          id: result.fingerprint(of: group), rule: group.rule, subject: group.subject,
          verdict: group.verdict, owner: group.owner, due: nil, isDone: false,
          isWaived: group.waiver != nil, reason: group.reason))
    }
    return cases
  }
}
