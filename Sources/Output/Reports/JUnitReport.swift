import CivilTime
import Diagnostics
import Findings

/// JUnit XML: a suite a rule, a case an owner and period.
///
/// A violation is a failure, what is undetermined an error, what is waived skipped with its reason.
struct JUnitReport: ReportRenderer {
  let view: ReportView
  private var result: CheckResult { view.result }
  private var wording: Wording { view.wording }

  private enum Outcome {
    case passed
    case failed(message: String, lines: [String])
    case broken(message: String, lines: [String])
    case skipped(message: String)
  }

  private struct Case {
    var name: String
    var outcome: Outcome
  }

  static func render(_ view: ReportView, to output: inout ReportOutput) {
    let report = JUnitReport(view: view)
    let suites = view.result.rules.indices.map(report.cases)
    let all = suites.joined()
    output.line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
    output.line(
      "<testsuites name=\"\(Escape.xml(SafeText.oneLine(view.wording[view.result.title])))\" \(counts(all))>"
    )
    for (index, cases) in suites.enumerated() { report.write(index, cases, to: &output) }
    output.line("</testsuites>")
  }

  private static func counts(_ cases: some Sequence<Case>) -> String {
    var (tests, failures, errors, skipped) = (0, 0, 0, 0)
    for item in cases {
      tests += 1
      switch item.outcome {
      case .passed: break
      case .failed: failures += 1
      case .broken: errors += 1
      case .skipped: skipped += 1
      }
    }
    return "tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
  }

  private func write(_ index: Int, _ cases: [Case], to output: inout ReportOutput) {
    let rule = result.rules[index]
    output.line(
      "  <testsuite name=\"\(Escape.xml(rule.id))\" \(Self.counts(cases)) "
        + "timestamp=\"\(TimeZoneRules.utc.localTime(of: result.asOf.instant).isoText(precision: .second))\">"
    )
    output.line("    <properties>")
    let properties = [
      ("title", wording[rule.title]), ("severity", rule.severity.rawValue),
      ("status", rule.status.rawValue),
      ("cites", rule.citations.map(wording.citation).joined(separator: "; ")),
      ("compliant", String(rule.counts.compliant)), ("violated", String(rule.counts.violated)),
      ("waived", String(rule.counts.waived)), ("pending", String(rule.counts.pending)),
      ("undetermined", String(rule.counts.undetermined)),
      ("not-applicable", String(rule.counts.notApplicable)),
    ]
    for (name, value) in properties {
      output.line(
        "      <property name=\"\(name)\" value=\"\(Escape.xml(SafeText.oneLine(value)))\"/>")
    }
    output.line("    </properties>")
    for item in cases { write(item, rule, to: &output) }
    output.line("  </testsuite>")
  }

  private func write(_ item: Case, _ rule: RuleSummary, to output: inout ReportOutput) {
    let start =
      "    <testcase classname=\"\(Escape.xml(rule.id))\" name=\"\(Escape.xml(SafeText.oneLine(item.name)))\""
    switch item.outcome {
    case .passed: output.line(start + "/>")
    case .skipped(let message):
      output.line(start + ">")
      output.line("      <skipped message=\"\(Escape.xml(SafeText.oneLine(message)))\"/>")
      output.line("    </testcase>")
    case .failed(let message, let lines): write("failure", start, message, lines, rule, to: &output)
    case .broken(let message, let lines): write("error", start, message, lines, rule, to: &output)
    }
  }

  private func write(
    _ element: String, _ start: String, _ message: String, _ lines: [String], _ rule: RuleSummary,
    to output: inout ReportOutput
  ) {
    output.line(start + ">")
    output.line(
      "      <\(element) type=\"\(rule.severity.rawValue)\" "
        + "message=\"\(Escape.xml(SafeText.oneLine(message)))\">")
    for line in lines { output.line(Escape.xml(SafeText.cut(line, toLength: 500, wording))) }
    output.line("      </\(element)>")
    output.line("    </testcase>")
  }

  // MARK: Cases

  private func cases(of rule: Int) -> [Case] {
    var cases = view.groupsOfRule[rule].map { item(of: result.groups[$0]) }
    if !result.rules[rule].wasEvaluated {
      let message = wording("未評估", "not evaluated")
      cases.append(Case(name: all, outcome: .broken(message: message, lines: [])))
    }
    var owners: [String] = []
    var findings: [String: [Int]] = [:]
    for index in view.findingsOfRule[rule] {
      let finding = view.findings.brief(index)
      let name = ownerAndPeriod(finding)
      if findings[name] == nil { owners.append(name) }
      findings[name, default: []].append(index)
    }
    for name in owners { cases += items(named: name, findings[name] ?? []) }
    return cases.isEmpty ? [Case(name: all, outcome: .passed)] : cases
  }

  private var all: String { wording("全部", "all") }

  private func ownerAndPeriod(_ finding: Finding) -> String {
    let owner = finding.owner ?? wording("（未指定）", "(no owner)")
    guard case .member(_, let period?) = finding.subject else { return owner }
    return owner + " " + wording.period(period)
  }

  private func items(named name: String, _ indices: [Int]) -> [Case] {
    var cases: [Case] = []
    let all = indices.filter { view.verdicts[$0] == .violated }
    let waived = all.filter { view.findings.brief($0).waiver != nil }
    let skipped = Set(waived)
    let violated = all.filter { !skipped.contains($0) }
    if !violated.isEmpty {
      let message = wording.count(violated.count, zh: " 件違反", en: "violation")
      cases.append(Case(name: name, outcome: .failed(message: message, lines: lines(violated))))
    }
    let undetermined = indices.filter { view.verdicts[$0] == .undetermined }
    if !undetermined.isEmpty {
      let message = wording("\(undetermined.count) 件無法判定", "\(undetermined.count) undetermined")
      cases.append(
        Case(
          name: name + wording("（無法判定）", " (undetermined)"),
          outcome: .broken(message: message, lines: lines(undetermined))))
    }
    for finding in waived.lazy.map({ view.findings.brief($0) }) {
      guard let id = finding.waiver else { continue }
      let reason = view.waivers[id]?.reason ?? ""
      cases.append(
        Case(
          name: "\(name) \(view.hostLabel(finding.subject))",
          outcome: .skipped(message: wording("豁免 \(id)：\(reason)", "waived \(id): \(reason)"))))
    }
    return cases.isEmpty ? [Case(name: name, outcome: .passed)] : cases
  }

  private func lines(_ indices: [Int]) -> [String] {
    indices.map { index in
      let finding = view.findings.brief(index)
      let place = finding.location.map { view.place($0) + wording("：", ": ") } ?? ""
      return place + view.hostLabel(finding.subject) + wording("：", ": ") + view.hostReason(finding)
    }
  }

  private func item(of group: GroupResult) -> Case {
    let name = wording.subject(group)
    let text = wording.standing(group)
    switch group.verdict {
    case .compliant: return Case(name: name, outcome: .passed)
    case .violated: return Case(name: name, outcome: .failed(message: text, lines: []))
    case .undetermined: return Case(name: name, outcome: .broken(message: text, lines: []))
    case .pending, .notApplicable:
      let reason = wording[group.verdict.label] + wording("：", ": ") + text
      return Case(name: name, outcome: .skipped(message: reason))
    }
  }
}
