import Diagnostics

/// Resolves the names of an expression, writes out its macros, and checks its types.
///
/// All problems are collected; a part with a problem has the type `dyn`, so that it causes no more.
struct Checker {
  let environment: TypeEnvironment
  /// The text of the expression, for the exact digits of its numbers.
  let text: [UInt8]
  /// Whether names and types must be right; otherwise mistakes become errors of evaluation.
  let isChecked: Bool
  var problems: [Problem] = []
  /// What is known about type parameters.
  var known: [Int: ExpressionType] = [:]
  var parameterCount = 0
  /// The macros' variables that are visible, innermost last.
  var scope: [(name: String, type: ExpressionType)] = []

  init(environment: TypeEnvironment, text: String, isChecked: Bool) {
    self.environment = environment
    self.text = Array(text.utf8)
    self.isChecked = isChecked
  }

  mutating func check(_ node: SyntaxNode) -> CheckedNode {
    switch node.kind {
    case .literal(let value): return CheckedNode(.literal(value), value.shallowType, at: node.span)
    case .identifier, .select: return name(node) ?? field(node)
    case .index(let operand, let index, let optional):
      return element(check(operand), check(index), optional, node)
    case .call(let name, let receiver, let arguments):
      return call(name, receiver, arguments, node)
    case .unary(let sign, let operand): return unary(sign, check(operand), node)
    case .binary(let sign, let left, let right):
      return binary(sign, check(left), check(right), node)
    case .and(let terms): return CheckedNode(.and(conditions(terms, "&&")), .bool, at: node.span)
    case .or(let terms): return CheckedNode(.or(conditions(terms, "||")), .bool, at: node.span)
    case .conditional(let condition, let then, let otherwise):
      return conditional(check(condition), check(then), check(otherwise), node)
    case .list(let elements): return list(elements, node)
    case .map(let entries): return map(entries, node)
    }
  }

  // MARK: Conditions

  private mutating func conditions(_ terms: [SyntaxNode], _ sign: String) -> [CheckedNode] {
    terms.map { term in
      let node = check(term)
      requireCondition(node, zh: "「\(sign)」的兩邊", en: "each side of '\(sign)'")
      return node
    }
  }

  mutating func requireCondition(_ node: CheckedNode, zh: String, en: String) {
    guard isChecked, !assign(node.rawType, to: .bool) else { return }
    let title = shown(node)
    report(
      .expressionTypes, at: node.span, zh: "\(zh)必須是條件，而這是\(title.zhHant)",
      en: "\(en) must be a condition, and this is \(title.en)", help: conditionHelp(node))
  }

  private func conditionHelp(_ node: CheckedNode) -> LocalizedText? {
    switch resolved(node.rawType) {
    case .string:
      LocalizedText(zh: "請比較內容，例如 == '是'", en: "compare it, for example with == 'yes'")
    case .int, .uint, .double, .decimal:
      LocalizedText(zh: "請比較大小，例如 > 0", en: "compare it, for example with > 0")
    default: nil
    }
  }

  /// Checks that the whole expression has the type that its place needs.
  mutating func require(_ node: CheckedNode, toBe expected: ExpressionType) {
    if assign(node.rawType, to: expected) { return }
    let title = shown(node)
    if expected == .bool {
      report(
        .expressionCondition, at: node.span, zh: "此處需要條件，而運算式的結果是\(title.zhHant)",
        en: "a condition is needed here, and the result is \(title.en)", help: conditionHelp(node))
    } else {
      report(
        .expressionTypes, at: node.span,
        zh: "此處需要\(expected.title.zhHant)，而運算式的結果是\(title.zhHant)",
        en: "\(expected.title.en) is needed here, and the result is \(title.en)")
    }
  }

  private mutating func conditional(
    _ condition: CheckedNode, _ then: CheckedNode, _ otherwise: CheckedNode, _ node: SyntaxNode
  ) -> CheckedNode {
    requireCondition(condition, zh: "「?」之前", en: "what stands before '?'")
    let (then, otherwise) = sameNumbers(then, otherwise)
    let type: ExpressionType
    if let joined = join(then.rawType, otherwise.rawType) {
      type = joined
    } else {
      type = .dyn
      let (first, second) = (shown(then), shown(otherwise))
      report(
        .expressionTypes, at: node.span,
        zh: "「:」兩邊的型別不同：\(first.zhHant)與\(second.zhHant)",
        en: "the two values around ':' differ in type: \(first.en) and \(second.en)")
    }
    return CheckedNode(.conditional(condition, then, otherwise), type, at: node.span)
  }

  // MARK: Lists and maps

  private mutating func list(_ elements: [SyntaxNode.Element], _ node: SyntaxNode) -> CheckedNode {
    var checked: [CheckedNode.Element] = []
    var type: ExpressionType?
    for element in elements {
      let value = check(element.value)
      checked.append(CheckedNode.Element(value: value, optional: element.optional))
      let own = element.optional ? unwrapped(value) : value.rawType
      type = type.map { join($0, own) ?? .dyn } ?? own
    }
    let listType = ExpressionType.list(type ?? freshParameter())
    let constants = checked.compactMap { $0.optional ? nil : $0.value.constant }
    if constants.count == checked.count {
      return CheckedNode(.literal(.list(constants)), listType, at: node.span)
    }
    return CheckedNode(.list(checked), listType, at: node.span)
  }

  private mutating func map(_ entries: [SyntaxNode.Entry], _ node: SyntaxNode) -> CheckedNode {
    var checked: [CheckedNode.Entry] = []
    var keyType: ExpressionType?
    var valueType: ExpressionType?
    for entry in entries {
      let key = check(entry.key)
      let value = check(entry.value)
      checked.append(CheckedNode.Entry(key: key, value: value, optional: entry.optional))
      let own = entry.optional ? unwrapped(value) : value.rawType
      keyType = keyType.map { join($0, key.rawType) ?? .dyn } ?? key.rawType
      valueType = valueType.map { join($0, own) ?? .dyn } ?? own
    }
    let type = ExpressionType.map(keyType ?? freshParameter(), valueType ?? freshParameter())
    return CheckedNode(Self.folded(checked) ?? .map(checked), type, at: node.span)
  }

  /// A map of constants with distinct keys as a constant.
  private static func folded(_ entries: [CheckedNode.Entry]) -> CheckedNode.Kind? {
    var map = MapValue()
    for entry in entries {
      guard !entry.optional, let key = entry.key.constant, MapValue.acceptsKey(key),
        let value = entry.value.constant, map.insert(value, for: key)
      else { return nil }
    }
    return .literal(.map(map))
  }

  /// The type inside of an optional that stands after `?` in a list or map.
  private mutating func unwrapped(_ node: CheckedNode) -> ExpressionType {
    let inner = freshParameter()
    if isChecked, !assign(node.rawType, to: .optional(inner)) {
      let title = shown(node)
      report(
        .expressionTypes, at: node.span, zh: "「?」之後應為可缺的值，而這是\(title.zhHant)",
        en: "an optional value is needed after '?', and this is \(title.en)")
      return .dyn
    }
    return inner
  }
}

extension CheckedNode {
  /// The value, where the node is a constant.
  public var constant: Value? { if case .literal(let value) = kind { value } else { nil } }
}
