import Columns

/// Finds the header of a delimited text: which delimiter, which record.
struct HeaderSearch {
  /// The number of records among which the header is looked for.
  static let recordsExamined = 20
  /// The most columns of a file.
  static let mostColumns = 4096

  /// A header that was found.
  struct Header {
    var delimiter: UInt8
    /// The headings as written, without quotes.
    var fields: [String]
    /// The line on which the header starts, from 1.
    var line: Int
    /// The number of records before it.
    var skippedRecords: Int
    /// The offset and the line, from 1, at which data starts.
    var dataOffset: Int
    var dataLine: Int
    /// The number of the schema's columns that it has.
    var matches: Int
    /// The two rows that it is read from; `nil` where that is one.
    var pair: HeaderPair?
    /// Two rows that it may stand in, but is not read from.
    var likelyPair: HeaderPair?
  }

  private let schema: DatasetSchema
  private let lineEnd: UInt8
  /// The columns of each heading that the schema knows, as headings are compared.
  private let columns: [String: [Int]]

  init(schema: DatasetSchema, lineEnd: UInt8) {
    self.schema = schema
    self.lineEnd = lineEnd
    var columns: [String: [Int]] = [:]
    for (index, column) in schema.columns.enumerated() {
      for heading in column.headers {
        columns[HeaderMatch.normalized(heading), default: []].append(index)
      }
    }
    columns[""] = nil
    self.columns = columns
  }

  /// Finds the header in the first bytes of a text; `nil` where there is no record.
  func find(in sample: UnsafeBufferPointer<UInt8>, isWhole: Bool, told: UInt8?) -> Header? {
    var best: Header?
    var all: [[Header]] = []
    for delimiter in told.map({ [$0] }) ?? Array(",\t;|".utf8) {
      all.append(records(of: sample, isWhole: isWhole, delimiter: delimiter))
      for header in all[all.count - 1] {
        if hasAllColumns(header) { return header }
        guard let current = best else {
          best = header
          continue
        }
        if header.matches > current.matches
          || (header.matches == 0 && current.matches == 0 && header.skippedRecords == 0
            && header.fields.count > current.fields.count)
        {
          best = header
        }
      }
    }
    guard let one = best, !schema.columns.isEmpty else { return best }
    var found = one
    for pair in all.flatMap(pairs) where pair.matches > found.matches { found = pair }
    if found.pair == nil, one.matches > 0,
      let rows = all.first(where: { $0.first?.delimiter == one.delimiter })
    {
      found.likelyPair = .likely(
        beside: one.skippedRecords, among: rows.map { ($0.fields, $0.line) }, schema)
    }
    return found
  }

  /// The headers of two records that have more columns than either.
  private func pairs(among headers: [Header]) -> [Header] {
    zip(headers, headers.dropFirst()).compactMap { upper, lower in
      guard
        let pair = HeaderPair(
          upper: (upper.fields, upper.line), lower: (lower.fields, lower.line), schema: schema)
      else { return nil }
      var header = lower
      header.fields = pair.headings
      header.matches = matches(pair.headings)
      header.pair = pair
      return header.matches > max(upper.matches, lower.matches) ? header : nil
    }
  }

  /// The first records of a text, each as a header would be.
  private func records(
    of sample: UnsafeBufferPointer<UInt8>, isWhole: Bool, delimiter: UInt8
  ) -> [Header] {
    guard let base = sample.baseAddress else { return [] }
    let table = FieldTable(
      fieldCount: Self.mostColumns, capacity: Self.recordsExamined + 1, marksAllMissing: false)
    let scanner = RecordScanner(delimiter: delimiter, lineEnd: lineEnd)
    let scratch = ScratchText()
    table.start(bytes: base, count: sample.count, hasQuotes: true)
    var offset = 0
    var headers: [Header] = []
    for record in 0..<Self.recordsExamined {
      let result = scanner.scan(
        into: table, from: offset, limit: sample.count, isFinal: isWhole, rowLimit: record + 1)
      guard table.rowCount == record + 1 else { break }
      offset = result.end
      var fields: [String] = []
      let row = table.ends + record * table.stride
      for field in 0..<Self.mostColumns {
        if row[field + 1] <= row[field] { break }
        fields.append(CellReader(table: table, field: field, scratch: scratch)[record].string)
      }
      headers.append(
        Header(
          delimiter: delimiter, fields: fields, line: Int(table.lines[record]) + 1,
          skippedRecords: record, dataOffset: offset, dataLine: table.lineCount + 1,
          matches: matches(fields)))
      if hasAllColumns(headers[record]) { break }
    }
    return headers
  }

  /// Whether a header has all columns of the schema, so that no other can have more.
  private func hasAllColumns(_ header: Header) -> Bool {
    !schema.columns.isEmpty && header.matches == schema.columns.count
  }

  /// The number of the schema's columns among the fields of a record.
  private func matches(_ fields: [String]) -> Int {
    var found: Set<Int> = []
    for field in fields {
      if let columns = columns[HeaderMatch.normalized(field)] { found.formUnion(columns) }
    }
    return found.count
  }
}

/// Which field of a file is which column of a dataset.
struct HeaderMatch {
  /// The field of each of the schema's columns.
  var fields: [Int?]
  /// The columns whose heading appears more than once.
  var duplicates: [(column: Int, fields: [Int])] = []
  /// The fields that are no column.
  var unknown: [Int] = []

  /// Matches the headings of a file against those that a dataset declares.
  init(fields headings: [String], schema: DatasetSchema) {
    let names = headings.map(Self.normalized)
    var places: [String: [Int]] = [:]
    for (index, name) in names.enumerated() where !name.isEmpty {
      places[name, default: []].append(index)
    }
    fields = Array(repeating: nil, count: schema.columns.count)
    var used = Set<Int>()
    for (column, declared) in schema.columns.enumerated() {
      for heading in declared.headers {
        guard let found = places[Self.normalized(heading)] else { continue }
        used.formUnion(found)
        if fields[column] == nil {
          fields[column] = found[0]
          if found.count > 1 { duplicates.append((column, found)) }
        }
      }
    }
    unknown = names.indices.filter { !names[$0].isEmpty && !used.contains($0) }
  }

  /// The number of columns that the file has.
  var matchCount: Int { fields.count { $0 != nil } }

  /// A heading without byte-order marks, white space around it and line breaks in it, and with
  /// full-width characters made half-width.
  static func normalized(_ heading: String) -> String {
    var text = Array(heading.utf8)
    while text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    text.removeAll { $0 == 0x0A || $0 == 0x0D }
    text = CellRepair.halfWidth(text) ?? text
    return String(decoding: CellRepair.trimmed(text) ?? text, as: UTF8.self)
  }
}
