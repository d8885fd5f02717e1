import CivilTime
import Columns
import Diagnostics
import Findings
import RuleSyntax

extension RuleSetChecker {
  /// The groups that `per` states.
  mutating func grouping(_ node: YAMLNode, _ context: RuleContext) -> Grouping {
    var grouping = Grouping()
    for element in node["per"]?.oneOrMore ?? [] {
      guard let name = element.text else { continue }
      guard let period = Period.Unit(rawValue: name) else {
        if let index = column(element, context) { grouping.columns.append(index) }
        continue
      }
      if let first = grouping.period {
        report(
          .checkPer,
          LocalizedText(
            zh: "per 有兩個期間：\(first.rawValue)、\(name)",
            en: "two periods in 'per': \(first.rawValue) and \(name)"),
          at: files.files[context.file].place(element.ownSpan))
      }
      grouping.period = period
    }
    return grouping
  }

  /// Which column places a row in a period; with a period it must be known.
  mutating func datedBy(
    _ node: YAMLNode, _ grouping: Grouping, _ context: inout RuleContext
  ) -> DatedBy? {
    if let place = node["dated-by"] {
      if let word = place.text, KeyTable.momentWords.contains(word), let schema = context.schema,
        schema.columnIndex(word) == nil
      {
        report(
          .checkPer,
          LocalizedText(
            zh: "\(word) 只用於期限的比率", en: "'\(word)' is only for rates of a deadline"),
          at: files.files[context.file].place(place.ownSpan),
          help: LocalizedText(zh: "請寫欄位名稱", en: "name a column"))
        return nil
      }
      return column(place, types: .moments, context).map { .column($0) }
    }
    if let period = grouping.period { missingDate(period, node, context) }
    return nil
  }

  private mutating func missingDate(
    _ period: Period.Unit, _ node: YAMLNode, _ context: RuleContext
  ) {
    report(
      .checkPer,
      LocalizedText(
        zh: "以 \(period.rawValue) 分組而未寫 dated-by",
        en: "groups by \(period.rawValue) without 'dated-by'"),
      at: files.files[context.file].place(
        (node["per"] ?? node["within"])?.ownSpan ?? drafts[context.draft].declaration.nameSpan),
      help: LocalizedText(
        zh: "寫明以何欄位的日期歸入期間", en: "name the column whose day places a row in the period"))
  }

  mutating func rate(_ node: YAMLNode, _ context: inout RuleContext) -> RateRule? {
    var members: RateRule.Members?
    var isOfDeadline = false
    if let of = node["of"] {
      let other = of.text.flatMap { draft(named: $0, file: context.file) }
      // A rule that is not there may have been one with a deadline.
      isOfDeadline = other.map { drafts[$0].kind == "deadline" } ?? true
      members = other.map { .rule($0) }
    } else {
      members = condition(node["that"], &context).map { .condition($0) }
    }
    let grouping = grouping(node, context)
    var dated: DatedBy = .trigger
    if let place = node["dated-by"], let word = place.text, isOfDeadline,
      context.schema?.columnIndex(word) == nil, KeyTable.momentWords.contains(word)
    {
      dated = word == "due" ? .due : word == "done" ? .done : .trigger
    } else if node["dated-by"] != nil || !isOfDeadline {
      if let column = datedBy(node, grouping, &context) { dated = column }
    }
    let threshold = target(node, &context, unit: "percent")
    guard let members, let (comparison, target) = threshold else { return nil }
    return RateRule(
      members: members, grouping: grouping, datedBy: dated, comparison: comparison, target: target,
      empty: node["empty"]?.text.flatMap(RateRule.EmptyGroup.init(rawValue:)) ?? .notApplicable)
  }

  /// The draft of a rule, without reporting anything.
  func draft(named name: String, file: Int) -> Int? {
    if name.contains("/") { return draftIndex[name] }
    return ruleNames.peek(name, in: [file])?.index
  }

