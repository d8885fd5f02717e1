import CivilTime
import Diagnostics
public import Findings
public import RuleCheck
import RuleSyntax

/// Two rule sets over one log: whose verdict flips, and what in the rules differs.
public enum RuleSetComparison {
  /// Judges a log by both rule sets and compares the results.
  ///
  /// Every verdict is kept, met ones too, so that each flip is seen; memory grows with the log.
  public static func run(
    _ before: (rules: CheckedRules, request: CheckRequest),
    _ after: (rules: CheckedRules, request: CheckRequest)
  ) -> (comparison: ResultComparison, outcomes: [Check.Outcome]) {
    let outcomes = [before, after].map { side in
      var request = side.request
      request.explainedKeys = ["*"]
      request.explains = false
      request.describes = true
      return Check.run(request, rules: side.rules)
    }
    var comparison = ResultComparison(before: outcomes[0].result, after: outcomes[1].result)
    comparison.entries = comparison.entries.filter { $0.before != $0.after }
    let old = RuleFacts.all(before.rules)
    let new = RuleFacts.all(after.rules)
    for (id, facts) in new {
      let changes = old[id].map { RuleFacts.changes(from: $0, to: facts) } ?? []
      if !changes.isEmpty { comparison.ruleChanges[id] = changes }
    }
    return (comparison, outcomes)
  }
}

/// What decides a rule's verdicts, as names and texts in the order written.
private enum RuleFacts {
  typealias Facts = [(name: String, text: String)]

  /// Keys that describe a rule and decide nothing.
  private static let descriptive: Set<String> = [
    "title", "cites", "tags", "obligation", "message", "remedy", "reason", "report",
  ]

  /// The facts of every rule, by its id.
  static func all(_ rules: CheckedRules) -> [String: Facts] {
    var texts: [String: PackText] = [:]
    var templates: [String: YAMLNode] = [:]
    for file in rules.files {
      for entry in RuleDocument.parse(file).declarations("templates") {
        templates[entry.name] = entry.node
      }
    }
    var found: [String: Facts] = [:]
    for rule in rules.rules {
      let source = rule.definition.source
      let text = texts[source.name] ?? PackText(source)
      texts[source.name] = text
      let name = String(rule.id.split(separator: "/").last ?? "")
      guard let node = text.rules.first(where: { $0.name == name })?.node else { continue }
      var facts: Facts = []
      collect(node.completed(as: name) { templates[$0] }, "", &facts)
      found[rule.id] = facts + parameters(rule, facts, rules) + profiles(facts, rules)
    }
    return found
  }

  /// What differs between two states of a rule.
  static func changes(from old: Facts, to new: Facts) -> [ResultComparison.Change] {
    let names =
      old.map(\.name) + new.map(\.name).filter { name in !old.contains { $0.name == name } }
    return names.compactMap { name in
      let before = old.first { $0.name == name }?.text ?? ""
      let after = new.first { $0.name == name }?.text ?? ""
      return before == after ? nil : .init(name, before: before, after: after)
    }
  }

  private static func collect(_ node: YAMLNode, _ path: String, _ facts: inout Facts) {
    switch node.content {
    case .scalar(let scalar): facts.append((path, scalar.text))
    case .sequence(let elements):
      for (index, element) in elements.enumerated() {
        collect(element, "\(path)[\(index + 1)]", &facts)
      }
    case .mapping(let entries):
      for entry in entries where !descriptive.contains(entry.key) {
        collect(entry.value, path.isEmpty ? entry.key : "\(path).\(entry.key)", &facts)
      }
    }
  }

  /// The values of the parameters that a rule names, in its keys or its conditions.
  private static func parameters(
    _ rule: CheckedRule, _ facts: Facts, _ rules: CheckedRules
  ) -> Facts {
    let named = Set(facts.map(\.text))
    let inConditions = Set(rule.conditions.flatMap(\.condition.parameters))
    return rules.parameters.enumerated().flatMap { index, parameter -> Facts in
      let short = String(parameter.name.split(separator: "/").last ?? "")
      guard named.contains(short) || named.contains(parameter.name) || inConditions.contains(index)
      else { return [] }
      return parameter.values.map { value in
        let adopted = value.adopted.map { " adopted \($0.isoText)" } ?? ""
        let name =
          parameter.values.count == 1 ? short : "\(short) from \(value.from.isoText)\(adopted)"
        return (name, "\(value.value.decimalText(places: 0)) \(parameter.unit)")
      }
    }
  }

  /// How the counting profiles that a rule names count.
  private static func profiles(_ facts: Facts, _ rules: CheckedRules) -> Facts {
    let named = Set(facts.filter { $0.name.hasSuffix("counting") }.map(\.text))
    return rules.profiles.filter { named.contains($0.name) }.map { profile in
      let text = [
        profile.start.rawValue, profile.endOnRestDay.rawValue, profile.count.rawValue,
        profile.months.rawValue, profile.closures.rawValue, profile.moment.rawValue,
      ]
      return ("counting \(profile.name)", text.joined(separator: ", "))
    }
  }
}
