import CivilTime
public import Columns
import Diagnostics
import Findings
public import Planning
import RuleCheck

/// Evaluates the batches of one scan, each by itself, on any thread.
public struct ScanTask: Sendable {
  let rules: CheckedRules
  let scan: Scan
  let context: RunContext
  let builder: FindingBuilder
  private let judges: [JudgeRuntime]
  private let gathers: [GatherRuntime]
  private let judgeOfRule: [Int: Int]
  private let memberships = MembershipMemory()
  /// The columns that each rule of the scan reads, in `allColumns`.
  private let columnsOfRule: [Int: Set<Int>]

  /// Prepares a scan of a plan.
  public init(plan: Plan, scan: Scan, context: RunContext) {
    rules = plan.rules
    self.scan = scan
    self.context = context
    builder = FindingBuilder(rules: plan.rules, scan: scan, context: context)
    let compiler = RuntimeCompiler(rules: plan.rules, scan: scan, context: context)
    judges = scan.judges.indices.map { compiler.compile($0) }
    let comparisons = scan.comparisons(plan.rules)
    gathers = scan.gathers.indices.map { compiler.compile(gather: $0, comparisons) }
    judgeOfRule = Dictionary(
      scan.judges.enumerated().map { ($1.rule, $0) }, uniquingKeysWith: { first, _ in first })
    let found = Set(scan.judges.map(\.rule) + scan.gathers.map(\.rule))
    columnsOfRule = Dictionary(
      uniqueKeysWithValues: found.map {
        ($0, Plan.columns(of: scan.dataset, readBy: $0, plan.rules))
      })
  }

  /// The columns that the scan reads, in the order of the batch.
  public var requests: [ColumnRequest] { scan.requests }

  /// Whether a rule compares the keys of all rows, so that `ResultCollector.repeatedKeys` knows them.
  public var comparesKeys: Bool { scan.keyGather(rules.datasets[scan.dataset].schema) != nil }

  /// Evaluates a batch.
  public func process(_ batch: Batch) -> BatchOutcome {
    withExtendedLifetime(batch) { outcome(of: batch) }
  }

  private func outcome(of batch: Batch) -> BatchOutcome {
    let schema = rules.datasets[scan.dataset].schema
    let view = RowView(
      batch: batch, slots: scan.slots, schema: schema,
      seenThrough: context.seenThrough(schema, file: batch.file), memberships: memberships)
    var outcome = BatchOutcome(
      rowCount: batch.rowCount, lineCount: batch.lineCount,
      counts: [VerdictCounts](repeating: VerdictCounts(), count: judges.count),
      groups: [], duplicates: [])
    outcome.issues = batch.issues.map { ($0, batch.lineOffset(ofRow: $0.row)) }
    let defects = Self.defects(of: batch)
    var verdicts: [RowVerdicts] = []
    var packer = RowPacker(builder, view)
    for (index, judge) in judges.enumerated() {
      let result = judge.judge(view, earlier: verdicts, judgeOfRule: judgeOfRule)
      collect(index, judge, result, view, defects, &packer, into: &outcome)
      verdicts.append(result)
    }
    for gather in gathers {
      gather.gather(view, verdicts: verdicts, builder: builder, into: &outcome)
    }
    packLoose(defects, batch, in: &outcome)
    outcome.findings.close()
    return outcome
  }

