import Columns
import Diagnostics

/// The events of an XES log (IEEE 1849), one row each, with the attributes of their trace.
///
/// Columns are named as pm4py names them in CSV: an event's attributes by their keys, a trace's with
/// `case:` before them. Globals are defaults of the standard for attributes that lack, not values;
/// they are not taken. Attributes within attributes are not columns. A trace without events gives a
/// row of its own, lest it be lost.
final class XESStream: TableStream {
  private let xml: XMLPull
  private let columns: [String: Int]
  private let columnCount: Int
  private var trace: [[UInt8]?] = []
  private var rows: [TableRow] = []
  private var nextRow = 0
  private var isInTrace = false

  /// Reads events with some columns.
  init(path: String, stream: any ByteStream, columns: [String]) throws {
    xml = try XMLPull(path: path, stream: stream)
    columnCount = columns.count
    self.columns = Dictionary(
      columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func next() throws -> TableRow? {
    while nextRow == rows.count {
      rows.removeAll(keepingCapacity: true)
      nextRow = 0
      guard try readTrace({ _ in }) else { return nil }
    }
    defer { nextRow += 1 }
    return rows[nextRow]
  }

  /// The names of all columns of a log, in order of appearance.
  static func columns(path: String, stream: any ByteStream) throws -> [String] {
    let reader = try XESStream(path: path, stream: stream, columns: [])
    var names: [String] = []
    var known = Set<String>()
    while try reader.readTrace({ name in
      if known.insert(name).inserted { names.append(name) }
    }) {
      reader.rows.removeAll(keepingCapacity: true)
    }
    return names
  }

  /// Reads the next trace into `rows`; `false` at the end.
  private func readTrace(_ see: (String) -> Void) throws -> Bool {
    while let node = try xml.next() {
      guard node == .start, xml.name == "trace", xml.depth == 1 else { continue }
      trace = Array(repeating: nil, count: columnCount)
      let line = xml.line
      if !xml.isEmptyElement { try readTraceContent(see) }
      if rows.isEmpty { rows.append(TableRow(cells: trace, line: line)) }
      // Attributes of the trace may stand behind events.
      for row in rows.indices {
        for column in 0..<columnCount {
          if let value = trace[column] { rows[row].cells[column] = value }
        }
      }
      return true
    }
    return false
  }

  private func readTraceContent(_ see: (String) -> Void) throws {
    while let node = try xml.next() {
      if node == .end, xml.depth == 1 { return }
      guard node == .start, xml.depth == 2 else { continue }
      if xml.name == "event" {
        var row = TableRow(cells: Array(repeating: nil, count: columnCount), line: xml.line)
        if !xml.isEmptyElement { try readEvent(&row, see) }
        rows.append(row)
      } else {
        take(prefix: "case:", into: &trace, see)
      }
    }
  }

  private func readEvent(_ row: inout TableRow, _ see: (String) -> Void) throws {
    while let node = try xml.next() {
      if node == .end, xml.depth == 2 { return }
      if node == .start, xml.depth == 3 { take(prefix: "", into: &row.cells, see) }
    }
  }

  /// Takes the attribute that the reader stands at.
  private func take(prefix: String, into cells: inout [[UInt8]?], _ see: (String) -> Void) {
    switch xml.name {
    case "string", "date", "int", "float", "boolean", "id": break
    default: return
    }
    guard let key = xml.attributeText("key") else { return }
    let name = prefix + key
    see(name)
    if let column = columns[name] { cells[column] = xml.attribute("value") }
  }
}
