import CivilTime
import Columns
import Findings
import Planning
import RuleCheck
import Synchronization

/// Gathers the rows of batches into groups: the operators `group`, `distinct`, `window`, `order`.
final class GatherRuntime: Sendable {
  let gather: Gather
  let rule: CheckedRule
  let filter: ConditionTest?
  let members: ConditionTest?
  /// The days on which a group is split because its target changes.
  let segmentStarts: [CivilDate]
  /// The last day of which anything has happened at the moment judged.
  let asOfDay: CivilDate
  /// The day whose knowledge of amendments is used; `nil` for everything known.
  let knownOn: CivilDate?
  /// Whether the verdicts gathered are of a rule that takes what is undetermined for violated.
  let isStrict: Bool
  /// The columns with the completion of what the verdicts gathered are of.
  let endColumns: Set<Int>
  /// The first gather of the scan that compares the same values; this one itself for most.
  let comparison: Int
  /// The rules that share the comparison, in order, if this is the gather that makes it; else empty.
  let sharers: [CheckedRule]
  /// What threads that evaluate no batch just now have learnt of groups.
  private let memories = Mutex<[GroupMemory]>([])
  /// More than threads, each of which reads columns with codes of its own.
  private static let mostMemories = 32

  init(
    gather: Gather, rule: CheckedRule, filter: ConditionTest?, members: ConditionTest?,
    segmentStarts: [CivilDate], asOfDay: CivilDate, knownOn: CivilDate?, isStrict: Bool,
    endColumns: Set<Int>, comparison: Int, sharers: [CheckedRule]
  ) {
    self.gather = gather
    self.rule = rule
    self.filter = filter
    self.members = members
    self.segmentStarts = segmentStarts
    self.asOfDay = asOfDay
    self.knownOn = knownOn
    self.isStrict = isStrict
    self.endColumns = endColumns
    self.comparison = comparison
    self.sharers = sharers
  }

  /// Adds a batch's groups (or, for duplicates, its values) to the outcome.
  func gather(
    _ view: RowView, verdicts: [RowVerdicts], builder: FindingBuilder,
    into outcome: inout BatchOutcome
  ) {
    if case .duplicates(let unique) = gather.function {
      outcome.groups.append(BatchOutcome.Groups())
      return compare(unique, view, builder, into: &outcome)
    }
    let rows = view.allRows
    let answers = filter?.evaluate(view, rows)
    outcome.duplicates.append(BatchOutcome.Duplicates())
    let columns = gather.grouping.columns
    var groups = BatchGroups(
      assignment: GroupAssignment(
        columns: columns, memory: takeMemory(columns.map { view.vector($0) }), in: view),
      needsTotals: needsTotals)
    if case .verdicts(let judge) = gather.source {
      let (dating, isDatedByDone) = (gather.datedBy, gather.datedBy == .done)
      let isShare = isShare
      for met in verdicts[judge].metRows { gather(met: met, answers, view, &groups) }
      for fact in verdicts[judge].facts where fact.verdict != .notApplicable {
        let answer = answers?[fact.row] ?? .yes
        if answer == .no { continue }
        let day = day(of: fact, dating, view)
        // A case that is still open is in no period of completion yet.
        if isDatedByDone, day == nil, fact.verdict != .undetermined { continue }
        let judged = isStrict && fact.verdict == .undetermined ? .violated : fact.verdict
        guard let (index, verdict) = place(fact.row, judged, answer, day, view, &groups)
        else { continue }
        if isShare {
          groups.counts[index].add(verdict)
          if isDatedByDone, day == nil {
            noteUndone(fact, verdict, view.schema.zone, in: &groups.totals[index])
          }
        } else {
          add(fact.row, verdict, day, view, builder, to: index, &groups)
        }
      }
    } else {
      gatherRows(view, answers, builder, into: &groups, findings: &outcome.loose)
    }
    outcome.groups.append(BatchOutcome.Groups(groups))
    keep(groups.assignment.memory)
  }

  /// What some thread has learnt of groups by these columns.
  private func takeMemory(_ vectors: [ColumnVector]) -> GroupMemory {
    let known = memories.withLock { memories in
      memories.lastIndex { $0.holds(for: vectors) }.map { memories.remove(at: $0) }
    }
    return known
      ?? GroupMemory(vectors, period: gather.grouping.period, segmentStarts: segmentStarts)
  }

  private func keep(_ memory: GroupMemory) {
    memories.withLock { memories in
      if memories.count == Self.mostMemories { memories.removeFirst() }
      memories.append(memory)
    }
  }

  /// Adds the rows that are met, of which a share counts no more than that.
  private func gather(
    met: MetRows, _ answers: [TriState]?, _ view: RowView, _ groups: inout BatchGroups
  ) {
    if answers == nil, gather.grouping.period != nil, let dating = gather.datedBy,
      let days = met.moments.days(dating)
    {
      // All days are known and belong to a period, so that nothing is left to decide but the group.
      let counted = groups.assignment.count(met.rows, days, through: asOfDay, in: view)
      for (group, count) in counted {
        groups.addGroup(group)
        groups.counts[group].compliant += count
      }
      return
    }
    for (place, row) in met.rows.enumerated() {
      let answer = answers?[row] ?? .yes
      if answer == .no { continue }
      if let (index, verdict) = self.place(
        row, .compliant, answer, day(of: met, place, view), view, &groups)
      {
        groups.counts[index].add(verdict)
      }
    }
  }

