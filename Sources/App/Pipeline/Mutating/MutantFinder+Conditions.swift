import CivilTime
import Diagnostics
import Expressions
import RuleCheck
import RuleSyntax

extension MutantFinder {
  /// Changes of the conditions of a rule and of its versions.
  mutating func findConditions(_ rule: CheckedRule) {
    for (condition, isRequirement) in rule.conditions
    where condition.definition.source === source {
      let span = trimmed(condition.definition.span)
      for found in ConditionChange.all(of: condition, isRequirement: isRequirement) {
        add(
          found.operation, found.span, found.before, found.after,
          .text(span, YAMLQuoting.quoted(found.whole)))
      }
    }
  }
}

/// The changes of one condition.
private struct ConditionChange {
  struct Found {
    var operation: MutationOperation
    var span: SourceSpan
    var before: String
    var after: String
    /// The whole condition with the change in it.
    var whole: String
  }

  let condition: Condition
  var found: [Found] = []

  /// All changes of a condition, each a whole condition.
  static func all(of condition: Condition, isRequirement: Bool) -> [Found] {
    guard let root = Expression.parse(condition.text).expression?.root else { return [] }
    var change = ConditionChange(condition: condition)
    change.visit(root, isTruth: true)
    // A requirement left out altogether is met by every row, as its contrary tells well enough.
    if !isRequirement, !root.isConjunction { change.replace(.droppedTerm, root, with: "true") }
    return change.found
  }

  /// Adds the condition with one node of it replaced.
  ///
  /// - Parameters:
  ///   - before: what is shown as replaced; the node by default.
  ///   - after: what is shown in its place; the text by default.
  ///   - place: the node at which the change is reported; the replaced one by default.
  mutating func replace(
    _ operation: MutationOperation, _ node: SyntaxNode, with text: String,
    showing before: String? = nil, _ after: String? = nil, at place: SyntaxNode? = nil
  ) {
    let bytes = condition.text.utf8
    let head = String(decoding: bytes.prefix(node.span.start), as: UTF8.self)
    let tail = String(decoding: bytes.dropFirst(node.span.end), as: UTF8.self)
    let start = condition.expression.location.fileOffset(of: (place ?? node).span.start)
    found.append(
      Found(
        operation: operation, span: SourceSpan(start: start, end: start + 1),
        before: before ?? node.text, after: after ?? text, whole: head + "(" + text + ")" + tail))
  }

  /// Visits a node; `isTruth` where its value is the condition's or a term's.
  mutating func visit(_ node: SyntaxNode, isTruth: Bool) {
    switch node.kind {
    case .and(let terms): visit(terms, of: node, "&&")
    case .or(let terms): visit(terms, of: node, "||")
    case .unary(.not, let operand):
      replace(.negation, node, with: operand.text)
      visit(operand, isTruth: false)
    case .binary(let sign, let left, let right): visit(node, sign, left, right, isTruth)
    case .literal(let value): visit(literal: value, node)
    case .call(let name, _, let arguments):
      if isTruth { replace(.negation, node, with: "!(\(node.text))") }
      if let only = arguments.first, case .literal(.string(let text)) = only.kind,
        ["date", "decimal"].contains(name)
      {
        visit(name, text, only)
      } else {
        for child in node.kind.children { visit(child, isTruth: false) }
      }
    case .conditional(let test, let then, let otherwise):
      visit(test, isTruth: true)
      visit(then, isTruth: isTruth)
      visit(otherwise, isTruth: isTruth)
    default:
      if isTruth { replace(.negation, node, with: "!(\(node.text))") }
      for child in node.kind.children { visit(child, isTruth: false) }
    }
  }

