import CivilTime
import Columns
import Diagnostics
import Digests
import Findings
import Planning
import RuleCheck

/// Judges the groups of one gather against their targets once all rows are in.
struct GroupFinisher: Sendable {
  let plan: Plan
  let context: RunContext
  /// The verdicts given.
  var counts = VerdictCounts()
  var results: [GroupResult] = []
  var findings = FindingListBuilder()
  /// The key column of the dataset, where entries keep their identity alone.
  let plainKey: String?
  /// The rows without a day that places them in a period, by group values.
  var unplaced: [[String?]: GroupTotals] = [:]
  /// The groups of which it is not known whose rows they are.
  var unknown: [UnknownGroup] = []

  /// The zone of the dataset, whose civil days place its rows; `nil` for that of the rules.
  let zone: TimeZoneRules?
  /// How far the log of the dataset is complete.
  let observedThrough: StatedTime

  /// The day on which the moment judged lies.
  var observedDay: CivilDate {
    let moment = earlierMoment
    guard let zone else { return moment.local.date }
    return zone.day(of: RunContext.lastInstant(of: moment))
  }

  /// The last day that is over at the moment judged, so that nothing more can happen on it.
  var lastWholeDay: CivilDate {
    let moment = earlierMoment
    if let zone {
      let day = zone.day(of: moment.instant)
      return day.adding(days: -1)
    }
    let isOver = moment.isEndOfDay || moment.local.millisecondOfDay == 86_400_000
    return isOver ? moment.local.date : moment.local.date.adding(days: -1)
  }

  private var earlierMoment: StatedTime {
    observedThrough.instant < context.asOf.instant ? observedThrough : context.asOf
  }

  var targets: TargetValue {
    TargetValue(
      parameters: plan.rules.parameters, knownOn: context.knownOn, asOfDay: context.asOf.local.date)
  }

  /// Creates what judges a gather of a dataset.
  init(plan: Plan, context: RunContext, dataset: DatasetSchema) {
    self.plan = plan
    self.context = context
    plainKey = FindingBuilder.plainKey(of: dataset, context)
    zone = dataset.zone.name == plan.rules.zone.name ? nil : dataset.zone
    observedThrough = context.observedThrough(dataset)
  }

  /// Judges the groups of a gather whose function gives one value a group; they come in order.
  mutating func finish(_ gather: Gather, _ groups: [(key: GroupKey, value: GroupTotals)]) {
    var sorted = groups
    takeUnknown(gather, sorted)
    takeUnplaced(gather, &sorted)
    sorted = filled(gather, sorted).filter { governs(gather, $0.key.period) }
    switch gather.function {
    case .share(let rule): for (key, totals) in sorted { finishShare(gather, rule, key, totals) }
    case .count(let rule): for (key, totals) in sorted { finishCount(gather, rule, key, totals) }
    case .statistic(let rule): finishStatistics(gather, rule, sorted)
    case .series(let rule): for (key, totals) in sorted { finishSeries(gather, rule, key, totals) }
    case .window(let rule):
      for (key, totals) in sorted { finishWindow(gather, rule, key, totals) }
    case .schedule(let rule): finishSchedule(gather, rule, sorted)
    case .duplicates, .coverage: break
    }
  }

  // MARK: - Shared

  /// The key of a row, as shown.
  func key(of entry: GroupEntry) -> [NamedValue] {
    guard entry.key.isEmpty, let plainKey else { return entry.key }
    return [NamedValue(plainKey, entry.identity)]
  }

  func rule(_ gather: Gather) -> CheckedRule { plan.rules.rules[gather.rule] }

  /// The period of a group; a segment of a period begins and ends where its target changes.
  func period(_ gather: Gather, _ key: GroupKey) -> Period? {
    guard let unit = gather.grouping.period, let first = key.period else { return nil }
    var period = Period(unit, holding: first)
    let starts = gather.segmentStarts(plan.rules.parameters, knownOn: context.knownOn)
    if let next = starts.first(where: { $0 > first && $0 <= period.last }) {
      period.last = next.adding(days: -1)
    }
    period.first = first
    return period
  }

  /// The values of a group as reports may show them, sensitive ones masked.
  func values(_ gather: Gather, _ key: GroupKey) -> [NamedValue] {
    let schema = plan.rules.datasets[rule(gather).dataset].schema
    return zip(gather.grouping.columns, key.values).map { column, value in
      let column = schema.allColumns[column]
      return NamedValue(column.name, value.map { context.shown($0, of: column) } ?? Self.blank)
    }
  }

