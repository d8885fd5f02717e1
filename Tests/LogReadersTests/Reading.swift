import CivilTime
import Columns
import Diagnostics
import FoundationEssentials
import LogReaders
import Testing

/// A log written for a test, read back as text.
struct Reading {
  /// A row with its place; cells as `text(of:)` writes them.
  struct Row: Equatable {
    var file: Int
    var line: Int
    var cells: [String]
  }

  /// An issue with the number of its row.
  struct Issue: Equatable, CustomStringConvertible {
    var kind: ReadIssue.Kind
    var row: Int
    var column: String?
    var found: String
    var description: String { "\(kind.rawValue) \(row) \(column ?? "-") \(found)" }
  }

  var rows: [Row] = []
  var issues: [Issue] = []
  var repairs: [String: RepairCounts] = [:]
  /// The codes of what was found in headers.
  var codes: [String] = []
  /// What was found in headers.
  var diagnostics: [Diagnostic] = []
  /// The columns asked for that files lack.
  var absent: [AbsentColumn] = []
  /// The columns that batches name as doubtful.
  var doubtful: Set<String> = []
  var files: [InputFile] = []

  /// Cells only.
  var cells: [[String]] { rows.map(\.cells) }

  /// Reads sources with some or all columns of a schema; every second column as coded text.
  init(
    _ sources: [LogSource], _ schema: DatasetSchema, threads: Int = 1, blockSize: Int = 1 << 19,
    columns: [String]? = nil, asksForAll: Bool = false, limit: MemoryLimit = .standard
  ) throws {
    let reader = try LogReader.open(
      sources, schema: schema, asked: asksForAll ? Set(schema.allColumns.indices) : [],
      blockSize: blockSize)
    diagnostics = reader.diagnostics
    codes = diagnostics.map(\.code.name)
    absent = reader.absentColumns
    let names = columns ?? schema.columns.map(\.name)
    let request = try names.enumerated().map { index, name in
      ColumnRequest(
        column: try #require(schema.columnIndex(name)),
        coding: index.isMultiple(of: 2) ? .plain : .coded)
    }
    var all: [(Batch, BatchOrigin)] = []
    try reader.read(
      request, threads: threads, limit: limit, process: { $0 }, merge: { all.append(($0, $1)) })
    for (batch, origin) in all {
      #expect(origin.firstRow == rows.count)
      doubtful.formUnion(batch.doubtfulColumns.map { schema.allColumns[$0].name })
      #expect(batch.columns.allSatisfy { $0.states.count == batch.rowCount })
      for row in 0..<batch.rowCount {
        rows.append(
          Row(
            file: origin.file, line: origin.firstLine + batch.lineOffset(ofRow: row),
            cells: batch.columns.map { Self.text(of: $0, row, zone: schema.zone) }))
      }
      for issue in batch.issues {
        issues.append(
          Issue(
            kind: issue.kind, row: origin.firstRow + issue.row,
            column: issue.column.map { schema.columns[$0].name }, found: issue.found))
      }
      for (name, column) in zip(names, batch.columns) where !column.repairs.isZero {
        repairs[name, default: RepairCounts()] += column.repairs
      }
    }
    files = reader.files
  }

  /// Reads the bytes of one file.
  init(
    _ bytes: [UInt8], _ schema: DatasetSchema, name: String = "log.csv", threads: Int = 1,
    blockSize: Int = 1 << 19, encoding: TextEncoding? = nil
  ) throws {
    let file = try TemporaryFile(name, bytes)
    defer { file.remove() }
    try self.init(
      [LogSource(path: file.path, encoding: encoding)], schema, threads: threads,
      blockSize: blockSize)
  }

  /// Reads the text of one file.
  init(_ text: String, _ schema: DatasetSchema, name: String = "log.csv") throws {
    try self.init(Array(text.utf8), schema, name: name)
  }

  /// A cell as text: `∅` for empty, `✗` for malformed, numbers and times in their plain form.
  static func text(of column: ColumnVector, _ row: Int, zone: TimeZoneRules) -> String {
    switch CellState(rawValue: column.states[row]) {
    case .present, .undeclared: break
    case .empty: return "∅"
    case .malformed, nil: return "✗"
    }
    let value = column.values[row]
    switch column.type {
    case .text: return column.text(row)
    case .integer: return String(value)
    case .decimal: return "\(value)e-\(column.details[row])"
    case .boolean: return value == 1 ? "yes" : "no"
    case .date: return CivilDate(dayNumber: Int32(value)).isoText
    case .timestamp:
      let precision = Precision(rawValue: column.details[row]) ?? .second
      let time = zone.localTime(of: Instant(milliseconds: value))
      return time.isoText(precision: precision, separator: " ")
    }
  }
}

/// A file that lives as long as a test.
struct TemporaryFile {
  let path: String

  init(_ name: String, _ bytes: [UInt8]) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/qixian-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    path = folder + "/" + name
    try Data(bytes).write(to: URL(filePath: path))
  }

  func remove() {
    try? FileManager.default.removeItem(
      atPath: URL(filePath: path).deletingLastPathComponent().path)
  }
}

extension DatasetSchema {
  /// A dataset in Taipei's time.
  static func test(key: [String] = [], _ columns: [ColumnSchema], events: EventMapping? = nil)
    -> DatasetSchema
  {
    DatasetSchema(
      name: "test", key: key, columns: columns,
      zone: TimeZoneRules(name: "Asia/Taipei", firstOffset: 28800), events: events)
  }

  /// A small case log with a column of each type.
  static let cases = DatasetSchema.test(
    key: ["id"],
    [
      ColumnSchema(name: "id", headers: ["案號", "id"], type: .text),
      ColumnSchema(name: "note", headers: ["備註", "note"], type: .text, isOptional: true),
      ColumnSchema(name: "age", headers: ["年齡", "age"], type: .integer, isOptional: true),
      ColumnSchema(name: "at", headers: ["時間", "at"], type: .timestamp, isOptional: true),
      ColumnSchema(name: "ok", headers: ["合格", "ok"], type: .boolean, isOptional: true),
      ColumnSchema(name: "fee", headers: ["金額", "fee"], type: .decimal, isOptional: true),
      ColumnSchema(name: "day", headers: ["日期", "day"], type: .date, isOptional: true),
    ])
}
