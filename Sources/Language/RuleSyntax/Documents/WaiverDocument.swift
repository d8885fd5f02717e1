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
    /// A condition over rows, as its node.
    case condition(YAMLNode)
  }
  /// Its id; its number in the file where it has none.
  public var id: String
  /// The rule, as written.
  public var rule: String
  /// Where the rule is named.
  public var ruleSpan: SourceSpan
  /// What it covers.
  public var scope: Scope
  /// Why.
  public var reason: LocalizedText
  /// Who approved it.
  public var approvedBy: String
  /// When.
  public var approvedOn: CivilDate
  /// Its last day.
  public var until: CivilDate

  /// Creates a waiver.
  public init(
    id: String, rule: String, ruleSpan: SourceSpan, scope: Scope, reason: LocalizedText,
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
        id: node["id"]?.text ?? "\(index + 1)", rule: name, ruleSpan: rule.ownSpan, scope: scope,
        reason: node["reason"]?.localized ?? LocalizedText(verbatim: ""),
        approvedBy: node["approved-by"]?.text ?? "", approvedOn: approvedOn, until: until)
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
    return node["when"].map { .condition($0) }
  }
}
