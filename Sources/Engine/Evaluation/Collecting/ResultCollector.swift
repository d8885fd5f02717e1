import CivilTime
public import Columns
import Digests
import Diagnostics
public import Findings
public import Planning
import RuleCheck

/// Collects the outcomes of batches, in input order, into the parts of a result.
public struct ResultCollector {
  let plan: Plan
  let context: RunContext
  /// The findings by rule, in order of scan, batch and row.
  private var findings: [FindingList]
  /// Verdict counts by rule.
  private(set) var counts: [VerdictCounts]
  /// What was wrong with the data, by dataset.
  private(set) var issues: [DataIssueTable]
  private var groups: [[GroupTable]]
  /// By gather; empty where `comparisons` names another.
  private var duplicates: [[DuplicateTable]]
  /// By gather the first that compares the same values.
  private let comparisons: [[Int]]

  /// Takes the bytes of findings that would need too much memory.
  private let storage: (any FindingStorage)?

  /// Creates a collector for a plan.
  ///
  /// - Parameter storage: Takes the bytes of findings that would need too much memory.
  public init(plan: Plan, context: RunContext, storage: (any FindingStorage)? = nil) {
    self.storage = storage
    self.plan = plan
    self.context = context
    counts = [VerdictCounts](repeating: VerdictCounts(), count: plan.rules.rules.count)
    findings = [FindingList](repeating: FindingList(), count: plan.rules.rules.count)
    issues = plan.scans.map { DataIssueTable(dataset: plan.rules.datasets[$0.dataset]) }
    groups = plan.scans.map { [GroupTable](repeating: GroupTable(), count: $0.gathers.count) }
    comparisons = plan.scans.map { $0.comparisons(plan.rules) }
    duplicates = plan.scans.map {
      [DuplicateTable](repeating: DuplicateTable(), count: $0.gathers.count)
    }
  }

  /// Takes in a batch's outcome.
  ///
  /// - Parameters:
  ///   - outcome: What the batch gave.
  ///   - scan: The index of the scan in the plan.
  ///   - origin: Where the batch stands in the log.
  ///   - firstInput: The index in the result's inputs of the log's first file.
  public mutating func merge(
    _ outcome: BatchOutcome, scan: Int, origin: BatchOrigin, firstInput: Int
  ) {
    let input = firstInput + origin.file
    let judges = plan.scans[scan].judges
    for (judge, added) in zip(judges, outcome.counts) { counts[judge.rule].add(added) }
    for (index, run) in outcome.findingRuns.enumerated() {
      // Runs lie one behind the other.
      let end =
        index + 1 < outcome.findingRuns.count
        ? outcome.findingRuns[index + 1].offset : outcome.findings.byteCount
      findings[run.rule].append(
        outcome.findings, from: run.offset, to: end, count: run.count,
        origin: DataLocation(input: input, line: origin.firstLine), storage: storage)
    }
    for (index, batch) in outcome.groups.enumerated() {
      groups[scan][index].merge(batch, of: origin, input: input)
    }
    for (index, values) in outcome.duplicates.enumerated() {
      duplicates[scan][index].add(
        values, input: input, firstLine: origin.firstLine, expectedRows: origin.expectedRows)
    }
    issues[scan].add(outcome, origin: origin, firstInput: firstInput)
  }

  /// The places of the rows of each key that occurs more than once, where a rule of the scan compares
  /// all keys; by inputs of the result.
  ///
  /// Asked for once all rows of the scan are in.
  ///
  /// - Parameter work: How what was seen is looked up.
  public mutating func repeatedKeys(scan index: Int, by work: any PieceWork) -> [[DataLocation]] {
    compareRuns(scan: index, by: work)
    let scan = plan.scans[index]
    guard let gather = scan.keyGather(plan.rules.datasets[scan.dataset].schema) else { return [] }
    return duplicates[index][comparisons[index][gather]].found.repeated.map(\.places)
  }

  private mutating func compareRuns(scan: Int, by work: any PieceWork) {
    for index in duplicates[scan].indices { duplicates[scan][index].compareRuns(by: work) }
  }

  /// Judges groups and returns everything that was found.
  ///
  /// - Parameters:
  ///   - unread: datasets (indices) that were not read, or not to their ends: nothing is said of groups
  ///     whose rows or register they hold.
  ///   - work: How the gathers are judged.
  public mutating func finish(
    unread: Set<Int> = [], by work: any PieceWork = OneByOne()
  ) -> EvaluationResult {
    for scan in plan.scans.indices { compareRuns(scan: scan, by: work) }
    let judging = GatherJudging(
      plan: plan, context: context, groups: groups, found: duplicates.map { $0.map(\.found) },
      comparisons: comparisons)
    // The largest part of the memory, which nothing below asks for.
    duplicates = []
    let gathers = judging.gathers(unread: unread)
    let order = judging.largestFirst(gathers)
    var judged: [(gather: Int, GatherJudging.Judged)] = []
    work.run(order.count) {
      (order[$0], judging.judged(gathers[order[$0]]))
    } take: {
      judged.append($0)
    }
    var results: [GroupResult] = []
    for (_, part) in judged.sorted(by: { $0.gather < $1.gather }) {
      counts[part.rule].add(part.counts)
      findings[part.rule].append(contentsOf: part.findings)
      results += part.groups
    }
    var sorted = FindingList()
    for list in findings { sorted.append(contentsOf: list) }
    return EvaluationResult(
      findings: sorted, groups: results, counts: counts,
      dataIssues: issues.flatMap { $0.finish(rules: plan.rules) })
  }
}

/// What the evaluation of a plan gives.
public struct EvaluationResult: Sendable {
  /// Verdicts about rows, members and duplicates that are kept, by rule and input.
  public var findings: FindingList
  /// Results over groups and periods.
  public var groups: [GroupResult]
  /// Verdict counts by rule.
  public var counts: [VerdictCounts]
  /// Defects of the data.
  public var dataIssues: [DataIssue]
}
