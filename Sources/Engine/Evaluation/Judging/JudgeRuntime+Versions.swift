import CivilTime
import Columns
import Findings
import RuleCheck

extension JudgeRuntime {
  /// The rows for which each version is in force.
  func rowsByVariant(
    _ view: RowView, earlier: [RowVerdicts], judgeOfRule: [Int: Int]
  ) -> [[Int]] {
    let isLimited = rule.effectiveFrom != nil || rule.effectiveTo != nil
    if variants.count == 1, !isLimited { return [view.allRows] }
    let dues =
      rule.governedBy == .due
      ? variants.map { dueDays($0, view, earlier: earlier, judgeOfRule: judgeOfRule) } : []
    var rows = [[Int]](repeating: [], count: variants.count)
    for row in 0..<view.batch.rowCount {
      let (index, day) =
        dues.isEmpty
        ? version(of: row, in: view, earlier, judgeOfRule) : version(by: dues.map { $0[row] })
      if let day, !rule.isInForce(on: day) { continue }
      rows[index].append(row)
    }
    return rows
  }

  /// The version by the day of a row's governing moment, and that day.
  ///
  /// A row whose governing moment is missing is judged by the first version, which says so. What is not
  /// done yet would be done under the version of the day judged.
  private func version(
    of row: Int, in view: RowView, _ earlier: [RowVerdicts], _ judgeOfRule: [Int: Int]
  ) -> (index: Int, day: CivilDate?) {
    var day: CivilDate?
    if case .deadline(let judge)? = variants.first?.step {
      day =
        rule.governedBy == .done
        ? judge.endDay(row, view) ?? asOfDay : judge.startDay(row, view, earlier, judgeOfRule)
    } else {
      day = governingColumn.map { view.day($0, row) } ?? asOfDay
    }
    guard let day else { return (0, nil) }
    return (variants.lastIndex { $0.from.map { $0 <= day } ?? true } ?? 0, day)
  }

  /// The rows of which it can be said whether the rule is in force and in which version.
  ///
  /// The others are undetermined, as their governing cell cannot be read. Deadlines say so themselves,
  /// and a cell that may be empty tells of what has not happened.
  func dated(
    _ rows: [Int], version: Int, in view: RowView, _ out: inout RowVerdicts
  ) -> [Int] {
    let isLimited = rule.effectiveFrom != nil || rule.effectiveTo != nil
    guard variants.count > 1 || isLimited, let column = governingColumn else { return rows }
    if case .deadline? = variants.first?.step { return rows }
    let mayBeEmpty = view.schema.allColumns[column].isOptional
    return rows.filter { row in
      switch view.state(column, row) {
      case .present: return true
      case .empty where mayBeEmpty: return true
      case .empty, .malformed, .undeclared: break
      }
      var fact = RowFact(row: row, version: version)
      fact.set(.undetermined, .cellMissing, detail: column)
      out.add(fact)
      return false
    }
  }

  /// The version by a row's due days, one under each version, and the due day under it.
  ///
  /// An amendment takes over a period that is still running on its first day; one that would have let
  /// the period expire before that day does not, so that nobody is late by a rule that did not yet hold.
  private func version(by dues: [CivilDate?]) -> (index: Int, day: CivilDate?) {
    var current = 0
    for next in variants.indices.dropFirst() {
      guard let from = variants[next].from, let due = dues[current] else { continue }
      if due < from { break }
      // Of versions from one day the last that was decided counts.
      let isAmended = variants.indices.contains(next + 1) && variants[next + 1].from == from
      if !isAmended, let later = dues[next], from <= later { current = next }
    }
    return (current, dues[current])
  }

  /// The due day of every row under a version; `nil` where it has none.
  private func dueDays(
    _ variant: VariantRuntime, _ view: RowView, earlier: [RowVerdicts], judgeOfRule: [Int: Int]
  ) -> [CivilDate?] {
    var days = [CivilDate?](repeating: nil, count: view.batch.rowCount)
    guard case .deadline(let judge) = variant.step else { return days }
    var verdicts = RowVerdicts(rowCount: view.batch.rowCount, keeping: .all)
    judge.judge(
      view.allRows, version: variant.version, in: view, earlier: earlier, judgeOfRule: judgeOfRule,
      into: &verdicts)
    for fact in verdicts.facts { days[fact.row] = fact.due?.day }
    return days
  }
}
