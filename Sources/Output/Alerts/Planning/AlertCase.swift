import CivilTime
import Diagnostics
import Findings

/// A finding or a group's result, as alerts look at it.
struct AlertCase {
  /// The fingerprint; that of a group's result after `group:`.
  var id: String
  var rule: Int
  var subject: Subject
  var verdict: Verdict
  var owner: String?
  var due: StatedTime?
  var isDone: Bool
  var isWaived: Bool
  var reason: LocalizedText
  /// What else is to be known about the verdict: a doubtful row, a period that was extended.
  var notes: [LocalizedText] = []
  /// How far the data that tell of it are complete.
  var dataThrough: StatedTime?
  /// Whether its due moment has passed unseen, as the data end before it: it may have been done.
  var isUnseen = false
  /// The last day of the group's period.
  var periodEnd: CivilDate?
  /// Whether the group's period is over, so that only corrected data can change its value.
  var isOver = false
  /// Whether the group's rows have no day that places them in a period.
  var isUnplaced = false

  init(
    id: String, rule: Int, subject: Subject, verdict: Verdict, owner: String?, due: StatedTime?,
    isDone: Bool, isWaived: Bool, reason: LocalizedText, notes: [LocalizedText] = []
  ) {
    self.id = id
    self.rule = rule
    self.subject = subject
    self.verdict = verdict
    self.owner = owner
    self.due = due
    self.isDone = isDone
    self.isWaived = isWaived
    self.reason = reason
    self.notes = notes
  }

  /// The day by which it is asked whether a case is too old to be told.
  var lastDay: CivilDate? { due?.local.date ?? periodEnd }

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

  /// Whether it is told as one that the data cannot decide.
  func isUndecided(_ settings: AlertSettings) -> Bool {
    verdict == .undetermined && !(isWaived && settings.stopWhen.contains(.waived))
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
      for note in item.notes where !cases[place].notes.contains(note) {
        cases[place].notes.append(note)
      }
    }
    let newest = NewestExport(result)
    for finding in result.findings
    where result.rules.indices.contains(finding.rule) && newest.holds(finding) {
      let id =
        finding.fingerprint.isEmpty
        ? Finding.fingerprint(ruleID: result.ruleID(finding.rule), subject: finding.subject)
        : finding.fingerprint
      var item = AlertCase(
        id: id, rule: finding.rule, subject: finding.subject, verdict: finding.verdict,
        owner: finding.owner, due: finding.due, isDone: finding.actual != nil,
        isWaived: finding.waiver != nil, reason: finding.reason, notes: notes(finding))
      let end =
        finding.location.map { result.observedThrough(input: $0.input) } ?? result.observedThrough
      item.dataThrough = end
      if item.verdict == .pending, let due = item.due?.instant {
        item.isUnseen = end.instant < due && due <= result.asOf.instant
      }
      add(item)
    }
    for group in result.groups where result.rules.indices.contains(group.rule) {
      guard group.verdict == .violated || group.verdict == .undetermined else { continue }
      add(AlertCase(group, in: result))
    }
    return cases
  }

  /// The case of a group's result.
  init(_ group: GroupResult, in result: CheckResult) {
    self.init(
      id: AlertLine.caseID(of: group, in: result), rule: group.rule, subject: group.subject,
      verdict: group.verdict, owner: group.owner, due: nil, isDone: false,
      isWaived: group.waiver != nil, reason: group.reason)
    let dataset = result.rules[group.rule].dataset
    dataThrough =
      result.datasetEnds.first { $0.dataset == dataset }?.end ?? result.observedThrough
    if let outlook = group.outlookText { notes.append(outlook) }
    for issue in result.dataIssues.filter({ $0.taintedRules.contains(group.rule) }).prefix(2) {
      notes.append(
        LocalizedText(
          zh: "資料有疑義：\(issue.message.zhHant)", en: "doubtful data: \(issue.message.en)"))
    }
    if case .group(_, let period?) = group.subject {
      periodEnd = period.last
      isOver = !group.isOpen
    }
    isUnplaced = group.isUnplaced
  }

  /// What a finding says beside its reason.
  private static func notes(_ finding: Finding) -> [LocalizedText] {
    let isDoubtful = finding.taints.contains { $0 != "calendar/not-covered" }
    let doubt = LocalizedText(
      zh: "本列資料有疑義，請先查證", en: "the data of this row is doubtful; look at it first")
    return Array(finding.explanation.prefix(4)) + (isDoubtful ? [doubt] : [])
  }
}
