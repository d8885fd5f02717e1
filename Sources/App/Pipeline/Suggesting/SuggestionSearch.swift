import Columns
import Diagnostics
import Findings
import RuleCheck
import RuleSyntax

/// Looks for a case on which a rule and its change differ, beginning with the cases there are.
///
/// Cells are moved to due moments, to the values that conditions and targets name, and to their
/// neighbours; rows are left out, added and counted. What is found is written as a test, read again
/// and judged by both rules before it is offered.
struct SuggestionSearch {
  /// The rules as they are and as they are changed, with the indices of the rule that is tested.
  private let base: (rules: CheckedRules, rule: Int)
  private let changed: (rules: CheckedRules, rule: Int)
  private let name: String
  private let moves: CaseMoves
  /// Whether the change is of what a share is compared with.
  private let isOfTarget: Bool
  private var remaining: Int

  /// Prepares a search for a rule; `nil` where it is not in both.
  ///
  /// - Parameter budget: how many cases are judged by both rules at most.
  init?(
    rule name: String, _ base: CheckedRules, _ changed: CheckedRules, _ mutant: Mutant,
    budget: Int = 1200
  ) {
    guard let old = RuleTests.index(of: name, in: base),
      let new = RuleTests.index(of: name, in: changed)
    else { return nil }
    self.base = (base, old)
    self.changed = (changed, new)
    self.name = name
    isOfTarget = [.number, .parameter, .targetComparison].contains(mutant.operation)
    remaining = budget
    moves = CaseMoves(
      schema: base.datasets[base.rules[old].dataset].schema, rule: base.rules[old],
      changed: changed.rules[new], base.parameters, mutant)
  }

  /// The first case found, from seeds: tests with one case each.
  mutating func find(from tests: [TestDocument]) -> Suggestion? {
    var seeds = Self.seeds(tests)
    if seeds.isEmpty, let first = FirstCase.test(of: name, moves.rule, moves.schema) {
      seeds = [first.holding(first.cases[0])]
    }
    var next: [TestDocument] = []
    for seed in seeds {
      guard let outcome = judge(seed) else { continue }
      if let found = suggestion(seed, outcome) { return found }
      if let found = shares(seed, outcome.old) { return found }
      for candidate in moves.toDue(seed.cases[0], outcome.old.dues + outcome.new.dues) {
        if let found = attempt(seed.holding(candidate)) { return found }
      }
    }
    for seed in seeds {
      for candidate in moves.neighbours(seed.cases[0]) {
        let test = seed.holding(candidate)
        guard let outcome = judge(test) else { continue }
        if let found = suggestion(test, outcome) { return found }
        let dues = (outcome.old.dues + outcome.new.dues)
        for nearer in moves.toDue(candidate, dues) {
          if let found = attempt(test.holding(nearer)) { return found }
        }
        next.append(test)
      }
    }
    for test in next {
      for candidate in moves.neighbours(test.cases[0]) {
        if let found = attempt(test.holding(candidate)) { return found }
        if remaining <= 0 { return nil }
      }
    }
    return nil
  }

  /// Cases to begin with: of each expectation the first, then others, each in a test of its own.
  private static func seeds(_ tests: [TestDocument]) -> [TestDocument] {
    let all = tests.flatMap { test in
      test.cases.filter { $0.problem == nil && $0.rows.count <= 40 }.map { test.holding($0) }
    }
    var verdicts: Set<String> = []
    let first = all.filter { test in
      verdicts.insert(test.cases[0].expectations.first?.verdict ?? "").inserted
    }
    return Array((first + all).prefix(8))
  }

  private mutating func attempt(_ test: TestDocument) -> Suggestion? {
    judge(test).flatMap { suggestion(test, $0) }
  }

  private mutating func judge(_ test: TestDocument) -> (old: CaseOutcome, new: CaseOutcome)? {
    guard remaining > 0 else { return nil }
    remaining -= 1
    func outcome(_ side: (rules: CheckedRules, rule: Int)) -> CaseOutcome {
      CaseOutcome(
        RuleTestCase(test: test, testCase: test.cases[0], rules: side.rules, rule: side.rule)
          .result())
    }
    let outcomes = (old: outcome(base), new: outcome(changed))
    return outcomes.old.isUnsound || outcomes.new.isUnsound ? nil : outcomes
  }

