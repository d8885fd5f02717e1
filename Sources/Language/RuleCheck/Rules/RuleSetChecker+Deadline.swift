import Findings
import CivilTime
import Columns
import Diagnostics
import Expressions
import RuleSyntax

extension RuleSetChecker {
  mutating func deadline(_ node: YAMLNode, _ context: inout RuleContext) -> DeadlineRule? {
    let start = start(node["from"], context)
    let end = end(node["to"], context)
    var arms: [DeadlineArm] = []
    if let until = node["until"] {
      let column = column(until, types: .moments, context)
      let arm = arm(node, limit: .until(column ?? 0), unit: nil, rule: node, &context)
      if column != nil { arms = [arm].compactMap { $0 } }
    } else if let within = node["within"] {
      if let elements = within.elements {
        arms = elements.compactMap { listedArm($0, rule: node, &context) }
        checkReach(elements, context)
        if arms.count < elements.count { arms = [] }
      } else if let (limit, unit) = limit(within, &context) {
        arms = [arm(node, limit: limit, unit: unit, rule: node, &context)].compactMap { $0 }
        checkClock(unit, start, end, within, context)
      } else {
        // The limit is wrong; its adjustments may be too.
        _ = arm(node, limit: .until(0), unit: nil, rule: node, &context)
      }
    }
    let clock = node["judged-by"]?.text.flatMap(DeadlineRule.Clock.init(rawValue:)) ?? .due
    if clock == .daysUsed { context.needsCalendar = true }
    guard let start, let end, !arms.isEmpty else { return nil }
    return DeadlineRule(start: start, end: end, arms: arms, judgedBy: clock)
  }

  private mutating func start(_ node: YAMLNode?, _ context: RuleContext) -> StartSource? {
    guard let node else { return nil }
    if node.scalar != nil { return column(node, types: .moments, context).map { .column($0) } }
    for key in ["due-of", "done-of"] {
      guard let reference = node[key], let name = reference.text,
        let other = draft(named: name, file: context.file)
      else { continue }
      if drafts[other].rule == nil { return nil }
      if let dataset = context.dataset, drafts[other].dataset != dataset {
        report(
          .checkUnknownDataset,
          LocalizedText(zh: "規則「\(name)」使用另一個資料集", en: "rule '\(name)' is about another dataset"),
          at: files.files[context.file].place(reference.ownSpan))
        return nil
      }
      return key == "due-of" ? .due(ofRule: other) : .done(ofRule: other)
    }
    if let list = node["latest-of"] { return .latest(columns(list, types: .moments, context)) }
    if let list = node["earliest-of"] { return .earliest(columns(list, types: .moments, context)) }
    return nil
  }

  private mutating func end(_ node: YAMLNode?, _ context: RuleContext) -> EndSource? {
    guard let node else { return nil }
    if node.scalar != nil { return column(node, types: .moments, context).map { .any([$0]) } }
    if let list = node["any-of"] { return .any(columns(list, types: .moments, context)) }
    return node["all-of"].map { .all(columns($0, types: .moments, context)) }
  }

  private mutating func listedArm(
    _ node: YAMLNode, rule: YAMLNode, _ context: inout RuleContext
  ) -> DeadlineArm? {
    let condition = condition(node["when"], &context)
    var found: (Limit, PeriodLength.Unit?)?
    if let until = node["until"] {
      found = column(until, types: .moments, context).map { (.until($0), nil) }
    } else if let place = node["limit"] {
      found = limit(place, &context)
    }
    // Where the limit is wrong, its adjustments may be too.
    var arm = arm(node, limit: found?.0 ?? .until(0), unit: found?.1, rule: rule, &context)
    arm?.condition = condition
    return found == nil || node["when"] != nil && condition == nil ? nil : arm
  }

  /// A limit and its unit: a length, or a parameter whose unit is one of time.
  private mutating func limit(
    _ node: YAMLNode, _ context: inout RuleContext
  ) -> (Limit, PeriodLength.Unit?)? {
    if let length = node.period { return (.length(length), length.unit) }
    guard let name = node["parameter"], let index = parameter(name, &context) else { return nil }
    let parameter = rules.parameters[index]
    let place = files.files[context.file].place(name.ownSpan)
    guard let unit = PeriodLength.Unit(word: parameter.unit) else {
      // Another is meant, of which nothing is known.
      context.usedParameters.remove(index)
      report(
        .checkLimitParameter,
        LocalizedText(
          zh: "參數「\(name.text ?? "")」的單位 \(parameter.unit) 不是期間",
          en: "parameter '\(name.text ?? "")' is in \(parameter.unit), which is no unit of time"),
        at: place, help: LocalizedText(zh: "例如 unit: days", en: "such as unit: days"))
      return nil
    }
    var isSound = true
    for dated in parameter.values
    where !dated.value.isWhole || dated.value.numerator < 1
      || dated.value.numerator > unit.largestAmount
    {
      let isConstant = parameter.values.count == 1
      report(
        .checkLimitParameter,
        LocalizedText(
          zh: "參數「\(name.text ?? "")」\(isConstant ? "" : "\(dated.from) 起")的值不能作期限",
          en:
            "the value of '\(name.text ?? "")'\(isConstant ? "" : " from \(dated.from)") cannot be a limit"
        ), at: place,
        help: LocalizedText(zh: "期限須為正整數", en: "a limit is a whole number of at least 1"))
      isSound = false
    }
    return isSound ? (.parameter(index, unit), unit) : nil
  }

