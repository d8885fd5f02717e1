import CivilTime
import Columns
import Diagnostics
import Findings
import LogReaders
import Pipeline
import Testing

/// Each defect in a small log of its own.
@Suite struct DefectTests {
  static let zone = TimeZoneRules(name: "Asia/Taipei", firstOffset: 28_800)

  static func examine(
    _ texts: [String], dataset: DatasetSchema? = nil, period: DayRange? = nil,
    names: [String] = []
  ) -> LogExamination.Outcome {
    let sources = texts.enumerated().map { index, text in
      LogSource(
        name: index < names.count ? names[index] : "log\(index).csv", content: Array(text.utf8))
    }
    return LogExamination.run(
      LogExamination.Request(sources: sources, dataset: dataset, period: period, zone: zone),
      rules: nil)
  }

  static func issue(_ code: String, in outcome: LogExamination.Outcome) -> DataIssue? {
    outcome.result.dataIssues.first { $0.code == "data/" + code }
  }

  static let schema = DatasetSchema(
    name: "cases", key: ["id"],
    columns: [
      ColumnSchema(name: "id", headers: ["案號"], type: .text),
      ColumnSchema(
        name: "category", headers: ["類別"], type: .text, values: ["成人保護", "兒少保護"],
        repairs: [.trim]),
      ColumnSchema(name: "received", headers: ["受理日期"], type: .date),
      ColumnSchema(name: "closed", headers: ["結案日期"], type: .date, isOptional: true),
      ColumnSchema(name: "person", headers: ["姓名"], type: .text, sensitivity: .name),
    ], zone: zone)

  static let head = "案號,類別,受理日期,結案日期,姓名\n"

  /// Sound rows.
  static func rows(_ range: Range<Int>) -> String {
    range.map { "A\($0),成人保護,2021-01-\($0 % 9 + 10),2021-02-\($0 % 9 + 10),王小明\n" }.joined()
  }

  @Test func `sound rows have no defects`() {
    let outcome = Self.examine([Self.head + Self.rows(0..<30)], dataset: Self.schema)
    #expect(outcome.isReadable)
    #expect(outcome.result.dataIssues.map(\.code) == [])
  }

  struct Defect: CustomTestStringConvertible, Sendable {
    var code: String
    var row: String
    var column: String?
    var found: String
    var testDescription: String { code }
  }

  static let defects = [
    Defect(
      code: "scientific-notation", row: "2.02505E+12,成人保護,2021-01-04,,王", column: "案號",
      found: "2.02505E+12"),
    Defect(
      code: "placeholder-date", row: "B1,成人保護,1900-01-01,,王", column: "受理日期",
      found: "1900-01-01"),
    Defect(
      code: "placeholder-date", row: "B1,成人保護,2021-01-04,9999-12-31,王", column: "結案日期",
      found: "9999-12-31"),
    Defect(
      code: "impossible-date", row: "B1,成人保護,2021-02-30,,王", column: "受理日期",
      found: "2021-02-30"),
    Defect(code: "malformed", row: "B1,成人保護,昨天,,王", column: "受理日期", found: "昨天"),
    Defect(
      code: "undeclared-value", row: "B1,成入保護,2021-01-04,,王", column: "類別", found: "成入保護"),
    Defect(
      code: "order-violation", row: "B1,成人保護,2021-01-14,2021-01-13,王", column: "結案日期",
      found: ""),
    Defect(
      code: "mixed-forms", row: "B1,成人保護,110.1.14,,王", column: "受理日期", found: "110.1.14"),
    Defect(code: "duplicate-key", row: "A3,成人保護,2021-01-15,,王", column: "案號", found: "A3"),
    Defect(code: "empty-required", row: "B1,成人保護,,,王", column: "受理日期", found: ""),
    Defect(code: "empty-required", row: "B1,成人保護,2021-01-04,,", column: "姓名", found: ""),
    Defect(
      code: "shifted-row", row: "B1,路,成人保護,2021-01-04,", column: nil, found: ""),
    Defect(
      code: "too-many-fields", row: "B1,成人保護,2021-01-04,,王,x", column: nil, found: ""),
  ]