  /// Counts a judge's verdicts and makes findings of those that are kept.
  private func collect(
    _ index: Int, _ judge: JudgeRuntime, _ result: RowVerdicts, _ view: RowView,
    _ defects: [Int: [String]], _ packer: inout RowPacker?, into outcome: inout BatchOutcome
  ) {
    let countsAsViolated = judge.rule.undeterminedIsViolated
    let (offset, taints) = (outcome.findings.byteCount, !defects.isEmpty)
    let isDoubtful = readsDoubtful(judge.judge.rule, view.batch)
    var count = 0
    outcome.counts[index] = result.counts
    if countsAsViolated {
      outcome.counts[index].violated += result.counts.undetermined
      outcome.counts[index].undetermined = 0
    }
    if !result.facts.isEmpty { packer?.begin(judge, into: &outcome.findings) }
    let ofRow: [Int?] = [nil]
    for fact in result.facts {
      let row = fact.row
      var verdict = fact.verdict
      if verdict == .undetermined, countsAsViolated { verdict = .violated }
      if !fact.flags.isDisjoint(with: .suspect) { note(fact, judge, view, into: &outcome) }
      let isKept = verdict != .compliant && verdict != .notApplicable
      guard isKept || isExplained(row, view) else { continue }
      let isTainted =
        isDoubtful || taints && defects[view.batch.lineOffset(ofRow: row)] != nil
      for column in fact.reason == .cellEmpty ? judge.emptyColumns(fact, in: view) : ofRow {
        if !isTainted,
          packer?.pack(judge, fact, verdict, emptyColumn: column, into: &outcome.findings) == true
        {
          count += 1
          continue
        }
        var finding = builder.finding(
          judge, fact, unknown: { judge.unknownColumns(view, fact) },
          emptyColumn: column, in: view)
        finding.verdict = verdict
        if context.explains { judge.explain(&finding, fact, view, rules) }
        if taints { Self.taint(&finding, defects) }
        if isDoubtful { finding.taints.append(DiagnosticCode.absentColumn.name) }
        outcome.findings.append(finding)
        count += 1
      }
    }
    if count > 0 { outcome.findingRuns.append((judge.judge.rule, offset, count)) }
  }

  /// Notes what a judge found wrong with the data of a row.
  private func note(
    _ fact: RowFact, _ judge: JudgeRuntime, _ view: RowView, into outcome: inout BatchOutcome
  ) {
    let line = view.batch.lineOffset(ofRow: fact.row)
    if fact.flags.contains(.doneBeforeStart) {
      outcome.issues.append((ReadIssue(.doneBeforeStart, row: fact.row), line))
    }
    if fact.flags.contains(.reversedStop), let stop = judge.reversedStop(fact, view) {
      let issue = ReadIssue(reversed: stop, fact.row, view)
      // Several rules may meet the same stop.
      if outcome.reversedStops.insert(issue).inserted { outcome.issues.append((issue, line)) }
    }
  }

  private func isExplained(_ row: Int, _ view: RowView) -> Bool {
    !context.explainedKeys.isEmpty
      && (context.explainedKeys.contains("*")
        || context.explainedKeys.contains(builder.identity(row, view)))
  }

  /// Packs the findings that gathers made.
  private func packLoose(
    _ defects: [Int: [String]], _ batch: Batch, in outcome: inout BatchOutcome
  ) {
    for var finding in outcome.loose {
      Self.taint(&finding, defects)
      if readsDoubtful(finding.rule, batch) {
        finding.taints.append(DiagnosticCode.absentColumn.name)
      }
      outcome.findingRuns.append((finding.rule, outcome.findings.byteCount, 1))
      outcome.findings.append(finding)
    }
    outcome.loose = []
  }

  /// Whether a rule reads a column that the batch's file may have under another heading.
  private func readsDoubtful(_ rule: Int, _ batch: Batch) -> Bool {
    !batch.doubtfulColumns.isEmpty
      && !batch.doubtfulColumns.isDisjoint(with: columnsOfRule[rule] ?? [])
  }

  /// Notes on a finding which defects its row has.
  private static func taint(_ finding: inout Finding, _ defects: [Int: [String]]) {
    guard let line = finding.location?.line, let codes = defects[line] else { return }
    for code in codes where !finding.taints.contains(code) { finding.taints.append(code) }
  }

  /// The codes of the defects that rows of a batch have, by line.
  private static func defects(of batch: Batch) -> [Int: [String]] {
    var codes: [Int: [String]] = [:]
    for issue in batch.issues {
      let code = "data/\(issue.kind.rawValue)"
      let line = batch.lineOffset(ofRow: issue.row)
      if codes[line, default: []].contains(code) { continue }
      codes[line, default: []].append(code)
    }
    return codes
  }
}

extension Scan {
  /// The gather that compares the dataset's keys, in all rows and over the whole log, if there is one.
  func keyGather(_ schema: DatasetSchema) -> Int? {
    let key = schema.key.compactMap { schema.columnIndex($0) }
    guard key.count == schema.key.count, !key.isEmpty else { return nil }
    return gathers.firstIndex { gather in
      guard case .duplicates(let unique) = gather.function, case .rows = gather.source else {
        return false
      }
      return unique.columns == key && unique.grouping.columns.isEmpty
        && unique.grouping.period == nil && gather.filter == nil && gather.datedBy == nil
        && gather.version == 0
    }
  }
}
