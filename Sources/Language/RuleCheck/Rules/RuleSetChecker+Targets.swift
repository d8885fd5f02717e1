import CivilTime
import Diagnostics
import Findings
import RuleSyntax

extension RuleSetChecker {
  /// The comparison and target of a rule.
  ///
  /// - Parameter unit: `percent` where the value is a share, `count` where it is a number of things,
  ///   `nil` where it has a unit of its own.
  mutating func target(
    _ node: YAMLNode, _ context: inout RuleContext, unit: String?, period: Period.Unit? = nil
  ) -> (Comparison, Target)? {
    guard let entry = node.entries?.first(where: { KeyTable.comparisons.contains($0.key) }),
      let comparison = Comparison(rawValue: entry.key),
      let target = target(entry, &context, unit: unit, period: period)
    else { return nil }
    return (comparison, target)
  }

  /// The target that an entry states: a number, a parameter, or an earlier value.
  mutating func target(
    _ entry: YAMLEntry, _ context: inout RuleContext, unit: String?, period: Period.Unit?
  ) -> Target? {
    let node = entry.value
    let place = files.files[context.file].place(node.ownSpan)
    if node.entries != nil { return earlier(node, period, context) }
    if let number = node.decimal {
      let value = Ratio(number)
      if unit == "percent" { checkPercent(value, number, place) }
      if unit == "count", !value.isWhole || value.numerator < 0 {
        report(
          .checkTarget,
          LocalizedText(zh: "件數須為非負整數", en: "a count is a whole number of at least 0"),
          at: place)
      }
      return .number(value)
    }
    guard let index = parameter(node, &context) else { return nil }
    let own = rules.parameters[index].unit
    if unit == "percent", own != "percent" {
      report(
        .checkTarget,
        LocalizedText(
          zh: "參數「\(node.text ?? "")」的單位是 \(own)，比率須為 percent",
          en: "parameter '\(node.text ?? "")' is in \(own); a rate takes percent"), at: place)
    } else if unit == "count", own == "percent" {
      report(
        .checkTarget,
        LocalizedText(
          zh: "參數「\(node.text ?? "")」的單位是 percent，件數不用百分比",
          en: "parameter '\(node.text ?? "")' is in percent; a count is not"), at: place)
    }
    context.targetParameters.insert(index)
    return .parameter(index)
  }

  private mutating func checkPercent(
    _ value: Ratio, _ number: DecimalNumber, _ place: DiagnosticPlace
  ) {
    if value.isAbove(100) || value.numerator < 0 {
      report(
        .checkTarget,
        LocalizedText(zh: "比率須在 0 與 100 之間", en: "a share lies between 0 and 100 percent"),
        at: place)
    } else if value.numerator > 0, !value.isAbove(1), number.scale > 0 {
      report(
        .checkTarget, .warning,
        LocalizedText(zh: "目標值不到 1%", en: "the target is not even 1 percent"), at: place,
        help: LocalizedText(zh: "比率以百分比表示，例如 98", en: "shares are in percent, such as 98"))
    }
  }

  /// The parameter that a node names; an unknown one is reported.
  mutating func parameter(_ node: YAMLNode, _ context: inout RuleContext) -> Int? {
    guard let name = node.text else { return nil }
    switch parameters.find(name, in: scopes[context.file]) {
    case .found(let index):
      context.usedParameters.insert(index)
      return index
    case .broken: leftOut("參數", "parameter", name, node, context.file)
    case .unknown:
      let digits = name.replacing("percent", with: "").filter {
        $0 != "%" && $0 != "," && $0 != "％" && $0 != " "
      }
      let number = digits != name ? DecimalNumber(digits) : nil
      report(
        .checkUnknownParameter, LocalizedText(zh: "沒有參數「\(name)」", en: "no parameter '\(name)'"),
        at: files.files[context.file].place(node.ownSpan),
        help: number.map { _ in
          LocalizedText(zh: "只寫數字：\(digits)", en: "write the number alone: \(digits)")
        } ?? suggestion(name, parameters.names(in: scopes[context.file])))
    }
    return nil
  }

  private mutating func earlier(
    _ node: YAMLNode, _ period: Period.Unit?, _ context: RuleContext
  ) -> Target? {
    var change = Ratio(0, 1)
    var isSound = true
    if let place = node["change"], let text = place.text {
      let number = text.filter { $0 != "%" }
      let words = number.split(separator: " ")
      if words.count == 1 || words.count == 2 && words[1] == "percent",
        let decimal = words.first.flatMap({ DecimalNumber($0) })
      {
        change = Ratio(decimal)
      } else {
        isSound = false
        report(
          .checkTarget, LocalizedText(zh: "「\(text)」不是百分比", en: "'\(text)' is not a percentage"),
          at: files.files[context.file].place(place.ownSpan),
          help: LocalizedText(
            zh: "例如 5 percent 或 -3 percent", en: "such as 5 percent or -3 percent"))
      }
    }
    if isSound, let year = node["base-year"]?.integer {
      return .baseYear(year < 1000 ? year + 1911 : year, changePercent: change)
    }
    guard let place = node["earlier"], let length = place.period else { return nil }
    guard let period, let periods = Self.periods(length, period) else {
      report(
        .checkTarget,
        LocalizedText(
          zh: "\(length.zhText)不是統計期間的整數倍",
          en: "\(length) is not a whole number of the rule's periods"),
        at: files.files[context.file].place(place.ownSpan),
        help: LocalizedText(
          zh: "例如 per: year 與 earlier: 1 year", en: "such as per: year with earlier: 1 year"))
      return nil
    }
    return isSound ? .earlier(periods: periods, changePercent: change) : nil
  }

  /// How many periods make a length, if a whole number does.
  private static func periods(_ length: PeriodLength, _ unit: Period.Unit) -> Int? {
    let months: Int? =
      switch length.unit {
      case .month: length.amount
      case .year: length.amount * 12
      default: nil
      }
    let days: Int? =
      switch length.unit {
      case .day: length.amount
      case .week: length.amount * 7
      default: nil
      }
    let size: (months: Int?, days: Int?) =
      switch unit {
      case .day: (nil, 1)
      case .week: (nil, 7)
      case .month: (1, nil)
      case .quarter: (3, nil)
      case .halfYear: (6, nil)
      case .year: (12, nil)
      }
    if let months, let unit = size.months { return months % unit == 0 ? months / unit : nil }
    if let days, let unit = size.days { return days % unit == 0 ? days / unit : nil }
    return nil
  }
}
