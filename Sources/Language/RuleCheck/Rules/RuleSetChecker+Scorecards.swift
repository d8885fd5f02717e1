import Columns
import Diagnostics
import Findings
import RuleSyntax

extension RuleSetChecker {
  /// Checks the scorecards of the files that were asked for.
  mutating func checkScorecards() {
    for index in files.files.indices where files.files[index].isRoot {
      let file = files.files[index]
      let pack = file.document.root?["pack"]?.text ?? file.path
      for declaration in file.document.declarations("scorecards") {
        let before = errorCount
        hasBrokenDependency = false
        let indicators = (declaration.node["indicators"]?.elements ?? []).compactMap {
          indicator($0, of: declaration.node, file: index)
        }
        checkWeights(declaration, indicators, file: index)
        let id = "\(pack)/\(declaration.name)"
        guard declaration.isSound, errorCount == before, !hasBrokenDependency else {
          rules.failedRules.append(id)
          continue
        }
        rules.scorecards.append(
          CheckedScorecard(
            id: id,
            title: declaration.node["title"]?.localized
              ?? LocalizedText(verbatim: declaration.name),
            indicators: indicators,
            definition: Definition(source: file.document.source, span: declaration.nameSpan)))
      }
    }
  }

  private mutating func indicator(
    _ node: YAMLNode, of card: YAMLNode, file: Int
  ) -> CheckedScorecard.Indicator? {
    var source: CheckedScorecard.Indicator.Source?
    var title = node["title"]?.localized
    if node["rule"] != nil {
      if let reference = reference(node, file: file) {
        source = .rule(reference)
        title = title ?? rules.rules[reference.rule].title
      }
    } else if let value = node["value"] {
      source = quantity(value, file: file).map { .value($0) }
    }
    let isSourceKnown = source != nil || node["rule"] == nil && node["value"] == nil
    let weight = node["weight"].flatMap { quantity($0, file: file) }
    let word = node["points"]?.text ?? card["points"]?.text
    var indicator = CheckedScorecard.Indicator(
      title: title ?? LocalizedText(verbatim: ""), weight: weight ?? .number(Ratio(0, 1)),
      source: source,
      method: word.flatMap(CheckedScorecard.Method.init(rawValue:)) ?? .proportional)
    indicator.dimension = node["dimension"]?.localized
    indicator.goal = node["goal"]?.localized
    indicator.bonus = node["bonus"]?.decimal.map { Ratio($0) } ?? Ratio(0, 1)
    indicator.target = node["target"].flatMap { quantity($0, file: file) }
    indicator.unit = node["unit"]?.text
    indicator.note = node["note"]?.localized
    if let awarded = node["awarded"] {
      if let points = awarded.decimal {
        indicator.award = .points(Ratio(points))
      } else if let reference = reference(awarded, file: file) {
        indicator.award = .rule(reference)
      }
    }
    checkPoints(indicator, isWeightKnown: weight != nil, node, file: file)
    return isSourceKnown && weight != nil ? indicator : nil
  }

  /// What an indicator's points need: a target, a unit, a group of a rule that has groups.
  private mutating func checkPoints(
    _ indicator: CheckedScorecard.Indicator, isWeightKnown: Bool, _ node: YAMLNode, file: Int
  ) {
    let place = files.files[file].place(node.ownSpan)
    if node["value"] != nil, node["rule"] == nil, node["target"] == nil, node["awarded"] == nil {
      report(
        .rulesMissingKey,
        LocalizedText(
          zh: "以 value 計分的指標缺少 target", en: "an indicator with 'value' needs 'target'"),
        at: place)
    }
    if indicator.method == .byValue, let unit = indicator.unit, unit != "percent" {
      report(
        .checkTarget,
        LocalizedText(
          zh: "by-value 以百分比計分，單位卻是 \(unit)", en: "by-value takes percent, not \(unit)"), at: place)
    }
    if isWeightKnown, case .points(let points)? = indicator.award,
      case .number(let weight) = indicator.weight,
      !indicator.holds(points, weight: weight)
    {
      report(
        .checkWeights,
        LocalizedText(
          zh: "核給分數不在 0 與權重之間", en: "the points awarded do not lie between 0 and the weight"),
        at: place,
        help: LocalizedText(zh: "加分以 bonus 註明上限", en: "state points on top as 'bonus'"))
    }
  }

  /// The rule that `rule` names, and the group that `group` states.
  private mutating func reference(
    _ node: YAMLNode, file: Int
  ) -> CheckedScorecard.Reference? {
    guard let name = node["rule"], let draft = findRule(name, file: file) else { return nil }
    guard let number = ruleNumbers[draft] else {
      leftOut("規則", "rule", name.text ?? "", name, file)
      return nil
    }
    let group = (node["group"]?.entries ?? []).map { (name: $0.key, text: $0.value.text ?? "") }
    let known = groupNames(of: rules.rules[number])
    for (index, item) in group.enumerated() where !known.contains(item.name) {
      let entry = node["group"]?.entries?[index]
      report(
        .checkUnknownColumn,
        LocalizedText(
          zh: "規則「\(name.text ?? "")」不以「\(item.name)」分組",
          en: "the rule '\(name.text ?? "")' is not grouped by '\(item.name)'"),
        at: files.files[file].place(entry?.keySpan ?? node.ownSpan),
        help: suggestion(item.name, known))
    }
    return CheckedScorecard.Reference(rule: number, group: group)
  }

