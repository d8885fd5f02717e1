import CivilTime
import Columns
import Diagnostics
import LogReaders
import TestSupport
import Testing

@Suite struct FormatTests {
  static func fixture(_ name: String) -> String {
    Repository.root + "/Tests/LogReadersTests/Fixtures/" + name
  }

  static let firstRows = [
    ["2025050100001", "逗號, \"引號\"\n換行", "7", "2021-01-04 09:00", "yes", "125e-1", "2021-01-05"],
    ["A2", "∅", "∅", "2021-01-04 23:59:30", "no", "1000e-0", "2021-01-06"],
  ]

  @Test func `a workbook gives the values that its sheet means`() throws {
    let reading = try Reading([LogSource(path: Self.fixture("cases.xlsx"))], .cases)
    #expect(
      reading.codes == ["data/other-sheets", "data/lines-before-header", "data/unknown-headers"])
    #expect(
      reading.cells == Self.firstRows + [
        ["A3", "∅", "80", "2021-01-06 00:00", "∅", "1e-1", "✗"],
        ["A4", "✗", "✗", "2021-01-07 10:00", "yes", "∅", "∅"],
      ])
    #expect(reading.rows.map(\.line) == [4, 5, 7, 8])
    // A bare serial number in a column of days is not guessed at.
    #expect(
      reading.issues.map(\.description) == [
        "ambiguous-date 2 day 43909", "malformed 3 age 七", "cell-error 3 note ",
      ])
    #expect(reading.files[0].formatName == "xlsx")
  }

  @Test func `a sheet is chosen by name`() throws {
    let path = Self.fixture("cases.xlsx")
    let reading = try Reading([LogSource(argument: path + "!second")], .cases)
    #expect(reading.cells.map { Array($0[..<2]) } == [["B1", "b"]])
    #expect {
      try LogReader.open([LogSource(argument: path + "!third")], schema: .cases)
    } throws: {
      ($0 as? ReadError)?.text.en == "there is no sheet 'third'; there are: 案件, second"
    }
  }

  @Test func `an OpenDocument sheet gives the same`() throws {
    let reading = try Reading([LogSource(path: Self.fixture("cases.ods"))], .cases)
    #expect(
      Array(reading.cells[..<1]) == [
        [
          "2025050100001", "逗號, \"引號\"\n換行", "7", "2021-01-04 09:00:00", "yes", "125e-1",
          "2021-01-05",
        ]
      ])
    #expect(reading.cells[1] == Self.firstRows[1])
    #expect(reading.rows.map(\.line) == [5, 6, 7, 8])
    #expect(reading.cells[2...].allSatisfy { $0[0] == "R" })
  }

  @Test func `a sheet that unpacks without measure is refused`() {
    #expect {
      try Reading([LogSource(path: Self.fixture("bomb.xlsx"))], .cases)
    } throws: {
      ($0 as? ReadError)?.text.en == "the file unpacks to an unreasonable size and is refused"
    }
  }

  @Test func `a table of SQLite gives its rows`() throws {
    let path = Self.fixture("cases.db")
    for argument in [
      path, "sqlite:\(path)?table=案%20件", "sqlite:\(path)?query=select * from \"案 件\"",
    ] {
      let reading = try Reading([LogSource(argument: argument)], .cases)
      #expect(
        reading.cells == [
          ["A1", "功許蓋, \"x\"", "7", "2021-01-04 09:00", "yes", "125e-1", "2021-01-05"],
          ["A2", "∅", "∅", "2021-01-05", "no", "∅", "∅"],
        ])
    }
    #expect {
      try LogReader.open(
        [LogSource(argument: "sqlite:\(path)?query=delete from x")], schema: .cases)
    } throws: {
      ($0 as? ReadError)?.text.en == "reading the database failed: no such table: x"
    }
    #expect(throws: ReadError.self) {
      try LogReader.open(
        [LogSource(argument: "sqlite:\(path)?query=delete from \"案 件\"")], schema: .cases)
    }
  }

  @Test func `JSON lines give their members as cells`() throws {
    let text = """
      {"id":"A1","note":"a\\"\\u529f\\ud83d\\ude00\\n","age":7,"at":"2021-01-04 09:00","ok":true,"fee":12.50}

      {"at":null,"id":"A2","other":[1,{"x":"}"}],"note":{"a":1}}
      {"id":"A3",}
      not json
      {"id":"A4","id":"A5"}
      {"id":7,"age":1e3}
      """
    for blockSize in [1, 64, 1 << 19] {
      let reading = try Reading(
        Array(text.utf8), .cases, name: "log.jsonl", threads: 2, blockSize: blockSize)
      #expect(
        reading.cells.map { Array($0[..<6]) } == [
          ["A1", "a\"功😀\n", "7", "2021-01-04 09:00", "yes", "1250e-2"],
          ["A2", "{\"a\":1}", "∅", "∅", "∅", "∅"], ["✗", "✗", "✗", "✗", "✗", "✗"],
          ["✗", "✗", "✗", "✗", "✗", "✗"], ["✗", "✗", "✗", "✗", "✗", "✗"],
          ["7", "∅", "✗", "∅", "∅", "∅"],
        ])
      #expect(reading.rows.map(\.line) == [1, 3, 4, 5, 6, 7])
      #expect(
        reading.issues.map(\.description) == [
          "malformed 2 - ", "malformed 3 - ", "malformed 4 - ", "scientific-notation 5 age 1e3",
        ])
      #expect(reading.codes == ["data/unknown-headers"])
    }
  }

  static let events = DatasetSchema.test([
    ColumnSchema(name: "case", headers: ["case:concept:name"], type: .text),
    ColumnSchema(name: "urgent", headers: ["case:urgent"], type: .boolean, isOptional: true),
    ColumnSchema(name: "act", headers: ["concept:name"], type: .text, isOptional: true),
    ColumnSchema(name: "at", headers: ["time:timestamp"], type: .timestamp, isOptional: true),
    ColumnSchema(name: "who", headers: ["org:resource"], type: .text, isOptional: true),
  ])

  @Test func `an event log gives one row per event, and takes no default for a value`() throws {
    let reading = try Reading([LogSource(path: Self.fixture("mini.xes"))], Self.events)
    #expect(
      reading.cells == [
        ["案1", "yes", "收件 & 分文", "2021-01-04 09:00:00", "∅"], ["案1", "yes", "∅", "∅", "∅"],
        ["案2", "∅", "∅", "∅", "∅"], ["∅", "∅", "∅", "∅", "∅"],
      ])
    #expect(reading.issues.map(\.description) == ["empty-required 3 case "])
  }

  @Test(
    arguments: [
      (
        "<!DOCTYPE log [<!ENTITY x \"y\">]><log><trace/></log>",
        "line 1: XML with a DOCTYPE or entities is refused"
      ),
      ("<log><trace>", "the XML is not well-formed"), ("<log><trace></log>", "not well-formed"),
    ])
  func `XML that is broken or has entities is refused`(text: String, reason: String) throws {
    let file = try TemporaryFile("log.xes", Array(text.utf8))
    defer { file.remove() }
    #expect {
      try LogReader.open([LogSource(path: file.path)], schema: Self.events)
    } throws: {
      ($0 as? ReadError)?.text.en.contains(reason) == true
    }
  }

  @Test func `a format is known by first bytes where the name does not tell`() throws {
    for (name, rows) in [("cases.xlsx", 4), ("cases.ods", 4), ("cases.db", 2)] {
      let file = try TemporaryFile(
        "data", try Repository.bytes("Tests/LogReadersTests/Fixtures/" + name))
      defer { file.remove() }
      #expect(try Reading([LogSource(path: file.path)], .cases).rows.count == rows, "\(name)")
    }
    let json = try Reading(Array("{\"id\":\"1\"}\n".utf8), .cases, name: "data")
    #expect(json.rows.count == 1)
  }

  @Test func `bytes in memory are read like a file, more than once`() throws {
    let source = LogSource(name: "cases", content: Array("id,note\n1,a\n".utf8))
    let reader = try LogReader.open([source], schema: .cases)
    for _ in 0..<2 {
      var rows = 0
      try reader.read(
        [ColumnRequest(column: 0)], threads: 1, process: { $0.rowCount },
        merge: { count, _ in rows += count })
      #expect(rows == 1)
    }
  }
}
