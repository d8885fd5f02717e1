import Columns
import Diagnostics
import Glibc
import LogReaders
import Testing

/// Files that are broken or made to break a reader: each is refused with an error that says why, or
/// costs the cell concerned and no more.
@Suite struct HostileFileTests {
  struct File: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var name: String
    var bytes: @Sendable () -> [UInt8]
    var reason: String

    init(
      _ description: String, _ name: String, _ reason: String,
      _ bytes: @escaping @Sendable () -> [UInt8]
    ) {
      testDescription = description
      self.name = name
      self.reason = reason
      self.bytes = bytes
    }
  }

  static let head = SheetBytes.row(1, ["id", "note"])
  static let long = String(repeating: "x", count: 12 << 20)

  static let refused = [
    File("deeply nested XES", "a.xes", "XML elements nested more than 256 deep are refused") {
      Array(String(repeating: "<a>", count: 100_000).utf8)
    },
    File("deeply nested XLSX", "a.xlsx", "XML elements nested more than 256 deep are refused") {
      SheetBytes.xlsx(head + String(repeating: "<row>", count: 300))
    },
    File("deeply nested ODS", "a.ods", "XML elements nested more than 256 deep are refused") {
      SheetBytes.ods(String(repeating: "<table:a>", count: 300))
    },
    File("entities that grow", "a.xes", "XML with a DOCTYPE or entities is refused") {
      Array("<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><log>&b;</log>".utf8)
    },
    File("an external entity in a sheet", "a.xlsx", "XML with a DOCTYPE or entities is refused") {
      ZipBytes.file([
        .init(
          "xl/workbook.xml",
          "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><workbook>&x;</workbook>")
      ])
    },
    File("an entity that is not declared", "a.xes", "the XML is not well-formed") {
      Array("<log><trace><string key=\"a\" value=\"&b;\"/></trace></log>".utf8)
    },
    File("XES cut off", "a.xes", "the file ends within an element") {
      Array("<log><trace><event><string key=\"a\" value=\"b\"/>".utf8)
    },
    File("a value without end in XES", "a.xes", "a value of more than 10 MB is refused") {
      Array("<log><trace><string key=\"a\" value=\"\(long)\"/></trace></log>".utf8)
    },
    File("NUL bytes in XES", "a.xes", "the XML is not well-formed") {
      Array("<log><trace><string key=\"a\" value=\"b\0c\"/></trace></log>".utf8)
    },
    File("a sheet that states too small a size", "a.xlsx", "the spreadsheet file is damaged") {
      SheetBytes.xlsx(head + SheetBytes.row(2, ["A1", "a"]), claimedSize: 20)
    },
    File("a sheet that states too large a size", "a.xlsx", "the spreadsheet file is damaged") {
      SheetBytes.xlsx(head + SheetBytes.row(2, ["A1", "a"]), claimedSize: 5000)
    },
    File("a sheet that states 3 GiB", "a.xlsx", "unpacks to an unreasonable size") {
      SheetBytes.xlsx(head + SheetBytes.row(2, ["A1", "a"]), claimedSize: 3 << 30)
    },
    File("a sheet that grows more than 200 times", "a.xlsx", "unpacks to an unreasonable size") {
      SheetBytes.xlsx(head + SheetBytes.row(2, ["A1", long]))
    },
    File("rows repeated without measure", "a.ods", "unreasonable number of rows") {
      SheetBytes.ods(
        SheetBytes.odsRow(["id"])
          + "<table:table-row table:number-rows-repeated=\"2000000\"><table:table-cell>"
          + "<text:p>A</text:p></table:table-cell></table:table-row>")
    },
    File("a ZIP cut off", "a.xlsx", "not a spreadsheet file: the ZIP is damaged") {
      Array(SheetBytes.xlsx(head).dropLast(40))
    },
    File("gzip cut off", "a.csv.gz", "the gzip file is truncated") {
      Array(gzipped(Array("id,note\nA1,a\n".utf8)).dropLast(9))
    },
    File("gzip without its trailer", "a.csv.gz", "the gzip file is truncated") {
      Array(gzipped(Array("id,note\nA1,a\n".utf8)).dropLast(3))
    },
    File("gzip with a wrong sum", "a.csv.gz", "the gzip file is damaged") {
      var bytes = gzipped(Array("id,note\nA1,a\n".utf8))
      bytes[bytes.count - 5] ^= 1
      return bytes
    },
    File("gzip of XES cut off", "a.xes.gz", "the gzip file is truncated") {
      Array(gzipped(Array("<log><trace/></log>".utf8)).dropLast(9))
    },
    File("gzip with other bytes behind it", "a.csv.gz", "the gzip file is damaged") {
      gzipped(Array("id,note\nA1,a\n".utf8)) + Array("more".utf8)
    },
    File("a cell of 2 GiB", "a.csv.gz", "a record is longer than 64 MiB") {
      let piece = gzipped([UInt8](repeating: 0x78, count: 1 << 20))
      return gzipped(Array("id,note\nA1,".utf8)) + (0..<2048).flatMap { _ in piece }
    },
    File("a database cut off", "a.sqlite", "database") {
      Array("SQLite format 3\0".utf8) + [UInt8](repeating: 1, count: 400)
    },
  ]

  @Test(arguments: refused)
  func `a file made to break a reader is refused, with the reason`(file: File) throws {
    let temporary = try TemporaryFile(file.name, file.bytes())
    defer { temporary.remove() }
    let path = file.name.hasSuffix("sqlite") ? "sqlite:" + temporary.path : temporary.path
    #expect {
      try Reading([LogSource(argument: path)], .cases)
    } throws: {
      ($0 as? ReadError)?.text.en.contains(file.reason) == true
    }
  }

  @Test(arguments: [true, false])
  func `a file that changes between its header and its rows is refused`(isReplaced: Bool) throws {
    let file = try TemporaryFile("log.csv", Array("id,note\nA1,a\nA2,b\n".utf8))
    defer { file.remove() }
    let reader = try LogReader.open([LogSource(path: file.path)], schema: .cases)
    if isReplaced {
      let other = try TemporaryFile("log.csv", Array("id,note\nB1,a\nB2,b\n".utf8))
      defer { other.remove() }
      #expect(rename(other.path, file.path) == 0)
    } else {
      #expect(truncate(file.path, 12) == 0)
    }
    let request = [ColumnRequest(column: 0, coding: .plain)]
    #expect {
      try reader.read(request, threads: 1, process: { $0.rowCount }, merge: { _, _ in })
    } throws: {
      ($0 as? ReadError)?.text.en.contains("was replaced, or its length changed") == true
    }
  }

  @Test func `texts that are too long cost their cells, in every form`() throws {
    let size = (1 << 20) + 1
    // Not one letter only, which would be taken for a bomb.
    let long = (0..<size / 8 + 1).map { String(UInt64($0) &* 0x9E37_79B9, radix: 36) }.joined()
    #expect(long.utf8.count > size)
    let rows = SheetBytes.row(1, ["id", "note"]) + SheetBytes.row(2, ["A1", long])
    let odsRows =
      SheetBytes.odsRow(["id", "note"]) + SheetBytes.odsRow(["A1", long])
    let shared =
      SheetBytes.row(1, ["id", "note"])
      + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c></row>"
    let json = "{\"id\":\"A1\",\"note\":\"\(long)\"}\n"
    let xes =
      "<log><trace><event><string key=\"id\" value=\"A1\"/><string key=\"note\" value=\"\(long)\"/>"
      + "</event></trace></log>"
    for (name, bytes) in [
      ("a.xlsx", SheetBytes.xlsx(rows)), ("b.xlsx", SheetBytes.xlsx(shared, texts: ["A1", long])),
      ("a.ods", SheetBytes.ods(odsRows)), ("a.jsonl", Array(json.utf8)), ("a.xes", Array(xes.utf8)),
    ] {
      let reading = try Reading(bytes, .cases, name: name)
      #expect(reading.cells.map { Array($0[..<2]) } == [["A1", "✗"]], "\(name)")
      #expect(reading.issues.map(\.kind) == [.fieldTooLong], "\(name)")
    }
  }

  @Test func `a long text repeated over a row is not taken sixteen thousand times`() throws {
    let long = (0..<131_072).map { String(UInt64($0) &* 0x9E37_79B9, radix: 36) }.joined()
    let row =
      "<table:table-row><table:table-cell table:number-columns-repeated=\"16384\"><text:p>\(long)"
      + "</text:p></table:table-cell></table:table-row>"
    let reading = try Reading(
      SheetBytes.ods(SheetBytes.odsRow(["id", "note"]) + row), .cases, name: "a.ods")
    #expect(reading.cells.map { $0[0] } == ["✗"])
    #expect(reading.issues.map(\.kind) == [.tooManyFields])
  }

  @Test func `NUL bytes are named in every form that can hold them`() throws {
    for (name, text) in [
      ("a.csv", "id,note\nA1,a\0b\n"), ("a.jsonl", "{\"id\":\"A1\",\"note\":\"a\\u0000b\"}\n"),
    ] {
      let reading = try Reading(text, .cases, name: name)
      #expect(reading.issues.map(\.kind) == [.nulByte], "\(name)")
      #expect(reading.cells.map { $0[0] } == ["A1"], "\(name)")
    }
    let raw = try Reading("{\"id\":\"A1\",\"note\":\"a\0b\"}\n", .cases, name: "a.jsonl")
    #expect(raw.issues.map(\.kind) == [.malformed])
  }
}
