import CivilTime
import Diagnostics
import Findings
import FoundationEssentials
import LogReaders
import Pipeline
import Platform
import RuleCheck
import TestSupport
import Testing

/// Rules, rows and the verdicts expected of them, in one text: the rule file, then sections.
///
/// `=== data DATASET` holds rows as delimited text; `=== run` with `as-of`, and `observed-through` and
/// `known-on` where they are stated, holds every verdict of that run; `=== en` and `=== zh-Hant` hold
/// the sentences of the first run. A verdict is a line `SUBJECT: VERDICT`, with the due moment of a
/// row, or the value and target of a group; a scorecard has a line for each indicator, with its
/// value and target, its points and weight, and one for its total; the last line of a rule counts
/// verdicts, compliant ones of kinds that keep no finding for them included.
struct GoodCase: CustomTestStringConvertible {
  struct Run {
    var heading: String
    var expected = ""
  }

  let path: String
  var files: [String: String] = [:]
  var data: [(dataset: String, text: String)] = []
  var runs: [Run] = []
  var sentences: [Language: String] = [:]

  init(_ path: String) throws {
    self.path = path
    var section = "file pack.yaml"
    for line in try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== ") {
        section = String(line.dropFirst(4))
        if section.hasPrefix("run") { runs.append(Run(heading: section)) }
        if section.hasPrefix("data ") { data.append((String(section.dropFirst(5)), "")) }
        continue
      }
      guard !line.isEmpty || section.hasPrefix("file ") else { continue }
      if section.hasPrefix("file ") {
        files[String(section.dropFirst(5)), default: ""] += line + "\n"
      } else if section.hasPrefix("data ") {
        data[data.count - 1].text += line + "\n"
      } else if section.hasPrefix("run") {
        runs[runs.count - 1].expected += line + "\n"
      } else if let language = Language(rawValue: section) {
        sentences[language, default: ""] += line + "\n"
      }
    }
  }

  var testDescription: String { path }

  static let good: [String] = Repository.files(below: "Tests/RuleCases/good", ending: ".case")

  func rules() throws -> (rules: CheckedRules, diagnostics: [Diagnostic]) {
    var all = files.mapValues { Array($0.utf8) }
    for name in ["common.yaml", "calendar.yaml"] {
      all[name] = try Repository.bytes("Tests/RuleCases/common/\(name)")
    }
    let (read, zones) = (all, ZoneDatabase())
    return RuleSetChecker.check(
      ["pack.yaml"],
      in: RuleEnvironment(
        read: { path in
          read[path].map { .success($0) }
            ?? .failure(FileProblem(LocalizedText(verbatim: "no such file")))
        }, zone: { zones.zone(named: $0) }))
  }

  func result(of run: Run, _ rules: CheckedRules) throws -> CheckResult {
    let words = run.heading.split(separator: " ").map(String.init)
    func word(after name: String) -> String? {
      words.firstIndex(of: name).map { words[$0 + 1].split(separator: "T").joined(separator: " ") }
    }
    var request = CheckRequest(
      data: data.map { dataset, text in
        .init(dataset: dataset, sources: [LogSource(name: dataset, content: Array(text.utf8))])
      }, asOf: try TimeText.parse(try #require(word(after: "as-of"))).get())
    request.observedThrough = try word(after: "observed-through").map {
      try TimeText.parse($0).get()
    }
    request.knownOn = try word(after: "known-on").map { try TimeText.parseDate($0).get() }
    request.explainedKeys = ["*"]
    return Check.run(request, rules: rules).result
  }

  /// Every verdict of a result, a line each, then the counts.
  static func verdicts(_ result: CheckResult) -> String {
    var text = ""
    let isOneOfMany = result.rules.count > 1
    func rule(_ index: Int) -> String {
      isOneOfMany ? "\(result.rules[index].id.split(separator: "/").last ?? "")/" : ""
    }
    for finding in result.findings {
      text += "\(rule(finding.rule))\(finding.subject.label): \(finding.verdict.rawValue)"
      if let due = finding.due {
        let precision = due.isEndOfDay ? Precision.day : due.precision
        text += " due \(due.local.isoText(precision: precision, separator: " "))"
      }
      text += "\n"
    }
    for group in result.groups {
      let (low, high) = (number(group.low), number(group.high))
      text += "\(rule(group.rule))\(group.subject.label): \(group.verdict.rawValue) "
      text += low == high ? low : "\(low)–\(high)"
      text += group.target.map { " of \(number($0))" } ?? ""
      if let outlook = group.outlook {
        text += " \(outlook.state.rawValue)"
        text += outlook.needed.map { " needs \(number($0))" } ?? ""
        text += outlook.spare.map { " spares \(number($0))" } ?? ""
      }
      text += "\n"
    }
    for card in result.scorecards { text += Self.card(card) }
    for (index, item) in result.rules.enumerated() {
      let counts: [(String, Int)] = [
        ("compliant", item.counts.compliant), ("violated", item.counts.violated),
        ("pending", item.counts.pending), ("not-applicable", item.counts.notApplicable),
        ("undetermined", item.counts.undetermined),
      ]
      let words = counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
      text += "\(rule(index))counts: \(words.isEmpty ? "none" : words)\n"
    }
    return text
  }

  /// The lines of a scorecard and its total; points that are not settled are `open`.
  private static func card(_ card: Scorecard) -> String {
    let name = card.id.split(separator: "/").last ?? ""
    func points(_ value: Ratio?, _ weight: Ratio) -> String {
      "\(value.map(number) ?? "open") of \(number(weight)) points\n"
    }
    var text = ""
    for line in card.lines {
      text += "\(name)/\(line.title.zhHant):"
      text += line.value.map { " \(number($0))" } ?? ""
      text += line.target.map { " of \(number($0))" } ?? ""
      text += line.isMet.map { $0 ? " met" : " missed" } ?? ""
      text += line.gap.map { " by \(number($0))" } ?? ""
      text += " " + points(line.points, line.weight)
    }
    return text + "\(name)/total: " + points(card.total, card.possible)
  }

  /// An exact number: a whole one, or a fraction in lowest terms.
  private static func number(_ value: Ratio) -> String {
    var (a, b) = (value.numerator.magnitude, value.denominator.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = Int64(max(a, 1))
    let (top, bottom) = (value.numerator / divisor, value.denominator / divisor)
    return bottom == 1 ? "\(top)" : "\(top)/\(bottom)"
  }

  static func sentences(_ result: CheckResult, _ language: Language) -> String {
    result.findings.filter { $0.verdict != .compliant && $0.verdict != .notApplicable }.map {
      "\($0.subject.label): \($0.reason[language])\n"
    }.joined() + result.groups.map { "\($0.subject.label): \($0.reason[language])\n" }.joined()
      + result.scorecards.flatMap(\.lines).compactMap { line in
        line.note.map { "\(line.title[language]): \($0[language])\n" }
      }.joined()
  }
}

@Suite struct GoodCaseTests {
  @Test(arguments: GoodCase.good)
  func `rules give the verdicts written beside their rows`(path: String) throws {
    var testCase = try GoodCase(path)
    let (rules, diagnostics) = try testCase.rules()
    #expect(DiagnosticRenderer(language: .en).render(diagnostics) == "")
    #expect(!testCase.runs.isEmpty)
    let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1"
    for (index, run) in testCase.runs.enumerated() {
      let result = try testCase.result(of: run, rules)
      #expect(result.diagnostics.filter { $0.severity == .error }.map(\.message.en) == [])
      #expect(GoodCase.verdicts(result) == run.expected, "\(run.heading)")
      guard index == 0 else { continue }
      for language in [Language.en, .zhHant] {
        let found = GoodCase.sentences(result, language)
        if isRecording { testCase.sentences[language] = found }
        #expect(found == testCase.sentences[language] ?? "")
      }
    }
    if isRecording { try record(testCase) }
  }

  /// Writes the sentences into the case, never the verdicts; the run fails all the same.
  private func record(_ testCase: GoodCase) throws {
    var text = try Repository.text(testCase.path)
    if let start = text.firstRange(of: "=== en\n") { text = String(text[..<start.lowerBound]) }
    for language in [Language.en, .zhHant] {
      text += "=== \(language.rawValue)\n" + (testCase.sentences[language] ?? "")
    }
    try Data(text.utf8).write(to: URL(filePath: Repository.root + "/" + testCase.path))
    Issue.record("the sentences were recorded anew")
  }
}
