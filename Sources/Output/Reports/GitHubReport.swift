import Diagnostics
import Findings

/// Annotations of GitHub's build log; keys are pseudonyms unless revealed.
///
/// GitHub shows ten errors, ten warnings and ten notices of a step, so no more are written of each,
/// the worst first, and a last line outside the annotations gives the full numbers.
enum GitHubReport: ReportRenderer {
  private static let limit = 10

  static func render(_ view: ReportView, to output: inout ReportOutput) {
    let (result, wording) = (view.result, view.wording)
    var written: [String: Int] = [:]
    let order = result.rules.indices.sorted { left, right in
      result.rules[left].severity != result.rules[right].severity
        ? result.rules[left].severity > result.rules[right].severity : left < right
    }
    var total = 0
    for rule in order {
      let summary = result.rules[rule]
      let level = command(summary.severity)
      for index in view.findingsOfRule[rule] {
        let finding = view.findings.brief(index)
        guard finding.verdict == .violated, finding.waiver == nil else { continue }
        total += 1
        guard written[level, default: 0] < limit else { continue }
        written[level, default: 0] += 1
        let text = view.hostLabel(finding.subject) + wording("：", ": ") + view.hostReason(finding)
        write(level, summary, place(finding, view), text, view, to: &output)
      }
      for index in view.groupsOfRule[rule] where result.groups[index].verdict == .violated {
        total += 1
        guard written[level, default: 0] < limit else { continue }
        written[level, default: 0] += 1
        let group = result.groups[index]
        let text =
          wording.subject(group) + wording("：", ": ") + wording.standing(group)
        write(level, summary, SARIFReport.split(summary.definedAt), text, view, to: &output)
      }
    }
    let shown = written.values.reduce(0, +)
    output.line(
      wording(
        "違反 \(total) 件，其中 \(shown) 件列為註記", "\(total) violations, \(shown) of them annotated"))
    output.line(SafeText.oneLine(wording[result.outcome.reason]))
  }

  private static func command(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "notice"
    }
  }

  private static func place(_ finding: Finding, _ view: ReportView) -> (path: String, line: Int) {
    guard let location = finding.location else {
      return SARIFReport.split(view.rule(of: finding).definedAt)
    }
    return (view.result.inputs[location.input].path, location.line)
  }

  private static func write(
    _ command: String, _ rule: RuleSummary, _ place: (path: String, line: Int), _ text: String,
    _ view: ReportView, to output: inout ReportOutput
  ) {
    let title = escape(rule.id + " " + view.wording[rule.title], isProperty: true)
    let message = escape(SafeText.cut(text, toLength: 500, view.wording), isProperty: false)
    output.line(
      "::\(command) file=\(escape(place.path, isProperty: true)),line=\(place.line),"
        + "title=\(title)::\(message)")
  }

  private static func escape(_ text: String, isProperty: Bool) -> String {
    var output = ""
    for scalar in SafeText.oneLine(text).unicodeScalars {
      switch scalar {
      case "%": output += "%25"
      case ":" where isProperty: output += "%3A"
      case "," where isProperty: output += "%2C"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }
}
