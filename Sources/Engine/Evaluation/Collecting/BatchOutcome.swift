import Columns
import Findings

/// What one batch gives: verdict counts, findings, groups; places are relative to the batch.
public struct BatchOutcome: Sendable {
  /// The groups of a gather that a batch has.
  struct Groups: Sendable {
    /// The keys of these groups and of some others.
    var keys: [GroupKey] = []
    /// Tells `keys` from those of other batches.
    var mark = ListMark.none
    /// Where in `keys` each group's key stands, in order of first appearance.
    var groups: [Int32] = []
    /// How many rows each has, by verdict.
    var counts: [VerdictCounts] = []
    /// What else is known of each; empty where nothing more is asked.
    var totals: [GroupTotals] = []
    /// The rows that are needed one by one, in their order, by place in `groups`.
    var entries: [(group: Int32, entry: GroupEntry)] = []

    init() {}

    init(_ batch: GatherRuntime.BatchGroups) {
      let memory = batch.assignment.memory
      (keys, mark, groups) = (memory.keys, memory.mark, memory.groupsOfBatch)
      (counts, totals, entries) = (batch.counts, batch.totals, batch.entries)
    }
  }

  /// The values of one comparison over a batch, in order of rows.
  struct Duplicates: Sendable {
    var hashes: [ValueHash] = []
    /// The line of each, relative to the batch; empty where each row gives one value on a line of its
    /// own.
    var lines: [Int32] = []
    /// By rule that shares the comparison, who answers for each value; empty where it names no owner.
    var owners: [[String?]] = []
    /// The texts of all values; a zero byte stands between the columns of a value.
    var arena: [UInt8] = []
    /// Where in `arena` each lies, as `offset << 24 | length`.
    var places: [Int64] = []

    /// The rows of the batch that could not be compared, for want of a value, a day or a condition's cell.
    var untaken: [Int] = []

    init() {}

    /// The values of one column of plain text; `nil` for any other column, or where a row has none.
    init?(of vector: ColumnVector, in batch: Batch) {
      guard vector.type == .text, vector.coding == .plain, vector.values.count >= batch.rowCount,
        // The raw value of what is present is 0, so that no other may be set.
        vector.states.prefix(batch.rowCount).reduce(CellState.present.rawValue, |)
          == CellState.present.rawValue
      else { return nil }
      (arena, places, lines) = (vector.arena, vector.values, batch.lineOffsets)
      hashes = [ValueHash](unsafeUninitializedCapacity: batch.rowCount) { hashes, count in
        arena.withUnsafeBytes { arena in
          vector.values.withUnsafeBufferPointer { values in
            for row in 0..<batch.rowCount {
              // Bounds: the reader wrote these bytes of the arena for the row.
              let (start, size) = (Int(values[row] &>> 24), Int(values[row] & 0xFF_FFFF))
              let text = UnsafeRawBufferPointer(
                start: arena.baseAddress.map { $0 + start }, count: size)
              hashes.initializeElement(at: row, to: ValueHash(text))
            }
          }
        }
        count = batch.rowCount
      }
    }

    /// Makes room for the values of a number of rows.
    mutating func reserve(_ rowCount: Int) {
      hashes.reserveCapacity(rowCount)
      lines.reserveCapacity(rowCount)
      places.reserveCapacity(rowCount)
    }

    /// The line of a value, relative to the batch.
    func line(_ index: Int) -> Int { lines.isEmpty ? index : Int(lines[index]) }

    /// The text of a value, its columns parted by a space.
    func text(_ index: Int) -> String {
      let offset = Int(places[index] >> 24)
      let bytes = arena[offset..<offset + Int(places[index] & 0xFF_FFFF)]
      return String(decoding: bytes.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
    }
  }

  var rowCount: Int
  var lineCount: Int
  var counts: [VerdictCounts]
  /// The findings, packed, in order of judges; their lines are relative to the batch.
  var findings = FindingPack()
  /// Findings that gathers make of rows, before they are packed.
  var loose: [Finding] = []
  /// Where in the pack the findings of each rule lie.
  var findingRuns: [(rule: Int, offset: Int, count: Int)] = []
  /// By gather, the groups of the batch and what is known of each.
  var groups: [Groups]
  /// By gather, its values; empty where it shares those of an earlier gather.
  var duplicates: [Duplicates]
  /// What was wrong with cells and rows, and on which line relative to the batch.
  var issues: [(issue: ReadIssue, line: Int)] = []
  /// The stops that end before they begin and are among `issues`.
  var reversedStops: Set<ReadIssue> = []
}
