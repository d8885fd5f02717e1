import Columns
import Diagnostics
import FoundationEssentials
import Glibc
import LogReaders
import Testing

/// Files that are not what their names say, and files that hold nothing.
@Suite struct FileFormTests {
  static let compound: [UInt8] =
    [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 1000)
  static let rows = SheetBytes.row(1, ["id", "note"]) + SheetBytes.row(2, ["A1", "a"])

  struct Form: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var name: String
    var bytes: [UInt8]
    var en: String
    var zh: String

    init(_ description: String, _ name: String, _ bytes: [UInt8], _ en: String, _ zh: String) {
      testDescription = description
      self.name = name
      self.bytes = bytes
      self.en = en
      self.zh = zh
    }
  }

  static let refused = [
    Form("a workbook before 2007", "a.xls", compound, "save it as .xlsx, .ods or CSV", "另存為 .xlsx"),
    Form("the same named CSV", "a.csv", compound, "is of Excel 97-2003 (.xls)", "Excel 97–2003"),
    Form("a workbook with a password", "a.xlsx", compound, "protected by a password", "密碼保護"),
    Form(
      "parts of a ZIP with a password", "a.xlsx",
      {
        var part = ZipBytes.Part("xl/workbook.xml", "<workbook/>")
        part.isEncrypted = true
        return ZipBytes.file([part])
      }(), "protected by a password", "密碼保護"),
    Form(
      "OpenDocument with a password", "a.ods",
      ZipBytes.file([
        .init("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        .init("META-INF/manifest.xml", "<m:manifest><m:encryption-data/></m:manifest>"),
        .init("content.xml", "\u{1}\u{2}\u{3}"),
      ]), "protected by a password", "密碼保護"),
    Form(
      "a workbook named CSV", "a.csv", SheetBytes.xlsx(rows), "the content is an XLSX workbook",
      "XLSX 活頁簿"),
    Form("a PDF", "a.csv", Array("%PDF-1.7\n".utf8), "the content is a PDF", "PDF"),
    Form(
      "a web page named XLS", "a.xls", Array("\n<html><table><tr><td>id".utf8),
      "the content is a web page", "網頁"),
    Form(
      "a web page named CSV", "a.csv", Array("<!DOCTYPE HTML>\n<table>".utf8), "a web page", "網頁"),
    Form(
      "a database named CSV", "a.csv", Array("SQLite format 3\0".utf8), "an SQLite database",
      "SQLite 資料庫"),
    Form("text named XLSX", "a.xlsx", Array("id,note\n1,a\n".utf8), "is no ZIP", "不是 ZIP"),
    Form("text named ODS", "a.ods", Array("id,note\n1,a\n".utf8), "is no ZIP", "不是 ZIP"),
    Form(
      "a workbook named ODS", "a.ods", SheetBytes.xlsx(rows), "the content is an XLSX workbook",
      "XLSX 活頁簿"),
    Form(
      "an ODS named XLSX", "a.xlsx", SheetBytes.ods(SheetBytes.odsRow(["id"])),
      "the content is an OpenDocument file", "ODF"),
    Form(
      "a JSON list", "a.json", Array("[\n {\"id\": \"A1\"}]".utf8), "write JSON Lines",
      "每行一個物件"),
    Form(
      "an archive named CSV", "a.csv", ZipBytes.file([.init("a.csv", "b")]), "a ZIP archive",
      "ZIP 壓縮檔"),
    Form(
      "an archive that is no workbook", "a.zip", ZipBytes.file([.init("a", "b")]), "XLSX", "XLSX"),
    Form("text named SQLite", "a.db", Array("id,note\n1,a\n".utf8), "not a database", "資料庫"),
    Form("text named XES", "a.xes", Array("id,note\n1,a\n".utf8), "not well-formed", "XML"),
  ]

  @Test(arguments: refused)
  func `a file that is not what its name says is refused, in both languages`(form: Form) throws {
    let file = try TemporaryFile(form.name, form.bytes)
    defer { file.remove() }
    #expect {
      try Reading([LogSource(argument: file.path)], .cases)
    } throws: {
      guard let error = $0 as? ReadError else { return false }
      return error.text.en.contains(form.en) && error.text.zhHant.contains(form.zh)
    }
  }

  @Test(arguments: ["a.csv", "a.csv.gz", "a.xlsx", "a.ods", "a.xes", "a.jsonl", "a.db", "a"])
  func `a file without a byte is empty, whatever its name`(name: String) throws {
    let reading = try Reading([], .cases, name: name)
    #expect(reading.codes == ["data/empty-file"])
    #expect(reading.rows.isEmpty)
  }

  @Test(arguments: [
    ("a.csv", "\u{FEFF}"), ("a.csv", "\n\n"), ("a.jsonl", "\n\n"), ("a.csv.gz", ""),
  ])
  func `a file without a record is empty, too`(name: String, text: String) throws {
    let bytes = name.hasSuffix("gz") ? gzipped([]) : Array(text.utf8)
    #expect(try Reading(bytes, .cases, name: name).codes == ["data/empty-file"])
  }

  @Test func `a header alone is a log without rows`() throws {
    for (name, bytes) in [
      ("a.csv", Array("id,note\n".utf8)), ("b.csv", Array("id,note".utf8)),
      ("a.xlsx", SheetBytes.xlsx(SheetBytes.row(1, ["id", "note"]))),
      ("a.ods", SheetBytes.ods(SheetBytes.odsRow(["id", "note"]))),
    ] {
      let reading = try Reading(bytes, .cases, name: name)
      #expect(reading.codes == [], "\(name)")
      #expect(reading.files.map(\.rows) == [0], "\(name)")
    }
  }

  @Test(arguments: ["a.csv", "a.csv.gz", "a.xlsx", "a.ods", "a.xes", "a.jsonl", "a.db", "a"])
  func `a folder, and a file that is not there, are told`(name: String) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/qixian-\(UUID())-" + name
    #expect {
      try Reading([LogSource(argument: folder)], .cases)
    } throws: {
      ($0 as? ReadError)?.text.en == "cannot open the file: No such file or directory"
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect {
      try Reading([LogSource(argument: folder)], .cases)
    } throws: {
      ($0 as? ReadError)?.text.zhHant == "是資料夾，不是檔案"
    }
  }

  @Test(
    .enabled(if: geteuid() != 0, "the superuser may read every file"),
    arguments: ["a.csv", "a.xlsx"])
  func `a file that may not be read is told`(name: String) throws {
    let file = try TemporaryFile(name, Self.compound)
    defer { file.remove() }
    chmod(file.path, 0)
    #expect {
      try Reading([LogSource(argument: file.path)], .cases)
    } throws: {
      ($0 as? ReadError)?.text.en == "cannot open the file: Permission denied"
    }
  }

  @Test func `a cell of 2 GiB in a plain file is refused without reading it in`() throws {
    let file = try TemporaryFile("a.csv", Array("id,note\nA1,".utf8))
    defer { file.remove() }
    truncate(file.path, (2 << 30) + 100)
    #expect {
      try Reading([LogSource(argument: file.path)], .cases)
    } throws: {
      ($0 as? ReadError)?.text.en.contains("a record is longer than 64 MiB") == true
    }
  }

  @Test func `sheets that are not read are named`() throws {
    let reading = try Reading(
      [LogSource(path: FormatTests.fixture("cases.xlsx"))], .cases)
    #expect(reading.codes.first == "data/other-sheets")
    let table = SheetBytes.odsRow(["id", "note"]) + SheetBytes.odsRow(["A1", "a"])
    for (behind, codes) in [
      ("<table:table table:name=\"二\">\(table)</table:table>", ["data/other-sheets"]),
      ("<table:table table:name=\"二\"><table:table-row/></table:table>", []),
    ] {
      let bytes = SheetBytes.ods(table + "</table:table>" + behind + "<table:table>")
      let ods = try Reading(bytes, .cases, name: "a.ods")
      #expect(ods.codes == codes)
      #expect(ods.rows.count == 1)
    }
  }
}
