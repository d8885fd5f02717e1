import Columns
import LogReaders
import TestSupport
import Testing

/// Random tables in every form: each row comes out as it went in, or is named with what is wrong.
@Suite struct EveryRowTests {

  static let schema = DatasetSchema.test([
    ColumnSchema(name: "id", headers: ["id"], type: .text, isOptional: true),
    ColumnSchema(name: "note", headers: ["note"], type: .text, isOptional: true),
    ColumnSchema(name: "age", headers: ["age"], type: .integer, isOptional: true),
  ])

  /// A row as it is meant, and what is done to it on its way.
  struct Row {
    var cells: [String]
    /// 0 for nothing; what else it means depends on the form.
    var damage: Int
  }

  static let notes = [
    "", "", "a", "許功蓋", "a,b", "say \"q\"", "two\nlines", " around ", "<&>", "=1+1", "'1", "合計",
    "NULL",
    "2025050100001", "\\", "；", "\u{3000}x",
  ]
  static let ages = ["", "7", "-12", "0", "七", "1e3", "99999999999999999999", "1,000"]

  static func rows(_ random: inout SeededGenerator, damages: Int) -> [Row] {
    (0..<Int.random(in: 0..<40, using: &random)).map { number in
      Row(
        cells: [
          "A\(number)", notes.randomElement(using: &random) ?? "",
          ages.randomElement(using: &random) ?? "",
        ],
        damage: damages > 0 && Int.random(in: 0..<4, using: &random) == 0
          ? Int.random(in: 1...damages, using: &random) : 0)
    }
  }

  /// A form of logs: how many kinds of damage it knows, and how it writes rows.
  struct Form: CustomTestStringConvertible, Sendable {
    var name: String
    var damages: Int
    var write: @Sendable ([Row]) -> [UInt8]
    var testDescription: String { name }
  }

  static let forms = [
    Form(name: "a.csv", damages: 4) { Array(text($0, ",").utf8) },
    Form(name: "a.tsv", damages: 4) { Array(text($0, "\t").utf8) },
    Form(name: "a.csv.gz", damages: 4) { gzipped(Array(text($0, ",").utf8)) },
    Form(name: "u.csv", damages: 4) {
      [0xFF, 0xFE] + FormTests.utf16(text($0, ","), bigEndian: false)
    },
    Form(name: "a.jsonl", damages: 4) { Array(lines($0).utf8) },
    Form(name: "a.xlsx", damages: 4) { workbook($0) },
    Form(name: "a.ods", damages: 3) { document($0) },
    Form(name: "a.xes", damages: 0) { Array(events($0).utf8) },
  ]

  @Test(arguments: forms, [21, 22, 23] as [UInt64])
  func `each row comes out as it went in, or is named`(form: Form, seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    for _ in 0..<15 {
      let rows = Self.rows(&random, damages: form.damages)
      // A log of events without an event has no columns to read.
      if rows.isEmpty, form.name.hasSuffix("xes") || form.name.hasSuffix("jsonl") { continue }
      let bytes = form.write(rows)
      for (threads, blockSize) in [(1, 1 << 19), (2, 61)] {
        let reading = try Reading(
          bytes, Self.schema, name: form.name, threads: threads, blockSize: blockSize)
        Self.expect(reading, rows)
      }
    }
  }

  @Test(arguments: [31, 32, 33] as [UInt64])
  func `each row of a database comes out as it went in, or is named`(seed: UInt64) throws {
    var random = SeededGenerator(state: seed)
    for _ in 0..<15 {
      let rows = Self.rows(&random, damages: 0)
      if rows.isEmpty { continue }
      let query =
        "SELECT column1 AS id, column2 AS note, column3 AS age FROM (VALUES \(Self.values(rows)))"
      var source = LogSource(path: FormatTests.fixture("cases.db"), format: .sqlite)
      source.query = query
      Self.expect(try Reading([source], Self.schema, blockSize: 61), rows)
      guard PostgreSQLTests.address != "" else { continue }
      source = LogSource(path: PostgreSQLTests.address, format: .postgresql)
      source.query = "SELECT * FROM (VALUES \(Self.values(rows))) AS t(id, note, age)"
      Self.expect(try Reading([source], Self.schema, blockSize: 61), rows)
    }
  }

  /// Holds every row to what it was: as many rows, and each whole or with an issue of its own.
  static func expect(_ reading: Reading, _ rows: [Row]) {
    #expect(reading.rows.count == rows.count)
    #expect(reading.files.map(\.rows) == [rows.count])
    var named = 0
    for (index, (found, row)) in zip(reading.rows, rows).enumerated() {
      let issues = reading.issues.filter { $0.row == index }
      let isWhole = zip(found.cells, row.cells).enumerated().allSatisfy { column, cells in
        let (found, meant) = cells
        if issues.contains(where: { $0.column == nil || $0.column == schema.columns[column].name })
        {
          return true
        }
        return found == (meant.allSatisfy(\.isWhitespace) ? "∅" : meant)
      }
      #expect(isWhole, "\(found) \(row) \(issues)")
      if row.damage > 0 {
        #expect(!issues.isEmpty, "\(found) \(row)")
        named += 1
      } else if Int(row.cells[2]) != nil || row.cells[2].isEmpty {
        #expect(issues.isEmpty, "\(row) \(issues)")
      }
    }
    #expect(named == rows.count { $0.damage > 0 })
  }

