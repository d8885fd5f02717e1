import CivilTime
import Columns
import Findings
import Planning
import RuleCheck

/// Packs findings of a batch's rows where reports ask for no words, without making a `Finding` of each.
///
/// It takes rows whose key is one plain text that is shown as it is, under rules whose owner is a
/// column of coded texts that is shown as it is, or is constant.
struct RowPacker {
  private let builder: FindingBuilder
  private let view: RowView
  private let keyColumn: Int
  private let key: ColumnVector
  private let zone: TimeZoneRules
  /// Who answers for a row, by the text's index in the pack.
  private enum OwnerIndex {
    case nobody
    case text(Int)

    var index: Int? {
      guard case .text(let index) = self else { return nil }
      return index
    }
  }

  /// The indices of names and owners in the pack, once they were asked for.
  private var keyName: Int?
  private var names: [Int: Int] = [:]
  /// The columns that name owners, by their indices.
  private var owners: [OwnerColumn?]

  /// A column of coded texts that are shown as they are.
  private final class OwnerColumn {
    let cells: CellPointers
    let texts: [String]
    /// The index of each text in the pack, once it was asked for; else -1.
    var indices: [Int]

    init?(_ column: Int, _ builder: FindingBuilder, _ view: RowView) {
      let schema = builder.schema.allColumns[column]
      guard schema.type == .text, let slot = view.slots[column],
        view.batch.columns[slot].coding == .coded,
        schema.sensitivity == nil || builder.context.revealed.contains(schema.name)
      else { return nil }
      cells = view.cells(column)
      texts = view.batch.columns[slot].dictionary
      indices = [Int](repeating: -1, count: texts.count)
    }
  }

  /// Prepares a batch; `nil` where the findings need words, or the key is not such a text.
  init?(_ builder: FindingBuilder, _ view: RowView) {
    guard !builder.context.describes, let name = builder.plainKey,
      let column = builder.schema.columnIndex(name), let slot = view.slots[column]
    else { return nil }
    let vector = view.batch.columns[slot]
    guard vector.type == .text, vector.coding == .plain else { return nil }
    (self.builder, self.view) = (builder, view)
    (keyColumn, key, zone) = (column, vector, builder.schema.zone)
    owners = [OwnerColumn?](repeating: nil, count: view.slots.count)
  }

  /// Packs a finding; `false` where it has to be made the general way.
  mutating func pack(
    _ judge: JudgeRuntime, _ fact: RowFact, _ verdict: Verdict, emptyColumn: Int?,
    into pack: inout FindingPack
  ) -> Bool {
    let row = fact.row
    guard key.isPresent(row), !fact.flags.contains(.uncovered),
      let owner = owner(judge.rule.owner, row, &pack)
    else { return false }
    let keyName = keyName ?? pack.index(of: builder.schema.allColumns[keyColumn].name)
    self.keyName = keyName
    var packed = PackedRow(
      rule: judge.judge.rule, verdict: verdict, keyName: keyName, owner: owner.index,
      line: view.batch.lineOffset(ofRow: row))
    packed.start = fact.start.map { StatedTime($0, in: zone) }
    packed.due = fact.due.map { StatedTime($0, in: zone) }
    packed.actual = fact.done.map { StatedTime($0, in: zone) }
    packed.lateness = builder.lateness(judge.calendar, fact, view)
    var cells: [(name: Int, text: String)] = []
    for column in judge.rule.reportColumns {
      guard let text = builder.shown(column, row, view) else { continue }
      cells.append((name(of: column, &pack), text))
    }
    if let emptyColumn { cells.append((name(of: emptyColumn, &pack), "")) }
    key.arena.withUnsafeBufferPointer {
      pack.append(packed, key: UnsafeBufferPointer(rebasing: $0[key.range(row)]), cells: cells)
    }
    return true
  }

  private mutating func name(of column: Int, _ pack: inout FindingPack) -> Int {
    if let index = names[column] { return index }
    let index = pack.index(of: builder.schema.allColumns[column].name)
    names[column] = index
    return index
  }

  /// The index of who answers for a row, if anybody; `nil` where it has to be found the general way.
  private mutating func owner(
    _ owner: Owner?, _ row: Int, _ pack: inout FindingPack
  ) -> OwnerIndex? {
    switch owner {
    case nil: return .nobody
    case .constant(let text)?: return .text(pack.index(of: text))
    case .column(let column)?:
      guard let owner = owners[column] ?? OwnerColumn(column, builder, view) else { return nil }
      owners[column] = owner
      if owner.cells.state(row) == CellState.empty.rawValue { return .nobody }
      guard owner.cells.isFilled(row) else { return nil }
      let code = Int(owner.cells.value(row))
      if owner.indices[code] < 0 { owner.indices[code] = pack.index(of: owner.texts[code]) }
      return .text(owner.indices[code])
    }
  }
}
