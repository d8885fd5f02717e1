import CivilTime
import Diagnostics
import Findings
import LogReaders
import Pipeline
import RuleCheck
import Testing

/// What verdicts say where an export lacks an optional column that they come from.
@Suite struct AbsentColumnTests {
  private static let pack =
    TestPack.head(
      "id:   { type: text }",
      "unit: { type: text }",
      "on:   { type: date }",
      "done: { type: date, header: [結案日期], optional: true }") + """
        in-time: { kind: deadline, dataset: cases, from: on, to: done, within: 3 days, counting: d, cites: s }
        share:   { kind: rate, of: in-time, per: [unit], at-least: 90, cites: s }
        named: { kind: assert, dataset: cases, that: "unit != '丙'", cites: s }
      """

  private static func check(_ third: String, _ cells: [String]) throws -> CheckResult {
    let (rules, diagnostics) = TestPack.check(pack)
    #expect(diagnostics.map(\.message.en) == [])
    let rows = cells.enumerated().map { "A\($0.offset + 1),丙,2021-01-04\($0.element)\n" }
    let request = try TestPack.request("id,unit,on\(third)\n" + rows.joined(), asOf: "2021-01-31")
    return Check.run(request, rules: rules).result
  }

  private static func verdicts(_ result: CheckResult, _ rule: String) -> [Verdict] {
    result.findings.filter { result.rules[$0.rule].id == "p/" + rule }.map(\.verdict)
  }

  private static func taints(_ result: CheckResult, _ rule: String) -> Set<String> {
    Set(result.findings.filter { result.rules[$0.rule].id == "p/" + rule }.flatMap(\.taints))
  }

  @Test func `a column under another heading leaves its cases undetermined`() throws {
    let result = try Self.check(",結案時間", [",2021-01-05", ",2021-01-06"])
    #expect(Self.verdicts(result, "in-time") == [.undetermined, .undetermined])
    #expect(Self.taints(result, "in-time") == ["data/absent-column"])
    #expect(result.groups.map(\.verdict) == [.pending])
    #expect(result.groups.map { [$0.low, $0.high] } == [[Ratio(0, 1), Ratio(100, 1)]])
    let issue = try #require(result.dataIssues.first { $0.code == "data/absent-column" })
    #expect(issue.count == 2)
    #expect(issue.examples.map(\.found) == ["結案時間"])
    #expect(issue.taintedRules.map { result.rules[$0].id } == ["p/in-time", "p/share"])
    #expect(result.outcome.exitCode == 3)
    // A rule that does not read it is as sure as ever.
    #expect(Self.verdicts(result, "named") == [.violated, .violated])
    #expect(Self.taints(result, "named") == [])
  }

  @Test func `a column that may be under another heading marks its verdicts`() throws {
    let result = try Self.check(",核可", [",2021-01-05", ",2021-01-06"])
    #expect(Self.verdicts(result, "in-time") == [.violated, .violated])
    #expect(Self.taints(result, "in-time") == ["data/absent-column"])
    #expect(Self.taints(result, "named") == [])
    let issue = try #require(result.dataIssues.first { $0.code == "data/absent-column" })
    #expect(issue.taintedRules.map { result.rules[$0].id } == ["p/in-time", "p/share"])
    #expect(!issue.isFatal)
    #expect(result.outcome.exitCode == 1)
  }

  @Test(arguments: [("", ""), (",備註", ",甲乙")])
  func `a column that nothing could be is empty`(heading: String, cell: String) throws {
    let result = try Self.check(heading, [cell, cell])
    #expect(Self.verdicts(result, "in-time") == [.violated, .violated])
    #expect(Self.taints(result, "in-time") == [])
    #expect(!result.dataIssues.contains { $0.code == "data/absent-column" })
    #expect(result.diagnostics.filter { $0.code == .absentColumn }.map(\.severity) == [.note])
    #expect(result.outcome.exitCode == 1)
  }

  @Test func `a register's column is looked for as well`() throws {
    let pack = """
      qixian: 1
      pack: p
      timezone: Asia/Taipei
      sources: { s: 計畫 }
      datasets:
        visits: { key: id, columns: { id: { type: text }, home: { type: text }, on: { type: date } } }
        homes:
          key: id
          columns: { id: { type: text }, until: { type: date, header: [停業日], optional: true } }
      rules:
        inspected:
          kind: coverage
          dataset: visits
          register: homes
          key: home
          per: [year]
          dated-by: on
          active: { to: until }
          cites: s
      """
    let (rules, diagnostics) = TestPack.check(pack)
    #expect(diagnostics.map(\.message.en) == [])
    func source(_ name: String, _ text: String) -> CheckRequest.Data {
      .init(dataset: name, sources: [LogSource(name: name, content: Array(text.utf8))])
    }
    let request = CheckRequest(
      data: [
        source("visits", "id,home,on\n1,A,2021-03-01\n"),
        source("homes", "id,停業日期\nA,\nB,2019-12-31\n"),
      ], asOf: try TimeText.parse("2021-12-31").get())
    let result = Check.run(request, rules: rules).result
    let issue = try #require(result.dataIssues.first { $0.code == "data/absent-column" })
    #expect(issue.dataset == "homes")
    #expect(issue.taintedRules.map { result.rules[$0].id } == ["p/inspected"])
    // B is not accused of a year in which it may have been closed.
    #expect(!result.groups.contains { $0.verdict == .violated })
    #expect(result.outcome.exitCode == 3)
  }

  @Test func `a column that is there is read`() throws {
    let result = try Self.check(",結案日期", [",2021-01-05", ",2021-01-08"])
    #expect(Self.verdicts(result, "in-time") == [.violated])
    #expect(result.diagnostics.map(\.code.name) == [])
    #expect(result.groups.map(\.low) == [Ratio(50, 1)])
  }
}
