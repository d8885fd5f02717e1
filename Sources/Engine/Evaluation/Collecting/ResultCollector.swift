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
  /// The findings, in order of scan, batch and row.
  private(set) var findings: [Finding] = []
  /// Verdict counts by rule.
  private(set) var counts: [VerdictCounts]
  /// What was wrong with the data, by dataset.
  private(set) var issues: [DataIssueTable]
  private var groups: [[[GroupKey: GroupTotals]]]
  private var duplicates: [[DuplicateTable]]

  /// Creates a collector for a plan.
  public init(plan: Plan, context: RunContext) {
    self.plan = plan
    self.context = context
    counts = [VerdictCounts](repeating: VerdictCounts(), count: plan.rules.rules.count)
    issues = plan.scans.map { DataIssueTable(dataset: plan.rules.datasets[$0.dataset]) }
    groups = plan.scans.map { [[GroupKey: GroupTotals]](repeating: [:], count: $0.gathers.count) }
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
    for var finding in outcome.findings {
      finding.location = finding.location.map {
        DataLocation(input: input, line: origin.firstLine + $0.line)
      }
      findings.append(finding)
    }
    for (index, batchGroups) in outcome.groups.enumerated() {
      for (key, var totals) in batchGroups {
        for entry in totals.entries.indices {
          totals.entries[entry].row += origin.firstRow
          totals.entries[entry].location.input = input
          totals.entries[entry].location.line += origin.firstLine
        }
        groups[scan][index][key, default: GroupTotals()].merge(totals)
      }
    }
    for (index, values) in outcome.duplicates.enumerated() {
      duplicates[scan][index].add(values, input: input, firstLine: origin.firstLine)
    }
    issues[scan].add(outcome, input: input, firstLine: origin.firstLine)
  }

  /// Judges groups and returns everything that was found.
  public mutating func finish() -> EvaluationResult {
    var finisher = GroupFinisher(plan: plan, context: context, counts: counts)
    for (scanIndex, scan) in plan.scans.enumerated() {
      for (index, gather) in scan.gathers.enumerated() {
        if case .register = gather.source { continue }
        if case .coverage(let coverage) = gather.function {
          finisher.finishCoverage(
            gather, coverage, events: groups[scanIndex][index], register: register(of: gather))
        } else if case .duplicates(let unique) = gather.function {
          finisher.finishDuplicates(gather, unique, duplicates[scanIndex][index])
        } else {
          finisher.finish(gather, scan.dataset, groups[scanIndex][index])
        }
      }
    }
    findings.append(contentsOf: finisher.findings)
    let sorted = findings.enumerated().sorted { left, right in
      left.element.rule != right.element.rule
        ? left.element.rule < right.element.rule : left.offset < right.offset
    }.map(\.element)
    return EvaluationResult(
      findings: sorted, groups: finisher.results, counts: finisher.counts,
      dataIssues: issues.flatMap { $0.finish(rules: plan.rules, plan: plan) })
  }

  /// The register's groups of a coverage rule.
  private func register(of gather: Gather) -> [GroupKey: GroupTotals] {
    for (scanIndex, scan) in plan.scans.enumerated() {
      for (index, other) in scan.gathers.enumerated() where other.rule == gather.rule {
        if case .register = other.source { return groups[scanIndex][index] }
      }
    }
    return [:]
  }
}

/// What the evaluation of a plan gives.
public struct EvaluationResult: Sendable {
  /// Verdicts about rows, members and duplicates that are kept, by rule and input.
  public var findings: [Finding]
  /// Results over groups and periods.
  public var groups: [GroupResult]
  /// Verdict counts by rule.
  public var counts: [VerdictCounts]
  /// Defects of the data.
  public var dataIssues: [DataIssue]
}

/// The values of a duplicate rule that were seen, and where.
struct DuplicateTable {
  private struct Place {
    var input: Int32
    var line: Int32
  }
  private var first: [ValueHash: Place] = [:]
  /// Values that occur more than once, in order of their second occurrence.
  private(set) var repeated: [(value: String, owner: String?, places: [DataLocation])] = []
  private var indexOfHash: [ValueHash: Int] = [:]
  /// The number of rows with values.
  private(set) var rowCount = 0
  /// The number of different values.
  var distinctCount: Int { first.count }

  mutating func add(_ values: BatchOutcome.Duplicates, input: Int, firstLine: Int) {
    rowCount += values.hashes.count
    for (index, hash) in values.hashes.enumerated() {
      let line = Int(values.lines[index]) + firstLine
      guard let known = first[hash] else {
        first[hash] = Place(input: Int32(input), line: Int32(truncatingIfNeeded: line))
        continue
      }
      let place = DataLocation(input: input, line: line)
      if let position = indexOfHash[hash] {
        repeated[position].places.append(place)
      } else {
        indexOfHash[hash] = repeated.count
        let start = index == 0 ? 0 : values.ends[index - 1]
        let text = String(decoding: values.arena[start..<values.ends[index]], as: UTF8.self)
        let earlier = DataLocation(input: Int(known.input), line: Int(known.line))
        repeated.append((text, values.owners[index], [earlier, place]))
      }
    }
  }
}
