import CivilTime
import Diagnostics
import Findings
import JSON

/// SARIF 2.1.0 within the limits of its consumers.
///
/// Violations are results, waived ones suppressed; what is undetermined, and defects of the data, are
/// notifications. Case keys are pseudonyms unless revealed.
struct SARIFReport: ReportRenderer {
  /// The most results that consumers take of a run.
  static let runLimit = 25_000
  /// The most results that are written of one rule.
  static let ruleLimit = 5_000

  let view: ReportView
  var result: CheckResult { view.result }
  var wording: Wording { view.wording }

  static func render(_ view: ReportView, to output: inout ReportOutput) {
    let report = SARIFReport(view: view)
    output.write(
      """
      {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
          {
      """)
    for (name, value) in report.head() {
      output.write("\n      ")
      write(.string(name), to: &output)
      output.write(": ")
      write(value, to: &output)
      output.write(",")
    }
    output.write("\n      \"results\": [")
    var isFirst = true
    report.forEachResult { value in
      output.write(isFirst ? "\n        " : ",\n        ")
      isFirst = false
      write(value, to: &output)
    }
    output.write(isFirst ? "]\n    }\n  ]\n}\n" : "\n      ]\n    }\n  ]\n}\n")
  }

  private static func write(_ value: JSONValue, to output: inout ReportOutput) {
    output.write(bytes: value.bytes())
  }

  // MARK: The run

  private func head() -> [(String, JSONValue)] {
    let outcome = result.outcome
    let invocation: JSONValue = .object([
      "executionSuccessful": .bool(outcome.exitCode < 2), "exitCode": .int(Int64(outcome.exitCode)),
      "exitCodeDescription": .string(wording[outcome.reason]),
      "toolExecutionNotifications": .array(notifications()),
      "toolConfigurationNotifications": .array(result.diagnostics.map(notification)),
    ])
    var head: [(String, JSONValue)] = [
      ("tool", ["driver": driver]),
      ("language", .string(wording("zh-TW", "en-US"))), ("columnKind", "unicodeCodePoints"),
      ("automationDetails", ["id": .string("qixian/" + wording[result.title])]),
      ("artifacts", .array(result.inputs.map(artifact))), ("invocations", [invocation]),
      ("properties", properties),
    ]
    if let base = view.options.linkBase {
      head.append(("originalUriBaseIds", ["SRCROOT": ["uri": .string(base)]]))
    }
    return head
  }

  private var driver: JSONValue {
    .object([
      "name": "qixian", "version": .string(result.toolVersion),
      "rules": .array(result.rules.map(descriptor)),
    ])
  }

  private func descriptor(_ rule: RuleSummary) -> JSONValue {
    let cites = rule.citations.map(wording.citation)
    var help = wording[rule.title]
    if !cites.isEmpty { help += "\n" + wording("依據：", "Cites: ") + cites.joined(separator: "; ") }
    if let remedy = rule.remedy { help += "\n" + wording("改善建議：", "Remedy: ") + wording[remedy] }
    return .object([
      "id": .string(rule.id), "shortDescription": ["text": .string(wording[rule.title])],
      "help": ["text": .string(help)],
      "defaultConfiguration": [
        "enabled": .bool(rule.status != .suspended), "level": .string(level(rule.severity)),
      ],
      "properties": .object([
        "tags": unique(rule.tags.map { .string($0) }), "kind": .string(rule.kind),
        "severity": .string(rule.severity.rawValue), "status": .string(rule.status.rawValue),
        "cites": .array(cites.map { .string($0) }),
        "obligations": .array(rule.obligations.map { .string($0) }),
      ]),
    ])
  }

  private func artifact(_ input: InputSummary) -> JSONValue {
    .object([
      "description": ["text": .string(input.dataset)], "location": location(of: input.path),
      "length": .int(Int64(input.bytes)),
      "roles": ["analysisTarget"], "encoding": .string(input.encoding),
    ])
  }

  /// The moments judged, and all counts, so that nothing left out of results is lost.
  private var properties: JSONValue {
    let counts = result.rules.map { rule in
      JSONValue.Member(
        rule.id,
        .object([
          "compliant": .int(Int64(rule.counts.compliant)),
          "violated": .int(Int64(rule.counts.violated)),
          "waived": .int(Int64(rule.counts.waived)),
          "pending": .int(Int64(rule.counts.pending)),
          "notApplicable": .int(Int64(rule.counts.notApplicable)),
          "undetermined": .int(Int64(rule.counts.undetermined)),
        ]))
    }
    return .object([
      "asOf": .string(Wording.isoMoment(result.asOf)),
      "observedThrough": .string(Wording.isoMoment(result.observedThrough)),
      "knownOn": result.knownOn.map { .string($0.isoText) }, "zone": .string(result.zoneName),
      "counts": .object(counts),
    ])
  }

  func level(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low, .info: "note"
    }
  }

  func location(of path: String) -> JSONValue {
    var members = [JSONValue.Member("uri", .string(Escape.uri(path)))]
    if view.options.linkBase != nil, !path.hasPrefix("/") {
      members.append(.init("uriBaseId", "SRCROOT"))
    }
    return .object(members)
  }

  /// The values without repetitions, which the schema forbids in many places.
  func unique(_ values: [JSONValue]) -> JSONValue {
    var seen = Set<JSONValue>()
    return .array(values.filter { seen.insert($0).inserted })
  }

  func message(_ text: String) -> JSONValue { ["text": .string(Escape.sarif(text))] }
}
