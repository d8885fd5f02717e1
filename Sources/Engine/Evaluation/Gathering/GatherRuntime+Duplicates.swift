import CivilTime
import Columns
import Digests
import Diagnostics
import Findings
import Planning
import RuleCheck

extension GatherRuntime {
  /// The values of a batch's rows; a row that cannot be compared is a finding of its own.
  func duplicates(
    _ unique: UniqueRule, _ answers: [TriState]?, _ view: RowView, _ builder: FindingBuilder,
    findings: inout [Finding]
  ) -> BatchOutcome.Duplicates {
    let columns = unique.columns + unique.grouping.columns
    if columns.count == 1, answers == nil, unique.grouping.period == nil, gather.datedBy == nil,
      gather.version == 0, rule.owner == nil, let slot = view.slots[columns[0]],
      let result = BatchOutcome.Duplicates(of: view.batch.columns[slot], in: view.batch)
    {
      return result
    }
    var result = BatchOutcome.Duplicates()
    result.reserve(view.batch.rowCount)
    for row in view.allRows {
      let answer = answers?[row] ?? .yes
      if answer == .no { continue }
      let day = day(row, view)
      if let day, day > asOfDay { continue }
      guard takes(day) else { continue }
      let start = result.arena.count
      let isWhole =
        answer == .yes
        && columns.allSatisfy { column in
          guard view.cells(column).isPresent(row) else { return false }
          if result.arena.count > start { result.arena.append(Self.separator) }
          append(column, row, view, to: &result.arena)
          return true
        }
      guard isWhole, appendPeriod(unique, day, to: &result.arena) else {
        result.arena.removeLast(result.arena.count - start)
        result.undetermined += 1
        findings.append(untaken(row, view, builder))
        continue
      }
      let range = start..<result.arena.count
      result.hashes.append(ValueHash(result.arena, range))
      result.places.append(Int64(range.lowerBound) << 24 | Int64(range.count))
      result.lines.append(Int32(truncatingIfNeeded: view.batch.lineOffset(ofRow: row)))
      if rule.owner != nil { result.owners.append(builder.owner(rule, row, view)) }
    }
    return result
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
