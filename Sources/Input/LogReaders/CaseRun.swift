import Columns

/// Some consecutive cases of a folded log, all of whose first events are in one file.
struct CaseRun: Sendable {
  let fold: EventFold
  let rows: Range<Int>
  /// The range of the fold's issues that belong to the rows.
  let issues: Range<Int>

  /// The line of the first case's first event.
  var firstLine: Int { fold.places[rows.lowerBound].line }

  /// Puts the cases into a batch.
  func fill(_ batch: inout Batch) {
    batch = Batch(
      columns: fold.request.enumerated().map { index, request in
        column(index, request)
      })
    batch.doubtfulColumns = fold.doubtfulColumns
    batch.rowCount = rows.count
    batch.lineOffsets = rows.map { Int32(truncatingIfNeeded: fold.places[$0].line - firstLine) }
    batch.issues = fold.issues[issues].map { issue in
      var issue = issue
      issue.row -= rows.lowerBound
      return issue
    }
  }

  private func column(_ index: Int, _ request: ColumnRequest) -> ColumnVector {
    let type = fold.schema.allColumns[request.column].type
    var vector = ColumnVector(type: type, coding: request.coding)
    vector.states.reserveCapacity(rows.count)
    vector.values.reserveCapacity(rows.count)
    let hasDetails = type == .timestamp || type == .decimal
    var codes: [Int64: Int64] = [:]
    for value in fold.values[index][rows] {
      vector.states.append(value.state.rawValue)
      if hasDetails { vector.details.append(value.detail) }
      guard type == .text, value.state == .present else {
        vector.values.append(value.value)
        continue
      }
      let text = fold.texts[Int(value.value)]
      switch request.coding {
      case .coded:
        let code = codes[value.value] ?? Int64(vector.dictionary.count)
        if codes.updateValue(code, forKey: value.value) == nil { vector.dictionary.append(text) }
        vector.values.append(code)
      case .plain:
        vector.values.append(Int64(vector.arena.count << 24 | text.utf8.count))
        vector.arena.append(contentsOf: text.utf8)
      }
    }
    return vector
  }
}

/// Cuts the cases of a folded log into runs.
struct CaseRuns {
  private let fold: EventFold
  private let size: Int
  private var position = 0
  private var issue = 0

  init(_ fold: EventFold, size: Int = 4096) {
    self.fold = fold
    self.size = size
  }

  /// The next run and its file; `nil` at the end.
  mutating func next() -> (file: Int, run: CaseRun)? {
    guard position < fold.places.count else { return nil }
    let file = fold.places[position].file
    let limit = min(position + size, fold.places.count)
    let end = (position..<limit).first { fold.places[$0].file != file } ?? limit
    let firstIssue = issue
    while issue < fold.issues.count, fold.issues[issue].row < end { issue += 1 }
    defer { position = end }
    return (file, CaseRun(fold: fold, rows: position..<end, issues: firstIssue..<issue))
  }
}
