import Diagnostics
import Findings
import JSON

extension SARIFReport {
  /// A violation of a rule: a finding or a group's result.
  private enum Violation {
    case finding(Int)
    case group(GroupResult)
  }

  /// Calls with each result in order of rules, within the limits, then with those that are gone.
  func forEachResult(_ body: (JSONValue) -> Void) {
    let violations = result.rules.indices.map(violations)
    let gone = view.resolved()
    let quotas = Self.quotas(violations.map(\.count) + [gone.count])
    for (rule, all) in violations.enumerated() {
      let listed = quotas[rule] < all.count ? max(0, quotas[rule] - 1) : all.count
      for violation in all.prefix(listed) {
        switch violation {
        case .finding(let index): body(value(of: view.findings[index]))
        case .group(let group): body(value(of: group))
        }
      }
      if listed < all.count { body(rest(rule, all.count - listed)) }
    }
    for finding in gone.prefix(quotas[violations.count]) { body(absent(finding)) }
  }

  private func violations(of rule: Int) -> [Violation] {
    view.indices(of: rule, .violated).map { .finding($0) }
      + view.groupsOfRule[rule].lazy.map { result.groups[$0] }.filter { $0.verdict == .violated }
      .map { .group($0) }
  }

  /// How many results each rule may write: all if they fit, else the large ones share what is left.
  static func quotas(_ counts: [Int]) -> [Int] {
    var quotas = counts.map { min($0, ruleLimit) }
    var left = runLimit
    let order = quotas.indices.sorted { (quotas[$0], $0) < (quotas[$1], $1) }
    for (position, index) in order.enumerated() {
      quotas[index] = min(quotas[index], left / (order.count - position))
      left -= quotas[index]
    }
    return quotas
  }

  private func value(of finding: Finding) -> JSONValue {
    let rule = view.rule(of: finding)
    let place = finding.location.map { physical($0, finding) } ?? definition(rule, finding)
    var text = view.hostLabel(finding.subject) + wording("：", ": ") + view.hostReason(finding)
    if let remedy = rule.remedy { text += wording("。改善建議：", ". Remedy: ") + wording[remedy] }
    return .object([
      "ruleId": .string(rule.id), "ruleIndex": .int(Int64(finding.rule)), "kind": "fail",
      "level": .string(level(rule.severity)),
      "message": message(SafeText.cut(text, toLength: 1000, wording)),
      "locations": [place],
      "relatedLocations": related(finding),
      "partialFingerprints": fingerprints(finding.fingerprint),
      "baselineState": baseline(finding.fingerprint),
      "suppressions": .array(suppressions(finding)),
      "properties": .object([
        "severity": .string(rule.severity.rawValue),
        "owner": finding.owner.map { .string(SafeText.cut($0, toLength: 200, wording)) },
        "due": finding.due.map { .string(Wording.isoMoment($0)) },
        "actual": finding.actual.map { .string(Wording.isoMoment($0)) },
        "minutesLate": finding.lateness.map { .int($0.minutes) },
      ]),
    ])
  }

  private func value(of group: GroupResult) -> JSONValue {
    let rule = result.rules[group.rule]
    let label = wording.subject(group)
    let text = label + wording("：", ": ") + wording.standing(group)
    let fingerprint = result.fingerprint(of: group)
    return .object([
      "ruleId": .string(rule.id), "ruleIndex": .int(Int64(group.rule)), "kind": "fail",
      "level": .string(level(rule.severity)), "message": message(SafeText.oneLine(text)),
      "locations": [definition(rule, label: label)],
      "partialFingerprints": fingerprints(fingerprint), "baselineState": baseline(fingerprint),
      "suppressions": [],
      "properties": .object([
        "severity": .string(rule.severity.rawValue),
        "owner": group.owner.map { .string(SafeText.cut($0, toLength: 200, wording)) },
      ]),
    ])
  }

