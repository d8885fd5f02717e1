import Diagnostics
import Findings

/// The Test Anything Protocol, version 14: a test point a rule, violations as comments under it.
enum TAPReport: ReportRenderer {
  static func render(_ view: ReportView, to output: inout ReportOutput) {
    let result = view.result
    output.line("TAP version 14")
    output.line("1..\(result.rules.count)")
    for index in result.rules.indices { write(index, view, to: &output) }
    output.line("# " + SafeText.oneLine(view.wording[result.outcome.reason]))
  }

  private static func write(_ index: Int, _ view: ReportView, to output: inout ReportOutput) {
    let (result, wording) = (view.result, view.wording)
    let rule = result.rules[index]
    let undetermined = view.indices(of: index, .undetermined).count
    let isMissed = view.indices(of: index, .violated).contains {
      view.findings.brief($0).waiver == nil
    }
    let groups = view.groupsOfRule[index].map { result.groups[$0] }
    let isBad =
      isMissed || undetermined > 0
      || groups.contains { $0.verdict == .violated || $0.verdict == .undetermined }
    var line = isBad || !rule.wasEvaluated ? "not ok" : "ok"
    line += " \(index + 1) - " + description(rule.id + " " + wording[rule.title])
    switch rule.status {
    case .active: break
    case .advisory: line += " # TODO " + wording[rule.status.label]
    case .suspended: line += " # SKIP " + wording[rule.status.label]
    }
    output.line(line)
    if !rule.wasEvaluated { output.line("# " + wording("未評估", "not evaluated")) }
    for index in view.findingsOfRule[index]
    where view.verdicts[index] == .violated || view.verdicts[index] == .undetermined {
      let finding = view.findings.brief(index)
      let waived = finding.waiver.map { wording("（豁免 \($0)）", " (waived \($0))") } ?? ""
      let place = finding.location.map { " " + view.place($0) } ?? ""
      let text =
        wording[finding.verdict.label] + waived + place + " " + wording.subject(finding.subject)
        + wording("：", ": ") + wording[finding.reason]
      output.line("# " + SafeText.cut(text, toLength: 500, wording))
    }
    for group in groups where group.verdict == .violated || group.verdict == .undetermined {
      let text = [
        wording[group.verdict.label], wording.subject(group), wording.standing(group),
      ].joined(separator: " ")
      output.line("# " + SafeText.oneLine(text))
    }
  }

  private static func description(_ text: String) -> String {
    var output = ""
    for scalar in SafeText.oneLine(text).unicodeScalars {
      if scalar == "#" || scalar == "\\" { output += "\\" }
      output.unicodeScalars.append(scalar)
    }
    return output
  }
}
