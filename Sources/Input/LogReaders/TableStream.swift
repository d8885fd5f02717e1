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
  /// The two rows that the headings are read from; `nil` where that is one.
  var pair: HeaderPair?
  /// Two rows that the headings may stand in, but are not read from.
  var likelyPair: HeaderPair?
  /// Starts to read the rows.
  var open: () throws -> any TableStream

  init(headings: [String], headerLine: Int, open: @escaping () throws -> any TableStream) {
    (self.headings, self.headerLine, self.open) = (headings, headerLine, open)
  }

  /// Finds the headings among the first rows of a sheet and gives the rows below.
  static func findingHeader(
    _ schema: DatasetSchema, open: @escaping () throws -> any TableStream
  ) throws -> TableInput? {
    let stream = try open()
    let row = RowCells()
    var rows: [(fields: [String], line: Int)] = []
    while rows.count < HeaderSearch.recordsExamined, try stream.next(row) {
      rows.append(((0..<row.width).map(row.text), row.line))
    }
    var best: (headings: [String], matches: Int, last: Int, pair: HeaderPair?)?
    func consider(_ headings: [String], _ last: Int, _ pair: HeaderPair?) {
      let matches = HeaderMatch(fields: headings, schema: schema).matchCount
      if best.map({ matches > $0.matches }) ?? true { best = (headings, matches, last, pair) }
    }
    for (index, row) in rows.enumerated() { consider(row.fields, index, nil) }
    let isWhole = best?.matches == schema.columns.count
    for index in rows.indices.dropFirst() where !isWhole {
      if let pair = HeaderPair(upper: rows[index - 1], lower: rows[index], schema: schema) {
        consider(pair.headings, index, pair)
      }
    }
    guard let best else { return nil }
    var input = TableInput(headings: best.headings, headerLine: rows[best.last].line) {
      let stream = try open()
      let row = RowCells()
      for _ in 0...best.last { _ = try stream.next(row) }
      return stream
    }
    input.pair = best.pair
    if best.pair == nil, best.matches > 0, !isWhole {
      input.likelyPair = .likely(beside: best.last, among: rows, schema)
    }
    return input
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
