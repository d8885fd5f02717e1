import CivilTime
import Diagnostics
import Findings
import Pipeline
import RuleCheck
import TestSupport
import Testing

/// Rules against duplicates that compare the same values share what was seen; each reports as if it were
/// alone.
@Suite struct SharedComparisonTests {
  /// What each rule says; those of one line compare the same values.
  private static let groups: [[String]] = [
    [
      "columns: id, severity: high", "columns: id, owner: unit", "columns: id, owner: officer",
      "columns: [id], owner: { constant: 資訊科 }, undetermined: violated",
    ],
    ["columns: id, when: has(unit)", "columns: id, when: \"(has(unit))\", owner: officer"],
    [
      "columns: id, when: \"kind in ['a', 'b']\", owner: unit",
      "columns: id, when: \"kind in ['b', 'a']\"",
    ],
    ["columns: id, when: \"kind in ['a']\"", "columns: id, when: kind == 'a', owner: unit"],
    ["columns: [id, kind], owner: officer", "columns: [id, kind], owner: unit"],
    ["columns: [kind, id], owner: officer"],
    ["columns: id, per: [kind], severity: low", "columns: id, per: [kind]"],
    [
      "columns: id, per: [month], dated-by: on",
      "columns: id, per: [month], dated-by: on, owner: unit",
    ],
    ["columns: id, per: [year], dated-by: on"],
    ["columns: id, effective: { from: 2021-02-01 }, dated-by: on"],
    ["columns: id, effective: { from: 2021-03-01 }, dated-by: on"],
    // What is evaluated row by row is shared with nobody.
    ["columns: id, when: size(unit) > 1, owner: unit"], ["columns: id, when: size(unit) > 1"],
  ]

  private static func pack(_ rules: [String]) -> String {
    TestPack.head(
      "id: { type: text, optional: true }",
      "kind: { type: text, optional: true }",
      "unit: { type: text, optional: true }",
      "officer: { type: text, optional: true, sensitive: name }",
      "on: { type: date, optional: true }")
      + rules.enumerated().map {
        "  \(String(UnicodeScalar(UInt8(97 + $0)))): { kind: unique, dataset: cases, \($1), cites: s }\n"
      }.joined()
  }

  private static let rows: String = {
    var random = SeededGenerator(state: 11)
    var text = "id,kind,unit,officer,on\n"
    for _ in 0..<400 {
      let id =
        Int.random(in: 0..<12, using: &random) == 0
        ? "" : "A\(Int.random(in: 0..<250, using: &random))"
      let kind = ["a", "b", "c", ""][Int.random(in: 0..<4, using: &random)]
      let unit = ["甲", "乙組", ""][Int.random(in: 0..<3, using: &random)]
      let officer = ["王大明", "李小華"][Int.random(in: 0..<2, using: &random)]
      let month = Int.random(in: 1..<6, using: &random)
      text += "\(id),\(kind),\(unit),\(officer),\(month == 5 ? "" : "2021-0\(month)-15")\n"
    }
    return text
  }()

  /// What a run says of each rule.
  private static func says(_ rules: [String]) throws -> [[String]] {
    let (checked, diagnostics) = TestPack.check(pack(rules))
    #expect(diagnostics.filter { $0.severity == .error }.map(\.message.en) == [])
    try #require(checked.rules.count == rules.count)
    let result = Check.run(try TestPack.request(rows, asOf: "2021-04-01"), rules: checked).result
    return result.rules.indices.map { rule in
      ["\(result.rules[rule].counts)"]
        + result.findings.filter { $0.rule == rule }.map { finding in
          """
          \(finding.verdict) \(finding.subject) \(finding.owner ?? "-") \(finding.reason.en) \
          \(finding.location as Any) \(finding.relatedLocations) \(finding.cells) \(finding.taints)
          """
        }
    }
  }

  @Test func `each rule says what it says alone`() throws {
    let rules = Self.groups.flatMap(\.self)
    let together = try Self.says(rules)
    for (rule, said) in zip(rules, together) {
      let alone = try Self.says([rule])[0]
      #expect(said == alone, "\(rule)")
      #expect(said.count > 20, "\(rule)")
    }
    #expect(Set(together).count > Self.groups.count)
  }
}
