import CivilTime
import Columns
import Diagnostics
import Findings
import LogReaders
import Pipeline
import Platform
import RuleCheck
import TestSupport
import Testing

/// What a check itself says about its data, without a separate examination.
@Suite struct CheckSurveyTests {
  static let pack = """
    qixian: 1
    pack: test.survey
    title: t
    timezone: Asia/Taipei
    sources: { basis: { title: x } }
    datasets:
      cases:
        key: id
        columns:
          id: { type: text, header: 案號 }
          unit: { type: text, header: 單位 }
          received: { type: date, header: 受理 }
          closed: { type: date, header: 結案, optional: true }
      other:
        key: id
        columns:
          id: { type: text, header: 案號 }
    counting:
      plain: { start: excluded, end-on-rest-day: stays }
    rules:
      closing:
        { title: t, kind: deadline, dataset: cases, from: received, to: closed, within: 30 days,
          counting: plain, cites: basis }
      unit-filled: { title: t, kind: assert, dataset: cases, required: [unit], cites: basis }
      other-filled: { title: t, kind: assert, dataset: other, required: [id], cites: basis }
    """

  static func check(_ files: [(name: String, rows: String)]) throws -> CheckResult {
    let path = try TemporaryFile.write(Array(pack.utf8), ending: ".yaml")
    defer { TemporaryFile.remove(path) }
    let loaded = RuleLoading.load(
      [path], library: RuleLibrary(folders: [Repository.root + "/rules"]))
    #expect(loaded.diagnostics.filter { $0.severity == .error }.map(\.message.en) == [])
    let sources = files.map {
      LogSource(name: $0.name, content: Array(("案號,單位,受理,結案\n" + $0.rows).utf8))
    }
    var results: [CheckResult] = []
    for threads in [1, 2] {
      var request = CheckRequest(
        data: [
          .init(dataset: "cases", sources: sources),
          .init(dataset: "other", sources: [LogSource(name: "o", content: Array("案號\nA\n".utf8))]),
        ], asOf: try TimeText.parse("2022-12-31").get())
      request.threads = threads
      results.append(Check.run(request, rules: loaded.rules).result)
    }
    let isSame = results[0].jsonBytes() == results[1].jsonBytes()
    #expect(isSame, "two threads give another result than one")
    return results[0]
  }

  static func issue(_ code: String, in result: CheckResult) -> DataIssue? {
    result.dataIssues.first { $0.code == "data/" + code }
  }

  static func day(_ month: Int, _ day: Int, year: Int = 2021) -> String {
    "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  /// Rows of a month, received and closed in order.
  static func month(_ month: Int, rows: Int, year: Int = 2021) -> String {
    (0..<rows).map {
      "\(year)\(month)-\($0),甲,\(day(month, $0 % 28 + 1, year: year)),\(day(12, 31, year: year))\n"
    }.joined()
  }

  @Test func `sound data have no defects`() throws {
    let rows = (1...8).map { Self.month($0, rows: 30) }.joined()
    #expect(try Self.check([("a.csv", rows)]).dataIssues.map(\.code) == [])
  }

  @Test func `rows with the key of an earlier row are named, and taint every rule of the dataset`()
    throws
  {
    let result = try Self.check([
      ("a.csv", "A1,甲,2021-01-04,\nA2,甲,2021-01-04,\nA1,乙,2021-01-05,\n"),
      ("b.csv", "A3,甲,2021-02-04,\nA2,甲,2021-02-04,\n"),
    ])
    let issue = try #require(Self.issue("duplicate-key", in: result))
    #expect(issue.count == 2)
    #expect(issue.message.en.contains("2 keys occur again"))
    #expect(
      issue.examples.map(\.location) == [
        DataLocation(input: 0, line: 4), DataLocation(input: 1, line: 3),
      ])
    #expect(issue.examples.map(\.column) == ["案號", "案號"])
    #expect(
      issue.taintedRules.map { result.rules[$0].id } == [
        "test.survey/closing", "test.survey/unit-filled",
      ])
  }

  @Test func `moments in the wrong order are named, and taint the rules that read them`() throws {
    let rows = Self.month(1, rows: 30) + "B1,甲,2021-01-14,2021-01-13\n"
    let result = try Self.check([("a.csv", rows)])
    let issue = try #require(Self.issue("order-violation", in: result))
    #expect(issue.count == 1)
    #expect(issue.examples.map(\.location.line) == [32])
    #expect(issue.message.en.contains("before '受理' in 1 row"))
    #expect(issue.taintedRules.map { result.rules[$0].id } == ["test.survey/closing"])
    // Fewer than 20 rows with both say nothing about which order is right.
    let few = Self.month(1, rows: 18) + "B1,甲,2021-01-14,2021-01-13\n"
    #expect(Self.issue("order-violation", in: try Self.check([("a.csv", few)])) == nil)
  }

  @Test(arguments: [(61, true), (60, false), (14, true), (15, false)])
  func `a month far from the others is named, one that is not is not`(rows: Int, isFar: Bool)
    throws
  {
    let text = (1...9).map { Self.month($0, rows: $0 == 5 ? rows : 30) }.joined()
    let issue = Self.issue("month-jump", in: try Self.check([("a.csv", text)]))
    #expect((issue != nil) == isFar)
    if isFar { #expect(issue?.examples.map(\.found) == ["2021-05: \(rows) (30)"]) }
  }

  @Test func `the first and the last month may be cut`() throws {
    let text = (1...9).map { Self.month($0, rows: $0 == 1 || $0 == 9 ? 3 : 30) }.joined()
    #expect(Self.issue("month-jump", in: try Self.check([("a.csv", text)])) == nil)
  }

  @Test func `missing months are named, within a file and among files`() throws {
    let text = (1...8).filter { $0 != 4 && $0 != 5 }.map { Self.month($0, rows: 30) }.joined()
    let within = try #require(Self.issue("month-missing", in: try Self.check([("a.csv", text)])))
    #expect(within.examples.map(\.found) == ["2021-04", "2021-05"])
    let files = [1, 2, 4].map { ("\($0).csv", Self.month($0, rows: 3)) }
    let among = try #require(Self.issue("month-missing", in: try Self.check(files)))
    #expect(among.examples.map(\.found) == ["2021-03"])
    #expect(among.examples.map(\.location.input) == [1])
  }

  @Test func `a month given twice is named where keys repeat; two offices may share a month`()
    throws
  {
    let january = Self.month(1, rows: 30)
    let other = january.replacing("20211-", with: "B-")
    #expect(
      Self.issue("month-twice", in: try Self.check([("a.csv", january), ("b.csv", other)])) == nil)
    let twice = try Self.check([("a.csv", january), ("b.csv", other + "20211-3,甲,2021-01-09,\n")])
    let issue = try #require(Self.issue("month-twice", in: twice))
    #expect(issue.examples.map(\.found) == ["2021-01: a.csv"])
    #expect(issue.examples.map(\.location.input) == [1])
  }
}
