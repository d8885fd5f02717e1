import Columns
import Findings

/// What one batch gives: verdict counts, findings, groups; places are relative to the batch.
public struct BatchOutcome: Sendable {
  /// The values of one duplicate rule over a batch, in order of rows.
  struct Duplicates: Sendable {
    var hashes: [ValueHash] = []
    var lines: [Int32] = []
    /// Who answers for each; empty where the rule names no owner.
    var owners: [String?] = []
    /// The texts of all values, and where each lies; a zero byte stands between the columns of a
    /// value.
    var arena: [UInt8] = []
    var ranges: [Range<Int>] = []

    /// How many rows could not be compared, for want of a value, a day or a condition's cell.
    var undetermined = 0

    init() {}

    /// The values of one column of plain text; `nil` for any other column, or where a row has none.
    init?(of vector: ColumnVector, in batch: Batch) {
      guard vector.type == .text, vector.coding == .plain else { return nil }
      reserve(batch.rowCount)
      arena = vector.arena
      for row in 0..<batch.rowCount {
        guard vector.isPresent(row) else { return nil }
        let range = vector.range(row)
        hashes.append(ValueHash(arena, range))
        ranges.append(range)
        lines.append(Int32(truncatingIfNeeded: batch.lineOffset(ofRow: row)))
      }
    }

    /// Makes room for the values of a number of rows.
    mutating func reserve(_ rowCount: Int) {
      hashes.reserveCapacity(rowCount)
      lines.reserveCapacity(rowCount)
      ranges.reserveCapacity(rowCount)
    }

    /// The text of a value, its columns parted by a space.
    func text(_ index: Int) -> String {
      String(decoding: arena[ranges[index]].map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
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
  var groups: [[(key: GroupKey, totals: GroupTotals)]]
  var duplicates: [Duplicates]
  /// What was wrong with cells and rows, and on which line relative to the batch.
  var issues: [(issue: ReadIssue, line: Int)] = []
}
