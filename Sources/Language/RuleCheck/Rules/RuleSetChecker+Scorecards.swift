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
          indicator($0, file: index)
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
    _ node: YAMLNode, file: Int
  ) -> CheckedScorecard.Indicator? {
    var source: CheckedScorecard.Indicator.Source?
    var title = node["title"]?.localized
    if let reference = node["rule"], let draft = findRule(reference, file: file) {
      if let number = ruleNumbers[draft] {
        source = .rule(number)
        title = title ?? rules.rules[number].title
      } else {
        leftOut("規則", "rule", reference.text ?? "", reference, file)
      }
    } else if let node = node["value"], let value = number(node, file: file) {
      source = .value(value, target: Ratio(1, 1))
    }
    let target = node["target"].flatMap { number($0, file: file) }
    if case .value(let value, _)? = source {
      if let target {
        source = .value(value, target: target)
      } else if node["target"] == nil, node["awarded"] == nil {
        report(
          .rulesMissingKey,
          LocalizedText(
            zh: "以 value 計分的指標缺少 target", en: "an indicator with 'value' needs 'target'"),
          at: files.files[file].place(node.ownSpan))
      }
    }
    guard let source, let weight = node["weight"].flatMap({ number($0, file: file) }) else {
      return nil
    }
    return CheckedScorecard.Indicator(
      title: title ?? LocalizedText(verbatim: ""),
      dimension: node["dimension"]?.localized ?? LocalizedText(verbatim: ""),
      goal: node["goal"]?.localized, weight: weight, source: source,
      points: node["awarded"]?.decimal.map { Ratio($0) })
  }

  /// A number, or the latest value of a parameter.
  private mutating func number(_ node: YAMLNode, file: Int) -> Ratio? {
    if let decimal = node.decimal { return Ratio(decimal) }
    guard let name = node.text else { return nil }
    switch parameters.find(name, in: scopes[file]) {
    case .found(let index): return rules.parameters[index].values.last?.value
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
    let weights = indicators.map(\.weight)
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
    for (table, zh, en) in [(datasets, "資料集", "dataset"), (parameters, "參數", "parameter")] {
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
