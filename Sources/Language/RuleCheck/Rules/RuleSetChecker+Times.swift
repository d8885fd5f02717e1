import CivilTime
import Columns
import Diagnostics
import Findings
import RuleSyntax

extension RuleSetChecker {
  /// Later versions of a rule, each checked as the whole rule would be with its keys replaced.
  mutating func versions(_ node: YAMLNode, _ context: inout RuleContext) -> [RuleVersion] {
    var result: [RuleVersion] = []
    var last: CivilDate?
    for element in node["versions"]?.elements ?? [] {
      _ = citations(element["cites"], file: context.file)
      let merged = Self.merged(node, with: element, kind: context.kind)
      let kind = kind(merged, &context)
      let condition = condition(merged["when"], &context)
      guard let from = element["from"]?.date else { continue }
      let adopted = element["adopted"]?.date
      if result.contains(where: { $0.from == from && $0.adopted == adopted }) {
        report(
          .checkDatedValues,
          LocalizedText(zh: "\(from) 起已有一個版本", en: "there is a version from \(from) already"),
          at: files.files[context.file].place(element.ownSpan))
      } else if let last, from < last {
        report(
          .checkDatedValues, .warning,
          LocalizedText(zh: "\(from) 排在較晚的日期之後", en: "\(from) stands after a later date"),
          at: files.files[context.file].place(element.ownSpan))
      }
      last = from
      guard let kind else { continue }
      result.append(
        RuleVersion(
          from: from, adopted: adopted, reason: element["reason"]?.localized, kind: kind,
          condition: condition))
    }
    return result
  }

  /// A rule's map with a version's keys in place of its own and of those that they exclude.
  private static func merged(_ rule: YAMLNode, with version: YAMLNode, kind: String) -> YAMLNode {
    let own = ["from", "adopted", "reason"]
    let replacing = (version.entries ?? []).filter { !own.contains($0.key) }
    var dropped = Set(replacing.map(\.key))
    for group in KeyTable.object(kind)?.exactlyOne ?? [] where !dropped.isDisjoint(with: group) {
      dropped.formUnion(group)
    }
    let kept = (rule.entries ?? []).filter { !dropped.contains($0.key) }
    return YAMLNode(.mapping(kept + replacing), span: rule.span, aliasSpan: rule.aliasSpan)
  }

  /// What must be stated where values or versions change over time.
  ///
  /// - Parameter isKindKnown: Whether `rule.kind` is what the rule says, and not a stand-in.
  mutating func checkTimes(
    _ rule: CheckedRule, isKindKnown: Bool, _ node: YAMLNode, _ context: RuleContext
  ) {
    let name = drafts[context.draft].declaration.nameSpan
    let place = files.files[context.file].place(name)
    let changing = context.usedParameters.sorted().filter { rules.parameters[$0].values.count > 1 }
    if rule.governedBy == nil, !rule.versions.isEmpty || !changing.isEmpty {
      let what = changing.first.map { rules.parameters[$0].name }
      report(
        .checkGovernedBy,
        what.map {
          LocalizedText(
            zh: "參數 \($0) 隨時間變動，須寫 governed-by",
            en: "'\($0)' changes over time; 'governed-by' is needed")
        }
          ?? LocalizedText(
            zh: "規則有版本，須寫 governed-by", en: "the rule has versions; 'governed-by' is needed"),
        at: place,
        help: LocalizedText(
          zh: "trigger、due、done 或 period", en: "one of trigger, due, done, period"))
    }
    for index in context.usedParameters.sorted() { checkFirstValue(index, rule, context) }
    checkCalendarRange(rule, context)
    guard isKindKnown else { return }
    checkGovernedBy(rule, node, context)
    if !rule.versions.isEmpty || !changing.isEmpty { checkGoverningDay(rule, node, context) }
    if let period = rule.kind.period {
      let targets = changing.filter(context.targetParameters.contains)
      checkCombination(targets, period, context, place)
    }
  }

  private mutating func checkGovernedBy(
    _ rule: CheckedRule, _ node: YAMLNode, _ context: RuleContext
  ) {
    guard let governing = rule.governedBy, let place = node["governed-by"] else { return }
    let isDeadline = context.kind == "deadline"
    let isRate = context.kind == "rate"
    let message: LocalizedText
    switch governing {
    case .period where rule.kind.period == nil:
      message = LocalizedText(zh: "規則沒有統計期間", en: "the rule has no period")
    case .due where !isDeadline && !isRate, .done where !isDeadline && !isRate:
      message = LocalizedText(
        zh: "\(context.kind) 沒有 \(governing.rawValue) 時點",
        en: "a rule of kind \(context.kind) has no moment '\(governing.rawValue)'")
    default: return
    }
    report(.checkGovernedBy, message, at: files.files[context.file].place(place.ownSpan))
  }