  /// An arm with its adjustments; what it does not state is taken from the rule.
  private mutating func arm(
    _ node: YAMLNode, limit: Limit, unit: PeriodLength.Unit?, rule: YAMLNode,
    _ context: inout RuleContext
  ) -> DeadlineArm? {
    func option(_ key: String) -> YAMLNode? { node[key] ?? rule[key] }
    let profile = profile(option("counting"), unit: unit, arm: node, &context)
    var arm = DeadlineArm(limit: limit, profile: profile ?? 0)
    arm.extending = option("extension").flatMap { extensionRule($0, &context) }
    for part in option("suspension")?.oneOrMore ?? [] {
      let from = column(part["from"], types: .moments, context)
      let to = column(part["to"], types: .moments, context)
      if let from, let to { arm.suspensions.append(SuspensionRule(from: from, to: to)) }
    }
    arm.restart = column(option("restart"), types: .moments, context)
    arm.transit = option("transit").flatMap { transit($0, context) }
    return profile == nil ? nil : arm
  }

  private mutating func extensionRule(
    _ node: YAMLNode, _ context: inout RuleContext
  ) -> ExtensionRule {
    ExtensionRule(
      until: column(node["until"], types: .moments, context), by: node["by"]?.period,
      atMost: node["at-most"]?.period,
      notified: column(node["notified"], types: .moments, context),
      granted: condition(node["granted"], &context))
  }

  private mutating func transit(_ node: YAMLNode, _ context: RuleContext) -> TransitRule? {
    if node.scalar != nil {
      return column(node, types: [.integer], context).map { .column($0) }
    }
    guard let by = column(node["by"], types: [.text], context), let schema = context.schema else {
      return nil
    }
    var days: [String: Int] = [:]
    let declared = schema.allColumns[by].values
    for entry in node["days"]?.entries ?? [] {
      days[entry.key] = entry.value.integer
      if !declared.isEmpty, !declared.contains(entry.key) {
        report(
          .checkUndeclaredValue,
          LocalizedText(
            zh: "欄位沒有「\(entry.key)」這個值", en: "the column never holds '\(entry.key)'"),
          at: files.files[context.file].place(entry.keySpan),
          help: suggestion(entry.key, declared))
      }
    }
    return .table(column: by, days: days)
  }

  /// Arms after one that always holds, and arms with the condition of an earlier one.
  private mutating func checkReach(_ arms: [YAMLNode], _ context: RuleContext) {
    var always: YAMLNode?
    var seen: [(text: String, node: YAMLNode)] = []
    for arm in arms {
      let place = files.files[context.file].place(arm["when"]?.ownSpan ?? arm.ownSpan)
      if let always {
        unreachable(
          LocalizedText(
            zh: "前一項必然成立，此項永遠不會採用", en: "the arm is never reached: an earlier one always holds"),
          place, always, context)
        continue
      }
      guard let when = arm["when"] else {
        always = arm
        continue
      }
      guard let text = canonical(when, context) else { continue }
      if text == "true" { always = arm }
      if let same = seen.first(where: { $0.text == text }) {
        unreachable(
          LocalizedText(
            zh: "條件與前一項相同，此項永遠不會採用",
            en: "the arm is never reached: an earlier one has its condition"),
          place, same.node, context)
      }
      seen.append((text, when))
    }
  }

  private mutating func unreachable(
    _ message: LocalizedText, _ place: DiagnosticPlace, _ other: YAMLNode, _ context: RuleContext
  ) {
    report(
      .checkUnreachableArm, message, at: place,
      labels: [
        .init(
          files.files[context.file].place(other.ownSpan),
          LocalizedText(zh: "前一項", en: "the earlier arm"))
      ], help: LocalizedText(zh: "將較特殊的條件移到前面", en: "put the more special condition first"))
  }

  private func canonical(_ node: YAMLNode, _ context: RuleContext) -> String? {
    let text: String
    if node.entries == nil {
      text = node.scalar?.text ?? ""
    } else if let schema = context.schema {
      text = PlainCondition(node, schema: schema).text
    } else {
      return nil
    }
    return Expression.parse(text).expression?.root.text
  }
}
