import Diagnostics
import FoundationEssentials
import RuleCheck
import RuleSyntax
import TestSupport
import Testing

/// A bad rule file with the diagnostics expected of it, in one text:
/// the file, further files after `=== file NAME`, the expected text after `=== en` and `=== zh-Hant`.
struct RuleCase: CustomTestStringConvertible {
  let path: String
  var files: [String: String] = [:]
  var expected: [Language: String] = [:]

  init(_ path: String) throws {
    self.path = path
    var section = "file pack.yaml"
    for line in try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        section = String(line.dropFirst(4))
      } else if section.hasPrefix("file ") {
        files[String(section.dropFirst(5)), default: ""] += line + "\n"
      } else if let language = Language(rawValue: section) {
        expected[language, default: ""] += line + "\n"
      }
    }
    // The text ends with a line break, after which there is no line.
    for (language, text) in expected where text.hasSuffix("\n\n") {
      expected[language] = String(text.dropLast())
    }
  }

  var testDescription: String { path }

  /// The files with the common ones beside them.
  func check() throws -> (rules: CheckedRules, diagnostics: [Diagnostic]) {
    var all = files.mapValues { Array($0.utf8) }
    for name in ["common.yaml", "calendar.yaml"] {
      all[name] = try Repository.bytes("Tests/RuleCases/common/\(name)")
    }
    let bytes = all["pack.yaml"] ?? []
    let document = RuleDocument.parse(SourceText(name: "pack.yaml", bytes: bytes))
    switch document.kind {
    case .tests, .waivers, .project, .undecided:
      return (RuleSet.check([:], roots: []).rules, document.diagnostics)
    case .rules, .calendar, nil: return RuleSet.check(all, roots: ["pack.yaml"])
    }
  }

  static let bad: [String] = Repository.files(below: "Tests/RuleCases/bad", ending: ".case")
}

@Suite struct RuleCaseTests {
  @Test(arguments: RuleCase.bad)
  func `a bad rule file gives the diagnostics written beside it`(path: String) throws {
    let testCase = try RuleCase(path)
    let diagnostics = try testCase.check().diagnostics
    #expect(!diagnostics.isEmpty)
    let environment = ProcessInfo.processInfo.environment
    if environment["RECORD_GOLDENS"] == "1" { try record(testCase, diagnostics) }
    #expect(testCase.expected[.en] != nil)
    for (language, expected) in testCase.expected {
      #expect(DiagnosticRenderer(language: language).render(diagnostics) == expected)
    }
  }

  /// Writes what was found into the case; the run fails all the same.
  private func record(_ testCase: RuleCase, _ diagnostics: [Diagnostic]) throws {
    var text = try Repository.text(testCase.path)
    if let start = text.firstRange(of: "=== en\n") { text = String(text[..<start.lowerBound]) }
    for language in [Language.en, .zhHant] {
      text +=
        "=== \(language.rawValue)\n" + DiagnosticRenderer(language: language).render(diagnostics)
    }
    try Data(text.utf8).write(to: URL(filePath: Repository.root + "/" + testCase.path))
    Issue.record("the expected diagnostics were recorded anew")
  }
}
