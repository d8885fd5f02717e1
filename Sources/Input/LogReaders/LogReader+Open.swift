import Columns
import Diagnostics

extension LogReader {
  /// Opens one file and adds it to the log.
  func add(_ source: LogSource) throws {
    if try FileCheck.isEmpty(source) {
      let format = source.format ?? FormatDetection.format(ofPath: source.path) ?? .csv
      return try addTable(format, source, nil)
    }
    switch try FormatDetection.format(of: source) {
    case .csv: try addText(source)
    case .xes: try addXES(source)
    case .jsonl: try addJSONLines(source)
    case .xlsx: try addWorkbook(source)
    case .ods: try addOpenDocument(source)
    case .sqlite:
      let stream = try SQLiteStream(
        path: source.path, table: source.table, query: source.query)
      try addTable(
        .sqlite, source,
        TableInput(headings: stream.headings, headerLine: 0) {
          try SQLiteStream(path: source.path, table: source.table, query: source.query)
        })
    case .postgresql:
      let stream = try PostgreSQLStream(source: source)
      try addTable(
        .postgresql, source,
        TableInput(headings: stream.headings, headerLine: 0) {
          try PostgreSQLStream(source: source)
        })
    }
  }

  /// Opens a delimited text.
  private func addText(_ source: LogSource) throws {
    let input = try TextInput.open(source)
    var info = InputFile(path: source.displayName, format: .csv)
    info.isCompressed = input.isCompressed
    info.encoding = input.encoding
    info.bytes = input.fileBytes
    let index = files.count
    let place = DiagnosticPlace.file(info.path)
    if input.markCount > 1 {
      diagnostics.append(DataDiagnostics.severalMarks(input.markCount, at: place))
    }
    let (lineEnd, header) = input.withSample { sample in
      let lineEnd: UInt8 = sample.contains(0x0A) || !sample.contains(0x0D) ? 0x0A : 0x0D
      let search = HeaderSearch(schema: schema, lineEnd: lineEnd)
      let header = search.find(
        in: sample, isWhole: input.sampleIsWhole, told: source.delimiter)
      return (lineEnd, header)
    }
    defer { input.settle(isOneOfMany: isOneOfMany) }
    guard let header else {
      files.append(info)
      diagnostics.append(DataDiagnostics.emptyFile(at: place))
      opened.append(Self.nothing(info, schema))
      return
    }
    info.delimiter = header.delimiter
    info.headerLine = header.line
    info.headings = header.fields
    (info.headerPair, info.likelyHeaderPair) = (header.pair, header.likelyPair)
    files.append(info)
    let match = HeaderMatch(fields: header.fields, schema: schema)
    report(header.fields, match, info)
    var layout = OpenedFile.Layout(
      fieldCount: header.fields.count, fields: match.fields,
      scanner: RecordScanner(delimiter: header.delimiter, lineEnd: lineEnd),
      dataLine: header.dataLine)
    reportAbsent(match, info, &layout) { input.firstRows(from: header.dataOffset) }
    opened.append(
      OpenedFile(
        info: info, layout: layout,
        makeSource: { pool in
          try input.makeSource(start: header.dataOffset, lineEnd: lineEnd, pool: pool)
        },
        finish: { $0.encoding = input.encoding }))
    assert(opened.count == index + 1)
  }

