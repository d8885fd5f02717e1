import CivilTime
import Diagnostics
import RuleCheck
import RuleSyntax

/// The changes of one rule or parameter, each tried against the tests that can notice it.
final class MutationTrial {
  private(set) var report: MutationReport.Pack
  /// The rules as they are.
  let base: CheckedRules
  private let subject: MutationSubject
  private let names: Set<String>
  private let changed: Set<String>
  /// The tests whose cases hold as the rules are.
  private var tests: [TestDocument] = []

  /// Prepares to change rules (by short name), which tests of theirs and of dependent rules notice.
  init(_ subject: MutationSubject, changing rules: Set<String>) {
    self.subject = subject
    changed = rules
    let noticing = subject.text.dependents(of: rules)
    names = subject.text.needed(for: noticing)
    report = MutationReport.Pack(source: subject.file.original)
    base = subject.check(names, nil)
    tests = subject.tests(of: noticing).map { test in
      var test = test
      test.cases = test.cases.filter { $0.todo == nil && holds($0, test, base) }
      return test
    }
    // The rule's own tests come first: they are the likeliest to notice.
    tests = tests.filter { rules.contains($0.rule) } + tests.filter { !rules.contains($0.rule) }
  }

  /// The rule of a short name as it is.
  func rule(_ name: String) -> CheckedRule? { base.rule(named: name) }

  /// What is reported where the rule itself is broken.
  func brokenPack(_ name: String, _ node: YAMLNode) -> MutationReport.Pack {
    report.diagnostics.append(
      Diagnostic(
        .testUnknownRule,
        LocalizedText(
          zh: "規則 \(name) 有誤，無法變異", en: "rule '\(name)' is broken and cannot be changed"),
        at: .source(subject.file.original, subject.file.place(node.ownSpan))))
    return report
  }

  /// Tries a change; where no test notices it, `equivalence` may prove that none can.
  func attempt(_ mutant: Mutant, equivalence: (CheckedRules) -> MutationEquivalence?) {
    guard let rules = rules(with: mutant) else { return }
    let isNoticed = tests.contains { test in
      test.cases.contains { !holds($0, test, rules) }
    }
    if isNoticed {
      report.noticed += 1
    } else if let reason = equivalence(rules) {
      report.equivalents[reason, default: 0] += 1
    } else {
      var survivor = MutationReport.Survivor(
        mutant: mutant, isUntested: tests.allSatisfy { $0.cases.isEmpty })
      if subject.suggests { survivor.suggestion = suggestion(for: mutant, rules) }
      survivor.mutant.span = subject.file.place(mutant.span)
      report.survivors.append(survivor)
    }
  }

  /// A case that would notice a change: of the rule itself, or of one that it reaches.
  private func suggestion(for mutant: Mutant, _ rules: CheckedRules) -> Suggestion? {
    for name in (tests.map(\.rule) + changed.sorted()).uniqued() {
      let seeds = tests.filter { $0.rule == name }
      guard var search = SuggestionSearch(rule: name, base, rules, mutant) else { continue }
      if let found = search.find(from: seeds) { return found }
    }
    return nil
  }

  /// The changed rules; `nil` where the change makes a rule that is not accepted.
  private func rules(with mutant: Mutant) -> CheckedRules? {
    switch mutant.edit {
    case .text(let span, let text):
      let rules = subject.check(names, (span, text))
      return changed.allSatisfy { rules.rule(named: $0) != nil || base.rule(named: $0) == nil }
        ? rules : nil
    case .profile(let version, let arm, let profile):
      var rules = base
      guard let index = rules.rules.firstIndex(where: { $0.id.hasSuffix("/" + mutant.name) })
      else { return nil }
      rules.profiles.append(profile)
      let number = rules.profiles.count - 1
      if let version {
        rules.rules[index].versions[version].kind.setProfile(number, ofArm: arm)
      } else {
        rules.rules[index].kind.setProfile(number, ofArm: arm)
      }
      return rules
    }
  }

  private func holds(
    _ testCase: TestDocument.Case, _ test: TestDocument, _ rules: CheckedRules
  ) -> Bool {
    guard let index = RuleTests.index(of: test.rule, in: rules) else { return true }
    return RuleTestCase(test: test, testCase: testCase, rules: rules, rule: index).run().isEmpty
  }
}

extension [String] {
  /// The elements without repetitions, in order.
  fileprivate func uniqued() -> [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}

extension CheckedKind {
  fileprivate mutating func setProfile(_ profile: Int, ofArm arm: Int) {
    guard case .deadline(var rule) = self else { return }
    rule.arms[arm].profile = profile
    self = .deadline(rule)
  }
}
