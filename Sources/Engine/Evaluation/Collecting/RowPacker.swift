import CivilTime
import Columns
import Findings
import Planning
import RuleCheck

/// Packs findings of a batch's rows where reports ask for no words, without making a `Finding` of each.
///
/// It takes rows whose key is one plain text that is shown as it is, under rules whose owner is a
/// column of coded texts that is shown as it is, or is constant. Judges come one after another:
/// `begin` prepares for one.
struct RowPacker {
  private let builder: FindingBuilder
  private let view: RowView
  private let keyColumn: Int
  private let keyCells: CellPointers
  private let key: ColumnVector

  /// Who answers for rows under the judge at hand.
  private enum OwnerSource {
    case nobody
    case constant(Int)
    /// A column of coded texts, by the place of its texts among `ownerIndices`.
    case column(CellPointers, texts: [String], start: Int)
    /// Has to be found the general way.
    case general
  }

  /// A column whose cells are reported under the judge at hand.
  private struct Reported {
    let column: Int
    let name: Int
    /// Its cells, where they are times that are shown as they are.
    let times: CellPointers?
  }

  private var owner = OwnerSource.nobody
  private var reported: [Reported] = []
  /// The index in the pack of each column's name, or -1.
  private var names: [Int32]
  /// The index in the pack of each text of the columns that name owners, or -1.
  private var ownerIndices: [Int32] = []
  /// Where among them the texts of a column begin.
  private var ownerStarts: [Int: Int] = [:]
  private var cells = PackedCells()

  /// Prepares a batch; `nil` where the findings need words, or the key is not such a text.
  init?(_ builder: FindingBuilder, _ view: RowView) {
    guard !builder.context.describes, let name = builder.plainKey,
      let column = builder.schema.columnIndex(name), let slot = view.slots[column]
    else { return nil }
    let vector = view.batch.columns[slot]
    guard vector.type == .text, vector.coding == .plain else { return nil }
    (self.builder, self.view) = (builder, view)
    names = [Int32](repeating: -1, count: view.slots.count)
    (keyColumn, key, keyCells) = (column, vector, view.cells(column))
  }

  /// Prepares for the findings of a judge.
  mutating func begin(_ judge: JudgeRuntime, into pack: inout FindingPack) {
    switch judge.rule.owner {
    case nil: owner = .nobody
    case .constant(let text)?: owner = .constant(pack.add(text))
    case .column(let column)?: owner = ownerColumn(column)
    }
    reported = judge.rule.reportColumns.map { column in
      let schema = builder.schema.allColumns[column]
      let isTime = schema.type == .timestamp && isShown(schema)
      return Reported(
        column: column, name: name(of: column, &pack), times: isTime ? view.cells(column) : nil)
    }
  }

  private mutating func ownerColumn(_ column: Int) -> OwnerSource {
    let schema = builder.schema.allColumns[column]
    guard schema.type == .text, isShown(schema), let slot = view.slots[column],
      view.batch.columns[slot].coding == .coded
    else { return .general }
    let texts = view.batch.columns[slot].dictionary
    let start = ownerStarts[column] ?? ownerIndices.count
    if start == ownerIndices.count {
      ownerIndices.append(contentsOf: repeatElement(-1, count: texts.count))
      ownerStarts[column] = start
    }
    return .column(view.cells(column), texts: texts, start: start)
  }

  /// Whether a column's texts are shown as they are.
  private func isShown(_ column: ColumnSchema) -> Bool {
    column.sensitivity == nil || builder.context.revealed.contains(column.name)
  }

  /// Packs a finding of the judge that was prepared for; `false` where it has to be made the general
  /// way.
  mutating func pack(
    _ judge: JudgeRuntime, _ fact: borrowing RowFact, _ verdict: Verdict, emptyColumn: Int?,
    into pack: inout FindingPack
  ) -> Bool {
    let row = fact.row
    guard keyCells.isPresent(row), !fact.flags.contains(.uncovered) else { return false }
    var answerable: Int?
    switch owner {
    case .nobody: break
    case .constant(let index): answerable = index
    case .general: return false
    case .column(let cells, let texts, let start):
      if cells.state(row) == CellState.empty.rawValue { break }
      guard cells.isFilled(row) else { return false }
      let code = Int(cells.value(row))
      if ownerIndices[start + code] < 0 {
        ownerIndices[start + code] = Int32(truncatingIfNeeded: pack.add(texts[code]))
      }
      answerable = Int(ownerIndices[start + code])
    }
    var packed = PackedRow(
      rule: judge.judge.rule, verdict: verdict, keyName: 0, owner: answerable,
      line: view.batch.lineOffset(ofRow: row))
    packed.start = fact.start.map { StatedTime($0, in: builder.schema.zone) }
    packed.due = fact.due.map { StatedTime($0, in: builder.schema.zone) }
    packed.actual = fact.done.map { StatedTime($0, in: builder.schema.zone) }
    packed.lateness = builder.lateness(judge.calendar, fact, view)
    packed.keyName = name(of: keyColumn, &pack)
    gatherCells(row, emptyColumn, &pack)
    key.arena.withUnsafeBufferPointer {
      pack.append(packed, key: UnsafeBufferPointer(rebasing: $0[key.range(row)]), cells: cells)
    }
    return true
  }

  private mutating func gatherCells(_ row: Int, _ emptyColumn: Int?, _ pack: inout FindingPack) {
    cells.removeAll()
    for reported in reported {
      if let times = reported.times, times.isPresent(row) {
        let time = builder.schema.zone.localTime(of: Instant(milliseconds: times.value(row)))
        cells.append(
          name: reported.name, time: time,
          precision: Precision(rawValue: times.detail(row)) ?? .second)
      } else if let text = builder.shown(reported.column, row, view) {
        cells.append(name: reported.name, text: text)
      }
    }
    if let emptyColumn { cells.append(name: name(of: emptyColumn, &pack), text: "") }
  }

  private mutating func name(of column: Int, _ pack: inout FindingPack) -> Int {
    if names[column] < 0 {
      names[column] = Int32(truncatingIfNeeded: pack.add(builder.schema.allColumns[column].name))
    }
    return Int(names[column])
  }
}
