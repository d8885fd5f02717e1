import CivilTime
import Columns
import Diagnostics
import Findings
import RuleSyntax

extension RuleSetChecker {
  /// What a rule requires, by its kind; `nil` where too much of it is wrong to say.
  mutating func kind(_ node: YAMLNode, _ context: inout RuleContext) -> CheckedKind? {
    switch context.kind {
    case "deadline": deadline(node, &context).map(CheckedKind.deadline)
    case "assert": assertion(node, &context).map(CheckedKind.assert)
    case "order": order(node, &context).map(CheckedKind.order)
    case "unique": unique(node, &context).map(CheckedKind.unique)
    case "serial": serial(node, &context).map(CheckedKind.serial)
    case "rate": rate(node, &context).map(CheckedKind.rate)
    case "count": count(node, &context).map(CheckedKind.count)
    case "measure": measure(node, &context).map(CheckedKind.measure)
    case "coverage": coverage(node, &context).map(CheckedKind.coverage)
    case "recurrence": recurrence(node, &context).map(CheckedKind.recurrence)
    case "window": window(node, &context).map(CheckedKind.window)
    default: nil
    }
  }

  private mutating func assertion(_ node: YAMLNode, _ context: inout RuleContext) -> AssertRule? {
    let that = condition(node["that"], &context)
    let required = columns(node["required"], context)
    return that == nil && required.isEmpty ? nil : AssertRule(that: that, required: required)
  }

  private mutating func order(_ node: YAMLNode, _ context: inout RuleContext) -> OrderRule? {
    func moment(_ node: YAMLNode?, _ checker: inout RuleSetChecker) -> Int? {
      checker.column(node, types: .moments, context)
    }
    var pattern: OrderRule.Pattern?
    if let part = node["precedence"] {
      let first = moment(part["first"], &self)
      let then = moment(part["then"], &self)
      if let first, let then { pattern = .precedence(first: first, then: then) }
    } else if let part = node["response"] {
      let after = moment(part["after"], &self)
      let expect = moment(part["expect"], &self)
      if let after, let expect { pattern = .response(after: after, expect: expect) }
    } else if let part = node["absence"] {
      pattern = column(part, context).map { .absence($0) }
    } else if let part = node["at-most-once"] {
      pattern = column(part, types: [.integer], context).map { .atMostOnce($0) }
    } else if let part = node["between"] {
      let event = moment(part["event"], &self)
      let after = moment(part["after"], &self)
      let before = moment(part["before"], &self)
      if let event, let after, let before {
        pattern = .between(event: event, after: after, before: before)
      }
    }
    return pattern.map {
      OrderRule(pattern: $0, allowsSame: node["allow-same"]?.boolean ?? true)
    }
  }

  private mutating func unique(_ node: YAMLNode, _ context: inout RuleContext) -> UniqueRule? {
    var columns = columns(node["columns"], context)
    if node["columns"] == nil {
      columns = context.schema.map { $0.key.compactMap($0.columnIndex) } ?? []
      if columns.isEmpty, context.schema != nil {
        report(
          .rulesMissingKey,
          LocalizedText(
            zh: "資料集沒有 key，須寫 columns", en: "the dataset has no key; 'columns' is needed"),
          at: files.files[context.file].place(node.ownSpan))
      }
    }
    var grouping = grouping(node, context)
    if let period = node["within"]?.text.flatMap(Period.Unit.init(rawValue:)) {
      grouping.period = period
    }
    let dated = datedBy(node, grouping, &context)
    return columns.isEmpty ? nil : UniqueRule(columns: columns, grouping: grouping, datedBy: dated)
  }

  private mutating func serial(_ node: YAMLNode, _ context: inout RuleContext) -> SerialRule? {
    let number = column(node["number"], types: [.text, .integer], context)
    var grouping = grouping(node, context)
    if let prefix = column(node["prefix"], context) { grouping.columns.append(prefix) }
    let dated = datedBy(node, grouping, &context)
    return number.map {
      SerialRule(number: $0, grouping: grouping, datedBy: dated, start: node["start"]?.integer)
    }
  }

  private mutating func window(_ node: YAMLNode, _ context: inout RuleContext) -> WindowRule? {
    let sum = column(node["sum"], types: .numbers, context)
    var span = 0
    if let place = node["span"], let length = place.period {
      switch length.unit {
      case .day: span = length.amount
      case .week: span = length.amount * 7
      default:
        report(
          .checkSchedule,
          LocalizedText(zh: "滑動期間須以日或週計", en: "the span of a window is in days or weeks"),
          at: files.files[context.file].place(place.ownSpan))
      }
    }
    let grouping = grouping(node, context)
    if let period = grouping.period, let place = node["per"] {
      report(
        .checkPer,
        LocalizedText(
          zh: "window 的 per 不可有期間 \(period.rawValue)",
          en: "the groups of a window have no period such as \(period.rawValue)"),
        at: files.files[context.file].place(place.ownSpan))
    }
    let dated = requiredDate(node, context)
    let threshold = target(node, &context, unit: nil)
    guard let dated, let (comparison, target) = threshold, span > 0 else { return nil }
    if node["sum"] != nil, sum == nil { return nil }
    return WindowRule(
      sum: sum, spanDays: span, grouping: grouping, datedBy: dated, comparison: comparison,
      threshold: target)
  }

  /// The column of `dated-by` where a kind cannot do without; its absence is reported.
  mutating func requiredDate(_ node: YAMLNode, _ context: RuleContext) -> Int? {
    if let place = node["dated-by"] { return column(place, types: .moments, context) }
    if !files.files[context.file].document.isTruncated {
      report(
        .rulesMissingKey,
        LocalizedText(zh: "\(context.kind) 缺少 dated-by", en: "\(context.kind) needs 'dated-by'"),
        at: files.files[context.file].place(drafts[context.draft].declaration.nameSpan),
        help: LocalizedText(
          zh: "以何欄位的日期為準，例如 dated-by: sent_on",
          en: "the column that dates a row, such as dated-by: sent_on"))
    }
    return nil
  }
}
