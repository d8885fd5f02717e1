import Columns

/// Some consecutive cases of a folded log, all of whose first events are in one file.
struct CaseRun: Sendable {
  let table: CaseTable
  let rows: Range<Int>
  /// The range of the table's issues that belong to the rows.
  let issues: Range<Int>
  let doubtfulColumns: Set<Int>

  /// The line of the first case's first event.
  var firstLine: Int { table.places[rows.lowerBound].line }

  /// Puts the cases into a batch.
  func fill(_ batch: inout Batch) {
    batch = Batch(columns: table.layout.request.indices.map(column))
    batch.doubtfulColumns = doubtfulColumns
    batch.rowCount = rows.count
    batch.lineOffsets = rows.map { Int32(truncatingIfNeeded: table.places[$0].line - firstLine) }
    batch.issues = table.issues[issues].map { issue in
      var issue = issue
      issue.row -= rows.lowerBound
      return issue
    }
  }

  private func column(_ index: Int) -> ColumnVector {
    let type = table.layout.types[index]
    let coding = table.layout.request[index].coding
    var vector = ColumnVector(type: type, coding: coding)
    vector.states.reserveCapacity(rows.count)
    vector.values.reserveCapacity(rows.count)
    let hasDetails = type == .timestamp || type == .decimal
    let cases = table.columns[index]
    var codes: [Int64: Int64] = [:]
    for row in rows {
      let value = cases.value(row)
      vector.states.append(value.state.rawValue)
      if hasDetails { vector.details.append(value.detail) }
      guard type == .text, value.state == .present else {
        vector.values.append(value.value)
        continue
      }
      switch coding {
      case .coded:
        let code = codes[value.value] ?? Int64(vector.dictionary.count)
        if codes.updateValue(code, forKey: value.value) == nil {
          vector.dictionary.append(table.texts.text(Int(value.value)))
        }
        vector.values.append(code)
      case .plain:
        let text = table.texts[Int(value.value)]
        vector.values.append(Int64(vector.arena.count << 24 | text.count))
        vector.arena.append(contentsOf: text)
      }
    }
    return vector
  }
}

/// Cuts the cases of a folded log into runs.
struct CaseRuns {
  /// How many cases a run has at most.
  private static let size = 4096

  /// Where the cases are.
  private enum Source {
    case table(CaseTable)
    /// In sorted temporary files.
    case merge(CaseMerge, CaseLayout)
  }

  private let source: Source
  private let doubtful: Set<Int>
  private var position = 0
  private var issue = 0

  /// Cuts the cases of a complete table.
  init(_ table: CaseTable, doubtful: Set<Int>) {
    source = .table(table)
    self.doubtful = doubtful
  }

  /// Cuts the cases of temporary files.
  init(_ merge: CaseMerge, _ layout: CaseLayout, doubtful: Set<Int>) {
    source = .merge(merge, layout)
    self.doubtful = doubtful
  }

  /// The next run and its file; `nil` at the end.
  mutating func next() throws -> (file: Int, run: CaseRun)? {
    switch source {
    case .table(let table): return next(of: table)
    case .merge(let merge, let layout):
      guard let file = merge.file else { return nil }
      let table = CaseTable(layout)
      while table.count < Self.size, merge.file == file { try merge.take(into: table) }
      table.complete()
      return (
        file,
        CaseRun(
          table: table, rows: 0..<table.count, issues: table.issues.indices,
          doubtfulColumns: doubtful)
      )
    }
  }

  private mutating func next(of table: CaseTable) -> (file: Int, run: CaseRun)? {
    guard position < table.count else { return nil }
    let file = table.places[position].file
    let limit = min(position + Self.size, table.count)
    let end = (position..<limit).first { table.places[$0].file != file } ?? limit
    let firstIssue = issue
    while issue < table.issues.count, table.issues[issue].row < end { issue += 1 }
    defer { position = end }
    return (
      file,
      CaseRun(
        table: table, rows: position..<end, issues: firstIssue..<issue, doubtfulColumns: doubtful)
    )
  }
}