  // MARK: - Shares

  /// Good and bad rows in a number at which a share meets the one target and not the other.
  private mutating func shares(_ seed: TestDocument, _ outcome: CaseOutcome) -> Suggestion? {
    guard isOfTarget, case .rate = base.rules.rules[base.rule].kind, seed.cases[0].rows.count <= 12
    else {
      return nil
    }
    var good: TestDocument.Row?
    var bad: TestDocument.Row?
    for row in seed.cases[0].rows {
      var single = seed.cases[0]
      single.rows = [row]
      guard let members = judge(seed.holding(single))?.old.members else { continue }
      if members.compliant == 1, members.violated == 0 { good = good ?? row }
      if members.violated == 1, members.compliant == 0 { bad = bad ?? row }
    }
    guard let good, let bad else { return nil }
    for total in 1...250 {
      // The share is at the target, or nearest below or above it.
      for count in Self.nearest(moves.targets, of: total) {
        let candidate = moves.rows(seed.cases[0], [(good, count), (bad, total - count)])
        if let found = attempt(seed.holding(candidate)) { return found }
      }
    }
    return nil
  }

  private static func nearest(_ targets: [DecimalNumber], of total: Int) -> [Int] {
    let bounds = targets.map(\.value)
    guard let least = bounds.min(), let most = bounds.max() else { return [] }
    return (0...total).filter { count in
      let share = Double(count) * 100 / Double(total)
      return share >= least && share <= most
    }
  }

  // MARK: - The case found

  /// The case as a test, if both rules differ on it and the test as it is written shows so.
  private func suggestion(
    _ test: TestDocument, _ outcome: (old: CaseOutcome, new: CaseOutcome)
  ) -> Suggestion? {
    guard let difference = outcome.old.firstDifference(from: outcome.new) else { return nil }
    var expectation = difference.subject.expectation(difference.verdict)
    if case .row = difference.subject, test.cases[0].rows.count > 1 {
      let lines = test.cases[0].rows.indices.map { index in
        outcome.old.verdicts.first { $0.subject == .row(index + 2) }?.verdict
          ?? Verdict.notApplicable.rawValue
      }
      expectation = "[\(lines.joined(separator: ", "))]"
    }
    let text = CaseText(
      rule: test.rule, pack: test.pack, asOf: test.cases[0].asOf ?? test.asOf,
      testCase: test.cases[0], numbered: test.cases[0].numbersKeys ? moves.schema.key : [],
      expectation: expectation)
    guard let document = text.document else { return nil }
    let source = SourceText(name: "suggestion", text: document)
    guard let written = RuleDocument.parse(source).testDocuments.first,
      let only = written.cases.first, written.cases.count == 1
    else { return nil }
    func problems(_ side: (rules: CheckedRules, rule: Int)) -> [Diagnostic] {
      RuleTestCase(test: written, testCase: only, rules: side.rules, rule: side.rule).run()
    }
    guard problems(base).isEmpty, !problems(changed).isEmpty else { return nil }
    return Suggestion(rule: name, text: document)
  }
}

extension TestDocument {
  /// The test with one case only.
  fileprivate func holding(_ testCase: Case) -> TestDocument {
    var test = self
    var testCase = testCase
    // What was expected, and where it stands, is of no meaning for a case that was moved.
    testCase.todo = nil
    test.asOf = testCase.asOf ?? asOf
    test.observedThrough = testCase.observedThrough ?? observedThrough
    test.knownOn = testCase.knownOn ?? knownOn
    testCase.asOf = test.asOf
    testCase.observedThrough = test.observedThrough
    testCase.knownOn = test.knownOn
    test.cases = [testCase]
    return test
  }
}

extension DecimalNumber {
  /// The nearest binary number, to sort shares by.
  fileprivate var value: Double {
    (0..<Int(scale)).reduce(Double(mantissa)) { value, _ in value / 10 }
  }
}
