import CivilTime
import Columns
public import Diagnostics
import Findings
import LogReaders
public import Platform
public import RuleCheck
public import RuleSyntax

/// Runs the tests that stand beside rules.
public enum RuleTests {
  /// What became of the tests of a file.
  public struct Report: Sendable {
    /// The number of cases that hold.
    public var passed = 0
    /// The number of cases that do not hold.
    public var failed = 0
    /// The number of cases that are marked as not yet holding.
    public var todo = 0
    /// What is wrong, with the places in the tests file.
    public var diagnostics: [Diagnostic] = []

    /// Creates an empty report.
    public init() {}

    /// Adds another report.
    public mutating func add(_ other: Report) {
      passed += other.passed
      failed += other.failed
      todo += other.todo
      diagnostics += other.diagnostics
    }
  }

  /// Runs the tests of one file; the rules are those of the pack beside it, or that it names.
  public static func run(file path: String, library: RuleLibrary) -> Report {
    var report = Report()
    guard let bytes = try? Files.read(path) else {
      report.failed = 1
      report.diagnostics = [
        Diagnostic(
          .unreadableData, LocalizedText(zh: "無法讀取測試檔", en: "the tests file cannot be read"),
          at: .file(path))
      ]
      return report
    }
    let document = RuleDocument.parse(SourceText(name: path, bytes: bytes))
    report.diagnostics = document.diagnostics
    report.failed = document.diagnostics.filter { $0.severity == .error }.count
    var loaded: [String: RuleLoading.Loaded] = [:]
    for test in document.testDocuments {
      let pack = packPath(of: test, beside: path)
      let rules = loaded[pack] ?? RuleLoading.load([pack], library: library)
      if loaded[pack] == nil {
        loaded[pack] = rules
        let errors = rules.diagnostics.filter { $0.severity == .error }
        report.diagnostics += errors
        report.failed += errors.count
      }
      report.add(run(test, rules.rules))
    }
    return report
  }

  /// The pack file that tests are about.
  static func packPath(of test: TestDocument, beside path: String) -> String {
    if let pack = test.pack {
      return pack.hasPrefix("/") ? pack : (Files.parent(of: path).map { $0 + "/" } ?? "") + pack
    }
    return String(path.dropLast(".test.yaml".count)) + ".yaml"
  }

  /// The index of a rule by its id, or the part behind the pack.
  static func index(of rule: String, in rules: CheckedRules) -> Int? {
    rules.rules.firstIndex { $0.id == rule || $0.id.hasSuffix("/" + rule) }
  }

  /// Runs the tests of one rule.
  public static func run(_ test: TestDocument, _ rules: CheckedRules) -> Report {
    var report = Report()
    guard let index = index(of: test.rule, in: rules) else {
      report.failed = test.cases.count
      report.diagnostics.append(
        Diagnostic(
          .testUnknownRule,
          LocalizedText(zh: "沒有可測試的規則 \(test.rule)", en: "there is no sound rule '\(test.rule)'"),
          at: .source(test.source, test.ruleSpan),
          help: nearest(
            to: test.rule, in: rules.rules.map { String($0.id.split(separator: "/").last ?? "") }
          )
          .map { LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?") }))
      return report
    }
    for testCase in test.cases {
      let problems = RuleTestCase(test: test, testCase: testCase, rules: rules, rule: index).run()
      if testCase.todo != nil {
        report.todo += 1
      } else if problems.isEmpty {
        report.passed += 1
      } else {
        report.failed += 1
        report.diagnostics += problems
      }
    }
    return report
  }
}
