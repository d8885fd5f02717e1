import CivilTime
import Columns
import Findings
import Planning
import RuleCheck

/// Gathers the rows of batches into groups: the operators `group`, `distinct`, `window`, `order`.
struct GatherRuntime: Sendable {
  let gather: Gather
  let rule: CheckedRule
  let filter: ConditionTest?
  let members: ConditionTest?
  /// The days on which a group is split because its target changes.
  let segmentStarts: [CivilDate]
  let asOf: Instant

  /// Adds a batch's groups (or, for duplicates, its values) to the outcome.
  func gather(
    _ view: RowView, verdicts: [RowVerdicts], builder: FindingBuilder,
    into outcome: inout BatchOutcome
  ) {
    let rows = Array(0..<view.batch.rowCount)
    let answers = filter?.evaluate(view, rows)
    if case .duplicates(let unique) = gather.function {
      outcome.duplicates.append(
        duplicates(unique, rows, answers, view, builder))
      outcome.groups.append([])
      return
    }
    outcome.duplicates.append(BatchOutcome.Duplicates())
    let memberAnswers = members?.evaluate(view, rows)
    var assignment = GroupAssignment(
      columns: gather.grouping.columns, period: gather.grouping.period,
      segmentStarts: segmentStarts)
    var totals: [GroupTotals] = []
    // Members of a register belong to no period; what they did does.
    var isRegister = false
    if case .register = gather.source { isRegister = true }
    for row in rows {
      let answer = answers?[row] ?? .yes
      if answer == .no { continue }
      var verdict = Verdict.compliant
      var day: CivilDate?
      if case .verdicts(let judge) = gather.source {
        verdict = verdicts[judge].verdicts[row]
        if verdict == .notApplicable { continue }
        day = self.day(row, verdicts[judge], view)
        // A case that is still open is in no period of completion yet.
        if gather.datedBy == .done, day == nil, verdict != .undetermined { continue }
      } else {
        day = self.day(row, nil, view)
        if let memberAnswers { verdict = Self.verdict(memberAnswers[row]) }
      }
      // What happens after the moment judged has not happened yet.
      if let day, view.schema.zone.start(of: day) > asOf { continue }
      if answer == .unknown { verdict = .undetermined }
      if gather.grouping.period != nil, day == nil, !isRegister { verdict = .undetermined }
      let index = assignment.group(of: row, day: day, in: view)
      if index == totals.count { totals.append(GroupTotals()) }
      add(row, verdict, day, view, builder, to: &totals[index])
    }
    outcome.groups.append(zip(assignment.keys, totals).map { ($0, $1) })
  }

  private static func verdict(_ answer: TriState) -> Verdict {
    switch answer {
    case .yes: .compliant
    case .no: .violated
    case .unknown: .undetermined
    }
  }

  private func day(_ row: Int, _ verdicts: RowVerdicts?, _ view: RowView) -> CivilDate? {
    let zone = view.schema.zone
    switch gather.datedBy {
    case .column(let column)?: return view.day(column, row)
    case .trigger?: return verdicts?.starts[row].map { zone.day(of: $0.instant) }
    case .due?: return verdicts?.dues[row]?.day
    case .done?: return verdicts?.dones[row].map { zone.day(of: $0.instant) }
    case nil: return nil
    }
  }

  /// Adds a row to its group.
  private func add(
    _ row: Int, _ verdict: Verdict, _ day: CivilDate?, _ view: RowView, _ builder: FindingBuilder,
    to totals: inout GroupTotals
  ) {
    guard verdict != .undetermined else {
      totals.counts.add(.undetermined)
      return
    }
    switch gather.function {
    case .share: totals.counts.add(verdict)
    case .count(let count):
      guard let column = count.distinct else { return totals.counts.add(.compliant) }
      guard let text = view.text(column, row), view.state(column, row) == .present else {
        return totals.counts.add(.undetermined)
      }
      totals.counts.add(.compliant)
      totals.distinct.insert(text)
    case .statistic(let measure): measured(row, measure, day, view, builder, &totals)
    case .series(let series): listed(row, series.number, nil, day, view, builder, &totals)
    case .window(let window):
      guard let day else { return totals.counts.add(.undetermined) }
      listed(row, nil, window.sum, day, view, builder, &totals)
    case .schedule: listed(row, nil, nil, day, view, builder, &totals)
    case .coverage(let coverage):
      if case .register = gather.source {
        listed(
          row, coverage.registerKey, nil, day ?? CivilDate(dayNumber: 0), view, builder, &totals)
        if let last = totals.entries.indices.last {
          let from = coverage.activeFrom.flatMap { view.day($0, row) }
          let to = coverage.activeTo.flatMap { view.day($0, row) }
          totals.entries[last].order = Int64(from?.dayNumber ?? Int32.min)
          totals.entries[last].value = Int64(to?.dayNumber ?? Int32.max)
        }
      } else {
        totals.counts.add(.compliant)
        if totals.entries.isEmpty {
          listed(row, nil, nil, day ?? CivilDate(dayNumber: 0), view, builder, &totals)
          totals.counts.compliant -= 1
        }
      }
    case .duplicates: break
    }
  }

