import Expressions
import Findings
import Columns
public import RuleCheck

extension Plan {
  /// Plans the rules that are selected; a rule that others refer to is planned along with them.
  ///
  /// - Parameters:
  ///   - rules: The checked rules.
  ///   - selected: Indices of rules; `nil` for all.
  public init(rules: CheckedRules, selected: Set<Int>? = nil) {
    var wanted = selected ?? Set(rules.rules.indices)
    for index in wanted { Self.addReferences(of: index, in: rules, to: &wanted) }
    var builders: [Int: ScanBuilder] = [:]
    for index in Self.inOrderOfReference(wanted, rules) {
      let rule = rules.rules[index]
      if rule.status == .suspended { continue }
      builders[rule.dataset, default: ScanBuilder(rules: rules, dataset: rule.dataset)].add(index)
      for (version, kind) in ([rule.kind] + rule.versions.map(\.kind)).enumerated() {
        guard case .coverage(let coverage) = kind else { continue }
        builders[
          coverage.register, default: ScanBuilder(rules: rules, dataset: coverage.register)
        ].addRegister(index, version, coverage)
      }
    }
    self.rules = rules
    scans = builders.values.map { $0.finish() }.sorted { $0.dataset < $1.dataset }
  }

  /// Rules that a rule's verdicts depend on.
  static func references(of kind: CheckedKind) -> [Int] {
    switch kind {
    case .deadline(let deadline):
      switch deadline.start {
      case .due(let rule), .done(let rule): [rule]
      case .column, .latest, .earliest: []
      }
    case .rate(let rate):
      if case .rule(let rule) = rate.members { [rule] } else { [] }
    default: []
    }
  }

  /// Rules that the verdicts of a rule in any of its versions depend on.
  private static func references(of rule: CheckedRule) -> [Int] {
    ([rule.kind] + rule.versions.map(\.kind)).flatMap { references(of: $0) }
  }

  private static func addReferences(
    of index: Int, in rules: CheckedRules, to wanted: inout Set<Int>
  ) {
    for reference in references(of: rules.rules[index]) where wanted.insert(reference).inserted {
      addReferences(of: reference, in: rules, to: &wanted)
    }
  }

  /// The rules, each after those it refers to, else in order of files; cycles were refused before.
  private static func inOrderOfReference(_ wanted: Set<Int>, _ rules: CheckedRules) -> [Int] {
    var order: [Int] = []
    var visited: Set<Int> = []
    func visit(_ index: Int) {
      guard visited.insert(index).inserted else { return }
      for reference in references(of: rules.rules[index]) { visit(reference) }
      order.append(index)
    }
    for index in wanted.sorted() { visit(index) }
    return order
  }
}

/// Collects what the rules of one dataset need.
private struct ScanBuilder {
  let rules: CheckedRules
  let dataset: Int
  var coded: Set<Int> = []
  var plain: Set<Int> = []
  var judges: [Judge] = []
  var gathers: [Gather] = []
  var judgeOfRule: [Int: Int] = [:]

  init(rules: CheckedRules, dataset: Int) {
    self.rules = rules
    self.dataset = dataset
    let schema = rules.datasets[dataset].schema
    plain = Set(schema.key.compactMap { schema.columnIndex($0) })
  }

  mutating func add(_ index: Int) {
    let rule = rules.rules[index]
    if case .column(let column)? = rule.owner { coded.insert(column) }
    coded.formUnion(rule.reportColumns)
    if let column = rule.governingColumn { coded.insert(column) }
    var variants = [(version: 0, kind: rule.kind, filter: rule.condition)]
    for (number, version) in rule.versions.enumerated() {
      variants.append((number + 1, version.kind, version.condition))
    }
    for variant in variants {
      need(variant.filter)
      need(variant.kind)
    }
    let steps = variants.compactMap { variant in
      Self.step(of: variant.kind).map {
        Judge.Variant(version: variant.version, filter: variant.filter, step: $0)
      }
    }
    if !steps.isEmpty {
      judgeOfRule[index] = judges.count
      judges.append(Judge(rule: index, variants: steps))
    } else {
      gathers += variants.map { gather(index, $0.version, $0.kind, $0.filter) }
    }
  }

  mutating func addRegister(_ index: Int, _ version: Int, _ coverage: CoverageRule) {
    coded.formUnion([coverage.registerKey] + coverage.grouping.columns)
    coded.formUnion([coverage.activeFrom, coverage.activeTo].compactMap { $0 })
    need(coverage.registerCondition)
    gathers.append(
      Gather(
        rule: index, version: version, source: .register, filter: coverage.registerCondition,
        grouping: coverage.grouping, datedBy: nil, function: .coverage(coverage)))
  }

  private static func step(of kind: CheckedKind) -> Judge.Step? {
    switch kind {
    case .deadline(let rule): .deadline(rule)
    case .assert(let rule): .test(rule)
    case .order(let rule): .sequence(rule)
    case .rate, .count, .measure, .unique, .serial, .window, .recurrence, .coverage: nil
    }
  }

  private func gather(
    _ index: Int, _ version: Int, _ kind: CheckedKind, _ filter: Condition?
  ) -> Gather {
    var source = Gather.Source.rows
    if case .rate(let rate) = kind, case .rule(let other) = rate.members,
      let judge = judgeOfRule[other]
    {
      source = .verdicts(judge: judge)
    }
    let (grouping, datedBy, function) = Self.shape(of: kind)
    return Gather(
      rule: index, version: version, source: source, filter: filter, grouping: grouping,
      datedBy: datedBy,
      function: function)
  }

