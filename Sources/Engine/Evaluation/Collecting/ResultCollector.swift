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
  public func repeatedKeys(scan index: Int) -> [[DataLocation]] {
    let scan = plan.scans[index]
    guard let gather = scan.keyGather(plan.rules.datasets[scan.dataset].schema) else { return [] }
    return duplicates[index][comparisons[index][gather]].repeated.map(\.places)
  }

  /// Judges groups and returns everything that was found.
  ///
  /// - Parameter unread: datasets (indices) that were not read, or not to their ends: nothing is said of
  ///   groups whose rows or register they hold.
  public mutating func finish(unread: Set<Int> = []) -> EvaluationResult {
    // The largest part of the memory, which nothing below asks for.
    for scan in duplicates.indices {
      for gather in duplicates[scan].indices { duplicates[scan][gather].close() }
    }
    var finisher = GroupFinisher(plan: plan, context: context, counts: counts)
    for (scanIndex, scan) in plan.scans.enumerated() {
      let zone = plan.rules.datasets[scan.dataset].schema.zone
      finisher.zone = zone.name == plan.rules.zone.name ? nil : zone
      finisher.observedThrough = context.observedThrough(plan.rules.datasets[scan.dataset].schema)
      finisher.plainKey = FindingBuilder.plainKey(
        of: plan.rules.datasets[scan.dataset].schema, context)
      for (index, gather) in scan.gathers.enumerated() {
        if case .register = gather.source { continue }
        if !unread.isDisjoint(with: plan.datasets(of: gather, in: scan)) { continue }
        if case .coverage(let coverage) = gather.function {
          finisher.finishCoverage(
            gather, coverage, events: groups[scanIndex][index].byKey,
            register: register(of: gather))
        } else if case .duplicates(let unique) = gather.function {
          let comparison = comparisons[scanIndex][index]
          let sharers = scan.rules(sharing: comparison, comparisons[scanIndex])
          finisher.finishDuplicates(
            gather, unique, duplicates[scanIndex][comparison],
            sharer: sharers.firstIndex(of: gather.rule) ?? 0)
        } else {
          finisher.finish(gather, groups[scanIndex][index].sorted())
        }
      }
    }
    var sorted = FindingList()
    for rule in findings.indices {
      sorted.append(contentsOf: findings[rule])
      sorted.append(contentsOf: finisher.findings.list(ofRule: rule))
    }
    return EvaluationResult(
      findings: sorted, groups: finisher.results, counts: finisher.counts,
      dataIssues: issues.flatMap { $0.finish(rules: plan.rules) })
  }

  /// The register's groups of a coverage rule.
  private func register(of gather: Gather) -> [GroupKey: GroupTotals] {
    for (scanIndex, scan) in plan.scans.enumerated() {
      for (index, other) in scan.gathers.enumerated()
      where other.rule == gather.rule && other.version == gather.version {
        if case .register = other.source { return groups[scanIndex][index].byKey }
      }
    }
    return [:]
  }
}

extension Plan {
  /// The datasets that a gather needs whole.
  fileprivate func datasets(of gather: Gather, in scan: Scan) -> Set<Int> {
    if case .coverage(let coverage) = gather.function { return [scan.dataset, coverage.register] }
    return [scan.dataset]
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
