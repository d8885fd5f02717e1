import CivilTime
import Columns
import Diagnostics
import LogReaders
import Testing

/// Optional columns that rules ask for and files lack: empty only where nothing else could be they.
@Suite struct AbsentColumnTests {
  private static let schema = DatasetSchema.test([
    ColumnSchema(name: "id", headers: ["案號"], type: .text),
    ColumnSchema(name: "received_on", headers: ["受理日期"], type: .date, isOptional: true),
    ColumnSchema(
      name: "refused_on", headers: ["拒絕賠償日期", "refused_on"], type: .date, isOptional: true),
    ColumnSchema(name: "note", headers: ["說明"], type: .text, isOptional: true),
  ])

  private static func read(_ text: String, name: String = "log.csv") throws -> Reading {
    let file = try TemporaryFile(name, Array(text.utf8))
    defer { file.remove() }
    return try Reading(
      [LogSource(path: file.path)], schema, columns: ["id", "refused_on"], asksForAll: true)
  }

  /// The doubt about the column, and its first cell.
  private static func outcome(_ reading: Reading) -> (doubt: String, cell: String) {
    let doubt =
      switch reading.absent.first(where: { $0.column == 2 })?.doubt {
      case .likely(let heading)?: "likely " + heading
      case .possible(let headings)?: "possible " + headings.joined(separator: " ")
      case AbsentColumn.Doubt.none?: "none"
      case nil: "there"
      }
    return (doubt, reading.rows.first?.cells[1] ?? "")
  }

  @Test(
    arguments: [
      // The heading and the cell of a third column; what is said of the one that is absent.
      ("拒絕賠償日期", "2021-01-05", "there", "2021-01-05"),
      ("refused_on", "2021-01-05", "there", "2021-01-05"),
      ("拒絕賠償日", "2021-01-05", "likely 拒絕賠償日", "✗"),
      ("拒絕賠償時間", "2021-01-05", "likely 拒絕賠償時間", "✗"),
      ("拒絕賠償之日期", "2021-01-05", "likely 拒絕賠償之日期", "✗"),
      ("拒絕賠償日期（核定）", "2021-01-05", "likely 拒絕賠償日期(核定)", "✗"),
      ("機關核定拒絕賠償日期", "2021-01-05", "likely 機關核定拒絕賠償日期", "✗"),
      ("拒賠日期", "2021-01-05", "likely 拒賠日期", "✗"),
      ("Refused On", "2021-01-05", "likely Refused On", "✗"),
      ("refused", "2021-01-05", "likely refused", "✗"),
      // Without cells in the first rows the name alone speaks.
      ("拒絕賠償日", "", "likely 拒絕賠償日", "✗"),
      // Alike in name only: a text is no date.
      ("拒絕賠償日期註", "證據不足", "none", "∅"),
      // Alike in cells only.
      ("核駁", "2021-01-05", "possible 核駁", "∅"),
      ("收件日", "110.1.5", "possible 收件日", "∅"),
      // What goes with a column that is there.
      ("受理時間", "2021-01-05", "possible 受理時間", "∅"),
      ("備註", "證據不足", "none", "∅"),
      ("說明", "證據不足", "none", "∅"),
    ] as [(String, String, String, String)])
  func `a column is doubted for what could be it`(
    heading: String, cell: String, doubt: String, first: String
  ) throws {
    let reading = try Self.read("案號,受理日期,\(heading)\nA1,2021-01-04,\(cell)\n")
    let (gotDoubt, gotCell) = Self.outcome(reading)
    #expect(gotDoubt == doubt)
    #expect(gotCell == first)
    let isDoubtful = doubt.hasPrefix("likely") || doubt.hasPrefix("possible")
    #expect(reading.doubtful.contains("refused_on") == isDoubtful)
    let warnings = reading.diagnostics.filter {
      $0.code == .absentColumn && $0.severity == .warning
    }
    #expect(warnings.count == (isDoubtful ? 1 : 0))
  }

  @Test(arguments: [(9, 1, "possible 核駁"), (8, 1, "none"), (18, 2, "possible 核駁"), (17, 2, "none")])
  func `one cell in ten may be a slip`(days: Int, texts: Int, doubt: String) throws {
    let cells =
      Array(repeating: "2021-01-05", count: days) + Array(repeating: "不明", count: texts) + ["", ""]
    let rows = cells.enumerated().map { "A\($0.offset),2021-01-04,\($0.element)\n" }
    #expect(try Self.outcome(Self.read("案號,受理日期,核駁\n" + rows.joined())).doubt == doubt)
  }

