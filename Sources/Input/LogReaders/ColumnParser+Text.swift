import CTextScan
import Columns
import Glibc

// The loops over texts. Bounds as for the other values.
extension ColumnParser {
  /// Fills a column of texts by their codes in the batch's dictionary.
  func fillCoded(
    _ vector: inout ColumnVector, _ cells: CellReader, _ issues: inout [ReadIssue]
  ) {
    let texts = texts
    texts.startBatch()
    let hasRepairs = !plan.repairs.isEmpty
    let tellsEmpty = plan.isRequired
    var repairs = RepairCounts()
    var left: [(row: Int32, verdict: TextTable.Verdict)] = []
    withStatesAndValues(&vector) { states, values in
      var row = 0
      while row < cells.rowCount {
        if !hasRepairs {
          row = texts.code(
            cells, from: row, emptyIsFine: !tellsEmpty, states: states, values: values)
          guard row < cells.rowCount else { break }
        }
        var cell = cells[row]
        if hasRepairs, cell.count > 0 {
          cell = scratch.repaired(cell, plan.repairs, &repairs)
        }
        if cell.count > 0 {
          let (verdict, code) = texts.find(cell, judge: judge)
          states[row] = Self.state(of: verdict).rawValue
          values[row] = code
          if verdict != .fine { left.append((Int32(truncatingIfNeeded: row), verdict)) }
        } else {
          states[row] = (cell.count == 0 ? CellState.empty : .malformed).rawValue
          values[row] = 0
          if cell.count == 0, tellsEmpty { left.append((Int32(truncatingIfNeeded: row), .empty)) }
        }
        row &+= 1
      }
    }
    vector.dictionary = texts.dictionary
    vector.mark = texts.mark
    vector.repairs = repairs
    for (row, verdict) in left {
      guard let kind = kind(of: verdict) else { continue }
      report(kind, row: Int(row), cells[Int(row)], &issues)
    }
  }

  /// What a cell holds whose text was found to be so.
  private static func state(of verdict: TextTable.Verdict) -> CellState {
    switch verdict {
    case .fine: .present
    case .undeclared: .undeclared
    case .empty: .empty
    case .invalidBytes, .nulByte, .scientific, .tooLong: .malformed
    }
  }

  /// Fills a column of texts with their bytes.
  func fillPlain(
    _ vector: inout ColumnVector, _ cells: CellReader, _ issues: inout [ReadIssue]
  ) {
    let hasRepairs = !plan.repairs.isEmpty
    let hasWords = !plan.emptyWords.isEmpty || !plan.values.isEmpty
    var repairs = RepairCounts()
    var left: [(row: Int32, verdict: TextTable.Verdict)] = []
    var used = 0
    vector.arena.append(contentsOf: repeatElement(0, count: cells.byteBound + 32))
    vector.states.withUnsafeMutableBufferPointer { states in
      withUnsafeMutableBytes(&vector.values, &vector.arena) { values, arena in
        var row = 0
        while row < cells.rowCount {
          if !hasRepairs, !hasWords {
            var texts = qixian_texts(
              column: cells.column(
                readsEmpty: false, states: states.baseAddress, values: values.baseAddress),
              is_key: plan.isKey ? 1 : 0, has_quotes: cells.hasQuotes ? 1 : 0, arena: arena,
              used: Int64(used))
            // Surely fine where no words are declared.
            row = Int(qixian_plain_texts(&texts, Int64(row), Int64(max(row, cells.paddedRowCount))))
            used = Int(texts.used)
            guard row < cells.rowCount else { break }
          }
          var cell = cells[row]
          if hasRepairs, cell.count > 0 {
            cell = scratch.repaired(cell, plan.repairs, &repairs)
          }
          let verdict = cell.count <= 0 ? .empty : judge(cell)
          var state = CellState.present
          var value: Int64 = 0
          if verdict == .fine || verdict == .undeclared {
            value = Int64(truncatingIfNeeded: used &<< 24 | cell.count)
            cell.copy(to: arena + used)
            used &+= cell.count
            if verdict == .undeclared { state = .undeclared }
          } else {
            state = verdict == .empty && cell.count >= 0 ? .empty : .malformed
          }
          if verdict != .fine, cell.count >= 0 {
            left.append((Int32(truncatingIfNeeded: row), verdict))
          }
          states[row] = state.rawValue
          values[row] = value
          row &+= 1
        }
      }
    }
    vector.arena.removeLast(vector.arena.count - used)
    vector.repairs = repairs
    for (row, verdict) in left {
      guard let kind = kind(of: verdict) else { continue }
      report(kind, row: Int(row), cells[Int(row)], &issues)
    }
  }

  /// What a text that is not of zero length is.
  private func judge(_ cell: Cell) -> TextTable.Verdict {
    if plan.meansEmpty(cell) { return .empty }
    if cell.count > RecordScanner.longestField { return .tooLong }
    if memchr(cell.start, 0, cell.count) != nil { return .nulByte }
    if !isValidUTF8(cell.bytes) { return .invalidBytes }
    if plan.isKey, NumberText.isScientific(cell.bytes) { return .scientific }
    if !plan.values.isEmpty, !plan.values.contains(Array(cell.bytes)) { return .undeclared }
    return .fine
  }

  /// The issue that a verdict is, if any.
  private func kind(of verdict: TextTable.Verdict) -> ReadIssue.Kind? {
    switch verdict {
    case .fine: nil
    case .empty: plan.isRequired ? .emptyRequired : nil
    case .invalidBytes: .invalidBytes
    case .nulByte: .nulByte
    case .undeclared: .undeclaredValue
    case .scientific: .scientificNotation
    case .tooLong: .fieldTooLong
    }
  }
}

/// Gives access to the states and the values of a column at once.
@inline(__always)
private func withStatesAndValues(
  _ vector: inout ColumnVector,
  _ body: (UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<Int64>) -> Void
) {
  vector.states.withUnsafeMutableBufferPointer { states in
    vector.values.withUnsafeMutableBufferPointer { values in
      guard let states = states.baseAddress, let values = values.baseAddress else { return }
      body(states, values)
    }
  }
}

/// Gives access to the values and the arena of a column at once.
@inline(__always)
private func withUnsafeMutableBytes(
  _ values: inout [Int64], _ arena: inout [UInt8],
  _ body: (UnsafeMutableBufferPointer<Int64>, UnsafeMutablePointer<UInt8>) -> Void
) {
  values.withUnsafeMutableBufferPointer { values in
    arena.withUnsafeMutableBufferPointer { arena in
      guard let base = arena.baseAddress else { return }
      body(values, base)
    }
  }
}
