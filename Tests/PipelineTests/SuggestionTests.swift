import Diagnostics
import Pipeline
import Platform
import RuleSyntax
import TestSupport
import Testing

/// Cases proposed for changes that no test notices.
@Suite struct SuggestionTests {
  private static let head = """
    qixian: 1
    pack: p
    timezone: Asia/Taipei
    datasets:
      cases:
        key: case_id
        columns:
          case_id: { type: text }
          kind:    { type: text }
          size:    { type: integer, optional: true }
          urgent:  { type: boolean, true: [是], false: [否], optional: true }
          start:   { type: date }
          done:    { type: date, optional: true }
          called:  { type: timestamp, optional: true }
          came:    { type: timestamp, optional: true }
    rules:
      r:

    """

  /// The survivors of a rule with the given tests, each with a case that was looked for.
  private func survivors(_ rule: String, _ tests: String) throws -> MutationReport.Pack {
    let folder = try TemporaryFile.folder()
    defer { TemporaryFile.remove(folder) }
    try Files.write(Array((Self.head + rule).utf8), to: folder + "/p.yaml")
    try Files.write(Array(tests.utf8), to: folder + "/p.test.yaml")
    let report = MutationTests.run(
      tests: [folder + "/p.test.yaml"], packs: [],
      library: RuleLibrary(folders: [Repository.root + "/rules"]), threads: 2, suggests: true)
    return try #require(report.packs.first)
  }

  /// A rule with too few tests.
  struct Lack: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let rule: String
    let tests: String
  }

  private static func tests(_ row: String, _ verdict: String) -> String {
    "qixian: 1\ntests: r\nas-of: 110-12-31 24:00\ncases:\n  - row: { case_id: A1, \(row) }\n"
      + "    expect: \(verdict)\n"
  }

  static let lacks = [
    Lack(
      testDescription: "a deadline in days",
      rule: "    kind: deadline\n    when: { kind: 甲 }\n    from: start\n    to: done\n"
        + "    within: 10 days\n",
      tests: tests("kind: 甲, start: 110-03-02, done: 110-03-05", "compliant")),
    Lack(
      testDescription: "a deadline in hours",
      rule: "    kind: deadline\n    from: called\n    to: came\n    within: 24 hours\n",
      tests: tests(
        "kind: 甲, start: 110-03-02, called: 110-03-02 09:00, came: 110-03-02 10:00", "compliant")),
    Lack(
      testDescription: "a condition of several parts",
      rule: "    kind: assert\n    dataset: cases\n    that: \"size > 3 || kind in ['甲', '乙']\"\n",
      tests: tests("kind: 丙, start: 110-03-02, size: 9", "compliant")),
    Lack(
      testDescription: "a number of rows",
      rule: "    kind: count\n    dataset: cases\n    when: { kind: 甲 }\n    per: [year]\n"
        + "    dated-by: start\n    at-least: 3\n",
      tests: tests("kind: 甲, start: 110-03-02", "violated")),
    Lack(
      testDescription: "a share",
      rule: "    kind: rate\n    dataset: cases\n    that: size >= 10\n    per: [year]\n"
        + "    dated-by: start\n    at-least: 90\n",
      tests: "qixian: 1\ntests: r\nas-of: 111-12-31\ntable:\n  - [kind, start, size, expect]\n"
        + "  - [甲, 110-03-02, [10, 9], violated]\n"),
  ]

  @Test(arguments: lacks)
  func `a case is proposed for each change, and notices it`(lack: Lack) throws {
    let before = try survivors(lack.rule, lack.tests)
    #expect(before.diagnostics.isEmpty)
    #expect(!before.survivors.isEmpty)
    let without = before.survivors.filter { $0.suggestion == nil }
      .map { "\($0.mutant.before) → \($0.mutant.after)" }
    #expect(without == [])
    // All cases together, taken up as they are: nothing is left that a test does not notice.
    let texts = before.survivors.compactMap { $0.suggestion?.text(noticing: $0, in: before.source) }
    let after = try survivors(lack.rule, ([lack.tests] + texts).joined(separator: "---\n"))
    #expect(after.diagnostics.isEmpty)
    #expect(after.survivors.map { "\($0.mutant.before) → \($0.mutant.after)" } == [])
    #expect(after.noticed == before.total)
  }

  @Test func `a proposed case is in canonical layout and says what it notices`() throws {
    let pack = try survivors(Self.lacks[0].rule, Self.lacks[0].tests)
    let texts = pack.survivors.compactMap { $0.suggestion?.text(noticing: $0, in: pack.source) }
    for text in texts {
      #expect(RuleFormatter.format(SourceText(name: "s.yaml", text: text)) == text)
    }
    #expect(
      texts.contains(
        """
        # 22:13 10 days → 11 days
        qixian: 1
        tests: r
        as-of: 2021-12-31 24:00
        cases:
          - row: { case_id: A1, kind: 甲, start: 110-03-02, done: 110-03-13 }
            expect: violated

        """), "\(texts)")
  }

  @Test func `a rule without any test gets its first cases`() throws {
    let none = "qixian: 1\ntests: other\ncases: [{ todo: not yet }]\n"
    let before = try survivors(Self.lacks[0].rule, none)
    #expect(before.noticed == 0)
    #expect(before.survivors.filter { !$0.isUntested || $0.suggestion == nil }.isEmpty)
    let texts = before.survivors.compactMap { $0.suggestion?.text(noticing: $0, in: before.source) }
    let after = try survivors(Self.lacks[0].rule, texts.joined(separator: "---\n"))
    #expect(after.survivors.isEmpty)
    #expect(after.noticed == before.total)
  }

  @Test func `a sample is the same every time, and grows with its share`() throws {
    func names(_ percent: Int) -> Set<String> {
      let report = MutationTests.run(
        tests: [Repository.root + "/rules/taiwan/petitions.test.yaml"], packs: [],
        library: RuleLibrary(folders: [Repository.root + "/rules"]), threads: 2,
        choice: MutationTests.Choice(percent: percent))
      return Set(report.packs.map { "\($0.source.name) \($0.total)" })
    }
    #expect(names(40) == names(40))
    let choices = [5, 30, 80].map { percent in
      Set(
        (1...200).map { "rule-\($0)" }.filter {
          MutationTests.Choice(percent: percent).takes($0, of: "/a/rules/x.yaml")
        })
    }
    #expect(choices[0].isSubset(of: choices[1]) && choices[1].isSubset(of: choices[2]))
    #expect((40...80).contains(choices[1].count))
    #expect(
      MutationTests.Choice(percent: 30).takes("r", of: "/b/rules/x.yaml")
        == MutationTests.Choice(percent: 30).takes("r", of: "rules/x.yaml"))
  }
}