  @Test func `what is absent is told with what to do`() throws {
    let likely = try Self.read("案號,受理日期,說明,拒絕賠償日\nA1,2021-01-04,,2021-01-05\n").diagnostics
    #expect(likely.map(\.code) == [.unknownHeaders, .absentColumn])
    #expect(
      likely[1].message.en == "optional column '拒絕賠償日期' (refused_on) is not in the file")
    #expect(
      likely[1].help?.en
        == "if it is '拒絕賠償日', add that to the column's `header`; if not, declare '拒絕賠償日' as a column of its own"
    )
    let possible = try Self.read("案號,受理日期,說明,發文,核駁\nA1,2021-01-04,,110.1.2,110.1.5\n").diagnostics
    #expect(
      possible[1].notes.map(\.en) == [
        "its cells count as empty; others that are not declared could be it (發文, 核駁), so verdicts from it are doubtful"
      ])
    let none = try Self.read("案號,備註\nA1,無\n").diagnostics
    #expect(none.map(\.severity) == [.note, .note])
    #expect(
      none[1].message.en
        == "3 optional columns not in the file, taken for empty: 受理日期, 拒絕賠償日期, 說明")
  }

  @Test func `a heading like one column is not thought to be another`() throws {
    let alike = try Self.read("案號,說明,拒絕賠償日\nA1,,2021-01-05\n")
    #expect(
      alike.absent.map(\.doubt) == [AbsentColumn.Doubt.none, .likely(heading: "拒絕賠償日")])
    let other = try Self.read("案號,說明,核駁\nA1,,2021-01-05\n")
    #expect(other.absent.map(\.doubt) == Array(repeating: .possible(headings: ["核駁"]), count: 2))
  }

  @Test func `only what is asked for is told, and nothing where the header is not found`() throws {
    let file = try TemporaryFile("log.csv", Array("案號,拒絕賠償日\nA1,2021-01-05\n".utf8))
    defer { file.remove() }
    let cases: [([Int], [Int])] = [([], []), ([0], []), ([1], [1]), ([2], [2]), ([1, 2], [1, 2])]
    for (asked, absent) in cases {
      let reader = try LogReader.open(
        [LogSource(path: file.path)], schema: Self.schema, asked: Set(asked))
      #expect(reader.absentColumns.map(\.column) == absent)
    }
    #expect(try Self.read("x,拒絕賠償日\n1,2\n").codes == ["data/no-header"])
  }

  @Test func `each file of a log is told by itself`() throws {
    let first = try TemporaryFile("a.csv", Array("案號,拒絕賠償日期\nA1,2021-01-05\n".utf8))
    let second = try TemporaryFile("b.csv", Array("案號,拒絕賠償日\nA2,2021-01-05\n".utf8))
    let third = try TemporaryFile("c.csv", Array("案號\nA3\n".utf8))
    defer { [first, second, third].forEach { $0.remove() } }
    for threads in 1...2 {
      let reading = try Reading(
        [first, second, third].map { LogSource(path: $0.path) }, Self.schema, threads: threads,
        columns: ["id", "refused_on"], asksForAll: true)
      #expect(reading.cells == [["A1", "2021-01-05"], ["A2", "✗"], ["A3", "∅"]])
      #expect(reading.absent.filter { $0.column == 2 }.map(\.file) == [1, 2])
    }
  }

  @Test func `records that name their cells leave empty ones out`() throws {
    let plain = try Self.read("{\"案號\": \"A1\", \"核駁\": \"2021-01-05\"}\n", name: "log.jsonl")
    #expect(plain.codes == ["data/unknown-headers", "data/absent-column"])
    #expect(plain.diagnostics.map(\.severity) == [.note, .note])
    #expect(plain.rows.map(\.cells) == [["A1", "∅"]])
    let alike = try Self.read("{\"案號\": \"A1\", \"拒絕賠償日\": \"2021-01-05\"}\n", name: "log.jsonl")
    #expect(Self.outcome(alike) == ("likely 拒絕賠償日", "✗"))
  }

  @Test func `moments made from a column that may be there are unknown`() throws {
    let schema = DatasetSchema(
      name: "events", key: ["case"],
      columns: [
        ColumnSchema(name: "case", type: .text), ColumnSchema(name: "activity", type: .text),
        ColumnSchema(name: "time", type: .timestamp),
        ColumnSchema(name: "officer", headers: ["承辦人員"], type: .text, isOptional: true),
        ColumnSchema(name: "lifecycle", headers: ["lifecycle"], type: .text, isOptional: true),
      ], zone: .utc,
      events: DatasetSchema.EventMapping(
        caseColumn: "case", activityColumn: "activity", timeColumn: "time",
        lifecycleColumn: "lifecycle",
        moments: [
          .init(name: "closed", choice: .first, activities: ["close"]),
          .init(name: "closer", choice: .first, activities: ["close"], valueColumn: "officer"),
          .init(
            name: "completed", choice: .first, activities: ["close"], lifecycle: "complete"),
        ]))
    let text = "case,activity,time,本案承辦人員,lifecycles\nA,close,2021-01-05 08:00,甲,complete\n"
    let file = try TemporaryFile("log.csv", Array(text.utf8))
    defer { file.remove() }
    let reading = try Reading(
      [LogSource(path: file.path)], schema, columns: ["case", "closed", "closer", "completed"],
      asksForAll: true)
    #expect(reading.cells == [["A", "2021-01-05 08:00", "✗", "✗"]])
    #expect(reading.doubtful == ["officer", "closer", "lifecycle", "completed"])
  }
}
