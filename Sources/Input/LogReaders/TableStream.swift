import Columns

/// Rows of a format other than delimited text, one after another.
protocol TableStream: AnyObject {
  /// Gives the next row; `false` at the end. Lines do not fall from row to row.
  func next(_ row: RowCells) throws -> Bool
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
    let row = RowCells()
    var best: (headings: [String], line: Int, index: Int, matches: Int)?
    for index in 0..<HeaderSearch.recordsExamined {
      guard try stream.next(row) else { break }
      let headings = (0..<row.width).map(row.text)
      let matches = HeaderMatch(fields: headings, schema: schema).matchCount
      if best == nil || matches > (best?.matches ?? 0) {
        best = (headings, row.line, index, matches)
      }
    }
    guard let best else { return nil }
    return TableInput(headings: best.headings, headerLine: best.line) {
      let stream = try open()
      let row = RowCells()
      for _ in 0...best.index { _ = try stream.next(row) }
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
  private let row = RowCells()
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
      guard try stream.next(row) else {
        isAtEnd = true
        break
      }
      run.addRow(row, line: row.line - firstLine)
      line = row.line + 1
    }
    guard run.table.rowCount > 0 else { return nil }
    run.seal(lineCount: line - firstLine)
    return .rows(run)
  }
}
