public import CivilTime
public import Diagnostics

/// A waiver as a file states it.
public struct WaiverDocument: Sendable {
  /// What a waiver covers.
  public enum Scope: Sendable {
    /// Cases by key.
    case cases([String])
    /// Groups, each a label (`工務處 2021-01`) or its named values.
    case groups([[(name: String, text: String)]])
  }
  /// Its id; its file and number where it has none, such as `waivers.yaml#2`.
  public var id: String
  /// The rule, as written.
  public var rule: String
  /// Where the rule is named.
  public var ruleSpan: SourceSpan
  /// What it covers.
  public var scope: Scope
  /// Why.
  public var reason: String
  /// Who approved it.
  public var approvedBy: String
  /// When.
  public var approvedOn: CivilDate
  /// Its last day.
  public var until: CivilDate

  /// Creates a waiver.
  public init(
    id: String, rule: String, ruleSpan: SourceSpan, scope: Scope, reason: String,
    approvedBy: String, approvedOn: CivilDate, until: CivilDate
  ) {
    self.id = id
    self.rule = rule
    self.ruleSpan = ruleSpan
    self.scope = scope
    self.reason = reason
    self.approvedBy = approvedBy
    self.approvedOn = approvedOn
    self.until = until
  }
}

extension WaiverDocument {
  /// The id of a waiver without one, from its file's name and its number in it, from 1.
  public static func id(number: Int, in source: SourceText) -> String {
    "\(source.name.split(separator: "/").last ?? "")#\(number)"
  }
}

extension RuleDocument {
  /// The waivers of a waivers file; those with errors are left out (their problems are reported).
  public var waivers: [WaiverDocument] {
    guard kind == .waivers else { return [] }
    return (root?["waivers"]?.elements ?? []).enumerated().compactMap { index, node in
      guard isSound(node.ownSpan), let rule = node["rule"], let name = rule.text,
        let scope = Self.scope(node), let approvedOn = node["approved-on"]?.date,
        let until = node["until"]?.date
      else { return nil }
      return WaiverDocument(
        id: node["id"]?.text ?? WaiverDocument.id(number: index + 1, in: source), rule: name,
        ruleSpan: rule.ownSpan, scope: scope,
        reason: node["reason"]?.text ?? "", approvedBy: node["approved-by"]?.text ?? "",
        approvedOn: approvedOn, until: until)
    }
  }

  private static func scope(_ node: YAMLNode) -> WaiverDocument.Scope? {
    if let cases = node["cases"] { return .cases(cases.texts) }
    if let groups = node["groups"] {
      return .groups(
        groups.oneOrMore.map { group in
          group.text.map { [(name: "", text: $0)] }
            ?? (group.entries ?? []).map { (name: $0.key, text: $0.value.text ?? "") }
        })
    }
    return nil
  }
}
