import Diagnostics
import Findings
import TestSupport
import Testing

@Suite struct ReversedStopTests {
  /// What the data defects of a result say of a dataset's stops.
  private static func defects(_ dataset: String) throws -> [DataIssue] {
    let testCase = try GoodCase("Tests/RuleCases/good/stops-reversed.case")
    let result = try testCase.result(of: #require(testCase.runs.first), testCase.rules().rules)
    return result.dataIssues.filter { $0.dataset == dataset && $0.code == "data/stop-reversed" }
  }

  @Test func `a stop that ends before it begins is told once, whatever the verdicts`() throws {
    let defects = try Self.defects("stops")
    #expect(defects.map(\.count) == [4, 2])
    #expect(defects.flatMap(\.examples).map(\.location.line) == [2, 3, 6, 7, 9, 10])
    #expect(defects.first?.examples.first?.column == "resumed")
    #expect(defects.first?.examples.first?.found == "2021-01-10 – 2021-01-09")
    #expect(
      defects.first?.message.zhHant == "欄位「resumed」停止計算之終止早於其開始：4格")
    #expect(
      defects.first?.message.en
        == "column 'resumed': the end of a stop before its beginning: 4 cells")
  }

  @Test(arguments: [
    (
      "hours", "停止計算之終止（「resumed」110年1月4日 19:59）早於其開始（「stopped」110年1月4日 20:00）",
      "a stop of the clock ends ('resumed' 2021-01-04 19:59) before it begins ('stopped' 2021-01-04 20:00)"
    ),
    (
      "stop", "停止計算之終止（「resumed」110年1月9日）早於其開始（「stopped」110年1月10日）",
      "a stop of the clock ends ('resumed' 2021-01-09) before it begins ('stopped' 2021-01-10)"
    ),
  ])
  func `its moments are worded as exactly as they are known`(
    rule: String, zh: String, en: String
  ) throws {
    let testCase = try GoodCase("Tests/RuleCases/good/stops-reversed.case")
    let result = try testCase.result(of: #require(testCase.runs.first), testCase.rules().rules)
    let finding = try #require(
      result.findings.first {
        result.rules[$0.rule].id == "p/\(rule)" && $0.identity == "late-before"
      })
    #expect(finding.reason.zhHant.hasPrefix(zh))
    #expect(finding.reason.en.hasPrefix(en))
  }

  @Test(arguments: [("calls", 2), ("steps", 1)])
  func `it is told of periods in hours and of cases made of events`(
    dataset: String, count: Int
  ) throws {
    #expect(try Self.defects(dataset).map(\.count) == [count])
  }
}
