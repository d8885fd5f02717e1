import CivilTime
import Columns
import Diagnostics
import Findings
import FoundationEssentials
import LogReaders
import Pipeline
import Platform
import TestSupport
import Testing

/// Drafts of datasets, written and then used.
@Suite struct DraftTests {
  static let zone = TimeZoneRules(name: "Asia/Taipei", firstOffset: 28_800)
  static let library = RuleLibrary(folders: [Repository.root + "/rules"])

  static let samples = [
    "official-documents", "petitions", "protection-cases", "state-compensation",
    "street-lamp-faults", "building-permits", "consumer-disputes", "administrative-appeals",
  ]

  @Test(arguments: samples)
  func `a drafted project loads the file that it was drafted from`(name: String) throws {
    let result = try Self.checkOfDraft(Repository.root + "/rules/samples/110-01/\(name).csv")
    #expect(result.inputs.map(\.dataset) == [name])
    #expect((result.inputs.first?.rows ?? 0) > 40)
  }

  static let forms = [
    "utf8.csv", "big5.csv", "jsonl", "sqlite", "office.xlsx", "openpyxl.xlsx", "ods", "dates.xlsx",
    "dates1904.xlsx", "dates.ods",
  ]

  @Test(arguments: forms)
  func `whatever form the file has, its draft loads it, with the same columns`(form: String) throws
  {
    for name in FormatTests.names {
      let path = FormatTests.fixtures + name + "." + form
      let result = try Self.checkOfDraft(form == "sqlite" ? "sqlite:" + path : path)
      let rows = csvRows(try Repository.text("Tests/ExaminationTests/Fixtures/\(name).utf8.csv"))
      #expect(result.inputs.map(\.rows) == [rows.count])
    }
  }

  @Test(
    .enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)),
    arguments: [
      ("receipt.csv.gz", 8_577), ("receipt.xes.gz", 8_577), ("reviewing.xes.gz", 3_730),
      ("running-example.xes", 42), ("taipei-1999-201508.csv.gz", 23_906),
      ("taipei-1999-201701.csv.gz", 14_602), ("taipei-1999-202104.csv.gz", 12_342),
      ("taipei-1999-202304.csv.gz", 11_210), ("taipei-1999-202402.csv.gz", 11_591),
      ("taipei-1999-202505.csv.gz", 13_280), ("taipei-1999-202604-browser.csv.gz", 13_266),
    ])
  func `the draft of a public log loads all of it`(name: String, rows: Int) throws {
    let result = try Self.checkOfDraft(SharedData.folder + "/logs/" + name)
    #expect(result.inputs.map(\.rows) == [rows])
  }

  /// Drafts a project from a file, writes it, loads it, and checks the file with it.
  static func checkOfDraft(_ data: String) throws -> CheckResult {
    let draft = try #require(
      try DatasetDraft(
        LogExamination.Request(
          sources: [LogSource(argument: data)], dataset: nil, period: nil, zone: Self.zone),
        paths: [data]))
    let folder = try TemporaryFile.folder()
    defer { TemporaryFile.remove(folder) }
    try Data(draft.packText.utf8).write(to: URL(filePath: folder + "/\(draft.name).yaml"))
    try Data(draft.projectText.utf8).write(to: URL(filePath: folder + "/qixian.yaml"))
    let project = Project(path: folder + "/qixian.yaml")
    #expect(project.diagnostics.map(\.message.en) == [])
    let loaded = RuleLoading.load(project.rulePaths, library: Self.library)
    #expect(loaded.diagnostics.map(\.message.en) == [], "\(draft.packText)")
    let paths = try project.dataPaths(for: nil)
    #expect(paths.map(\.patterns) == [[data]])
    let result = Check.run(
      CheckRequest(
        data: paths.map {
          .init(dataset: $0.dataset, sources: $0.patterns.map { LogSource(argument: $0) })
        }, asOf: try TimeText.parse("2021-01-31").get()), rules: loaded.rules
    ).result
    #expect(result.diagnostics.filter { $0.severity == .error }.map(\.message.en) == [])
    #expect(result.rules.map(\.wasEvaluated) == [true])
    // What a draft declares must not make its own file's cells wrong.
    let ofTypes = ["data/malformed", "data/undeclared-value", "data/empty-required"]
    #expect(result.dataIssues.filter { ofTypes.contains($0.code) }.map(\.message.en) == [])
    return result
  }

  @Test(arguments: [
    ("2021-02-30", ColumnType.date, 3), ("2021-02-30 09:00", .timestamp, 3), ("昨天", .text, 0),
  ])
  func `a few dates that do not exist leave a column one of dates, and are named`(
    odd: String, type: ColumnType, count: Int
  ) throws {
    let time = type == .timestamp ? " 08:30" : ""
    let rows = (1...10).map { "A\($0),2021-01-\($0 + 9)\(time)\n" }
    let text = "案號,受理日期\n" + rows.joined() + "A11,\(odd)\nA12,\(odd)\nA13,\(odd)\n"
    let outcome = DefectTests.examine([text])
    #expect(outcome.schema.columns.map(\.type) == [.text, type])
    #expect(DefectTests.issue("impossible-date", in: outcome)?.count ?? 0 == count)
  }

  @Test func `types, forms, values and personal data are told from the cells`() throws {
    var text = "案號,類別,受理時間,申請人,金額,有效,結案日期\n"
    for number in 10..<40 {
      text += "A\(number),\(number % 2 == 0 ? "甲" : "乙"),2021-01-\(number % 9 + 10) 09:00,"
      text += "王小明,1\(number).5,\(number % 3 == 0 ? "是" : "否"),110.2.\(number % 9 + 10)\n"
    }
    var source = LogSource(name: "x.csv", content: Array(text.utf8))
    source.encoding = nil
    let draft = try #require(
      try DatasetDraft(
        LogExamination.Request(sources: [source], dataset: nil, period: nil, zone: Self.zone),
        paths: ["x.csv"]))
    #expect(draft.schema.key == ["case_id"])
    #expect(
      draft.schema.columns.map(\.type) == [
        .text, .text, .timestamp, .text, .decimal, .boolean, .date,
      ])
    #expect(draft.schema.columns.map(\.dateForms) == [[], [], ["iso"], [], [], [], ["roc"]])
    #expect(draft.schema.columns[1].values == ["乙", "甲"])
    #expect(draft.schema.columns[3].sensitivity == .name)
  }
}
