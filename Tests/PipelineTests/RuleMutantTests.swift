import Diagnostics
import Pipeline
import Platform
import TestSupport
import Testing

/// Changes of small packs, and what their tests notice of them.
@Suite struct RuleMutantTests {
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
          start:   { type: date }
          done:    { type: date, optional: true }
    parameters:
      target:
        unit: percent
        values:
          - { from: 108-01-01, value: 90 }
          - { from: 112-01-01, value: 95 }
    rules:

    """

  /// The report on a pack of which the rules and the tests are given.
  private func report(_ rules: String, tests: String) throws -> MutationReport {
    let folder = try TemporaryFile.folder()
    defer { TemporaryFile.remove(folder) }
    let pack = folder + "/p.yaml"
    let beside = folder + "/p.test.yaml"
    try Files.write(Array((Self.head + rules).utf8), to: pack)
    try Files.write(Array(tests.utf8), to: beside)
    return MutationTests.run(
      tests: [beside], packs: [], library: RuleLibrary(folders: [Repository.root + "/rules"]),
      threads: 2)
  }

  /// The survivors as `line:column before → after`.
  private func survivors(_ rules: String, tests: String) throws -> [String] {
    let report = try report(rules, tests: tests)
    let pack = try #require(report.packs.first)
    #expect(pack.diagnostics.isEmpty)
    return pack.survivors.map { survivor in
      let place = pack.source.position(ofOffset: survivor.mutant.span.start)
      return "\(place.line):\(place.column) \(survivor.mutant.before) → \(survivor.mutant.after)"
    }
  }

  private static let deadline = """
      r:
        kind: deadline
        when: { kind: 甲 }
        from: start
        to: done
        within: 10 days
    """

  @Test func `boundary cases notice every change of a deadline`() throws {
    let found = try survivors(
      Self.deadline,
      tests: """
        qixian: 1
        tests: r
        as-of: 110-12-31
        given: { kind: 甲, start: 110-03-02 }
        table:
          - [kind, start, done, expect]
          - [~, ~, 110-03-12, compliant]
          - [~, ~, 110-03-13, violated]
          - [~, 110-03-03, 110-03-15, compliant]
          - [乙, ~, 110-06-30, not-applicable]
        """)
    #expect(found == [])
  }

  @Test func `a change that no test notices is named with its place`() throws {
    let found = try survivors(
      Self.deadline,
      tests: """
        qixian: 1
        tests: r
        as-of: 110-12-31
        cases:
          - row: { case_id: A1, kind: 甲, start: 110-03-02, done: 110-03-12 }
            expect: compliant
        """)
    #expect(
      found == [
        "22:13 kind == \"甲\" → true",
        "25:13 end-on-rest-day: next-working-day → end-on-rest-day: stays",
        "25:13 count: calendar-days → count: working-days", "25:13 10 days → 11 days",
      ])
  }

  @Test func `a rule without a test keeps all its changes`() throws {
    let report = try report(Self.deadline, tests: "qixian: 1\ntests: other\ncases: [{ todo: x }]\n")
    let pack = try #require(report.packs.first)
    #expect(pack.noticed == 0)
    #expect(pack.survivors.count == 7)
    #expect(pack.survivors.filter(\.isUntested).count == 7)
    #expect(!report.reaches(1))
    #expect(MutationReport.percent(949, of: 1000) == "94.9%")
    #expect(MutationReport.percent(9499, of: 10000) == "94.9%")
  }

  @Test func `changes without consequence are proved and not counted`() throws {
    let report = try report(
      """
        r:
          kind: rate
          dataset: cases
          that: "(kind == '甲') || (kind == '甲')"
          per: [year]
          dated-by: start
          exactly: 100
        s:
          kind: recurrence
          dataset: cases
          every: year
          dated-by: start
        t:
          kind: rate
          dataset: cases
          that: size > 3
          per: [year]
          dated-by: start
          at-least: target
          effective: { from: 108-01-01, to: 110-12-31 }
          governed-by: period
      """,
      tests: """
        qixian: 1
        tests: r
        as-of: 111-01-31
        table:
          - [kind, start, expect]
          - [[甲, 乙], 110-03-02, violated]
        """)
    let pack = try #require(report.packs.first)
    // Either part left out is one change, as the parts are alike; the other is && for ||.
    #expect(pack.equivalents[.sameCondition] == 2)
    #expect(pack.equivalents[.unreachableBound] == 1)
    #expect(pack.equivalents[.withoutEffect] == 1)
    #expect(pack.equivalents[.neverInForce] == 2)
  }

  @Test(arguments: [
    ("[[done, expect], [110-03-12]]", "the head has 2 columns, this line 1"),
    ("[[done], [110-03-12]]", "the head has no 'expect'"),
    ("[[done, expect], [110-03-12, violated]]", "expected violated, got"),
    ("[[don, expect], [110-03-12, compliant]]", "has no column 'don'"),
  ])
  func `a table that is wrong is told`(table: String, message: String) throws {
    let folder = try TemporaryFile.folder()
    defer { TemporaryFile.remove(folder) }
    try Files.write(Array((Self.head + Self.deadline).utf8), to: folder + "/p.yaml")
    let tests =
      "qixian: 1\ntests: r\nas-of: 110-12-31\ngiven: { kind: 甲, start: 110-03-02 }\ntable: \(table)\n"
    try Files.write(Array(tests.utf8), to: folder + "/p.test.yaml")
    let report = RuleTests.run(
      file: folder + "/p.test.yaml", library: RuleLibrary(folders: [Repository.root + "/rules"]))
    #expect(report.failed == 1)
    #expect(report.diagnostics.contains { $0.message.en.contains(message) })
  }
}
