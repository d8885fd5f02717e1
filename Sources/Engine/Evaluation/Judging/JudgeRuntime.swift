import CivilTime
import Columns
import Findings
import Planning
import RuleCheck

/// A judge made ready for a run: versions chosen, conditions compiled, calculators built.
final class JudgeRuntime: Sendable {
  let judge: Judge
  let rule: CheckedRule
  /// The versions in ascending order of their first days.
  let variants: [VariantRuntime]
  /// The column whose day picks the version; `nil` where the as-of day does.
  let governingColumn: Int?
  let asOfDay: CivilDate
  /// The calendar in whose working days lateness is told.
  let calendar: WorkCalendar?
  /// Of which rows facts are kept.
  let keeping: RowVerdicts.Keeping

  init(
    judge: Judge, rule: CheckedRule, variants: [VariantRuntime], governingColumn: Int?,
    asOfDay: CivilDate, calendar: WorkCalendar?, keeping: RowVerdicts.Keeping
  ) {
    self.calendar = calendar
    self.judge = judge
    self.rule = rule
    self.variants = variants
    self.governingColumn = governingColumn
    self.asOfDay = asOfDay
    self.keeping = keeping
  }

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
    /// A condition, and cells that are to be filled; `filled` asks for all of these at once.
    case test(ConditionTest?, required: [Int], filled: NumberedKernel)
    case sequence(SequenceJudge)
  }

  /// The verdicts of a batch.
  func judge(
    _ view: RowView, earlier: [RowVerdicts], judgeOfRule: [Int: Int]
  ) -> RowVerdicts {
    var out = RowVerdicts(rowCount: view.batch.rowCount, keeping: keeping)
    let chosen = rowsByVariant(view, earlier: earlier, judgeOfRule: judgeOfRule)
    for (index, rows) in chosen.enumerated() where !rows.isEmpty {
      let variant = variants[index]
      let version = variant.version
      let applicable = selection(variant, rows, view, &out)
      let selected =
        index == 0 ? dated(applicable, version: version, in: view, &out) : applicable
      switch variant.step {
      case .deadline(let judge):
        judge.judge(
          selected, version: version, in: view, earlier: earlier, judgeOfRule: judgeOfRule,
          into: &out)
      case .test(let test, let required, let filled):
        check(selected, version, test, required, filled, view, &out)
      case .sequence(let judge): judge.judge(selected, version: version, in: view, into: &out)
      }
    }
    if keeping == .all, rule.effectiveFrom != nil || rule.effectiveTo != nil {
      // Rows of days on which the rule is not in force, so that they can be explained.
      let judged = Set(chosen.joined())
      for row in view.allRows where !judged.contains(row) { out.add(RowFact(row: row)) }
    }
    out.finish()
    return out
  }

  private func selection(
    _ variant: VariantRuntime, _ rows: [Int], _ view: RowView, _ out: inout RowVerdicts
  ) -> [Int] {
    guard let filter = variant.filter else { return rows }
    let answers = filter.evaluate(view, rows)
    let isWhole = rows.count == view.batch.rowCount
    let places =
      isWhole ? filter.rows(of: answers, in: view) : TriState.places(of: answers, .yes)
    if places.count == rows.count { return rows }
    if keeping == .all || TriState.holdsUnknown(answers) {
      passOver(variant, rows, answers, view, &out)
    }
    // Of all rows the places are the rows.
    return isWhole ? places : places.map { rows[$0] }
  }

  /// Notes the rows that a filter does not select.
  private func passOver(
    _ variant: VariantRuntime, _ rows: [Int], _ answers: [TriState], _ view: RowView,
    _ out: inout RowVerdicts
  ) {
    for (row, answer) in zip(rows, answers) {
      var fact = RowFact(row: row, version: variant.version)
      switch answer {
      case .yes: continue
      case .no:
        if keeping == .all { out.add(fact) }
      case .unknown:
        fact.set(.undetermined, .conditionUnknown)
        if case .deadline(let judge) = variant.step { judge.noteMoments(view, &fact) }
        out.add(fact)
      }
    }
  }

  /// The operator `test`: required cells, then the condition.
  private func check(
    _ rows: [Int], _ version: Int, _ test: ConditionTest?, _ required: [Int],
    _ filled: NumberedKernel, _ view: RowView, _ out: inout RowVerdicts
  ) {
    let answers = test?.evaluate(view, rows)
    let suspects = suspects(rows, answers, filled, view)
    // Most rows have nothing missing; where nobody asks of them they are only counted.
    let looked = out.keepsFindingsOnly ? suspects : Array(rows.indices)
    out.addMet(rows.count - looked.count)
    for position in looked {
      let row = rows[position]
      var fact = RowFact(row: row, version: version)
      fact.set(.compliant, .none)
      switch answers?[position] {
      case .yes?, nil: break
      case .no?: fact.set(.violated, .conditionFalse)
      case .unknown?: fact.set(.undetermined, .conditionUnknown, detail: -2)
      }
      require(required, row, view, &fact)
      out.add(fact)
    }
  }

  /// The places of the rows whose condition does not hold, or of whose required cells one is not
  /// filled; found by whole columns.
  private func suspects(
    _ rows: [Int], _ answers: [TriState]?, _ filled: NumberedKernel, _ view: RowView
  ) -> [Int] {
    var lacks = view.answers(filled)
    guard rows.count == view.batch.rowCount else {
      return rows.indices.filter { place in
        lacks[rows[place]] != .yes || answers.map { $0[place] != .yes } ?? false
      }
    }
    if let answers { TriState.lower(&lacks, to: answers) }
    return TriState.places(of: lacks, .notYes)
  }

  private func require(_ columns: [Int], _ row: Int, _ view: RowView, _ fact: inout RowFact) {
    for column in columns {
      switch view.state(column, row) {
      case .present, .undeclared: continue
      case .malformed:
        // A malformed cell is filled, but what with cannot be said.
        if fact.verdict == .compliant { fact.set(.undetermined, .cellMissing, detail: column) }
      case .empty:
        if fact.reason != .cellEmpty { fact.set(.violated, .cellEmpty, detail: column) }
      }
    }
  }

  // MARK: - What findings need

  /// The columns of which each gives a finding of its own; one `nil` for a finding of the row.
  func emptyColumns(_ fact: RowFact, in view: RowView) -> [Int?] {
    guard fact.reason == .cellEmpty else { return [nil] }
    for place in variants.indices where variants[place].version == Int(fact.version) {
      guard case .test(_, let required, _) = variants[place].step else { break }
      var columns: [Int?] = []
      for column in required where view.state(column, fact.row) == .empty { columns.append(column) }
      return columns
    }
    return [nil]
  }

  /// The columns for want of which a condition could not be decided.
  func unknownColumns(_ view: RowView, _ fact: RowFact) -> [String] {
    guard let variant = variant(of: fact) else { return [] }
    let (row, detail) = (fact.row, Int(fact.detail))
    switch (variant.step, detail) {
    case (_, -1): return variant.filter?.unknownColumns(view, row) ?? []
    case (.deadline(let judge), 0...) where detail < judge.arms.count:
      return judge.arms[detail].test?.unknownColumns(view, row) ?? []
    case (.test(let test, _, _), _): return test?.unknownColumns(view, row) ?? []
    default: return []
    }
  }

  /// The version that judged a row.
  func variant(of fact: RowFact) -> VariantRuntime? {
    variants.first { $0.version == Int(fact.version) }
  }
}
