import CivilTime
import Diagnostics
import Findings
import TestSupport
import Testing

@testable import Reports

/// Results of several months, and what came, stayed and went.
@Suite struct SeriesTests {
  /// A month's result: violations of the first rule by key, with owners.
  static func month(
    _ month: Int, _ keys: [String], evaluated: Bool = true, rules: String = "ab"
  ) -> CheckResult {
    var result = SampleResult.make()
    let last = Period(.month, holding: SampleResult.day(2021, month, 1).local.date).last
    let (year, number, day) = last.components
    result.asOf = SampleResult.day(year, number, day, isEnd: true)
    result.observedThrough = result.asOf
    result.groups = []
    result.ruleFiles[0].sha256 = rules
    for rule in result.rules.indices { result.rules[rule].counts = VerdictCounts() }
    result.rules[0].wasEvaluated = evaluated
    result.findings = FindingList(
      keys.map { key in
        var finding = SampleResult.make().findings[0]
        finding.subject = .row(key: [NamedValue("k", key)])
        finding.fingerprint = key
        finding.owner = key.hasPrefix("a") ? "甲科" : "乙科"
        return finding
      })
    result.rules[0].counts.violated = keys.count
    return result
  }

  static func series(_ results: [CheckResult]) -> Series {
    var series = Series()
    for (index, result) in results.enumerated() { series.add(result, name: "\(index).json") }
    return series
  }

  @Test func `violations are new, persisting and resolved from one month to the next`() throws {
    let series = Self.series([
      Self.month(1, ["a1", "a2", "b1"]), Self.month(2, ["a2", "b1", "b2", "b3"]), Self.month(3, []),
    ])
    let points = series.points(of: try #require(series.rules.first))
    #expect(points.map { $0?.counts.violated } == [3, 4, 0])
    #expect(points.map { $0?.new } == [nil, 2, 0])
    #expect(points.map { $0?.persisting } == [nil, 2, 0])
    #expect(points.map { $0?.resolved } == [nil, 1, 4])
    #expect(series.changes.map { $0?.new } == [nil, 2, 0])
    #expect(series.owners.map(\.name) == ["乙科", "甲科"])
    #expect(series.owners[0].values == [1, 3, 0])
  }

  @Test func `results are put in the order of the moments judged`() {
    let ordered = Self.series([Self.month(1, ["a1"]), Self.month(2, ["a1", "a2"])])
    let turned = Self.series([Self.month(2, ["a1", "a2"]), Self.month(1, ["a1"])])
    #expect(ordered.runs.map { $0.totals.violated } == [1, 2])
    #expect(turned.runs.map { $0.totals.violated } == [1, 2])
    #expect(turned.changes.map { $0?.new } == [nil, 1])
  }

  @Test func `a month in which a rule was not evaluated has no count, and resolves nothing`() throws
  {
    let series = Self.series([
      Self.month(1, ["a1"]), Self.month(2, [], evaluated: false), Self.month(3, ["a1"]),
    ])
    let points = series.points(of: try #require(series.rules.first))
    #expect(points[1] == nil)
    #expect(points[2]?.counts.violated == 1 && points[2]?.new == nil && points[2]?.resolved == nil)
    let page = String(decoding: try SeriesReports.render(series, as: .html), as: UTF8.self)
    #expect(page.contains("未評估"))
  }

  @Test func `changed rules, a repeated moment and months left out are said`() throws {
    let same = SeriesView(Self.series([Self.month(1, []), Self.month(2, [])]), ReportOptions())
    #expect(same.notes.filter { !$0.contains("不完整") } == [])
    let changed = SeriesView(
      Self.series([
        Self.month(1, []), Self.month(2, [], rules: "cd"), Self.month(2, [], rules: "cd"),
      ]),
      ReportOptions())
    #expect(changed.notes.contains { $0.contains("110年2月所用之規則") })
    #expect(changed.notes.contains { $0.contains("查核基準相同") })
    let long = SeriesView(
      Self.series((0..<15).map { Self.month(1 + $0 % 12, []) }), ReportOptions())
    #expect(long.notes.contains { $0.contains("其前 3 期見 csv") })
  }

  @Test(arguments: SeriesReports.formats, Language.allCases)
  func `every form names rules, owners and counts, and nothing of a case`(
    format: ReportFormat, language: Language
  ) throws {
    var hostile = Self.month(3, ["a-secret"])
    hostile.title = LocalizedText(verbatim: "<script>\u{202E}")
    hostile.findings[0].owner = "=cmd|' /C calc'!A0<b>\u{202E}\u{1B}"
    let series = Self.series([Self.month(1, ["a1", "b1"]), Self.month(2, ["b1"]), hostile])
    let text = String(
      decoding: try SeriesReports.render(
        series, as: format, options: ReportOptions(language: language)), as: UTF8.self)
    #expect(!text.contains("secret") && !text.contains("<script>\u{FFFD}"))
    #expect(!text.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{1B}" })
    #expect(text.contains("乙科") && text.contains(language == .zhHant ? "72小時" : "72 hours"))
    if format == .html { #expect(MarkupScanner.problem(in: text, isHTML: true) == nil) }
    if format == .csv {
      let rows = csvRows(text)
      #expect(rows.count { row in row.values.contains("example.welfare/dispatch-time") } == 3)
      #expect(!text.contains(",=cmd") && !text.contains("\"=cmd"))
    }
  }
}
