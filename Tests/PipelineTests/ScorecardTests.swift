import CivilTime
import Diagnostics
import Findings
import LogReaders
import Pipeline
import Platform
import RuleCheck
import TestSupport
import Testing

/// Weighted scores from rules' results.
@Suite struct ScorecardTests {
  /// The card of an office's yearly report, scored from the report's own figures.
  @Test(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)))
  func `the administration card of ROC 104 comes out to the last decimal`() throws {
    let loaded = RuleLoading.load(
      ["\(Repository.root)/rules/chiayi-administration-104/scorecard.yaml"],
      library: RuleLibrary(folders: [Repository.root + "/rules"]))
    #expect(loaded.diagnostics.isEmpty, "\(loaded.diagnostics.map(\.message.en))")
    let path = "\(SharedData.folder)/obligations/administration-104-scorecard.csv"
    var request = CheckRequest(
      data: [.init(dataset: "indicator-reports", sources: [LogSource(path: path)])],
      asOf: try TimeText.parse("105-01-31").get())
    request.selection = ["administration"]
    let card = try #require(Check.run(request, rules: loaded.rules).result.scorecards.first)
    #expect(
      card.dimensions.map { $0.points?.shortText } == ["35", "20", "13.9", "20", "4"])
    #expect(card.dimensions.map(\.possible.shortText) == ["35", "20", "20", "20", "5"])
    #expect(card.total?.shortText == "92.9")
    #expect(card.possible.shortText == "100")
    #expect(card.gaps.map(\.gapText) == ["-7%", "-10%"])
    #expect(
      card.gaps.map(\.title.zhHant) == [
        "1. 強化公務人員終身學習時數", "1. 因公外出是否確實填寫公出登記簿，並經權責主管核章",
      ])
    // Every line against the report: what it achieved and what it earned.
    let text = String(decoding: try Files.read(path), as: UTF8.self)
    let printed = csvRows(text).filter { ["indicator", "evidence"].contains($0["record"]) }
    #expect(printed.count == card.lines.count)
    for (line, row) in zip(card.lines, printed) {
      #expect(line.points?.shortText == row["points"], "\(line.title.zhHant)")
      guard row["record"] == "indicator", row["weight"] != "" else { continue }
      #expect(line.achievement?.shortText == row["achievement_percent"], "\(line.title.zhHant)")
    }
    // 36 of 38 are counted as met in the report's text; it takes the two bonuses for met.
    #expect(card.lines.count { $0.isMet == true } == 34)
  }

  private static let pack = """
    qixian: 1
    pack: p
    timezone: Asia/Taipei
    sources: { s: 計畫 }
    datasets:
      cases:
        key: id
        columns:
          id: { type: text }
          unit: { type: text }
          on: { type: date, optional: true }
          done: { type: date, optional: true }
          points: { type: decimal, optional: true }
    parameters:
      weight: { unit: points, values: [{ from: 110-01-01, value: 40 }] }
    rules:
      in-time:
        { kind: deadline, dataset: cases, from: on, to: done, within: 3 days, counting: d, cites: s }
      per-unit: { kind: rate, of: in-time, per: [unit], at-least: 90, cites: s }
      yearly: { kind: count, dataset: cases, per: [year], dated-by: on, at-least: 5, cites: s }
      given:
        kind: measure
        dataset: cases
        of: points
        statistic: sum
        per: [unit]
        at-least: 0
        cites: s
    counting: { d: { start: excluded, end-on-rest-day: stays } }
    scorecards:
      card:
        title: 考核
        indicators:
          - { rule: in-time, weight: 20 }
          - { rule: per-unit, group: { unit: 甲 }, weight: weight }
          - { rule: per-unit, weight: 10, points: full-or-none }
          - { rule: yearly, group: { year: 110 }, weight: 20, dimension: 件數 }
          - { title: 審查, weight: 10, awarded: { rule: given, group: { unit: 甲 } } }
    """

  private static func card(_ rows: [String], asOf: String, knownOn: CivilDate? = nil) throws -> (
    Scorecard, [Diagnostic]
  ) {
    let (rules, diagnostics) = TestPack.check(pack)
    let text = (["id,unit,on,done,points"] + rows).joined(separator: "\n") + "\n"
    let request = try TestPack.request(text, asOf: asOf)
    let result = Check.run(request, rules: rules).result
    return (try #require(result.scorecards.first), diagnostics + result.diagnostics)
  }

  @Test func `rows, one group and several groups each give an achievement`() throws {
    let (card, diagnostics) = try Self.card(
      [
        "1,甲,2021-01-04,2021-01-05,3.5", "2,甲,2021-01-04,2021-01-08,4",
        "3,乙,2021-02-01,2021-02-02,", "4,乙,2021-02-01,2021-02-02,",
      ], asOf: "2022-01-31")
    #expect(!diagnostics.contains { $0.severity == .error }, "\(diagnostics.map(\.message.en))")
    // 3 of 4 rows; 甲 1 of 2 against 90; one of two units met; 4 of 5 cases; 7.5 points awarded.
    #expect(
      card.lines.map(\.value) == [Ratio(75, 1), Ratio(50, 1), Ratio(50, 1), Ratio(4, 1), nil])
    #expect(card.lines.map { $0.target?.shortText } == ["100", "90", "100", "5", nil])
    #expect(
      card.lines.map { $0.points?.shortText } == ["15", "22.222222", "0", "16", "7.5"])
    #expect(card.lines[1].points == Ratio(200, 9))
    #expect(card.lines.map(\.isMet) == [false, false, false, false, nil])
    #expect(card.lines[3].gap == Ratio(-1, 1))
    // 15 + 200/9 + 0 + 16 + 7.5 = 60 13/18
    #expect(card.total == Ratio(1093, 18))
    #expect(card.dimensions.map(\.title.zhHant) == ["件數"])
  }

  @Test func `what is open or missing has no points, and neither has the total`() throws {
    let (card, _) = try Self.card(
      ["1,甲,2021-01-04,,3.5", "2,甲,2021-01-04,2021-01-05,"], asOf: "2021-01-05")
    #expect(card.lines[0].points == nil)
    #expect(card.lines[0].note?.en == "not settled: between 10 and 20 points")
    #expect(card.lines[3].points == nil)
    #expect(card.lines[3].note?.zhHant == "尚未確定，得分在8與20之間")
    // One of the reviewer's cells is empty, so the sum is not known.
    #expect(card.lines[4].points == nil)
    #expect(card.total == nil)
    let (empty, _) = try Self.card([], asOf: "2021-01-05")
    #expect(empty.lines[1].note?.zhHant == "資料中沒有甲")
    #expect(empty.lines[0].note?.en == "nothing that it applies to")
    #expect(empty.total == nil)
    // Before the weight is decided there is none.
    let (early, _) = try Self.card([], asOf: "2020-12-31")
    #expect(early.lines[1].note?.en == "the parameter p/weight has no value on that day")
  }

  @Test func `points above what can be earned are not taken`() throws {
    let (card, _) = try Self.card(["1,甲,2021-01-04,2021-01-05,10.01"], asOf: "2022-01-31")
    #expect(card.lines[4].points == nil)
    #expect(card.lines[4].note?.zhHant == "核給10.01分不在0與配分之間，未採計")
    let (most, _) = try Self.card(["1,甲,2021-01-04,2021-01-05,10"], asOf: "2022-01-31")
    #expect(most.lines[4].points == Ratio(10, 1))
  }
}