  private func measured(
    _ row: Int, _ measure: MeasureRule, _ day: CivilDate?, _ view: RowView,
    _ builder: FindingBuilder, _ totals: inout GroupTotals
  ) {
    if case .distinct = measure.statistic {
      guard view.state(measure.column, row) == .present,
        let text = view.text(measure.column, row)
      else { return totals.counts.add(.undetermined) }
      totals.counts.add(.compliant)
      totals.distinct.insert(text)
      return
    }
    guard let number = Self.number(measure.column, row, view) else {
      return totals.counts.add(.undetermined)
    }
    totals.counts.add(.compliant)
    totals.sum +=
      Int128(number.numerator) * (1_000_000_000_000_000_000 / Int128(number.denominator))
    if totals.minimum.map({ number < $0 }) ?? true { totals.minimum = number }
    if totals.maximum.map({ $0 < number }) ?? true { totals.maximum = number }
    switch measure.statistic {
    case .median, .percentile, .last:
      listed(row, nil, measure.column, day ?? CivilDate(dayNumber: 0), view, builder, &totals)
      totals.counts.compliant -= 1
    case .sum, .mean, .minimum, .maximum, .distinct: break
    }
  }

  /// An integer or decimal cell as an exact fraction.
  static func number(_ column: Int, _ row: Int, _ view: RowView) -> Ratio? {
    let vector = view.vector(column)
    guard vector.isPresent(row) else { return nil }
    switch vector.type {
    case .integer: return Ratio(vector.values[row], 1)
    case .decimal: return Ratio(vector.values[row], powerOfTen(Int(vector.details[row])))
    case .text, .boolean, .date, .timestamp: return nil
    }
  }

  static func powerOfTen(_ exponent: Int) -> Int64 {
    (0..<max(0, min(exponent, 18))).reduce(Int64(1)) { power, _ in power * 10 }
  }

  /// Keeps a row one by one.
  private func listed(
    _ row: Int, _ textColumn: Int?, _ numberColumn: Int?, _ day: CivilDate?, _ view: RowView,
    _ builder: FindingBuilder, _ totals: inout GroupTotals
  ) {
    if let column = numberColumn, !view.vector(column).isPresent(row) {
      return totals.counts.add(.undetermined)
    }
    if let column = textColumn, view.state(column, row) != .present {
      return totals.counts.add(.undetermined)
    }
    totals.counts.add(.compliant)
    let number = numberColumn.map { view.vector($0) }
    totals.entries.append(
      GroupEntry(
        day: day ?? CivilDate(dayNumber: 0), order: 0, value: number?.values[row] ?? 1,
        scale: number?.type == .decimal ? number?.details[row] ?? 0 : 0,
        text: textColumn.flatMap { view.text($0, row) } ?? "", key: builder.key(row, view),
        identity: builder.identity(row, view), row: row,
        location: DataLocation(input: 0, line: view.batch.lineOffset(ofRow: row)),
        owner: owner(row, view, builder)))
  }

  /// Who answers for a row; a member of a register has only an owner that is the same for all, as a
  /// rule's owner column is one of the log.
  private func owner(_ row: Int, _ view: RowView, _ builder: FindingBuilder) -> String? {
    guard case .register = gather.source else { return builder.owner(rule, row, view) }
    if case .constant(let name)? = rule.owner { return name }
    return nil
  }

  // MARK: - Duplicates

  private func duplicates(
    _ unique: UniqueRule, _ rows: [Int], _ answers: [TriState]?, _ view: RowView,
    _ builder: FindingBuilder
  ) -> BatchOutcome.Duplicates {
    var result = BatchOutcome.Duplicates()
    let zone = view.schema.zone
    for row in rows where (answers?[row] ?? .yes) == .yes {
      var hash = ValueHash()
      var texts: [String] = []
      for column in unique.columns + unique.grouping.columns {
        guard view.state(column, row) == .present, let text = view.text(column, row) else { break }
        texts.append(text)
      }
      guard texts.count == unique.columns.count + unique.grouping.columns.count else { continue }
      if let unit = unique.grouping.period {
        guard let day = day(row, nil, view) else { continue }
        if zone.start(of: day) > asOf { continue }
        texts.append(Period(unit, holding: day).label)
      }
      for text in texts {
        for byte in text.utf8 { hash.combine(byte) }
        hash.combine(0)
      }
      hash.finish()
      result.hashes.append(hash)
      result.lines.append(Int32(truncatingIfNeeded: view.batch.lineOffset(ofRow: row)))
      result.owners.append(rule.owner == nil ? nil : builder.owner(rule, row, view))
      result.arena.append(contentsOf: texts.joined(separator: " ").utf8)
      result.ends.append(result.arena.count)
    }
    return result
  }
}
