import Columns
import Diagnostics

// Formats that are tables or trees of their own, not delimited text.
extension LogReader {
  func addXES(_ source: LogSource) throws {
    let source = try RawInput.repeatable(source)
    let found = try XESStream.names(
      path: source.path, stream: try RawInput.open(source).stream, schema: schema)
    let fields = found.names.fields(wasWhole: found.wasWhole)
    try addTable(
      .xes, source,
      TableInput(headings: fields.headings, headerLine: 0) {
        try XESStream(
          path: source.path, stream: try RawInput.open(source).stream, headings: fields.headings,
          names: fields.table)
      })
  }

  func addJSONLines(_ source: LogSource) throws {
    let source = try RawInput.repeatable(source)
    func blocks() throws -> any BlockSource {
      try TextInput.open(source).makeSource(
        start: 0, lineEnd: 0x0A, pool: BufferPool(blockSize: 1 << 18))
    }
    let found = try JSONLineStream.names(in: blocks(), schema: schema)
    let fields = found.names.fields(wasWhole: found.wasWhole)
    try addTable(
      .jsonl, source,
      TableInput(headings: fields.headings, headerLine: 0) {
        JSONLineStream(source: try blocks(), fields: fields.table)
      })
  }

  func addWorkbook(_ source: LogSource) throws {
    let workbook = try Workbook(path: source.path)
    let sheet =
      source.table.map { name in workbook.sheets.first { $0.name == name } }
      ?? workbook.sheets.first { !$0.isHidden } ?? workbook.sheets.first
    guard let sheet else {
      let names = workbook.sheets.prefix(8).map(\.name)
      throw ReadError(
        path: source.path,
        LocalizedText(
          zh: "沒有工作表「\(source.table ?? "")」；有：\(names.joined(separator: "、"))",
          en:
            "there is no sheet '\(source.table ?? "")'; there are: \(names.joined(separator: ", "))"
        ))
    }
    if source.table == nil {
      var others: [String] = []
      for other in workbook.sheets where other.name != sheet.name {
        if try workbook.hasCells(other) { others.append(other.name) }
      }
      report(otherSheets: others, than: sheet.name, source)
    }
    try addTable(
      .xlsx, source,
      try TableInput.findingHeader(schema) {
        try SheetStream(workbook: workbook, entry: sheet.entry)
      })
  }

  func addOpenDocument(_ source: LogSource) throws {
    if source.table == nil {
      let read = try OpenDocumentStream(path: source.path, sheet: nil).name
      let names = try OpenDocumentSheets(path: source.path).namesWithCells
      report(otherSheets: names.filter { $0 != read }, than: read, source)
    }
    try addTable(
      .ods, source,
      try TableInput.findingHeader(schema) {
        try OpenDocumentStream(path: source.path, sheet: source.table)
      })
  }

  /// Says which sheets of a workbook hold cells and are not read, so that no row is lost unnoticed.
  private func report(otherSheets names: [String], than read: String, _ source: LogSource) {
    guard !names.isEmpty else { return }
    diagnostics.append(
      DataDiagnostics.otherSheets(names, read: read, at: .file(source.displayName)))
  }

  /// Adds a table; `nil` stands for one without rows.
  func addTable(_ format: LogFormat, _ source: LogSource, _ input: TableInput?) throws {
    var info = InputFile(path: source.displayName, format: format)
    if format != .postgresql, source.path != "-", source.content == nil {
      info.bytes = try FileSize.bytes(of: source.path)
    }
    info.isCompressed = source.path.lowercased().hasSuffix(".gz")
    guard let input, !input.headings.isEmpty else {
      files.append(info)
      diagnostics.append(DataDiagnostics.emptyFile(at: .file(info.path)))
      opened.append(Self.nothing(info, schema))
      return
    }
    info.headerLine = input.headerLine
    info.headings = input.headings
    (info.headerPair, info.likelyHeaderPair) = (input.pair, input.likelyPair)
    files.append(info)
    let match = HeaderMatch(fields: input.headings, schema: schema)
    report(input.headings, match, info)
    let fieldCount = input.headings.count
    var layout = OpenedFile.Layout(
      fieldCount: fieldCount, fields: match.fields,
      scanner: RecordScanner(delimiter: 0x2C, lineEnd: 0x0A), dataLine: input.headerLine + 1)
    func rows(_ blockSize: Int) throws -> TableSource {
      TableSource(
        stream: try input.open(), fieldCount: fieldCount, firstLine: input.headerLine + 1,
        blockSize: blockSize)
    }
    try reportAbsent(match, info, &layout) { try rows(TextInput.probeSize).next() }
    opened.append(OpenedFile(info: info, layout: layout, makeSource: { try rows($0.blockSize) }))
  }
}
