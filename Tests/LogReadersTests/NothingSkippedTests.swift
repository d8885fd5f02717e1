import Columns
import LogReaders
import Testing

/// What lies at the edges of tables is read, or named with its place; nothing is passed over.
@Suite struct NothingSkippedTests {
  @Test func `a cell beyond the headings is a fault of its row, as in text`() throws {
    let rows = [
      ["id", "note"], ["A1", "a"], ["A2", "路", "b"], ["A3", "c", " "],
    ]
    let sheet = rows.enumerated().map { SheetBytes.row($0 + 1, $1) }.joined()
    let table = rows.map(SheetBytes.odsRow).joined()
    for (name, bytes) in [("a.xlsx", SheetBytes.xlsx(sheet)), ("a.ods", SheetBytes.ods(table))] {
      let reading = try Reading(bytes, .cases, name: name)
      #expect(reading.cells.map { $0[0] } == ["A1", "✗", "A3"], "\(name)")
      #expect(reading.issues.map(\.description) == ["too-many-fields 1 - "], "\(name)")
    }
  }

  @Test func `merged cells below the header decide nothing, and their place is told`() throws {
    let sheet =
      SheetBytes.row(1, ["清冊", nil]) + SheetBytes.row(2, ["id", "note"])
      + SheetBytes.row(3, ["A1", "甲"]) + SheetBytes.row(4, ["A2", nil])
      + SheetBytes.row(5, ["A3", nil]) + SheetBytes.row(6, [nil, nil])
    let merges =
      "<mergeCells count=\"3\"><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"B3:B4\"/>"
      + "<mergeCell ref=\"A5:B6\"/></mergeCells>"
    let table =
      [
        ["清冊", nil], ["id", "note"], ["A1", "甲"], ["A2", nil], ["A3", nil], [nil, nil],
      ].map(SheetBytes.odsRow).joined()
    for (name, bytes) in [
      ("a.xlsx", SheetBytes.xlsx(sheet, behind: merges)), ("a.ods", SheetBytes.ods(table)),
    ] {
      let reading = try Reading(bytes, .cases, name: name)
      #expect(
        reading.cells.map { Array($0[..<2]) } == [["A1", "甲"], ["A2", "✗"], ["A3", "✗"]], "\(name)")
      #expect(
        reading.issues.map(\.description) == ["merged-cells 1 note ", "merged-cells 2 note "],
        "\(name)")
      #expect(reading.rows.map(\.line) == [3, 4, 5], "\(name)")
    }
  }

  @Test func `errors and formulas without a result decide nothing`() throws {
    let sheet =
      SheetBytes.row(1, ["id", "note", "age"])
      + "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>\"A\"&amp;1</f><v>A1</v></c>"
      + "<c r=\"B2\" t=\"e\"><v>#N/A</v></c><c r=\"C2\"><f>1+1</f><v>2</v></c></row>"
      + "<row r=\"3\"><c r=\"A3\" t=\"str\"><f>\"A\"&amp;2</f><v></v></c>"
      + "<c r=\"B3\"><f>B1</f></c><c r=\"C3\" t=\"s\"><v>99</v></c></row>"
    let reading = try Reading(SheetBytes.xlsx(sheet), .cases, name: "a.xlsx")
    #expect(reading.cells.map { Array($0[..<3]) } == [["A1", "✗", "2"], ["∅", "✗", "✗"]])
    #expect(
      reading.issues.map(\.description) == [
        "cell-error 0 note ", "empty-required 1 id ", "cell-error 1 note ", "malformed 1 age ",
      ])
    let table =
      SheetBytes.odsRow(["id", "note"])
      + "<table:table-row><table:table-cell><text:p>A1</text:p></table:table-cell>"
      + "<table:table-cell office:value-type=\"string\" calcext:value-type=\"error\">"
      + "<text:p>#N/A</text:p></table:table-cell></table:table-row>"
    let ods = try Reading(SheetBytes.ods(table), .cases, name: "a.ods")
    #expect(ods.cells.map { Array($0[..<2]) } == [["A1", "✗"]])
    #expect(ods.issues.map(\.description) == ["cell-error 0 note "])
  }

  @Test func `hidden and filtered rows, empty rows and rows below a total are read`() throws {
    let sheet =
      SheetBytes.row(1, ["id", "note"])
      + SheetBytes.row(2, ["A1", "a"]).replacing("<row ", with: "<row hidden=\"1\" ")
      + SheetBytes.row(5, ["合計", "1"]) + SheetBytes.row(9, ["A2", "b"])
    let table =
      SheetBytes.odsRow(["id", "note"])
      + SheetBytes.odsRow(["A1", "a"]).replacing(
        "<table:table-row>", with: "<table:table-row table:visibility=\"filter\">")
      + "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>"
      + "<table:table-row-group>" + SheetBytes.odsRow(["合計", "1"])
      + "<table:table-row table:number-rows-repeated=\"3\"/>" + SheetBytes.odsRow(["A2", "b"])
      + "</table:table-row-group>"
    for (name, bytes) in [
      ("a.xlsx", SheetBytes.xlsx(sheet)), ("a.ods", SheetBytes.ods(table)),
      ("a.csv", Array("id,note\nA1,a\n\n\n合計,1\n\n\n\nA2,b\n".utf8)),
    ] {
      let reading = try Reading(bytes, .cases, name: name)
      #expect(reading.cells.map { $0[0] } == ["A1", "合計", "A2"], "\(name)")
      #expect(reading.rows.map(\.line) == [2, 5, 9], "\(name)")
    }
  }

  @Test(arguments: [("a.jsonl", false), ("a.xes", false), ("a.jsonl", true), ("a.xes", true)])
  func `a column that appears only after many records is read`(name: String, isRequired: Bool)
    throws
  {
    let schema = DatasetSchema.test([
      ColumnSchema(name: "id", headers: ["id"], type: .text),
      ColumnSchema(
        name: "closed", headers: ["結案", "closed"], type: .text, isOptional: !isRequired),
    ])
    var text = ""
    for number in 0..<10_050 {
      let late = number == 10_049
      text +=
        name == "a.jsonl"
        ? "{\"id\":\"\(number)\"\(late ? ",\"closed\":\"是\"" : "")}\n"
        : "<event><string key=\"id\" value=\"\(number)\"/>"
          + (late ? "<string key=\"closed\" value=\"是\"/>" : "") + "</event>"
    }
    if name == "a.xes" { text = "<log><trace>" + text + "</trace></log>" }
    let reading = try Reading(text, schema, name: name)
    #expect(reading.rows.count == 10_050)
    #expect(reading.cells.last == ["10049", "是"])
    #expect(!reading.codes.contains("data/missing-column"))
  }

  @Test(arguments: ["a.jsonl", "a.xes"])
  func `a required column that no record has is missing`(name: String) throws {
    let text =
      name == "a.jsonl"
      ? String(repeating: "{\"note\":\"x\"}\n", count: 10_050)
      : "<log><trace>"
        + String(repeating: "<event><string key=\"note\" value=\"x\"/></event>", count: 10_050)
        + "</trace></log>"
    #expect(try Reading(text, .cases, name: name).codes.contains("data/missing-column"))
  }

  @Test func `events outside traces and traces without events are rows`() throws {
    let text = """
      <log><string key="concept:name" value="log"/>
      <trace><string key="concept:name" value="A"/><event><string key="concept:name" value="x"/></event></trace>
      <event><string key="concept:name" value="alone"/><list key="l"><string key="concept:name" value="n"/></list></event>
      <trace><string key="concept:name" value="B"/></trace>
      </log>
      """
    let reading = try Reading(text, FormatTests.events, name: "a.xes")
    #expect(
      reading.cells.map { [$0[0], $0[2]] } == [["A", "x"], ["∅", "alone"], ["B", "∅"]])
    #expect(reading.rows.map(\.line) == [2, 3, 4])
    #expect(reading.issues.map(\.description) == ["empty-required 1 case "])
  }

  @Test(arguments: ["UTF-8", "ISO-8859-1", "UTF-16"])
  func `event logs are read in the encoding that they declare`(encoding: String) throws {
    let text =
      "<?xml version=\"1.0\" encoding=\"\(encoding)\"?><log><trace>"
      + "<string key=\"concept:name\" value=\"café &lt;&amp;&#233;\"/></trace></log>"
    let bytes: [UInt8] =
      switch encoding {
      case "UTF-8": Array(text.utf8)
      case "UTF-16": [0xFF, 0xFE] + FormTests.utf16(text, bigEndian: false)
      default: text.unicodeScalars.map { UInt8($0.value) }
      }
    let reading = try Reading(bytes, FormatTests.events, name: "a.xes")
    #expect(reading.cells.map { $0[0] } == ["café <&é"])
  }
}
