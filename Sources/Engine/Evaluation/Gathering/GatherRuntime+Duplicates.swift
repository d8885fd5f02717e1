import CivilTime
import Columns
import Digests
import Diagnostics
import Findings
import Planning
import RuleCheck

extension GatherRuntime {
  /// Adds the values of a batch's rows, unless an earlier gather did; a row that cannot be compared is
  /// a finding of each rule.
  func compare(
    _ unique: UniqueRule, _ view: RowView, _ builder: FindingBuilder,
    into outcome: inout BatchOutcome
  ) {
    let isShared = outcome.duplicates.count > comparison
    outcome.duplicates.append(
      isShared ? BatchOutcome.Duplicates() : duplicates(unique, view, builder))
    for row in outcome.duplicates[comparison].untaken {
      outcome.loose.append(untaken(row, view, builder))
    }
  }

  /// The values of a batch's rows.
  private func duplicates(
    _ unique: UniqueRule, _ view: RowView, _ builder: FindingBuilder
  ) -> BatchOutcome.Duplicates {
    let columns = unique.columns + unique.grouping.columns
    if columns.count == 1, filter == nil, unique.grouping.period == nil, gather.datedBy == nil,
      gather.version == 0, let slot = view.slots[columns[0]],
      let values = ValueList(of: view.batch.columns[slot], in: view.batch)
    {
      return BatchOutcome.Duplicates(values, owners: owners(of: view.allRows, view, builder))
    }
    let answers = filter?.evaluate(view, view.allRows)
    var values = ValueList()
    values.reserve(view.batch.rowCount)
    var rows: [Int] = []
    var untaken: [Int] = []
    for row in view.allRows {
      let answer = answers?[row] ?? .yes
      if answer == .no { continue }
      let day = day(row, view)
      if let day, day > asOfDay { continue }
      guard takes(day) else { continue }
      let start = values.arena.count
      let isWhole =
        answer == .yes
        && columns.allSatisfy { column in
          guard view.cells(column).isPresent(row) else { return false }
          if values.arena.count > start { values.arena.append(Self.separator) }
          append(column, row, view, to: &values.arena)
          return true
        }
      guard isWhole, appendPeriod(unique, day, to: &values.arena) else {
        values.arena.removeLast(values.arena.count - start)
        untaken.append(row)
        continue
      }
      values.places.append(Int64(start) << 24 | Int64(values.arena.count - start))
      values.lines.append(Int32(truncatingIfNeeded: view.batch.lineOffset(ofRow: row)))
      rows.append(row)
    }
    return BatchOutcome.Duplicates(
      values, owners: owners(of: rows, view, builder), untaken: untaken)
  }

  /// By rule that shares the comparison, who answers for each of some rows; empty where that is the same
  /// for all.
  private func owners(
    of rows: [Int], _ view: RowView, _ builder: FindingBuilder
  ) -> [[String?]] {
    sharers.map { rule in
      guard case .column? = rule.owner else { return [] }
      return rows.map { builder.owner(rule, $0, view) }
    }
  }

  /// Stands between the values of a row; no text holds it.
  private static let separator: UInt8 = 0

  private func append(_ column: Int, _ row: Int, _ view: RowView, to arena: inout [UInt8]) {
    let cells = view.cells(column)
    guard let slot = view.slots[column], cells.type == .text,
      view.batch.columns[slot].coding == .plain
    else {
      arena.append(contentsOf: (view.text(column, row) ?? "").utf8)
      return
    }
    let vector = view.batch.columns[slot]
    arena.append(contentsOf: vector.arena[vector.range(row)])
  }

  /// Adds the period that a value must be unique in; `false` where the row belongs to none.
  private func appendPeriod(
    _ unique: UniqueRule, _ day: CivilDate?, to arena: inout [UInt8]
  ) -> Bool {
    guard let unit = unique.grouping.period else { return true }
    guard let day else { return false }
    arena.append(Self.separator)
    arena.append(contentsOf: Period(unit, holding: day).label.utf8)
    return true
  }
}
