import CivilTime
import Columns
import Findings
import Planning
import RuleCheck

extension GatherRuntime {
  /// Adds a row to its group.
  func add(
    _ row: Int, _ verdict: Verdict, _ day: CivilDate?, _ view: RowView, _ builder: FindingBuilder,
    to index: Int, _ groups: inout BatchGroups
  ) {
    guard verdict != .undetermined else {
      groups.counts[index].add(.undetermined)
      return
    }
    switch gather.function {
    case .share: groups.counts[index].add(verdict)
    case .count(let count):
      guard let column = count.distinct else { return groups.counts[index].add(.compliant) }
      guard let text = view.text(column, row), view.state(column, row) == .present else {
        return groups.counts[index].add(.undetermined)
      }
      groups.counts[index].add(.compliant)
      groups.totals[index].distinct.insert(text)
    case .statistic(let measure): measured(row, measure, day, view, builder, index, &groups)
    case .series(let series): listed(row, series.number, nil, day, view, builder, index, &groups)
    case .window(let window):
      // A row of nobody is in no group: nobody is accused for a blank.
      guard let day, gather.grouping.columns.allSatisfy({ view.state($0, row) != .empty }) else {
        return groups.counts[index].add(.undetermined)
      }
      listed(row, nil, window.sum, day, view, builder, index, &groups)
    case .schedule:
      guard let day else { return groups.counts[index].add(.undetermined) }
      listed(row, nil, nil, day, view, builder, index, &groups)
    case .coverage(let coverage):
      if case .register = gather.source {
        let columns = [coverage.activeFrom, coverage.activeTo].compactMap(\.self)
        // A member whose active days cannot be read may or may not count.
        guard columns.allSatisfy({ view.state($0, row) != .malformed }) else {
          return groups.counts[index].add(.undetermined)
        }
        let before = groups.entries.count
        listed(
          row, coverage.registerKey, nil, day ?? CivilDate(dayNumber: 0), view, builder, index,
          &groups)
        if groups.entries.count > before, let last = groups.entries.indices.last {
          let from = coverage.activeFrom.flatMap { view.day($0, row) }
          let to = coverage.activeTo.flatMap { view.day($0, row) }
          groups.entries[last].entry.order = Int64(from?.dayNumber ?? Int32.min)
          groups.entries[last].entry.value = Int64(to?.dayNumber ?? Int32.max)
        }
      } else {
        groups.counts[index].add(.compliant)
        if groups.counts[index].compliant == 1 {
          listed(row, nil, nil, day ?? CivilDate(dayNumber: 0), view, builder, index, &groups)
          groups.counts[index].compliant -= 1
        }
      }
    case .duplicates: break
    }
  }

  private func measured(
    _ row: Int, _ measure: MeasureRule, _ day: CivilDate?, _ view: RowView,
    _ builder: FindingBuilder, _ index: Int, _ groups: inout BatchGroups
  ) {
    if case .distinct = measure.statistic {
      guard view.state(measure.column, row) == .present,
        let text = view.text(measure.column, row)
      else { return groups.counts[index].add(.undetermined) }
      groups.counts[index].add(.compliant)
      groups.totals[index].distinct.insert(text)
      return
    }
    guard let number = Self.number(measure.column, row, view) else {
      return groups.counts[index].add(.undetermined)
    }
    groups.counts[index].add(.compliant)
    groups.totals[index].add(
      Int128(number.numerator) * (1_000_000_000_000_000_000 / Int128(number.denominator)))
    groups.totals[index].widen(to: number)
    switch measure.statistic {
    case .median, .percentile, .last:
      listed(
        row, nil, measure.column, day ?? CivilDate(dayNumber: 0), view, builder, index, &groups)
      groups.counts[index].compliant -= 1
    case .sum, .mean, .minimum, .maximum, .distinct: break
    }
  }

  /// Keeps a row one by one.
  private func listed(
    _ row: Int, _ textColumn: Int?, _ numberColumn: Int?, _ day: CivilDate?, _ view: RowView,
    _ builder: FindingBuilder, _ index: Int, _ groups: inout BatchGroups
  ) {
    if let column = numberColumn, !view.cells(column).isPresent(row) {
      return groups.counts[index].add(.undetermined)
    }
    if let column = textColumn, view.state(column, row) != .present {
      return groups.counts[index].add(.undetermined)
    }
    groups.counts[index].add(.compliant)
    let number = numberColumn.map { view.cells($0) }
    let entry = GroupEntry(
      day: day ?? CivilDate(dayNumber: 0), order: 0, value: number?.value(row) ?? 1,
      scale: number?.type == .decimal ? number?.detail(row) ?? 0 : 0,
      text: textColumn.flatMap { view.text($0, row) } ?? "",
      key: !isRegister && builder.plainKey != nil ? [] : builder.key(row, view),
      identity: builder.identity(row, view), row: row,
      location: DataLocation(input: 0, line: view.batch.lineOffset(ofRow: row)),
      owner: owner(row, view, builder))
    groups.entries.append((Int32(truncatingIfNeeded: index), entry))
  }

  /// Who answers for a row; a member of a register has only an owner that is the same for all, as a
  /// rule's owner column is one of the log.
  private func owner(_ row: Int, _ view: RowView, _ builder: FindingBuilder) -> String? {
    guard isRegister else { return builder.owner(rule, row, view) }
    if case .constant(let name)? = rule.owner { return name }
    return nil
  }
}