  /// Reports what is wrong with a header.
  func report(_ headings: [String], _ match: HeaderMatch, _ info: InputFile) {
    let place = DiagnosticPlace.data(
      file: info.path, line: info.headerLine, column: nil, field: nil)
    let required = schema.columns.indices.filter { index in
      !schema.columns[index].isOptional && !schema.isMoment(schema.columns[index].name)
    }
    if match.matchCount == 0, !required.isEmpty {
      diagnostics.append(
        DataDiagnostics.noHeader(
          headings, expected: schema.columns.map { $0.headers[0] }, at: place))
      return
    }
    let firstLine = info.headerPair?.lines.lowerBound ?? info.headerLine
    if firstLine > 1 {
      diagnostics.append(DataDiagnostics.skippedLines(firstLine - 1, at: place))
    }
    if let pair = info.headerPair {
      diagnostics.append(DataDiagnostics.twoRowHeader(pair, isRead: true, at: place))
    }
    for index in required where match.fields[index] == nil {
      diagnostics.append(
        DataDiagnostics.missingColumn(
          schema.columns[index], among: match.unknown.map { headings[$0] }, at: place))
    }
    if let pair = info.likelyHeaderPair, required.contains(where: { match.fields[$0] == nil }) {
      diagnostics.append(DataDiagnostics.twoRowHeader(pair, isRead: false, at: place))
    }
    for (column, fields) in match.duplicates {
      diagnostics.append(
        DataDiagnostics.duplicateHeader(
          headings[fields[0]], fields: fields, column: schema.columns[column], file: info.path,
          line: info.headerLine))
    }
    if !match.unknown.isEmpty {
      diagnostics.append(
        DataDiagnostics.unknownHeaders(match.unknown.map { headings[$0] }, at: place))
    }
  }

  /// Reports the optional columns asked for that the file added last lacks, and notes in its layout
  /// which of them may be in it under another heading.
  ///
  /// - Parameter firstRows: Gives the first rows; asked only where there are headings of no column.
  func reportAbsent(
    _ match: HeaderMatch, _ info: InputFile, _ layout: inout OpenedFile.Layout,
    firstRows: () throws -> Block.Content?
  ) rethrows {
    let columns = AbsentColumn.columns(asked: asked, schema, match)
    guard !columns.isEmpty, match.matchCount > 0 else { return }
    let fields: [[Int]]
    if !match.unknown.isEmpty, let rows = try firstRows() {
      fields = AbsentColumnProbe(schema: schema, layout: layout, rows: rows)
        .fields(of: columns, among: match.unknown)
    } else {
      fields = columns.map { _ in [] }
    }
    func heading(_ field: Int) -> String { HeaderMatch.normalized(info.headings[field]) }
    let taken = match.fields.compactMap { $0 }.map(heading)
    let place = DiagnosticPlace.data(
      file: info.path, line: info.headerLine, column: nil, field: nil)
    var undoubted: [ColumnSchema] = []
    let doubts = AbsentColumn.doubts(
      zip(columns, fields).map { (schema.columns[$0], $1.map(heading)) }, taken: taken,
      namesCells: info.format == .jsonl || info.format == .xes)
    for (index, doubt) in zip(columns, doubts) {
      let column = schema.columns[index]
      absentColumns.append(AbsentColumn(file: files.count - 1, column: index, doubt: doubt))
      switch doubt {
      case .none:
        undoubted.append(column)
        continue
      case .possible: break
      case .likely: layout.unknownColumns.insert(index)
      }
      layout.doubtfulColumns.insert(index)
      diagnostics.append(DataDiagnostics.absentColumn(column, doubt, at: place))
    }
    if !undoubted.isEmpty {
      diagnostics.append(DataDiagnostics.absentColumns(undoubted, at: place))
    }
  }

  /// A file without any record.
  static func nothing(_ info: InputFile, _ schema: DatasetSchema) -> OpenedFile {
    final class Nothing: BlockSource { func next() -> Block.Content? { nil } }
    return OpenedFile(
      info: info,
      layout: OpenedFile.Layout(
        fieldCount: 0, fields: schema.columns.map { _ in nil },
        scanner: RecordScanner(delimiter: 0x2C, lineEnd: 0x0A), dataLine: 1),
      makeSource: { _ in Nothing() })
  }
}

extension DatasetSchema {
  /// Whether a name is that of a moment, which is made from events and not read.
  func isMoment(_ name: String) -> Bool {
    events?.moments.contains { $0.name == name } ?? false
  }
}
