import CivilTime
import Diagnostics
import Expressions
import Findings
import RuleCheck
import RuleSyntax

/// Proves of a change that no data can tell it from the rule as it is.
struct MutantEquivalence {
  /// The rule as it is, and as it is changed.
  let base: CheckedRule
  let changed: CheckedRule

  /// The reason, if the change can be proved to be without consequence.
  func reason(for operation: MutationOperation) -> MutationEquivalence? {
    switch operation {
    case .comparison, .droppedTerm, .negation, .connective, .literal, .droppedValue:
      return hasSameConditions ? .sameCondition : nil
    case .targetComparison: return isBeyondReach ? .unreachableBound : nil
    case .limit: return hasSameLimits ? .withoutEffect : nil
    case .profileStart: return isAlwaysRestarted ? .withoutEffect : nil
    case .tolerance:
      guard case .recurrence(let rule) = base.kind, case .once = rule.schedule else { return nil }
      return .withoutEffect
    case .sameTime:
      guard case .order(let rule) = base.kind else { return nil }
      switch rule.pattern {
      case .absence, .atMostOnce: return .withoutEffect
      default: return nil
      }
    default: return nil
    }
  }

  /// Whether only an extension's length differs that its longest length cuts anyway: of the two the
  /// shorter counts.
  private var hasSameLimits: Bool {
    guard case .deadline(let old) = base.kind, case .deadline(let new) = changed.kind,
      base.versions.isEmpty, old.arms.count == new.arms.count
    else { return false }
    return zip(old.arms, new.arms).allSatisfy { left, right in
      left.limit == right.limit && left.extending?.fixedLength == right.extending?.fixedLength
        && (left.extending == nil) == (right.extending == nil)
        && (left.extending?.fixedLength != nil || left.extending?.atMost == right.extending?.atMost)
    }
  }

  /// Whether every arm whose start the change reaches is counted anew, from the day after an event
  /// that its own condition demands, so that the start is never asked for.
  private var isAlwaysRestarted: Bool {
    guard case .deadline(let old) = base.kind, case .deadline(let new) = changed.kind else {
      return false
    }
    return zip(old.arms, new.arms).allSatisfy { left, right in
      guard left.profile != right.profile else { return true }
      guard left.suspensions.isEmpty, let restart = left.restart, let condition = left.condition,
        let root = Expression.parse(condition.text).expression?.root
      else { return false }
      let name = condition.expression.variables[restart].name
      if case .and(let terms) = root.kind { return terms.contains { $0.text == "has(\(name))" } }
      return root.text == "has(\(name))"
    }
  }

  /// Whether each condition has the truth table that it had.
  private var hasSameConditions: Bool {
    let (old, new) = (base.conditions, changed.conditions)
    guard old.count == new.count else { return false }
    return zip(old, new).allSatisfy { pair in
      if pair.0.condition.text == pair.1.condition.text { return true }
      guard let left = Expression.parse(pair.0.condition.text).expression?.root,
        let right = Expression.parse(pair.1.condition.text).expression?.root
      else { return false }
      return TruthTable.areEqual(left, right)
    }
  }

  /// Whether two comparisons with a target differ only where no value can lie.
  ///
  /// A share lies between 0 and 100 percent and a count is not negative, so that "exactly 100" is
  /// "at least 100" of a share, and "exactly 0" is "at most 0".
  private var isBeyondReach: Bool {
    guard let (old, target, top) = bounded(base.kind), let (new, _, _) = bounded(changed.kind),
      case .number(let value) = target
    else { return false }
    let pair: Set<Comparison> = [old, new]
    if value.numerator == 0 { return pair == [.exactly, .atMost] }
    return top.map { value.numerator == $0 * value.denominator } == true
      && pair == [.exactly, .atLeast]
  }

  /// The comparison and target of a value that is not negative, with its upper bound if it has one.
  private func bounded(_ kind: CheckedKind) -> (Comparison, Target, Int64?)? {
    switch kind {
    case .rate(let rule): (rule.comparison, rule.target, 100)
    case .count(let rule): (rule.comparison, rule.target, nil)
    default: nil
    }
  }

