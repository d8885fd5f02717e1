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

  @Test(arguments: [("calls", 2), ("steps", 1)])
  func `it is told of periods in hours and of cases made of events`(
    dataset: String, count: Int
  ) throws {
    #expect(try Self.defects(dataset).map(\.count) == [count])
  }
}