  /// Adds rows as such, with the answer of the members' condition where there is one.
  private func gatherRows(
    _ view: RowView, _ answers: [TriState]?, _ builder: FindingBuilder,
    into groups: inout BatchGroups, findings: inout [Finding]
  ) {
    let memberAnswers = members?.evaluate(view, view.allRows)
    let rows = answers.map { TriState.places(of: $0, .notNo) } ?? view.allRows
    for row in rows {
      let answer = answers?[row] ?? .yes
      let verdict = memberAnswers.map { Self.verdict($0[row]) } ?? .compliant
      let day = day(row, view)
      if let (index, placed) = place(row, verdict, answer, day, view, &groups) {
        let before = groups.counts[index].undetermined
        add(row, placed, day, view, builder, to: index, &groups)
        if groups.counts[index].undetermined > before, names(day) {
          findings.append(untaken(row, view, builder))
        }
      }
    }
  }

  /// Members of a register belong to no period; what they did does.
  var isRegister: Bool {
    if case .register = gather.source { return true }
    return false
  }

  /// Notes what is known of when a row was done of which the day is not known.
  private func noteUndone(
    _ fact: RowFact, _ verdict: Verdict, _ zone: TimeZoneRules,
    in totals: inout GroupTotals
  ) {
    let kind: Undone
    if fact.reason != .cellMissing || !endColumns.contains(Int(fact.detail)) {
      kind = .unfinished
    } else if let start = fact.start {
      kind = .notBefore(zone.day(of: start.instant))
    } else {
      return
    }
    totals.undone[kind, default: VerdictCounts()].add(verdict)
  }

  private var isShare: Bool {
    if case .share = gather.function { return true }
    return false
  }

  /// Whether more is asked of a group than how many rows it has and which.
  private var needsTotals: Bool {
    switch gather.function {
    case .share: gather.datedBy == .done
    case .count(let count): count.distinct != nil
    case .statistic: true
    case .duplicates, .series, .window, .schedule, .coverage: false
    }
  }

  /// The groups of a batch and what is known of each.
  struct BatchGroups {
    var assignment: GroupAssignment
    /// Whether `totals` has an element a group; it is empty otherwise.
    let needsTotals: Bool
    var counts: [VerdictCounts] = []
    var totals: [GroupTotals] = []
    var entries: [(group: Int32, entry: GroupEntry)] = []

    init(assignment: consuming GroupAssignment, needsTotals: Bool) {
      self.assignment = assignment
      self.needsTotals = needsTotals
    }

    /// Makes room for a group, unless it has some.
    @inline(__always)
    mutating func addGroup(_ group: Int) {
      guard group == counts.count else { return }
      counts.append(VerdictCounts())
      if needsTotals { totals.append(GroupTotals()) }
    }
  }

  /// The group of a row and the verdict with which it counts there; `nil` where it counts nowhere.
  private func place(
    _ row: Int, _ verdict: Verdict, _ answer: TriState, _ day: CivilDate?, _ view: RowView,
    _ groups: inout BatchGroups
  ) -> (group: Int, verdict: Verdict)? {
    var verdict = verdict
    // What happens after the moment judged has not happened yet.
    if let day, day > asOfDay { return nil }
    guard takes(day) else { return nil }
    if answer == .unknown { verdict = .undetermined }
    // Of what a share leaves out for want of a day, it still says how far it may change.
    if day == nil, gather.grouping.period != nil, !isRegister, !isShare { verdict = .undetermined }
    let index = groups.assignment.group(of: row, day: day, in: view)
    groups.addGroup(index)
    return (index, verdict)
  }

  /// Whether rows of a day belong to this gather: what has no periods is in force by rows, and so are
  /// its versions where it judges rows.
  func takes(_ day: CivilDate?) -> Bool {
    guard gather.grouping.period == nil else { return true }
    switch gather.function {
    case .schedule: return true
    case .window, .series, .duplicates: break
    case .share, .count, .statistic, .coverage:
      guard let day, !isRegister else { return true }
      return rule.isInForce(on: day)
    }
    guard let day else { return gather.version == 0 }
    return rule.isInForce(on: day)
      && (rule.versions.isEmpty || rule.version(on: day, knownOn: knownOn) == gather.version)
  }

  private static func verdict(_ answer: TriState) -> Verdict {
    switch answer {
    case .yes: .compliant
    case .no: .violated
    case .unknown: .undetermined
    }
  }

  /// The day that places a row; only columns date rows as such.
  func day(_ row: Int, _ view: RowView) -> CivilDate? {
    guard case .column(let column)? = gather.datedBy else { return nil }
    return day(column, row, view)
  }

  /// The day of a cell; a date that systems write where there is none is none.
  private func day(_ column: Int, _ row: Int, _ view: RowView) -> CivilDate? {
    view.day(column, row).flatMap { PlaceholderDates.contains($0) ? nil : $0 }
  }

  private func day(of met: MetRows, _ place: Int, _ view: RowView) -> CivilDate? {
    if case .column(let column)? = gather.datedBy { return day(column, met.rows[place], view) }
    return gather.datedBy.flatMap { met.day(place, $0) }.map { CivilDate(dayNumber: $0) }
  }

  private func day(
    of fact: borrowing RowFact, _ dating: DatedBy?, _ view: RowView
  ) -> CivilDate? {
    switch dating {
    case .column(let column)?: return day(column, fact.row, view)
    case .trigger?: return fact.start.map { view.schema.zone.day(of: $0.instant) }
    case .due?: return fact.due?.day
    case .done?: return fact.done.map { view.schema.zone.day(of: $0.instant) }
    case nil: return nil
    }
  }
}