  private static func shape(
    of kind: CheckedKind
  ) -> (Grouping, DatedBy?, Gather.Function) {
    switch kind {
    case .rate(let rule): (rule.grouping, rule.datedBy, .share(rule))
    case .count(let rule): (rule.grouping, rule.datedBy, .count(rule))
    case .measure(let rule): (rule.grouping, rule.datedBy, .statistic(rule))
    case .unique(let rule): (rule.grouping, rule.datedBy, .duplicates(rule))
    case .serial(let rule): (rule.grouping, rule.datedBy, .series(rule))
    case .window(let rule): (rule.grouping, .column(rule.datedBy), .window(rule))
    case .recurrence(let rule): (rule.grouping, .column(rule.datedBy), .schedule(rule))
    case .coverage(let rule):
      (
        Grouping(columns: [rule.key], period: rule.grouping.period), rule.datedBy,
        .coverage(rule)
      )
    case .deadline, .assert, .order:
      preconditionFailure("a kind that judges rows is not gathered")
    }
  }

  func finish() -> Scan {
    let schema = rules.datasets[dataset].schema
    var requests: [ColumnRequest] = []
    var slots = [Int?](repeating: nil, count: schema.allColumns.count)
    for column in schema.allColumns.indices where coded.contains(column) || plain.contains(column) {
      slots[column] = requests.count
      requests.append(
        ColumnRequest(column: column, coding: coded.contains(column) ? .coded : .plain))
    }
    return Scan(
      dataset: dataset, requests: requests, slots: slots, judges: judges, gathers: gathers)
  }

  // MARK: Columns that are needed

  private mutating func need(_ condition: Condition?) {
    guard let condition else { return }
    let columnCount = rules.datasets[dataset].schema.allColumns.count
    coded.formUnion(condition.expression.usedSlots.filter { $0 < columnCount })
  }

  private mutating func need(_ datedBy: DatedBy?) {
    if case .column(let column)? = datedBy { coded.insert(column) }
  }

  private mutating func need(_ kind: CheckedKind) {
    switch kind {
    case .deadline(let rule): need(rule)
    case .assert(let rule):
      need(rule.that)
      coded.formUnion(rule.required)
    case .order(let rule):
      switch rule.pattern {
      case .precedence(let a, let b), .response(let a, let b): coded.formUnion([a, b])
      case .absence(let a), .atMostOnce(let a): coded.insert(a)
      case .between(let a, let b, let c): coded.formUnion([a, b, c])
      }
    case .rate(let rule):
      if case .condition(let condition) = rule.members { need(condition) }
      need(rule.datedBy)
      coded.formUnion(rule.grouping.columns)
    case .count(let rule):
      if let distinct = rule.distinct { plain.insert(distinct) }
      need(rule.datedBy)
      coded.formUnion(rule.grouping.columns)
    case .measure(let rule):
      coded.insert(rule.column)
      need(rule.datedBy)
      coded.formUnion(rule.grouping.columns)
    case .unique(let rule):
      plain.formUnion(rule.columns)
      need(rule.datedBy)
      coded.formUnion(rule.grouping.columns)
    case .serial(let rule):
      plain.insert(rule.number)
      need(rule.datedBy)
      coded.formUnion(rule.grouping.columns)
    case .window(let rule):
      if let sum = rule.sum { coded.insert(sum) }
      coded.insert(rule.datedBy)
      coded.formUnion(rule.grouping.columns)
    case .recurrence(let rule):
      coded.insert(rule.datedBy)
      coded.formUnion(rule.grouping.columns)
    case .coverage(let rule):
      coded.insert(rule.key)
      need(rule.datedBy)
    }
  }

  private mutating func need(_ rule: DeadlineRule) {
    coded.formUnion(rule.start.columns)
    coded.formUnion(rule.end.columns)
    for arm in rule.arms {
      need(arm.condition)
      if case .until(let column) = arm.limit { coded.insert(column) }
      if let extending = arm.extending {
        coded.formUnion([extending.until, extending.notified].compactMap { $0 })
        need(extending.granted)
      }
      for suspension in arm.suspensions { coded.formUnion([suspension.from, suspension.to]) }
      if let restart = arm.restart { coded.insert(restart) }
      switch arm.transit {
      case .column(let column)?, .table(let column, _)?: coded.insert(column)
      case nil: break
      }
    }
  }
}

extension Plan {
  /// The columns of a dataset that a rule and those that it refers to read, keys and owner included.
  public static func columns(
    of dataset: Int, readBy rule: Int, _ rules: CheckedRules
  ) -> Set<Int> {
    var builder = ScanBuilder(rules: rules, dataset: dataset)
    var read: Set<Int> = [rule]
    addReferences(of: rule, in: rules, to: &read)
    var readsAny = false
    for index in read {
      let rule = rules.rules[index]
      if rule.dataset == dataset {
        builder.add(index)
        readsAny = true
      }
      for kind in [rule.kind] + rule.versions.map(\.kind) {
        guard case .coverage(let coverage) = kind, coverage.register == dataset else { continue }
        builder.addRegister(index, 0, coverage)
        readsAny = true
      }
    }
    return readsAny ? builder.coded.union(builder.plain) : []
  }

  /// The rules that read a column of a dataset, as their own or as a register; without a column those
  /// that read the dataset.
  public static func rules(
    reading column: Int?, ofDataset name: String, _ rules: CheckedRules
  ) -> [Int] {
    rules.rules.indices.filter { rule in
      rules.rules[rule].datasets.contains { dataset in
        guard rules.datasets[dataset].schema.name == name else { return false }
        return column.map { columns(of: dataset, readBy: rule, rules).contains($0) } ?? true
      }
    }
  }
}
