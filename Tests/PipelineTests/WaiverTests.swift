import CivilTime
import Diagnostics
import Findings
import Pipeline
import RuleCheck
import Testing

/// Waivers, from file to result.
@Suite struct WaiverTests {
  private static let pack =
    TestPack.head(
      "id: { type: text }",
      "unit: { type: text }",
      "on: { type: date }",
      "done: { type: date, optional: true }") + """
        in-time:
          kind: deadline
          dataset: cases
          from: on
          to: done
          within: 3 days
          counting: d
          cites: s
        rate: { kind: rate, of: in-time, per: [unit, month], at-least: 90, cites: s }
      """

  /// Two late cases of one unit in January, one in February, and one in time.
  private static let rows = """
    id,unit,on,done
    A1,甲,2021-01-04,2021-01-08
    A2,甲,2021-01-04,2021-01-09
    A3,甲,2021-02-01,2021-02-08
    A4,乙,2021-01-04,2021-01-05

    """

  private static func rules() -> CheckedRules { TestPack.check(pack).rules }

  private static func check(
    _ text: String, name: String, asOf: String = "2021-03-01", knownOn: String? = nil
  ) throws -> (result: CheckResult, diagnostics: [Diagnostic]) {
    let rules = rules()
    let loaded = WaiverLoading.load(
      [SourceText(name: name, bytes: Array(text.utf8))], rules)
    var request = try TestPack.request(Self.rows, asOf: asOf)
    request.waivers = loaded.waivers
    request.knownOn = try knownOn.map { try TimeText.parseDate($0).get() }
    return (Check.run(request, rules: rules).result, loaded.diagnostics)
  }

  private static func yaml(_ scope: String, until: String = "110-12-31", rule: String = "in-time")
    -> String
  {
    """
    qixian: 1
    waivers:
      - { id: w, rule: \(rule), \(scope), reason: 颱風, approved-by: 首長, approved-on: 110-02-10, until: \(until) }
    """
  }

  private static func waived(_ result: CheckResult) -> [String] {
    result.findings.filter { $0.waiver != nil }.map(\.identity)
      + result.groups.filter { $0.waiver != nil }.map(\.subject.label)
  }