  /// The day by which a value or version is picked must be known, and be the one that is meant.
  private mutating func checkGoverningDay(
    _ rule: CheckedRule, _ node: YAMLNode, _ context: RuleContext
  ) {
    guard let governing = rule.governedBy, let place = node["governed-by"] else { return }
    let changesTarget = context.targetParameters.contains { rules.parameters[$0].values.count > 1 }
    if rule.kind.period != nil, changesTarget, governing != .period {
      report(
        .checkGovernedBy,
        LocalizedText(
          zh: "統計期間的目標值以期間決定，不以 \(governing.rawValue)",
          en: "the target of a period is governed by the period, not by '\(governing.rawValue)'"),
        at: files.files[context.file].place(place.ownSpan),
        help: LocalizedText(zh: "governed-by: period", en: "governed-by: period"))
    }
    let needsColumn = ["assert", "order"].contains(context.kind)
    if needsColumn, governing == .trigger, rule.governingColumn == nil {
      report(
        .checkGovernedBy,
        LocalizedText(
          zh: "以列的日期決定版本，須寫 dated-by",
          en: "the row's own day picks the version; 'dated-by' is needed"),
        at: files.files[context.file].place(place.ownSpan),
        help: LocalizedText(
          zh: "寫明以何欄位的日期為準", en: "name the column whose day is meant"))
    }
  }

  /// A target that changes inside a period says how it combines.
  private mutating func checkCombination(
    _ changing: [Int], _ period: Period.Unit, _ context: RuleContext, _ place: DiagnosticPlace
  ) {
    for index in changing where rules.parameters[index].combination == nil {
      let parameter = rules.parameters[index]
      guard let first = parameter.values.first?.from,
        let inside = parameter.values.first(where: {
          $0.from != first && Period(period, holding: $0.from).first != $0.from
        })
      else { continue }
      report(
        .checkCombine,
        LocalizedText(
          zh: "參數 \(parameter.name) 於 \(inside.from) 變動，在 \(period.rawValue) 之中",
          en: "'\(parameter.name)' changes on \(inside.from), inside a \(period.rawValue)"),
        at: place,
        labels: parameterPlace(index).map {
          [.init($0, LocalizedText(zh: "參數在此", en: "the parameter"))]
        } ?? [],
        help: LocalizedText(
          zh: "在參數寫 combine: per-segment、weighted 或 period-end",
          en: "give the parameter 'combine': per-segment, weighted or period-end"))
    }
  }

  private func parameterPlace(_ index: Int) -> DiagnosticPlace? {
    parameters.entries.first { $0.index == index }?.place
  }

  private mutating func checkFirstValue(
    _ index: Int, _ rule: CheckedRule, _ context: RuleContext
  ) {
    guard let from = rule.effectiveFrom, let first = rules.parameters[index].values.first?.from,
      from < first, let node = drafts[context.draft].node["effective"]?["from"]
    else { return }
    report(
      .checkDatedValues, .warning,
      LocalizedText(
        zh: "參數 \(rules.parameters[index].name) 自 \(first) 才有值",
        en: "'\(rules.parameters[index].name)' has no value before \(first)"),
      at: files.files[context.file].place(node.ownSpan))
  }

  private mutating func checkCalendarRange(_ rule: CheckedRule, _ context: RuleContext) {
    guard context.needsCalendar, let index = rule.calendar else { return }
    let calendar = rules.calendars[index]
    let dates =
      [rule.effectiveFrom, rule.effectiveTo].compactMap { $0 } + rule.versions.map(\.from)
    for date in dates where !calendar.years.contains(date.year) {
      report(
        .checkCalendarRange, .warning,
        LocalizedText(
          zh:
            "\(date) 不在行事曆 \(calendar.identifier) 的年度（\(calendar.years.lowerBound) 至 \(calendar.years.upperBound)）內",
          en:
            "\(date) is outside calendar '\(calendar.identifier)' (\(calendar.years.lowerBound) to \(calendar.years.upperBound))"
        ),
        at: files.files[context.file].place(drafts[context.draft].declaration.nameSpan),
        help: LocalizedText(zh: "請匯入該年度的行事曆", en: "import that year's calendar"))
    }
  }
}

extension CheckedKind {
  /// The kind of period by which results are grouped, if they are.
  var period: Period.Unit? {
    switch self {
    case .rate(let rule): rule.grouping.period
    case .count(let rule): rule.grouping.period
    case .measure(let rule): rule.grouping.period
    case .coverage(let rule): rule.grouping.period
    case .unique(let rule): rule.grouping.period
    case .serial(let rule): rule.grouping.period
    case .recurrence(let rule): rule.every
    case .window(let rule): rule.grouping.period
    case .deadline, .assert, .order: nil
    }
  }
}
