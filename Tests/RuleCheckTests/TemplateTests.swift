import Diagnostics
import Findings
import RuleCheck
import Testing

/// Rules that take up templates become what they would be if they said all themselves.
@Suite struct TemplateTests {
  /// The dataset, the templates, and a rule of its own words.
  private static let file = """
    qixian: 1
    pack: p
    timezone: Asia/Taipei
    sources: { plan: { title: 計畫 } }
    datasets:
      log:
        key: no
        columns:
          no: { type: text }
          activity: { type: text }
          place: { type: text }
          done_on: { type: date }
    templates:
      yearly:
        kind: count
        dataset: log
        per: [year]
        dated-by: done_on
        severity: low
        cites: plan
      milestone:
        like: yearly
        when: { activity: $obligation, place: $id }
        at-least: 1
    rules:

    """

  private func rule(_ text: String) throws -> CheckedRule {
    let file = Array((Self.file + "  north: { \(text) }\n").utf8)
    let (rules, diagnostics) = RuleSet.check(["pack.yaml": file], roots: ["pack.yaml"])
    #expect(diagnostics.filter { $0.severity == .error }.map(\.message.en) == [])
    return try #require(rules.rules.first)
  }

  @Test func `keys come from the template and from those that it is like`() throws {
    let rule = try rule("like: milestone, title: 檢查, obligation: visits")
    let whole = try self.rule(
      "kind: count, dataset: log, per: [year], dated-by: done_on, severity: low, cites: plan, when: { activity: visits, place: north }, at-least: 1, title: 檢查, obligation: visits"
    )
    #expect(rule.severity == .low)
    #expect(rule.condition?.text == "activity == \"visits\" && place == \"north\"")
    #expect(rule.condition?.text == whole.condition?.text)
    guard case .count(let count) = rule.kind, case .count(let other) = whole.kind else {
      Issue.record("no count")
      return
    }
    #expect(count.target == other.target)
    #expect(count.grouping == other.grouping)
    #expect(rule.citations == whole.citations)
  }

  @Test func `a key of the rule's own comes first`() throws {
    let rule = try rule(
      "like: milestone, title: 檢查, at-least: 3, severity: high, when: { activity: other }")
    #expect(rule.severity == .high)
    #expect(rule.condition?.text == "activity == \"other\"")
    guard case .count(let count) = rule.kind else {
      Issue.record("no count")
      return
    }
    #expect(count.target == .number(Ratio(3, 1)))
  }

  @Test func `what stands in for a key is a text, whatever it looks like`() throws {
    let rule = try rule("like: milestone, title: 檢查, obligation: 110")
    #expect(rule.condition?.text == "activity == \"110\" && place == \"north\"")
  }
}