  /// The names by which a group of a rule is told: its columns and its kind of period.
  private func groupNames(of rule: CheckedRule) -> [String] {
    let grouping: Grouping
    var dataset = rule.dataset
    switch rule.kind {
    case .rate(let rate): grouping = rate.grouping
    case .count(let count): grouping = count.grouping
    case .measure(let measure): grouping = measure.grouping
    case .coverage(let coverage): (grouping, dataset) = (coverage.grouping, coverage.register)
    case .deadline, .assert, .unique, .order, .recurrence, .serial, .window: return []
    }
    let columns = rules.datasets[dataset].schema.allColumns
    return grouping.columns.map { columns[$0].name }
      + (grouping.period.map { [$0.rawValue] } ?? [])
  }

  /// A number, or a parameter.
  private mutating func quantity(_ node: YAMLNode, file: Int) -> CheckedScorecard.Quantity? {
    if let decimal = node.decimal { return .number(Ratio(decimal)) }
    guard let name = node.text else { return nil }
    switch parameters.find(name, in: scopes[file]) {
    case .found(let index): return .parameter(index)
    case .broken: leftOut("參數", "parameter", name, node, file)
    case .unknown:
      report(
        .checkUnknownParameter, LocalizedText(zh: "沒有參數「\(name)」", en: "no parameter '\(name)'"),
        at: files.files[file].place(node.ownSpan),
        help: suggestion(name, parameters.names(in: scopes[file])))
    }
    return nil
  }

  private mutating func checkWeights(
    _ declaration: RuleDocument.Declaration, _ indicators: [CheckedScorecard.Indicator], file: Int
  ) {
    let elements = declaration.node["indicators"]?.elements ?? []
    guard indicators.count == elements.count, !elements.isEmpty else { return }
    let total = declaration.node["total"]?.decimal.map { Ratio($0) } ?? Ratio(100, 1)
    let weights = indicators.compactMap { indicator -> Ratio? in
      switch indicator.weight {
      case .number(let weight): weight
      case .parameter(let index): rules.parameters[index].values.last?.value
      }
    }
    // Weights are decimals: a common denominator of 10^6 is exact for all that people write.
    let scale: Int64 = 1_000_000
    let sum = weights.reduce(Int64(0)) { $0 &+ $1.numerator &* (scale / max(1, $1.denominator)) }
    let isExact = weights.allSatisfy { scale % $0.denominator == 0 && abs($0.numerator) < 1 << 30 }
    guard isExact, sum * total.denominator != total.numerator * scale else { return }
    report(
      .checkWeights,
      LocalizedText(
        zh: "權重總和是 \(Self.text(sum, scale))，不是 \(Self.text(total.numerator, total.denominator))",
        en:
          "the weights add up to \(Self.text(sum, scale)), not \(Self.text(total.numerator, total.denominator))"
      ),
      at: files.files[file].place(declaration.nameSpan))
  }

  /// A fraction of a power of ten as a decimal number.
  private static func text(_ numerator: Int64, _ denominator: Int64) -> String {
    let whole = numerator / denominator
    var rest = abs(numerator % denominator)
    if rest == 0 { return "\(whole)" }
    var digits = ""
    var unit = denominator
    while rest > 0, unit > 1 {
      unit /= 10
      digits += "\(rest / max(1, unit))"
      rest %= max(1, unit)
    }
    return "\(whole).\(digits)"
  }

  /// Warns of datasets and parameters that no rule uses.
  mutating func checkUse() {
    let used = Set(rules.rules.map(\.dataset))
    for index in used { datasets.use(index: index) }
    // A rule that was left out may use what no other does.
    let incomplete = Set(drafts.filter { $0.rule == nil }.map(\.file))
    for (table, zh, en) in [
      (datasets, "資料集", "dataset"), (parameters, "參數", "parameter"),
      (templateNames, "範本", "template"),
    ] {
      for entry in table.entries where !entry.isUsed && files.files[entry.file].isRoot {
        let document = files.files[entry.file].document
        guard document.root?["rules"] != nil, !document.isTruncated else { continue }
        if incomplete.contains(entry.file) { continue }
        report(
          .checkUnused, .warning,
          LocalizedText(
            zh: "\(zh)「\(entry.name)」沒有規則使用", en: "\(en) '\(entry.name)' is used by no rule"),
          at: entry.place)
      }
    }
  }
}
