import CivilTime
import Columns
import Findings
import Planning
import RuleCheck

/// Makes the operators of a scan ready for a run.
struct RuntimeCompiler {
  let rules: CheckedRules
  let scan: Scan
  let context: RunContext
  /// The numbers of the scan's conditions.
  private let numbers: KernelNumbers

  init(rules: CheckedRules, scan: Scan, context: RunContext) {
    (self.rules, self.scan, self.context) = (rules, scan, context)
    numbers = KernelNumbers(
      codedColumns: Set(scan.requests.filter { $0.coding == .coded }.map(\.column)))
  }

  private var schema: DatasetSchema { rules.datasets[scan.dataset].schema }
  private var asOf: Instant { RunContext.lastInstant(of: context.asOf) }

  /// Makes a judge of the scan ready.
  func compile(_ index: Int) -> JudgeRuntime {
    let judge = scan.judges[index]
    let rule = rules.rules[judge.rule]
    let variants = judge.variants.compactMap { variant -> JudgeRuntime.VariantRuntime? in
      var from: CivilDate?
      if variant.version > 0 {
        let version = rule.versions[variant.version - 1]
        guard version.isKnown(on: context.knownOn) else { return nil }
        from = version.from
      }
      let governing = governingColumn(rule)
      return JudgeRuntime.VariantRuntime(
        version: variant.version, from: from, filter: test(variant.filter, governing),
        step: compile(variant.step, rule, governing))
    }
    return JudgeRuntime(
      judge: judge, rule: rule, variants: Self.inForce(variants, of: rule),
      governingColumn: governingColumn(rule), asOfDay: context.asOf.local.date,
      calendar: calendar(nil, rule), keeping: keeping(index))
  }

  /// Of which rows a judge keeps facts: more than findings only where something refers to it.
  private func keeping(_ index: Int) -> RowVerdicts.Keeping {
    guard context.explainedKeys.isEmpty else { return .all }
    let rule = scan.judges[index].rule
    let gathers = scan.gathers.filter { gather in
      if case .verdicts(index) = gather.source { return true }
      return false
    }
    let areShares = gathers.allSatisfy { gather in
      if case .share = gather.function { return true }
      return false
    }
    let isFollowed = scan.judges.contains { judge in
      judge.variants.contains { variant in
        guard case .deadline(let deadline) = variant.step else { return false }
        switch deadline.start {
        case .due(rule), .done(rule): return true
        default: return false
        }
      }
    }
    if isFollowed || !areShares { return .applicable }
    return gathers.isEmpty ? .findings : .days(due: gathers.contains { $0.datedBy == .due })
  }

  /// Versions in the order in which they replace each other: by first day, then by the day on which
  /// they were decided.
  private static func inForce(
    _ variants: [JudgeRuntime.VariantRuntime], of rule: CheckedRule
  ) -> [JudgeRuntime.VariantRuntime] {
    func version(_ variant: JudgeRuntime.VariantRuntime) -> RuleVersion? {
      variant.version > 0 ? rule.versions[variant.version - 1] : nil
    }
    return variants.enumerated().sorted { left, right in
      guard let a = version(left.element) else { return version(right.element) != nil }
      guard let b = version(right.element) else { return false }
      return a.precedes(b) || !b.precedes(a) && left.offset < right.offset
    }.map(\.element)
  }

  /// The column whose day picks versions and parameter values of a row.
  private func governingColumn(_ rule: CheckedRule) -> Int? {
    guard case .deadline(let deadline) = rule.kind else { return rule.governingColumn }
    if rule.governedBy == .done { return deadline.end.columns.first }
    switch deadline.start {
    case .column, .latest, .earliest: return deadline.start.columns.first
    case .due(let other), .done(let other): return governingColumn(rules.rules[other])
    }
  }

  private func test(_ condition: Condition?, _ governing: Int?) -> ConditionTest? {
    condition.map {
      ConditionTest(
        $0, rules: rules, schema: schema, context: context, governingColumn: governing,
        numbers: numbers)
    }
  }

  private func compile(
    _ step: Judge.Step, _ rule: CheckedRule, _ governing: Int?
  ) -> JudgeRuntime.StepRuntime {
    switch step {
    case .deadline(let deadline):
      let (parameters, knownOn) = (rules.parameters, context.knownOn)
      return .deadline(
        DeadlineJudge(
          rule: deadline,
          arms: deadline.arms.indices.map { arm($0, of: deadline, rule, governing) },
          zone: schema.zone,
          asOf: asOf, asOfDay: context.asOf.local.date,
          governedBy: rule.governedBy,
          parameterValue: { parameter, day in
            parameters[parameter].value(on: day, knownOn: knownOn).map {
              Int($0.value.numerator / $0.value.denominator)
            }
          }, parameterChanges: { parameters[$0].changes(knownOn: knownOn) }))
    case .test(let assertion):
      let filled = ConditionKernel.all(assertion.required.map { .hasValue(column: $0) })
      return .test(
        test(assertion.that, governing), required: assertion.required,
        filled: NumberedKernel(filled, numbers))
    case .sequence(let order):
      return .sequence(
        SequenceJudge(
          rule: order, zone: schema.zone, asOf: asOf))
    }
  }

  private func arm(
    _ index: Int, of deadline: DeadlineRule, _ rule: CheckedRule, _ governing: Int?
  ) -> DeadlineJudge.ArmRuntime {
    let arm = deadline.arms[index]
    let profile = rules.profiles[arm.profile]
    let calendar = calendar(profile, rule)
    var calculator: DueCalculator?
    if case .length(let length) = arm.limit {
      calculator = DueCalculator(
        length: length, profile: profile, calendar: calendar, zone: schema.zone)
    }
    return DeadlineJudge.ArmRuntime(
      index: index, arm: arm, test: test(arm.condition, governing),
      granted: test(arm.extending?.granted, governing), profile: profile, calendar: calendar,
      calculator: calculator)
  }

  /// The calendar of the profile, else of the rule, else the only one there is.
  func calendar(_ profile: CountingProfile?, _ rule: CheckedRule) -> WorkCalendar? {
    if let name = profile?.calendar,
      let index = rules.calendars.firstIndex(where: { $0.identifier == name })
    {
      return context.calendars[index]
    }
    return rule.calendar.map { context.calendars[$0] } ?? context.calendars.first
  }

  /// Makes a gather of the scan ready, given the first gather of each one's comparison.
  func compile(gather index: Int, _ comparisons: [Int]) -> GatherRuntime {
    let gather = scan.gathers[index]
    var members: ConditionTest?
    var governing = rules.rules[gather.rule].governingColumn
    if case .column(let column)? = gather.datedBy { governing = column }
    if case .share(let rate) = gather.function, case .condition(let condition) = rate.members {
      members = test(condition, governing)
    }
    var isStrict = false
    var endColumns: Set<Int> = []
    if case .verdicts(let judge) = gather.source {
      let judged = rules.rules[scan.judges[judge].rule]
      isStrict = judged.undeterminedIsViolated
      for case .deadline(let deadline) in [judged.kind] + judged.versions.map(\.kind) {
        endColumns.formUnion(deadline.end.columns)
      }
    }
    return GatherRuntime(
      gather: gather, rule: rules.rules[gather.rule], filter: test(gather.filter, governing),
      members: members,
      segmentStarts: gather.segmentStarts(rules.parameters, knownOn: context.knownOn),
      asOfDay: schema.zone.day(of: asOf), knownOn: context.knownOn, isStrict: isStrict,
      endColumns: endColumns, comparison: comparisons[index],
      sharers: scan.rules(sharing: index, comparisons).map { rules.rules[$0] })
  }
}
