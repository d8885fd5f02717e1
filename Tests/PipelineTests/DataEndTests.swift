import CivilTime
import Diagnostics
import Findings
import LogReaders
import Pipeline
import RuleCheck
import TestSupport
import Testing

/// How far each file is complete decides what an open case in it is called.
@Suite struct DataEndTests {
  private static let pack =
    TestPack.head(
      "id: { type: text }", "unit: { type: text }", "begun: { type: date }",
      "done: { type: date, optional: true }", "due: { type: date, optional: true }") + """
        fast:
          title: { zh-Hant: 快, en: fast }
          kind: deadline
          dataset: cases
          from: begun
          to: done
          within: 10 days
          counting: d
          cites: "s"
        share:
          title: { zh-Hant: 率, en: share }
          kind: rate
          of: fast
          per: [month]
          dated-by: trigger
          at-least: 50
          cites: "s"

      """

  private func request(
    _ files: [(name: String, rows: String, end: DataEnd?)], asOf: String
  ) throws -> CheckRequest {
    var data = CheckRequest.Data(
      dataset: "cases",
      sources: files.map {
        LogSource(name: $0.name, content: Array(("id,unit,begun,done,due\n" + $0.rows).utf8))
      })
    data.ends = files.map(\.end)
    var request = CheckRequest(data: [data], asOf: try TimeText.parse(asOf).get())
    request.explainedKeys = ["*"]
    return request
  }

  private func end(_ text: String) throws -> DataEnd { .through(try TimeText.parse(text).get()) }

  private func verdicts(_ result: CheckResult) -> [String: Verdict] {
    Dictionary(
      result.findings.filter { $0.rule == 0 }.map { ($0.identity, $0.verdict) },
      uniquingKeysWith: { first, _ in first })
  }

  @Test func `an open case is judged by the end of its own file`() throws {
    let (rules, problems) = TestPack.check(Self.pack)
    try #require(problems.filter { $0.severity == .error }.isEmpty, "\(problems.map(\.message.en))")
    // Due on 11 January, 31 January and 1 February.
    let rows = { (mark: String) in
      "\(mark)1,u,2021-01-01,,\n\(mark)2,u,2021-01-21,,\n\(mark)3,u,2021-01-22,,\n"
    }
    let result = Check.run(
      try request(
        [
          ("old.csv", rows("O"), try end("2021-01-31")), ("live.csv", rows("L"), .asOf),
          ("said.csv", rows("S"), nil),
        ], asOf: "2021-03-01"), rules: rules
    ).result
    #expect(
      verdicts(result) == [
        "O1": .violated, "O2": .violated, "O3": .pending, "L1": .violated, "L2": .violated,
        "L3": .violated, "S1": .violated, "S2": .violated, "S3": .violated,
      ])
    // How late an open case was is known up to the last day of its file.
    let days = Dictionary(
      result.findings.map { ($0.identity, $0.lateness?.days) }, uniquingKeysWith: { $1 })
    #expect(days["O1"] == 20)
    #expect(days["L1"] == 49)
    #expect(
      result.inputs.map { $0.observedThrough?.local.date.isoText }
        == ["2021-01-31", "2021-03-01", "2021-03-01"])
    #expect(result.datasetEnds.map(\.end.local.date.isoText) == ["2021-03-01"])
  }

  @Test func `a rate does not miss its target by cases that nobody has seen`() throws {
    let (rules, _) = TestPack.check(Self.pack)
    // Of the January cases one is done in time and two were due after the data end.
    let rows = "A,u,2021-01-02,2021-01-05,\nB,u,2021-01-22,,\nC,u,2021-01-25,,\n"
    let seen = Check.run(
      try request([("a.csv", rows, .asOf)], asOf: "2021-03-01"), rules: rules
    ).result
    #expect(seen.groups.map(\.verdict) == [.violated])
    let unseen = Check.run(
      try request([("a.csv", rows, try end("2021-01-31"))], asOf: "2021-03-01"), rules: rules
    ).result
    #expect(unseen.groups.map(\.verdict) == [.pending])
    #expect(unseen.observedThrough.local.date.isoText == "2021-01-31")
  }

  @Test func `the newest day is one on which something happened, up to now`() throws {
    let (rules, _) = TestPack.check(Self.pack)
    let (none, some) = (
      "", "A,u,2021-01-02,2021-01-05,2021-01-28\nB,u,2021-01-20,,2021-01-30\nC,u,2062-01-01,,\n"
    )
    let request = try request([("a.csv", some, nil), ("b.csv", none, nil)], asOf: "2021-03-01")
    let zone = TimeZoneRules(name: "Asia/Taipei", firstOffset: 28_800)
    let now = zone.start(
      of: CivilDate(dayNumber: CivilDate.dayNumber(year: 2021, month: 2, day: 1)))
    // The due days that the data state show nothing, and what lies ahead has not happened.
    let newest = NewestDays.find(request.data[0], rules: rules, upTo: now, threads: 2)
    #expect(newest?.map { $0?.isoText } == ["2021-01-20", nil])
  }

  @Test(
    arguments: [
      ("data/{rocyear3}{month}.csv", "data/11010.csv", "2021-10"),
      ("data/{rocyear3}-{month}/cases-*.csv", "data/110-02/cases-new.csv", "2021-02"),
      ("{year}{month}.csv", "202112.csv", "2021-12"),
      ("{roc-year}{month}.csv", "9912.csv", "2010-12"),
      ("{year}/{year}-{month}.csv", "2021/2021-03.csv", "2021-03"),
      // No month, no such month, years that disagree, another name.
      ("{year}.csv", "2021.csv", nil), ("{year}{month}.csv", "202113.csv", nil),
      ("{year}/{year}-{month}.csv", "2020/2021-03.csv", nil), ("{month}.csv", "03.csv", nil),
      ("data/{rocyear3}{month}.csv", "data/1101a.csv", nil),
      ("*-{year}{month}.csv", "a/b-202101.csv", nil),
    ] as [(String, String, String?)])
  func `the month of a file is read from its name`(
    _ pattern: String, _ path: String, _ month: String?
  ) throws {
    let file = try TemporaryFile.write(
      Array("qixian: 1\nproject: p\nrules: [r]\ndata: { cases: \"\(pattern)\" }\n".utf8),
      ending: ".yaml")
    defer { TemporaryFile.remove(file) }
    let project = Project(path: file)
    try #require(project.diagnostics.isEmpty, "\(project.diagnostics.map(\.message.en))")
    let found = project.month(of: "\(project.folder)/\(path)", dataset: "cases")
    #expect(found?.first.isoText.prefix(7).description == month)
    #expect(project.month(of: "\(project.folder)/\(path)", dataset: "others") == nil)
  }
}
