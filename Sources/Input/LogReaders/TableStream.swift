import Columns

/// Rows of a format other than delimited text, one after another.
protocol TableStream: AnyObject {
  /// The next row; `nil` at the end. Lines do not fall from row to row.
  func next() throws -> TableRow?
}

/// A row of a table; cells are UTF-8.
struct TableRow {
  /// The cells in the order of headings; `nil` for an empty one, as are those that lack.
  var cells: [[UInt8]?]
  /// The line or row number, from 1.
  var line: Int
  /// Why no cell of the row can be trusted.
  var fault: ReadIssue.Kind?
}

/// A table whose headings are known.
struct TableInput {
  var headings: [String]
  /// The line of the headings, from 1; 0 where they are not in a line.
  var headerLine: Int
  /// Starts to read the rows.
  var open: () throws -> any TableStream

  /// Finds the headings among the first rows of a sheet and gives the rows below.
  static func findingHeader(
    _ schema: DatasetSchema, open: @escaping () throws -> any TableStream
  ) throws -> TableInput? {
    let stream = try open()
    var best: (headings: [String], line: Int, index: Int, matches: Int)?
    for index in 0..<HeaderSearch.recordsExamined {
      guard let row = try stream.next() else { break }
      let headings = row.cells.map { String(decoding: $0 ?? [], as: UTF8.self) }
      let matches = HeaderMatch(fields: headings, schema: schema).matchCount
      if best == nil || matches > (best?.matches ?? 0) {
        best = (headings, row.line, index, matches)
      }
    }
    guard let best else { return nil }
    return TableInput(headings: best.headings, headerLine: best.line) {
      let stream = try open()
      for _ in 0...best.index { _ = try stream.next() }
      return stream
    }
  }
}

/// Blocks of a table's rows.
final class TableSource: BlockSource {
  private static let mostRows = 8192
  private let stream: any TableStream
  private let fieldCount: Int
  private let blockSize: Int
  private var line: Int
  private var isAtEnd = false

  init(stream: any TableStream, fieldCount: Int, firstLine: Int, blockSize: Int) {
    self.stream = stream
    self.fieldCount = fieldCount
    self.blockSize = blockSize
    line = firstLine
  }

  func next() throws -> Block.Content? {
    guard !isAtEnd else { return nil }
    let run = RowRun(fieldCount: fieldCount)
    let firstLine = line
    while run.table.rowCount < Self.mostRows, run.byteCount < blockSize {
      guard let row = try stream.next() else {
        isAtEnd = true
        break
      }
      run.addRow(row.cells, line: row.line - firstLine, fault: row.fault)
      line = row.line + 1
    }
    guard run.table.rowCount > 0 else { return nil }
    run.seal(lineCount: line - firstLine)
    return .rows(run)
  }
}