  /// Whether a parameter's value is in force on no day on which a rule that uses it is.
  ///
  /// A period that begins on the last day of a rule may reach to the end of its year, so that only
  /// values that begin after that year, or end before the rule's first year, are left out.
  static func isNeverInForce(_ value: YAMLNode, of parameter: YAMLNode, users: [CheckedRule])
    -> Bool
  {
    guard let values = parameter["values"]?.elements, !users.isEmpty,
      let index = values.firstIndex(where: { $0["value"]?.span == value.span }),
      let from = values[index]["from"]?.date
    else { return false }
    let later = values.compactMap { $0["from"]?.date }.filter { $0 > from }.min()
    return users.allSatisfy { rule in
      if let last = rule.effectiveTo, from > Period(.year, holding: last).last { return true }
      guard let first = rule.effectiveFrom, let later else { return false }
      return later <= Period(.year, holding: first).first
    }
  }
}

extension ExtensionRule {
  /// How long a fixed extension is, cut to the longest allowed; `nil` where a column says how long,
  /// or where the two have units of their own.
  fileprivate var fixedLength: PeriodLength? {
    guard let by else { return nil }
    guard let atMost else { return by }
    guard by.unit == atMost.unit else { return nil }
    return by.amount <= atMost.amount ? by : atMost
  }
}

/// Three-valued truth tables of conditions over their smallest parts.
private struct TruthTable {
  private enum Truth: CaseIterable { case no, yes, unknown }
  /// Beyond this many parts tables are not compared: 3^9 lines are 19,683.
  private static let partLimit = 9

  /// Whether two conditions have the same value whatever the values of their parts are.
  static func areEqual(_ left: SyntaxNode, _ right: SyntaxNode) -> Bool {
    let parts = Set(Self.parts(left) + Self.parts(right)).sorted()
    guard parts.count <= partLimit else { return false }
    var values: [String: Truth] = [:]
    func holds(_ index: Int) -> Bool {
      if index == parts.count { return value(left, values) == value(right, values) }
      return Truth.allCases.allSatisfy { truth in
        if truth == .unknown, parts[index].hasPrefix("has(") { return true }
        values[parts[index]] = truth
        return holds(index + 1)
      }
    }
    return holds(0)
  }

  /// The smallest parts that are true or false, as texts.
  private static func parts(_ node: SyntaxNode) -> [String] {
    switch node.kind {
    case .and(let terms), .or(let terms): terms.flatMap(parts)
    case .unary(.not, let operand): parts(operand)
    case .literal(.bool): []
    default: [part(node).text]
    }
  }

  /// A part without its sign, so that a comparison and its contrary are one.
  private static func part(_ node: SyntaxNode) -> (text: String, isContrary: Bool) {
    guard case .binary(let sign, let left, let right) = node.kind else { return (node.text, false) }
    let contraries: [BinaryOperator: BinaryOperator] = [
      .notEqual: .equal, .greaterOrEqual: .less, .greater: .lessOrEqual,
    ]
    guard let contrary = contraries[sign] else { return (node.text, false) }
    return ("\(left.text) \(contrary.rawValue) \(right.text)", true)
  }

  private static func value(_ node: SyntaxNode, _ values: [String: Truth]) -> Truth {
    switch node.kind {
    case .literal(.bool(let value)): return value ? .yes : .no
    case .unary(.not, let operand): return contrary(value(operand, values))
    case .and(let terms):
      let found = terms.map { value($0, values) }
      return found.contains(.no) ? .no : found.contains(.unknown) ? .unknown : .yes
    case .or(let terms):
      let found = terms.map { value($0, values) }
      return found.contains(.yes) ? .yes : found.contains(.unknown) ? .unknown : .no
    default:
      let (text, isContrary) = part(node)
      let truth = values[text] ?? .unknown
      return isContrary ? contrary(truth) : truth
    }
  }

  private static func contrary(_ truth: Truth) -> Truth {
    switch truth {
    case .no: .yes
    case .yes: .no
    case .unknown: .unknown
    }
  }
}
