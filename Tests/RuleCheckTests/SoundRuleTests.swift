import CivilTime
import Columns
import Diagnostics
import Expressions
import Findings
import RuleCheck
import RuleSyntax
import TestSupport
import Testing

/// A kind of rule that a test expected is not there.
struct Missing: Error {}

/// Tests over sound rules in one pack beside the common files.
protocol SoundRuleTests {}

extension SoundRuleTests {
  /// The rules of a pack over the common files, which must have no problems.
  func rules(_ body: String, head: String = "") throws -> CheckedRules {
    let text = "qixian: 1\npack: p\nuse: [common.yaml]\n\(head)rules:\n\(body)\n"
    var files = ["pack.yaml": Array(text.utf8)]
    for name in ["common.yaml", "calendar.yaml"] {
      files[name] = try Repository.bytes("Tests/RuleCases/common/\(name)")
    }
    let (rules, diagnostics) = RuleSet.check(files, roots: ["pack.yaml"])
    #expect(DiagnosticRenderer(language: .en).render(diagnostics) == "")
    #expect(rules.failedRules == [])
    return rules
  }

  func rule(_ body: String) throws -> (CheckedRules, CheckedRule) {
    let rules = try rules("  r: { \(body), cites: apa }")
    return (rules, try #require(rules.rules.first))
  }

  func deadline(_ body: String) throws -> (CheckedRules, DeadlineRule) {
    let (rules, rule) = try rule("kind: deadline, dataset: cases, to: closed_on, \(body)")
    guard case .deadline(let deadline) = rule.kind else { throw Missing() }
    return (rules, deadline)
  }

  func column(_ name: String, _ rules: CheckedRules, dataset: String = "cases") -> Int? {
    rules.datasets.first { $0.schema.name == dataset }?.schema.columnIndex(name)
  }
}
