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
    let data = Repository.root + "/rules/samples/110-01/\(name).csv"
    let draft = try #require(
      try DatasetDraft(
        LogExamination.Request(
          sources: [LogSource(path: data)], dataset: nil, period: nil, zone: Self.zone),
        paths: [data]))
    #expect(draft.name == name)
    let folder = FileManager.default.temporaryDirectory.path + "/qixian-draft-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(draft.packText.utf8).write(to: URL(filePath: folder + "/\(name).yaml"))
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
          .init(dataset: $0.dataset, sources: $0.patterns.map { LogSource(path: $0) })
        }, asOf: try TimeText.parse("2021-01-31").get()), rules: loaded.rules
    ).result
    #expect(result.diagnostics.map(\.message.en) == [])
    #expect(result.rules.map(\.wasEvaluated) == [true])
    #expect((result.inputs.first?.rows ?? 0) > 40)
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