  /// One result for all those beyond the limit.
  private func rest(_ index: Int, _ count: Int) -> JSONValue {
    let rule = result.rules[index]
    let number = Wording.grouped(count)
    let text = wording(
      "另有 \(number) 件違反未列於此（SARIF 上限）；完整清單請用 csv 或 json 格式",
      "\(number) more violations are not listed here (limits of SARIF); csv and json have them all")
    return .object([
      "ruleId": .string(rule.id), "ruleIndex": .int(Int64(index)), "kind": "fail",
      "level": .string(level(rule.severity)), "message": message(text),
      "locations": [definition(rule, label: rule.id)], "occurrenceCount": .int(Int64(count)),
      "partialFingerprints": fingerprints("rest of " + rule.id),
    ])
  }

  /// A violation of the earlier run that is gone.
  private func absent(_ finding: Finding) -> JSONValue {
    let id = view.options.baseline?.ruleID(finding.rule) ?? "?"
    let index = result.rules.firstIndex { $0.id == id }
    return .object([
      "ruleId": .string(id), "ruleIndex": index.map { .int(Int64($0)) }, "kind": "fail",
      "level": "none",
      "message": message(
        view.hostLabel(finding.subject) + wording("：已解除", ": resolved")),
      "locations": index.map { .array([definition(result.rules[$0], label: id)]) },
      "partialFingerprints": fingerprints(finding.fingerprint), "baselineState": "absent",
    ])
  }

  private func suppressions(_ finding: Finding) -> [JSONValue] {
    guard let id = finding.waiver else { return [] }
    return [
      .object([
        "kind": "external", "status": "accepted",
        "justification": .string(id + wording("：", ": ") + (view.waivers[id]?.reason ?? "")),
      ])
    ]
  }

  private func fingerprints(_ fingerprint: String) -> JSONValue {
    ["qixianCase/v1": .string(view.hostFingerprint(fingerprint))]
  }

  private func baseline(_ fingerprint: String) -> JSONValue? {
    switch view.baselineState(violated: fingerprint) {
    case .new: .string("new")
    case .persisting: .string("unchanged")
    case .resolved: .string("absent")
    case nil: Optional.none
    }
  }

  // MARK: Places

  private func physical(_ place: DataLocation, _ finding: Finding) -> JSONValue {
    .object([
      "physicalLocation": region(place), "logicalLocations": unique(logical(finding)),
    ])
  }

  func region(_ place: DataLocation) -> JSONValue {
    guard case .object(var artifact) = location(of: result.inputs[place.input].path) else {
      return .null
    }
    artifact.append(.init("index", .int(Int64(place.input))))
    return .object([
      "artifactLocation": .object(artifact),
      "region": ["startLine": .int(Int64(max(1, place.line)))],
    ])
  }

  /// The case and the columns that decided it; never their content.
  private func logical(_ finding: Finding) -> [JSONValue] {
    let dataset = view.rule(of: finding).dataset
    let name = view.hostLabel(finding.subject)
    let entry: JSONValue = [
      "name": .string(name), "fullyQualifiedName": .string("\(dataset)/\(name)"), "kind": "object",
    ]
    return [entry]
      + finding.cells.map { cell in
        [
          "name": .string(cell.name), "fullyQualifiedName": .string("\(dataset).\(cell.name)"),
          "kind": "property",
        ]
      }
  }

  private func related(_ finding: Finding) -> JSONValue? {
    guard !finding.relatedLocations.isEmpty else { return Optional.none }
    return unique(finding.relatedLocations.prefix(100).map { ["physicalLocation": region($0)] })
  }

  private func definition(_ rule: RuleSummary, _ finding: Finding) -> JSONValue {
    definition(rule, label: view.hostLabel(finding.subject))
  }

  /// The place of a rule's definition, for results that stand in no row.
  func definition(_ rule: RuleSummary, label: String) -> JSONValue {
    let (path, line) = Self.split(rule.definedAt)
    return .object([
      "physicalLocation": [
        "artifactLocation": location(of: path), "region": ["startLine": .int(Int64(line))],
      ],
      "logicalLocations": [["name": .string(label), "kind": "object"]],
    ])
  }

  /// A path and line from `path:line`; line 1 where there is none.
  static func split(_ place: String) -> (path: String, line: Int) {
    guard let colon = place.lastIndex(of: ":"), let line = Int(place[place.index(after: colon)...])
    else { return (place.isEmpty ? "." : place, 1) }
    return (String(place[..<colon]), max(1, line))
  }
}