  @Test(arguments: defects)
  func `a defect is named, counted and shown with its line`(defect: Defect) throws {
    let text = Self.head + Self.rows(0..<30) + defect.row + "\n" + Self.rows(30..<60)
    let outcome = Self.examine([text], dataset: Self.schema)
    let issue = try #require(Self.issue(defect.code, in: outcome))
    #expect(issue.count == 1)
    let example = try #require(issue.examples.first)
    #expect(example.location == DataLocation(input: 0, line: 32))
    #expect(example.column == defect.column)
    #expect(example.found == defect.found)
  }

  @Test func `an undeclared value is told with the nearest declared one`() throws {
    let text = Self.head + "B1,成入保護,2021-01-04,,王\n"
    let issue = try #require(
      Self.issue("undeclared-value", in: Self.examine([text], dataset: Self.schema)))
    #expect(issue.message.zhHant.contains("最接近「成人保護」"))
  }

  @Test func `declared repairs are counted`() throws {
    let text = Self.head + "B1, 成人保護,2021-01-04,,王\nB2,成人保護 ,2021-01-04,,王\n"
    let outcome = Self.examine([text], dataset: Self.schema)
    let issue = try #require(Self.issue("repaired", in: outcome))
    #expect(issue.count == 2)
    #expect(issue.message.en == "column '類別': repaired as declared: 2 cells; trimmed 2 cells")
    #expect(Self.issue("undeclared-value", in: outcome) == nil)
  }

  @Test func `times written otherwise than most are odd`() throws {
    var text = "案件編號,立案日期,立案時間\n"
    for number in 10..<40 { text += "C\(number),20210104,0\(number)00\n" }
    text = text.replacing(",0", with: ",00")
    text += "D1,20210104,000400.0\nD2,20210104,9時5分\nD3,20210104,256100\n"
    let issue = try #require(Self.issue("odd-time", in: Self.examine([text])))
    #expect(issue.examples.map(\.found) == ["000400.0", "9時5分", "256100"])
    #expect(issue.count == 3)
  }

  @Test func `the period is that stated, or the month in the file's name`() throws {
    let text = Self.head + Self.rows(0..<3) + "B1,成人保護,2020-12-31,,王\n"
    let named = Self.examine([text], dataset: Self.schema, names: ["cases-110-01.csv"])
    #expect(Self.issue("outside-period", in: named)?.examples.map(\.location.line) == [5])
    let unnamed = Self.examine([text], dataset: Self.schema)
    #expect(Self.issue("outside-period", in: unnamed) == nil)
    let day = try #require(CivilDate(year: 2021, month: 1, day: 12))
    let period = try #require(DayRange(first: day, last: day))
    let stated = Self.examine([text], dataset: Self.schema, period: period)
    #expect(Self.issue("outside-period", in: stated)?.count == 3)
  }

  @Test func `a day far from the others is named, one that is not is not`() throws {
    var text = "案號,日期\n"
    var number = 0
    for day in 1...28 {
      // 2021-02-10 is a Wednesday with five times the rows of the others.
      for _ in 0..<(day == 10 ? 100 : 20 + day % 3) {
        number += 1
        text += "A\(number),2021-02-\(day < 10 ? "0" : "")\(day)\n"
      }
    }
    let issue = try #require(Self.issue("volume-jump", in: Self.examine([text])))
    #expect(issue.count == 1)
    #expect(issue.examples.first?.found == "2021-02-10: 100 (21)")
  }

  @Test(arguments: [(9, false), (10, true)])
  func `identifiers are cut where each stands on ten rows`(rows: Int, isCut: Bool) {
    var text = "案號,類別\n"
    for number in 0..<20 { for copy in 0..<rows { text += "2024\(number),x\(copy)\n" } }
    let outcome = Self.examine([text])
    #expect((Self.issue("truncated-identifier", in: outcome) != nil) == isCut)
    #expect(Self.issue("duplicate-key", in: outcome)?.count == 20 * (rows - 1))
  }
}
