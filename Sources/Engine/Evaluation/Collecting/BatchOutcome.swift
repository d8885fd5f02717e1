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