  /// Delimited text; a row may have a field too many or too few, a stray quote or a NUL.
  static func text(_ rows: [Row], _ delimiter: String) -> String {
    func field(_ text: String) -> String {
      let needsQuotes = text.contains { $0 == "\"" || $0 == "\n" || String($0) == delimiter }
      return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
    return ["id", "note", "age"].joined(separator: delimiter) + "\r\n"
      + rows.map { row in
        var fields = row.cells.map(field)
        switch row.damage {
        case 1: fields.append("x")
        case 2: fields.removeLast()
        case 3: fields[1] = "\"a\"b"
        case 4: fields[1] = "a\0b"
        default: break
        }
        return fields.joined(separator: delimiter) + "\r\n"
      }.joined()
  }

  /// JSON lines; a row may be cut, a list, name a member twice, or hold a NUL.
  static func lines(_ rows: [Row]) -> String {
    func quoted(_ text: String) -> String {
      "\""
        + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        .replacing("\n", with: "\\n") + "\""
    }
    return rows.map { row in
      let members = zip(["id", "note", "age"], row.cells).map { "\"\($0)\":\(quoted($1))" }
      let object = "{" + members.joined(separator: ",") + "}"
      switch row.damage {
      case 1: return object.dropLast(3) + "\n"
      case 2: return "[" + object + "]\n"
      case 3: return object.dropLast() + ",\"id\":\"B\"}\n"
      case 4: return object.replacing("\"note\":\"", with: "\"note\":\"\\u0000") + "\n"
      default: return object + "\n"
      }
    }.joined()
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
      .replacing("\n", with: "&#10;")
  }

  /// A workbook; a row may have an error, a formula without a result, a merged cell, a cell too many.
  static func workbook(_ rows: [Row]) -> [UInt8] {
    var merges = ""
    let body = rows.enumerated().map { index, row in
      // Every third row of the sheet is left empty.
      let line = index + index / 2 + 2
      var cells = row.cells.map { Optional(escaped($0)) }
      if row.damage == 4 { cells.append("x") }
      var text = SheetBytes.row(line, cells)
      let note = "<c r=\"B\(line)\" t=\"inlineStr\"><is><t>\(escaped(row.cells[1]))</t></is></c>"
      switch row.damage {
      case 1: text = text.replacing(note, with: "<c r=\"B\(line)\" t=\"e\"><v>#REF!</v></c>")
      case 2: text = text.replacing(note, with: "<c r=\"B\(line)\"><f>A1</f></c>")
      case 3: merges += "<mergeCell ref=\"A\(line):B\(line)\"/>"
      default: break
      }
      return text
    }.joined()
    return SheetBytes.xlsx(
      SheetBytes.row(1, ["id", "note", "age"]) + body, behind: "<mergeCells>\(merges)</mergeCells>")
  }

  /// An OpenDocument sheet; a row may have an error, a covered cell, a cell too many.
  static func document(_ rows: [Row]) -> [UInt8] {
    func cell(_ text: String) -> String {
      let paragraphs = text.split(separator: "\n", omittingEmptySubsequences: false).map {
        "<text:p>\(escaped(String($0)).replacing(" ", with: "<text:s/>"))</text:p>"
      }
      return
        "<table:table-cell office:value-type=\"string\">\(paragraphs.joined())</table:table-cell>"
    }
    let body = rows.map { row in
      var cells = row.cells.map(cell)
      switch row.damage {
      case 1:
        cells[1] =
          "<table:table-cell office:value-type=\"string\" calcext:value-type=\"error\">"
          + "<text:p>#N/A</text:p></table:table-cell>"
      case 2: cells[1] = "<table:covered-table-cell/>"
      case 3: cells.append(cell("x"))
      default: break
      }
      return "<table:table-row>\(cells.joined())</table:table-row>"
        + "<table:table-row table:number-rows-repeated=\"2\"/>"
    }.joined()
    return SheetBytes.ods(SheetBytes.odsRow(["id", "note", "age"]) + body)
  }

  /// An event log: a trace of several events, a trace of its own without one, an event outside traces.
  static func events(_ rows: [Row]) -> String {
    var log = "<log><global scope=\"event\"><string key=\"note\" value=\"default\"/></global>"
    for (index, row) in rows.enumerated() {
      let attributes = zip(["id", "note", "age"], row.cells).filter { !$1.isEmpty }.map {
        "<string key=\"\($0)\" value=\"\(escaped($1))\"/>"
      }
      let event = "<event>\(attributes.joined())</event>"
      log += index % 3 == 0 ? event : "<trace><string key=\"x\" value=\"1\"/>\(event)</trace>"
    }
    return log + "</log>"
  }

  private static func values(_ rows: [Row]) -> String {
    rows.map { row in
      let cells = row.cells.map { $0.isEmpty ? "NULL" : "'" + $0.replacing("'", with: "''") + "'" }
      return "(" + cells.joined(separator: ", ") + ")"
    }.joined(separator: ", ")
  }
}