  mutating func count(_ node: YAMLNode, _ context: inout RuleContext) -> CountRule? {
    let distinct = column(node["distinct"], context)
    let grouping = grouping(node, context)
    let dated = datedBy(node, grouping, &context)
    guard let (comparison, target) = target(node, &context, unit: "count") else { return nil }
    return CountRule(
      distinct: distinct, grouping: grouping, datedBy: dated, comparison: comparison,
      target: target)
  }

  mutating func measure(_ node: YAMLNode, _ context: inout RuleContext) -> MeasureRule? {
    let statistic = statistic(node["statistic"])
    let anyType = statistic == .distinct
    let column = column(node["of"], types: anyType ? [] : .numbers, context)
    let grouping = grouping(node, context)
    let dated = datedBy(node, grouping, &context)
    let threshold = target(node, &context, unit: nil, period: grouping.period)
    guard let column, let statistic, let (comparison, target) = threshold else { return nil }
    var unit = node["unit"]?.text ?? ""
    if case .parameter(let index) = target, unit.isEmpty { unit = rules.parameters[index].unit }
    return MeasureRule(
      column: column, statistic: statistic, grouping: grouping, datedBy: dated,
      comparison: comparison, target: target, unit: unit)
  }

  private func statistic(_ node: YAMLNode?) -> MeasureRule.Statistic? {
    if let number = node?["percentile"]?.integer { return .percentile(number) }
    switch node?.text {
    case "sum": return .sum
    case "mean": return .mean
    case "median": return .median
    case "min": return .minimum
    case "max": return .maximum
    case "p90": return .percentile(90)
    case "distinct": return .distinct
    case "last": return .last
    default: return nil
    }
  }

  mutating func coverage(_ node: YAMLNode, _ context: inout RuleContext) -> CoverageRule? {
    let key = column(node["key"], context)
    // What is said of the register is checked against the register's columns.
    let register = node["register"].flatMap { dataset($0, file: context.file) }
    var other = context
    other.dataset = register
    other.schema = register.map { rules.datasets[$0].schema }
    let registerKey = registerKey(node, other)
    let grouping = grouping(node, other)
    let dated = datedBy(node, grouping, &context)
    let from = column(node["active"]?["from"], types: .moments, other)
    let to = column(node["active"]?["to"], types: .moments, other)
    let members = registerCondition(node["register-when"], other)
    context.usedParameters.formUnion(members?.parameters ?? [])
    let share = node.entry("share").flatMap { target($0, &context, unit: "percent", period: nil) }
    guard let key, let register, let registerKey, let own = context.schema,
      let listed = other.schema
    else { return nil }
    let types = (own.allColumns[key].type, listed.allColumns[registerKey].type)
    if types.0 != types.1, let place = node["key"] {
      report(
        .checkColumnType,
        LocalizedText(
          zh: "key 是 \(types.0.rawValue)，名冊的識別欄位是 \(types.1.rawValue)",
          en: "'key' is of type \(types.0.rawValue), the register's key of type \(types.1.rawValue)"
        ),
        at: files.files[context.file].place(place.ownSpan))
    }
    return CoverageRule(
      register: register, registerKey: registerKey, key: key, activeFrom: from, activeTo: to,
      registerCondition: members, atLeast: node["at-least"]?.integer ?? 1, share: share,
      grouping: grouping, datedBy: dated)
  }
  /// The column that identifies members of a register: the one named, or its only key.
  private mutating func registerKey(_ node: YAMLNode, _ register: RuleContext) -> Int? {
    if let named = node["register-key"] { return column(named, register) }
    guard let schema = register.schema else { return nil }
    if schema.key.count == 1 { return schema.columnIndex(schema.key[0]) }
    report(
      .rulesMissingKey,
      LocalizedText(
        zh: "名冊沒有單一的 key，須寫 register-key",
        en: "the register has no single key; 'register-key' is needed"),
      at: files.files[register.file].place((node["register"] ?? node).ownSpan))
    return nil
  }

  private mutating func registerCondition(
    _ node: YAMLNode?, _ register: RuleContext
  ) -> Condition? {
    guard let schema = register.schema else {
      checkSyntax(node, file: register.file)
      return nil
    }
    return condition(node, schema: schema, file: register.file)
  }
}
