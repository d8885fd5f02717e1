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
