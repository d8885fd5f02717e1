import Diagnostics
import RuleCheck
import RuleSyntax
import TestSupport
import Testing

@Suite struct ShippedRulesTests {
  @Test(arguments: RuleSet.packs)
  func `a shipped pack has no errors`(path: String) {
    let (rules, diagnostics) = RuleSet.check(
      [:], roots: [path],
      standard: ["rules/taiwan/counting.yaml", "rules/calendars/tw-government.yaml"])
    let text = DiagnosticRenderer(language: .en).render(
      diagnostics.filter { $0.severity == .error })
    #expect(text == "")
    #expect(!rules.rules.isEmpty)
    #expect(rules.failedRules == [])
  }

  @Test(arguments: Repository.files(below: "rules", ending: ".test.yaml"))
  func `a shipped file of tests is well formed`(path: String) throws {
    let document = RuleDocument.parse(SourceText(name: path, bytes: try Repository.bytes(path)))
    #expect(DiagnosticRenderer(language: .en).render(document.diagnostics) == "")
    #expect(document.kind == .tests)
    #expect(!document.testDocuments.isEmpty)
  }
}