  @Test func `a waived violation is still reported, as waived`() throws {
    let (result, diagnostics) = try Self.check(Self.yaml("cases: [A1, A9]"), name: "w.yaml")
    #expect(diagnostics.isEmpty)
    #expect(Self.waived(result) == ["A1"])
    #expect(
      result.findings.filter { $0.verdict == .violated }.map(\.identity) == ["A1", "A2", "A3"])
    #expect(result.rules[0].counts.violated == 3)
    #expect(result.rules[0].counts.waived == 1)
    #expect(result.waivers.map(\.state) == [.used])
    #expect(result.waivers.map(\.approvedBy) == ["首長"])
    // Two rows and two months of one unit are left.
    #expect(result.gatingViolations(atOrAbove: .medium) == 4)
  }

  @Test func `a table says the same in either language's headings`() throws {
    let tables = [
      "id,rule,case,group,reason,approved-by,approved-on,until\nw,in-time,A1,,颱風,首長,110-02-10,110-12-31\n",
      "代號,規則,案號,組別,理由,核准人,核准日,末日\nw,p/in-time,A1,,颱風,首長,110.2.10,110年12月31日\n",
    ]
    let (expected, _) = try Self.check(Self.yaml("cases: A1"), name: "w.yaml")
    for table in tables {
      let (result, diagnostics) = try Self.check(table, name: "w.csv")
      #expect(diagnostics.isEmpty, "\(diagnostics.map(\.message.en))")
      #expect(Self.waived(result) == Self.waived(expected))
      #expect(result.waivers.map(\.reason) == ["颱風"])
      #expect(result.waivers.map(\.until) == expected.waivers.map(\.until))
    }
  }

  @Test(arguments: [
    "groups: { unit: 甲, month: 110-01 }", "groups: { unit: 甲, month: 2021-01 }",
    "groups: 甲 2021-01", "groups: 甲 110-01", "groups: [甲 110年1月]",
  ])
  func `a group is named by its values and its period in either calendar`(scope: String) throws {
    let (result, _) = try Self.check(Self.yaml(scope, rule: "rate"), name: "w.yaml")
    #expect(Self.waived(result) == ["甲 2021-01"])
    #expect(result.waivers.map(\.state) == [.used])
  }

  @Test func `a group's values without a period name all its periods`() throws {
    let (result, _) = try Self.check(
      Self.yaml("groups: { unit: 甲 }", rule: "rate"), name: "w.yaml")
    #expect(Self.waived(result) == ["甲 2021-01", "甲 2021-02"])
  }

  @Test(arguments: [("110-03-01", WaiverUse.State.used), ("110-02-28", .expired)])
  func `a waiver covers what is judged up to its last day`(
    until: String, state: WaiverUse.State
  ) throws {
    let (result, _) = try Self.check(Self.yaml("cases: A1", until: until), name: "w.yaml")
    #expect(result.waivers.map(\.state) == [state])
    #expect(Self.waived(result) == (state == .used ? ["A1"] : []))
  }

  @Test func `a waiver of what is not violated is reported as unused`() throws {
    let (result, _) = try Self.check(Self.yaml("cases: A4"), name: "w.yaml")
    #expect(result.waivers.map(\.state) == [.unused])
    #expect(result.gatingViolations(atOrAbove: .medium) == 5)
  }

  @Test(arguments: [("110-02-09", [String]()), ("110-02-10", ["A1"])])
  func `a waiver approved later was not known`(knownOn: String, waived: [String]) throws {
    let (result, _) = try Self.check(
      Self.yaml("cases: A1"), name: "w.yaml", knownOn: knownOn)
    #expect(Self.waived(result) == waived)
  }

  @Test(arguments: [
    ("cases: A1, when: \"unit == '甲'\"", "in-time", "110-12-31", "rules/unknown-key"),
    ("cases: A1", "in-tme", "110-12-31", "run/unknown-waiver-rule"),
    ("cases: A1", "in-time", "110-02-09", "run/waiver-ends-early"),
  ])
  func `what cannot be applied as written is refused`(
    scope: String, rule: String, until: String, code: String
  ) throws {
    let (result, diagnostics) = try Self.check(
      Self.yaml(scope, until: until, rule: rule), name: "w.yaml")
    #expect(diagnostics.map(\.code.name) == [code])
    #expect(diagnostics.allSatisfy { $0.severity == .error })
    #expect(result.waivers.isEmpty)
    #expect(Self.waived(result).isEmpty)
  }

  @Test func `a row of a table that lacks something is named with its line`() throws {
    let head = "rule,case,group,reason,approved-by,approved-on,until\n"
    let rows = [
      "in-time,A1,,,首長,110-02-10,110-12-31", "in-time,A1,甲,理由,首長,110-02-10,110-12-31",
      "in-time,A1,,理由,首長,110-02-30,110-12-31", "in-time,A1,,理由,首長,110-02-10,110-12-31,多",
      "in-time,A2,,理由,首長,110-02-10,110-12-31",
    ]
    let (result, diagnostics) = try Self.check(
      head + rows.joined(separator: "\n") + "\n", name: "w.csv")
    #expect(
      diagnostics.map(\.message.en) == [
        "a waiver's 'reason': required but empty", "a waiver needs either a case or a group",
        "a waiver's 'approved-on': a date that does not exist (110-02-30)",
        "a waiver: more fields than the header, likely shifted",
      ])
    #expect(diagnostics.map { $0.place?.position?.line } == [2, 3, 4, 5])
    #expect(result.waivers.map(\.id) == ["w.csv#5"])
    #expect(Self.waived(result) == ["A2"])
  }

  @Test func `rows of one waiver name its cases, and must agree`() throws {
    let head = "id,rule,case,group,reason,approved-by,approved-on,until\n"
    let (result, diagnostics) = try Self.check(
      head + "w,in-time,A1,,颱風,首長,110-02-10,110-12-31\n"
        + "w,in-time,A2,,颱風,首長,110-02-10,110-12-31\n"
        + "w,in-time,A3,,地震,首長,110-02-10,110-12-31\n", name: "w.csv")
    #expect(diagnostics.map(\.code.name) == ["run/waiver-again"])
    #expect(Self.waived(result) == ["A1", "A2"])
    #expect(result.waivers.map(\.state) == [.used])
  }

  @Test func `a short id that two packs have is not guessed at`() throws {
    let other = Self.pack.replacing("pack: p", with: "pack: q")
    let rules = TestPack.check(["p.yaml": Self.pack, "q.yaml": other]).rules
    for (rule, codes) in [("in-time", ["run/ambiguous-waiver"]), ("q/in-time", [])] {
      let text = SourceText(name: "w.yaml", text: Self.yaml("cases: A1", rule: rule))
      let (waivers, diagnostics) = WaiverLoading.load([text], rules)
      #expect(diagnostics.map(\.code.name) == codes)
      #expect(waivers.count == (codes.isEmpty ? 1 : 0))
    }
  }

  @Test func `all that is wrong with a waiver is told at once`() throws {
    let yaml = """
      qixian: 1
      waivers:
        - { rule: in-tim, cases: [A1], approved-by: 首長, approved-on: 110-02-10, until: 110-01-01 }

      """
    #expect(
      try Self.check(yaml, name: "w.yaml").diagnostics.map(\.code.name)
        == ["rules/missing-key", "run/unknown-waiver-rule", "run/waiver-ends-early"])
    let table = "rule,case,group,reason,approved-by,approved-on,until\nin-time,,,,首長,不明,110-12-31\n"
    #expect(
      try Self.check(table, name: "w.csv").diagnostics.map(\.message.en) == [
        "a waiver's 'reason': required but empty",
        "a waiver's 'approved-on': not of the column's type (不明)",
        "a waiver needs either a case or a group",
      ])
  }

  @Test func `of a rule that was not evaluated nothing is said`() throws {
    let rules = Self.rules()
    let text = SourceText(name: "w.yaml", text: Self.yaml("cases: A1"))
    var request = CheckRequest(data: [], asOf: try TimeText.parse("2021-03-01").get())
    request.waivers = WaiverLoading.load([text], rules).waivers
    #expect(Check.run(request, rules: rules).result.waivers.map(\.state) == [.notEvaluated])
  }
}