  /// Adds a group's result; where values of it are masked, with the subject as the data has it.
  mutating func append(
    _ result: GroupResult, _ columns: [ColumnSchema], _ values: [String?]
  ) {
    var result = result
    if columns.contains(where: { $0.sensitivity != nil }),
      case .group(let shown, let period) = result.subject
    {
      let plain = zip(columns, values).map { NamedValue($0.name, $1 ?? Self.blank) }
      if plain != shown {
        result.plainSubject = .group(values: plain, period: period)
        result.fingerprint = Finding.fingerprint(
          ruleID: plan.rules.rules[result.rule].id, subject: result.identity)
      }
    }
    results.append(result)
  }

  /// What stands for an empty cell among a group's values.
  static let blank = "（空白）"

  /// Whether more rows may still come for a group: until its period ends or, where it has none, for
  /// as long as the rule is in force.
  func isOpen(_ gather: Gather, _ period: Period?) -> Bool {
    guard let last = period?.last ?? rule(gather).effectiveTo else { return false }
    return last > lastWholeDay
  }

  /// Whether a rule is in force on any day of a period.
  func isInForce(_ gather: Gather, _ period: Period?) -> Bool {
    guard let period else { return true }
    let rule = rule(gather)
    if let first = rule.effectiveFrom, period.last < first { return false }
    if let last = rule.effectiveTo, period.first > last { return false }
    return true
  }

  func owner(_ gather: Gather, _ key: GroupKey) -> String? {
    switch rule(gather).owner {
    case .constant(let text)?: text
    case .column(let column)?:
      gather.grouping.columns.firstIndex(of: column).flatMap { key.values[$0] }.map {
        context.shown($0, of: plan.rules.datasets[rule(gather).dataset].schema.allColumns[column])
      }
    case nil: nil
    }
  }

  /// Adds a result and counts its verdict.
  mutating func add(
    _ gather: Gather, _ key: GroupKey, verdict: Verdict, low: Ratio, high: Ratio, unit: String,
    target: Ratio?, comparison: Comparison, members: VerdictCounts, reason: LocalizedText,
    outlook: Outlook? = nil
  ) {
    let period = period(gather, key)
    var verdict = verdict
    if verdict == .undetermined, rule(gather).undeterminedIsViolated { verdict = .violated }
    counts.add(verdict)
    var result = GroupResult(
      rule: gather.rule, subject: .group(values: values(gather, key), period: period),
      verdict: verdict, low: low, high: high, unit: unit, target: target,
      comparison: comparison.rawValue, members: members, isOpen: isOpen(gather, period),
      reason: reason,
      owner: owner(gather, key))
    if result.isOpen { result.outlook = outlook }
    let schema = plan.rules.datasets[rule(gather).dataset].schema
    append(result, gather.grouping.columns.map { schema.allColumns[$0] }, key.values)
  }

  // MARK: - Duplicates

  /// Reports what is repeated; `sharer` is the rule's place among those that share the comparison.
  mutating func finishDuplicates(
    _ gather: Gather, _ unique: UniqueRule, _ table: DuplicateTable.Found, sharer: Int
  ) {
    let rule = rule(gather)
    var constantOwner: String?
    if case .constant(let text)? = rule.owner { constantOwner = text }
    let schema = plan.rules.datasets[rule.dataset].schema
    let isSensitive = unique.columns.contains { schema.allColumns[$0].sensitivity != nil }
    let name = unique.columns.map { schema.allColumns[$0].name }.joined(separator: "+")
    counts.add(
      rule.undeterminedIsViolated ? .violated : .undetermined, table.undetermined)
    counts.add(.compliant, table.distinctCount - table.repeated.count)
    for item in table.repeated {
      let shown = isSensitive ? "***" : item.value
      var finding = Finding(
        rule: gather.rule, subject: .row(key: [NamedValue(name, shown)]), verdict: .violated,
        reason: LocalizedText(
          zh: "重複出現\(item.places.count)次", en: "occurs \(item.places.count) times"),
        owner: constantOwner ?? item.owners[sharer], location: item.places.first,
        fingerprint: context.describes ? Fingerprint.of([rule.id, item.value]) : "")
      finding.identity = item.value
      finding.relatedLocations = Array(item.places.dropFirst())
      finding.cells = [NamedValue("count", String(item.places.count))]
      counts.add(.violated)
      findings.append(finding)
    }
  }
}
