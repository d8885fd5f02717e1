import Columns
import Diagnostics
import FoundationEssentials
import LogReaders
import Testing

@Suite struct HeaderTests {
  @Test(
    arguments: [
      ("id,備註\nA,b\n", [], [["A", "b"]]),
      ("備註,案號\nb,A\n", [], [["A", "b"]]),
      (" 案號 ,備註　\nA,b\n", [], [["A", "b"]]),
      ("ｉｄ,備註\nA,b\n", [], [["A", "b"]]),
      ("\"案\n號\",備註\nA,b\n", [], [["A", "b"]]),
      ("案號,備註,多餘\nA,b,c\n", ["data/unknown-headers"], [["A", "b"]]),
      ("案號\nA\n", [], [["A", "∅"]]),
      ("備註\nb\n", ["data/missing-column"], [["∅", "b"]]),
      ("案號,案號\nA,B\n", ["data/duplicate-header"], [["A", "∅"]]),
      ("案號,id,備註\nA,B,b\n", [], [["A", "b"]]),
      ("110年案件清冊\n\n製表日期,110/2/1\n案號,備註\nA,b\n", ["data/lines-before-header"], [["A", "b"]]),
      ("x,y\n1,2\n", ["data/no-header"], [["∅", "∅"]]),
      ("", ["data/empty-file"], []),
      ("\n\n", ["data/empty-file"], []),
      ("案號,備註", [], []),
      ("案號;備註\nA;b,c\n", [], [["A", "b,c"]]),
      ("案號\t備註\nA\tb,c\n", [], [["A", "b,c"]]),
      ("案號|備註\nA|b,c\n", [], [["A", "b,c"]]),
      ("id\rA\rB", [], [["A", "∅"], ["B", "∅"]]),
    ] as [(String, [String], [[String]])])
  func `a header is found and matched`(text: String, codes: [String], cells: [[String]]) throws {
    let schema = DatasetSchema.test([
      ColumnSchema(name: "id", headers: ["案號", "id"], type: .text),
      ColumnSchema(name: "note", headers: ["備註"], type: .text, isOptional: true),
    ])
    let reading = try Reading(text, schema)
    #expect(reading.codes == codes)
    // An unreadable log may still be read; verdicts are not made from it.
    #expect(reading.cells == cells)
  }

  private static let stages = DatasetSchema.test([
    ColumnSchema(name: "id", headers: ["案號"], type: .text),
    ColumnSchema(name: "day", headers: ["受理日期"], type: .date),
    ColumnSchema(name: "clock", headers: ["時間"], type: .text, isOptional: true),
    ColumnSchema(name: "closed", headers: ["結案日期"], type: .date),
  ])

  @Test(
    arguments: [
      // Groups and parts, with a title above or without.
      ([["案號", "受理", "", "結案日期"], ["", "日期", "時間", ""]], ["data/two-row-header"], 1),
      (
        [["清冊"], ["案號", "受理", "", "結案日期"], ["", "日期", "時間", ""]],
        ["data/lines-before-header", "data/two-row-header"], 1
      ),
      // Names at the foot of both rows; the group that is not declared is told.
      ([["", "受理", "", ""], ["案號", "日期", "時間", "結案日期"]], ["data/two-row-header"], 1),
      (
        [["案號", "受理", "", "結案日期", "承辦", ""], ["", "日期", "時間", "", "科", "員"]],
        ["data/two-row-header", "data/unknown-headers"], 1
      ),
      // One row is enough: what is below is data, what is above is a title.
      ([["案號", "受理日期", "時間", "結案日期"]], [], 1),
      ([["清冊", "", "", "乙"], ["案號", "受理日期", "時間", "結案日期"]], ["data/lines-before-header"], 1),
      // Parts that nobody declared.
      (
        [["案號", "受理", "", "結案日期"], ["", "日", "時", ""]],
        ["data/missing-column", "data/two-row-header", "data/unknown-headers"], 2
      ),
      // A row of data that lacks its key is no heading.
      (
        [["案號", "受理", "", "結案日期"], ["", "2021-01-04", "0900", ""]],
        ["data/missing-column", "data/unknown-headers"], 2
      ),
    ] as [([[String]], [String], Int)])
  func `a header in two rows is read, or told with what is missing`(
    header: [[String]], codes: [String], rows: Int
  ) throws {
    let data = ["A", "2021-01-04", "09:00", "2021-01-05"]
    let all = header + [data]
    let text = all.map { $0.joined(separator: ",") + "\n" }.joined()
    let cells = all.map { row in row.map { $0.isEmpty ? nil : $0 } }
    let sheet = cells.enumerated().map { SheetBytes.row($0 + 1, $1) }.joined()
    let table = cells.map(SheetBytes.odsRow).joined()
    for (name, bytes) in [
      ("log.csv", Array(text.utf8)), ("log.xlsx", SheetBytes.xlsx(sheet)),
      ("log.ods", SheetBytes.ods(table)),
    ] {
      let reading = try Reading(bytes, Self.stages, name: name)
      #expect(reading.codes == codes, "\(name)")
      #expect(reading.rows.count == rows, "\(name)")
      #expect(reading.rows.last?.line == all.count, "\(name)")
      if rows == 1 { #expect(reading.cells == [data], "\(name)") }
    }
  }

  @Test func `a header in two rows is told with its lines and names`() throws {
    func messages(_ second: String) throws -> [String] {
      try Reading("清冊\n案號,受理,,結案日期\n,\(second),時間,\n", Self.stages).diagnostics
        .filter { $0.code == .twoRowHeader }.flatMap { [$0.message.zhHant, $0.message.en] }
    }
    #expect(
      try messages("日期") == [
        "欄位名稱分為兩列（第 2、3 列），合併讀取為：受理日期、時間",
        "the headings stand in two rows (2 and 3), read as: 受理日期, 時間",
      ])
    let clock = DatasetSchema.test([
      ColumnSchema(name: "id", headers: ["案號"], type: .text),
      ColumnSchema(name: "day", headers: ["收件日期"], type: .date),
    ])
    let reading = try Reading("案號,受理,\n,日期,時間\n", clock)
    let hint = try #require(reading.diagnostics.first { $0.code == .twoRowHeader })
    #expect(hint.severity == .warning)
    #expect(hint.message.zhHant == "欄位名稱似分為兩列（第 1、2 列），合併後為：受理日期、受理時間")
    #expect(hint.help?.en.contains("`header`") == true)
  }

