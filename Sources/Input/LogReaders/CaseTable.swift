import Columns

/// Cases in the making: one row a case, in order of their first events.
///
/// Changed by one thread, then read by others.
final class CaseTable: @unchecked Sendable {
  /// Where a case's first event stands.
  struct Place {
    var file: Int
    var line: Int
  }

  let layout: CaseLayout
  private(set) var places: [Place] = []
  /// The place of each case in the order of first events of the whole log.
  private(set) var ordinals: [Int] = []
  private(set) var columns: [CaseColumn]
  private(set) var texts = TextPool()
  /// Issues, whose row is the case's; in order of rows once the table is complete.
  private(set) var issues: [ReadIssue] = []
  /// The number of each case's key in `texts`; -1 without one.
  private var keys: [Int32] = []
  /// The case of each text that is a key; -1 for others.
  private var rows: [Int32] = []

  init(_ layout: CaseLayout) {
    self.layout = layout
    columns = layout.columns
  }

  /// The number of cases.
  var count: Int { places.count }

  /// About how many bytes of memory the cases take.
  var byteCount: Int {
    count * (28 + columns.reduce(0) { $0 + $1.bytesPerCase }) + rows.count * 4 + texts.byteCount
      + columns.reduce(0) { $0 + $1.byteCount } + issues.count * 128
  }

  /// The case of a key; where it is new, its first event stands at a place.
  func row(key: String, ordinal: Int, at place: @autoclosure () -> Place) -> Int {
    row(key: texts.index(of: key), ordinal: ordinal, at: place())
  }

  private func row(key: Int, ordinal: Int, at place: @autoclosure () -> Place) -> Int {
    while rows.count < texts.count { rows.append(-1) }
    if rows[key] >= 0 { return Int(rows[key]) }
    rows[key] = Int32(places.count)
    return addCase(key: Int32(key), ordinal: ordinal, at: place())
  }

  /// Adds a case without a key.
  func addCase(ordinal: Int, at place: Place) -> Int {
    addCase(key: -1, ordinal: ordinal, at: place)
  }

  private func addCase(key: Int32, ordinal: Int, at place: Place) -> Int {
    places.append(place)
    ordinals.append(ordinal)
    keys.append(key)
    for index in columns.indices { columns[index].addCase() }
    return places.count - 1
  }

  /// The number of a text among the table's.
  func textIndex(_ text: String) -> Int64 { Int64(texts.index(of: text)) }

  /// Changes a column.
  func change(_ column: Int, _ body: (inout CaseColumn) -> Void) { body(&columns[column]) }

  /// Adds an issue of a case.
  func add(_ issue: ReadIssue) { issues.append(issue) }

  /// Reports the required columns that no event of a case has, and puts issues in order of cases.
  func complete() {
    for (index, column) in layout.required {
      let cases = columns[index]
      for row in places.indices where cases.value(row).state == .empty {
        issues.append(ReadIssue(.emptyRequired, row: row, column: column))
      }
    }
    sortIssues()
  }

  /// Stable, so that the issues of a case stay in order of its events.
  private func sortIssues() {
    let order = issues.indices.sorted { (issues[$0].row, $0) < (issues[$1].row, $1) }
    issues = order.map { issues[$0] }
  }

  // MARK: - Records

  /// Gives every case as a record, with a hash that is the same for every record of the case.
  ///
  /// - Parameter order: The rows in the order wanted.
  func writeRecords(
    _ order: some Sequence<Int>, to body: (_ hash: UInt64, _ record: [UInt8]) throws -> Void
  ) rethrows {
    sortIssues()
    var firstIssue = [Int](repeating: 0, count: count + 1)
    for issue in issues { firstIssue[issue.row + 1] += 1 }
    for row in 0..<count { firstIssue[row + 1] += firstIssue[row] }
    var record = RecordWriter()
    for row in order {
      record.start()
      record.put(ordinals[row])
      record.put(places[row].file)
      record.put(places[row].line)
      record.put(keys[row] < 0 ? 0 : 1)
      var hash = UInt64(truncatingIfNeeded: ordinals[row])
      if keys[row] >= 0 {
        let key = texts[Int(keys[row])]
        record.put(key)
        hash = key.withUnsafeBufferPointer(TextPool.hash)
      }
      for index in columns.indices { columns[index].write(row, texts, to: &record) }
      let found = issues[firstIssue[row]..<firstIssue[row + 1]]
      record.put(found.count)
      for issue in found { record.put(issue) }
      record.finish()
      try body(hash, record.bytes)
    }
  }

  /// Takes over a record, whose events stand behind those already known of the case.
  func merge(_ record: inout RecordReader) {
    let ordinal = record.number()
    let file = record.number()
    let place = Place(file: file, line: record.number())
    let row: Int
    if record.number() == 1 {
      row = self.row(key: record.text(&texts), ordinal: ordinal, at: place)
    } else {
      row = addCase(ordinal: ordinal, at: place)
    }
    for index in columns.indices { columns[index].merge(row, &record, &texts) }
    for _ in 0..<record.number() { issues.append(record.issue(row: row)) }
  }
}

/// What a table of cases is made of.
struct CaseLayout: Sendable {
  /// The columns that are asked for.
  let request: [ColumnRequest]
  /// Their types.
  let types: [ColumnType]
  /// The columns, without cases.
  let columns: [CaseColumn]
  /// The columns that some event of each case must have: the index, and the column in the schema.
  let required: [(index: Int, column: Int)]
}
