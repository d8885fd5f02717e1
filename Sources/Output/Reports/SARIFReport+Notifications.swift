import Diagnostics
import Findings
import JSON

extension SARIFReport {
  /// What could not be decided, and defects of the data; at most as many as results a rule.
  func notifications() -> [JSONValue] {
    var all = result.dataIssues.map(notification)
    for rule in result.rules.indices {
      let undetermined = view.indices(of: rule, .undetermined)
      all += undetermined.prefix(Self.ruleLimit).map { notification(view.findings.brief($0)) }
      let rest = undetermined.count - Self.ruleLimit
      if rest > 0 {
        all.append(
          .object([
            "level": "warning",
            "message": message(
              wording("另有 \(rest) 件無法判定", "\(rest) more are undetermined")),
            "associatedRule": reference(rule),
          ]))
      }
      if !result.rules[rule].wasEvaluated {
        all.append(
          .object([
            "level": "error", "message": message(wording("規則未評估", "the rule was not evaluated")),
            "associatedRule": reference(rule),
          ]))
      }
    }
    return all
  }

  private func reference(_ rule: Int) -> JSONValue {
    ["id": .string(result.rules[rule].id), "index": .int(Int64(rule))]
  }

  private func notification(_ finding: Finding) -> JSONValue {
    let text =
      view.hostLabel(finding.subject) + wording("：無法判定", ": undetermined")
      + (view.showsKeys ? wording("：", ": ") + wording[finding.reason] : "")
    return .object([
      "level": "warning", "message": message(SafeText.cut(text, toLength: 1000, wording)),
      "locations": finding.location.map { [["physicalLocation": region($0)]] },
      "associatedRule": reference(finding.rule),
    ])
  }

  private func notification(_ issue: DataIssue) -> JSONValue {
    .object([
      "level": issue.isFatal ? "error" : "warning",
      "message": message(wording[issue.message] + " (\(issue.code), \(issue.count))"),
      "descriptor": ["id": .string(issue.code)],
      "locations": unique(issue.examples.map { ["physicalLocation": region($0.location)] }),
    ])
  }

  func notification(_ diagnostic: Diagnostic) -> JSONValue {
    let level =
      switch diagnostic.severity {
      case .error: "error"
      case .warning: "warning"
      case .note: "note"
      }
    let place: JSONValue? = diagnostic.place.map { place in
      var physical: [JSONValue.Member] = [.init("artifactLocation", location(of: place.fileName))]
      if let position = place.position {
        let region: JSONValue = [
          "startLine": .int(Int64(position.line)), "startColumn": .int(Int64(position.column)),
        ]
        physical.append(.init("region", region))
      }
      return [["physicalLocation": .object(physical)]]
    }
    return .object([
      "level": .string(level), "message": message(wording[diagnostic.message]),
      "descriptor": ["id": .string(diagnostic.code.name)], "locations": place,
    ])
  }
}