  @Test func `places are the lines of the file`() throws {
    let schema = DatasetSchema.test([
      ColumnSchema(name: "id", type: .text), ColumnSchema(name: "x", type: .text, isOptional: true),
    ])
    let text = "title\nid,x\n1,a\n\n2,\"b\nc\nd\"\n\n\n3,e\n"
    let reading = try Reading(text, schema)
    #expect(reading.rows.map(\.line) == [3, 5, 10])
    #expect(reading.cells == [["1", "a"], ["2", "b\nc\nd"], ["3", "e"]])
    #expect(reading.files[0].rows == 3)
    #expect(reading.files[0].headerLine == 2)
  }

  @Test func `a missing column is told with the heading that comes near`() throws {
    let file = try TemporaryFile("log.csv", Array("case_idd,x\n1,2\n".utf8))
    defer { file.remove() }
    let reader = try LogReader.open(
      [LogSource(path: file.path)],
      schema: .test([
        ColumnSchema(name: "case_id", type: .text), ColumnSchema(name: "x", type: .text),
      ]))
    #expect(!reader.isReadable)
    let missing = try #require(reader.diagnostics.first)
    #expect(missing.code == .missingColumn)
    #expect(missing.message.en == "column 'case_id' (case_id) is missing")
    #expect(missing.help?.en == "if it is 'case_idd', add that to the column's `header`")
  }

  @Test func `several files are one log, and each row keeps its file and line`() throws {
    let first = try TemporaryFile("a.csv", Array("id,at\n1,2021-01-01 08:00\n\n2,\n".utf8))
    let second = try TemporaryFile("b.csv", Array("時間;案號\n2021-01-02;3\n".utf8))
    defer { [first, second].forEach { $0.remove() } }
    for threads in 1...3 {
      let reading = try Reading(
        [LogSource(path: first.path), LogSource(path: second.path)], .cases, threads: threads,
        columns: ["id", "at"])
      #expect(
        reading.rows == [
          .init(file: 0, line: 2, cells: ["1", "2021-01-01 08:00"]),
          .init(file: 0, line: 4, cells: ["2", "∅"]),
          .init(file: 1, line: 2, cells: ["3", "2021-01-02"]),
        ])
      #expect(reading.files.map(\.delimiter) == [0x2C, 0x3B])
      #expect(reading.files.map(\.rows) == [2, 1])
    }
  }

  @Test func `a file that is not there is an error with the system's reason`() {
    #expect {
      try LogReader.open([LogSource(path: "/nowhere/log.csv")], schema: .cases)
    } throws: { error in
      (error as? ReadError)?.text.en == "cannot open the file: No such file or directory"
    }
  }

  @Test(
    arguments: [
      ("a.csv", "a.csv", nil, nil, nil), ("sqlite:x.db?table=t%20u", "x.db", .sqlite, "t u", nil),
      ("sqlite:x.db?query=select+1%3B&x", "x.db", .sqlite, nil, "select 1;&x"),
      (
        "postgresql://h/d?sslmode=disable&query=select 1", "postgresql://h/d?sslmode=disable",
        .postgresql, nil, "select 1"
      ),
      ("log.xlsx!工作表1", "log.xlsx", nil, "工作表1", nil),
      ("odd!name.csv", "odd!name.csv", nil, nil, nil),
    ] as [(String, String, LogFormat?, String?, String?)])
  func `an argument names a source`(
    argument: String, path: String, format: LogFormat?, table: String?, query: String?
  ) {
    let source = LogSource(argument: argument)
    #expect(source == LogSource(path: path, format: format, table: table, query: query))
  }

  @Test func `a password is not shown`() {
    let source = LogSource(argument: "postgresql://me:secret@host/db?query=select 1")
    #expect(source.displayName == "postgresql://me@host/db")
  }
}