  /// The terms of `&&` or `||`: each left out, the sign exchanged, each changed in itself.
  private mutating func visit(_ terms: [SyntaxNode], of node: SyntaxNode, _ sign: String) {
    let texts = terms.map { "(\($0.text))" }
    for (index, term) in terms.enumerated() {
      var rest = texts
      rest.remove(at: index)
      replace(
        .droppedTerm, node, with: rest.joined(separator: " \(sign) "), showing: term.text, "—",
        at: term)
    }
    let other = sign == "&&" ? "||" : "&&"
    replace(.connective, node, with: texts.joined(separator: " \(other) "), showing: sign, other)
    for term in terms { visit(term, isTruth: true) }
  }

  private mutating func visit(
    _ node: SyntaxNode, _ sign: BinaryOperator, _ left: SyntaxNode, _ right: SyntaxNode,
    _ isTruth: Bool
  ) {
    for (operation, other) in Self.exchanges[sign] ?? [] {
      replace(
        operation, node, with: "(\(left.text)) \(other.rawValue) (\(right.text))",
        showing: node.text, "\(left.text) \(other.rawValue) \(right.text)")
    }
    switch sign {
    case .in:
      if isTruth { replace(.negation, node, with: "!(\(node.text))") }
      if case .list(let elements) = right.kind, elements.count > 1 {
        for index in elements.indices {
          var rest = elements.map(\.value.text)
          let dropped = rest.remove(at: index)
          replace(
            .droppedValue, right, with: "[" + rest.joined(separator: ", ") + "]", showing: dropped,
            "—")
        }
        return visit(left, isTruth: false)
      }
    default: break
    }
    visit(left, isTruth: false)
    visit(right, isTruth: false)
  }

  /// What takes the place of a comparison: its bound changed, and its contrary.
  private static let exchanges: [BinaryOperator: [(MutationOperation, BinaryOperator)]] = [
    .equal: [(.negation, .notEqual)], .notEqual: [(.negation, .equal)],
    .less: [(.comparison, .lessOrEqual), (.negation, .greaterOrEqual)],
    .lessOrEqual: [(.comparison, .less), (.negation, .greater)],
    .greater: [(.comparison, .greaterOrEqual), (.negation, .lessOrEqual)],
    .greaterOrEqual: [(.comparison, .greater), (.negation, .less)],
  ]

  private mutating func visit(literal value: Value, _ node: SyntaxNode) {
    guard case .int(let number) = value, number < Int64.max, number > Int64.min else { return }
    for other in [number + 1, number - 1] { replace(.literal, node, with: "\(other)") }
  }

  /// A date or decimal number written as a text.
  private mutating func visit(_ function: String, _ text: String, _ node: SyntaxNode) {
    var others: [String] = []
    if function == "date", let date = try? TimeText.parseDate(text, forms: [.iso]).get() {
      others = [1, -1].map { date.adding(days: $0).isoText }
    } else if let number = DecimalNumber(text) {
      others = [1, -1].map { number.adding($0).text }
    }
    for other in others { replace(.literal, node, with: "\"\(other)\"") }
  }
}

extension SyntaxNode {
  /// Whether several conditions must hold together.
  fileprivate var isConjunction: Bool { if case .and = kind { true } else { false } }
}

extension CheckedRule {
  /// All conditions of the rule and its versions, and whether each is what the rule requires.
  var conditions: [(condition: Condition, isRequirement: Bool)] {
    let own = ([condition] + versions.map(\.condition)).compactMap { $0 }.map { ($0, false) }
    return own + ([kind] + versions.map(\.kind)).flatMap(\.conditions)
  }
}

extension CheckedKind {
  /// The conditions in what is required.
  fileprivate var conditions: [(Condition, Bool)] {
    switch self {
    case .deadline(let rule):
      return rule.arms.flatMap { [$0.condition, $0.extending?.granted] }.compactMap { $0 }
        .map { ($0, false) }
    case .assert(let rule): return rule.that.map { [($0, true)] } ?? []
    case .rate(let rule):
      if case .condition(let condition) = rule.members { return [(condition, true)] }
      return []
    case .coverage(let rule): return rule.registerCondition.map { [($0, false)] } ?? []
    default: return []
    }
  }
}
