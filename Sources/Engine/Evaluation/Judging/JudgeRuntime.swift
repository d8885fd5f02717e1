import CivilTime
import Columns
import Findings
import Planning
import RuleCheck

/// A judge made ready for a run: versions chosen, conditions compiled, calculators built.
struct JudgeRuntime: Sendable {
  let judge: Judge
  let rule: CheckedRule
  /// The versions in ascending order of their first days.
  let variants: [VariantRuntime]
  /// The column whose day picks the version; `nil` where the as-of day does.
  let governingColumn: Int?
  let asOfDay: CivilDate

  /// One version.
  struct VariantRuntime: Sendable {
    var version: Int
    /// The first day on which it applies; `nil` for the first version.
    var from: CivilDate?
    var filter: ConditionTest?
    var step: StepRuntime
  }

  /// A step with what it needs.
  enum StepRuntime: Sendable {
    case deadline(DeadlineJudge)
    case test(ConditionTest?, required: [Int])
    case sequence(SequenceJudge)
  }

  /// The verdicts of a batch.
  func judge(
    _ view: RowView, earlier: [RowVerdicts], judgeOfRule: [Int: Int]
  ) -> RowVerdicts {
    var out = RowVerdicts(rowCount: view.batch.rowCount)
    for (index, rows) in rowsByVariant(view).enumerated() where !rows.isEmpty {
      let variant = variants[index]
      for row in rows { out.versions[row] = Int16(truncatingIfNeeded: variant.version) }
      let selected = selection(variant, rows, view, &out)
      switch variant.step {
      case .deadline(let judge):
        judge.judge(selected, in: view, earlier: earlier, judgeOfRule: judgeOfRule, into: &out)
      case .test(let test, let required): check(selected, test, required, view, &out)
      case .sequence(let judge): judge.judge(selected, in: view, into: &out)
      }
    }
    return out
  }

  /// The rows for which each version is in force.
  private func rowsByVariant(_ view: RowView) -> [[Int]] {
    let count = view.batch.rowCount
    let isLimited = rule.effectiveFrom != nil || rule.effectiveTo != nil
    if variants.count == 1, !isLimited { return [Array(0..<count)] }
    var rows = [[Int]](repeating: [], count: variants.count)
    for row in 0..<count {
      let day = governingColumn.map { view.day($0, row) } ?? asOfDay
      // A row whose governing moment is missing is judged by the first version, which says so.
      guard let day else {
        rows[0].append(row)
        continue
      }
      if let first = rule.effectiveFrom, day < first { continue }
      if let last = rule.effectiveTo, day > last { continue }
      let index = variants.lastIndex { $0.from.map { $0 <= day } ?? true } ?? 0
      rows[index].append(row)
    }
    return rows
  }

  private func selection(
    _ variant: VariantRuntime, _ rows: [Int], _ view: RowView, _ out: inout RowVerdicts
  ) -> [Int] {
    guard let filter = variant.filter else { return rows }
    var selected: [Int] = []
    for (row, answer) in zip(rows, filter.evaluate(view, rows)) {
      switch answer {
      case .yes: selected.append(row)
      case .no: continue
      case .unknown:
        out.set(row, .undetermined, .conditionUnknown, detail: -1)
        if case .deadline(let judge) = variant.step { judge.noteMoments(row, view, &out) }
      }
    }
    return selected
  }

  /// The operator `test`: required cells, then the condition.
  private func check(
    _ rows: [Int], _ test: ConditionTest?, _ required: [Int], _ view: RowView,
    _ out: inout RowVerdicts
  ) {
    for row in rows { out.set(row, .compliant, .none) }
    if let test {
      for (row, answer) in zip(rows, test.evaluate(view, rows)) {
        switch answer {
        case .yes: continue
        case .no: out.set(row, .violated, .conditionFalse)
        case .unknown: out.set(row, .undetermined, .conditionUnknown, detail: -2)
        }
      }
    }
    for column in required {
      let states = view.vector(column).states
      for row in rows
      where states[row] != CellState.present.rawValue
        && states[row] != CellState.undeclared.rawValue
      {
        // A malformed cell is filled, but what with cannot be said.
        if states[row] == CellState.malformed.rawValue {
          if out.verdicts[row] == .compliant {
            out.set(row, .undetermined, .cellMissing, detail: column)
          }
        } else if out.reasons[row] != .cellEmpty {
          out.set(row, .violated, .cellEmpty, detail: column)
        }
      }
    }
  }

  // MARK: - What findings need

  /// The columns of which each gives a finding of its own; one `nil` for a finding of the row.
  func emptyColumns(_ verdicts: RowVerdicts, _ row: Int, in view: RowView) -> [Int?] {
    guard verdicts.reasons[row] == .cellEmpty,
      case .test(_, let required)? = variant(of: verdicts, row)?.step
    else { return [nil] }
    return required.filter { view.state($0, row) == .empty }.map { $0 }
  }

  /// The columns for want of which a condition could not be decided.
  func unknownColumns(_ view: RowView, _ row: Int, _ verdicts: RowVerdicts) -> [String] {
    guard let variant = variant(of: verdicts, row) else { return [] }
    let detail = Int(verdicts.details[row])
    switch (variant.step, detail) {
    case (_, -1): return variant.filter?.unknownColumns(view, row) ?? []
    case (.deadline(let judge), 0...) where detail < judge.arms.count:
      return judge.arms[detail].test?.unknownColumns(view, row) ?? []
    case (.test(let test, _), _): return test?.unknownColumns(view, row) ?? []
    default: return []
    }
  }

  /// The version that judged a row.
  func variant(of verdicts: RowVerdicts, _ row: Int) -> VariantRuntime? {
    variants.first { $0.version == Int(verdicts.versions[row]) }
  }
}
