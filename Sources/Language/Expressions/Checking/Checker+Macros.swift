import Diagnostics

extension Checker {
  /// The node of a macro; `nil` where the call is not one.
  mutating func macro(
    _ name: String, _ receiver: SyntaxNode?, _ arguments: [SyntaxNode], _ node: SyntaxNode
  ) -> CheckedNode? {
    guard let receiver else {
      return name == "has" && arguments.count == 1 ? has(arguments[0], node) : nil
    }
    switch (name, arguments.count) {
    case ("all", 2), ("all", 3): return test(.all, receiver, arguments, node)
    case ("exists", 2), ("exists", 3): return test(.exists, receiver, arguments, node)
    case ("exists_one", 2), ("exists_one", 3), ("existsOne", 2), ("existsOne", 3):
      return test(.existsOne, receiver, arguments, node)
    case ("map", 2), ("map", 3):
      return transform(.list, receiver, arguments, variables: 1, node)
    case ("transformList", 3), ("transformList", 4):
      return transform(.list, receiver, arguments, variables: 2, node)
    case ("transformMap", 3), ("transformMap", 4):
      return transform(.map, receiver, arguments, variables: 2, node)
    case ("transformMapEntry", 3), ("transformMapEntry", 4):
      return transform(.mapEntries, receiver, arguments, variables: 2, node)
    case ("filter", 2): return filter(receiver, arguments, node)
    case ("optMap", 2): return optionalMap(receiver, arguments, flat: false, node)
    case ("optFlatMap", 2): return optionalMap(receiver, arguments, flat: true, node)
    default: return nil
    }
  }

  /// The plain names at the front of a macro's arguments; reports those that are not.
  private mutating func names(_ arguments: ArraySlice<SyntaxNode>) -> [String] {
    var names: [String] = []
    for argument in arguments {
      if case .identifier(let name, false) = argument.kind, !names.contains(name) {
        names.append(name)
        continue
      }
      report(
        .expressionArgument, at: argument.span, zh: "此處應為新的變數名稱",
        en: "a new plain name is needed here",
        help: LocalizedText(
          zh: "例如 list.all(x, x > 0)", en: "for example list.all(x, x > 0)"))
      names.append("")
    }
    return names
  }

  /// Opens a scope with the variables of a macro over a range, and gives the first one's position.
  private mutating func open(_ names: [String], over range: CheckedNode) -> Int {
    let first = scope.count
    let types: [ExpressionType]
    switch resolved(range.rawType) {
    case .list(let element): types = names.count == 1 ? [filled(element)] : [.int, filled(element)]
    case .map(let key, let value): types = [filled(key), filled(value)]
    case .parameter(let number):
      let element = freshParameter()
      known[number] = .list(element)
      types = names.count == 1 ? [element] : [.int, element]
    case .dyn: types = [.dyn, .dyn]
    default:
      let title = shown(range)
      report(
        .expressionTypes, at: range.span, zh: "此處應為清單或對照表，而這是\(title.zhHant)",
        en: "a list or a map is needed here, and this is \(title.en)")
      types = [.dyn, .dyn]
    }
    for (name, type) in zip(names, types) { scope.append((name, type)) }
    return first
  }

  private mutating func test(
    _ kind: Comprehension.Kind, _ receiver: SyntaxNode, _ arguments: [SyntaxNode],
    _ node: SyntaxNode
  ) -> CheckedNode {
    let range = check(receiver)
    let names = names(arguments.dropLast())
    let first = open(names, over: range)
    let condition = check(arguments[arguments.count - 1])
    requireCondition(condition, zh: "逐項檢查的內容", en: "what is asked of each element")
    scope.removeLast(scope.count - first)
    return CheckedNode(
      .comprehension(
        Comprehension(
          kind: kind, range: range, firstLocal: first, hasTwoVariables: names.count == 2,
          condition: condition, result: nil)), .bool, at: node.span)
  }

  private mutating func filter(
    _ receiver: SyntaxNode, _ arguments: [SyntaxNode], _ node: SyntaxNode
  ) -> CheckedNode {
    let range = check(receiver)
    let names = names(arguments.dropLast())
    let first = open(names, over: range)
    let condition = check(arguments[1])
    requireCondition(condition, zh: "篩選的內容", en: "what is asked of each element")
    let type = scope.count > first ? scope[first].type : .dyn
    scope.removeLast(scope.count - first)
    return CheckedNode(
      .comprehension(
        Comprehension(
          kind: .list, range: range, firstLocal: first, hasTwoVariables: false,
          condition: condition, result: nil)), .list(filled(type)), at: node.span)
  }

  private mutating func transform(
    _ kind: Comprehension.Kind, _ receiver: SyntaxNode, _ arguments: [SyntaxNode],
    variables: Int, _ node: SyntaxNode
  ) -> CheckedNode {
    let range = check(receiver)
    let names = names(arguments.prefix(variables))
    let first = open(names, over: range)
    var condition: CheckedNode?
    if arguments.count == variables + 2 {
      let checked = check(arguments[variables])
      requireCondition(checked, zh: "篩選的內容", en: "what is asked of each element")
      condition = checked
    }
    let result = check(arguments[arguments.count - 1])
    let keyType = scope.count > first ? filled(scope[first].type) : .dyn
    scope.removeLast(scope.count - first)
    let type: ExpressionType
    switch kind {
    case .map: type = .map(keyType, filled(result.rawType))
    case .mapEntries:
      type = filled(result.rawType)
      requireMap(result)
    default: type = .list(filled(result.rawType))
    }
    return CheckedNode(
      .comprehension(
        Comprehension(
          kind: kind, range: range, firstLocal: first, hasTwoVariables: variables == 2,
          condition: condition, result: result)), type, at: node.span)
  }

  private mutating func requireMap(_ result: CheckedNode) {
    let map = ExpressionType.map(freshParameter(), freshParameter())
    if assign(result.rawType, to: map) { return }
    let title = shown(result)
    report(
      .expressionTypes, at: result.span,
      zh: "transformMapEntry 的結果應為對照表，而這是\(title.zhHant)",
      en: "transformMapEntry needs a map here, and this is \(title.en)")
  }

  /// `cel.bind(name, value, expression)`.
  mutating func bind(_ arguments: [SyntaxNode], _ node: SyntaxNode) -> CheckedNode {
    guard arguments.count == 3 else {
      report(
        .expressionArgument, at: node.span, zh: "cel.bind 要有三個引數：名稱、值、運算式",
        en: "cel.bind takes three arguments: a name, a value, an expression")
      return CheckedNode(.unresolved(.noSuchOverload("cel.bind")), .dyn, at: node.span)
    }
    let names = names(arguments.prefix(1))
    let value = check(arguments[1])
    let position = scope.count
    scope.append((names[0], filled(value.rawType)))
    let body = check(arguments[2])
    scope.removeLast()
    return CheckedNode(.bind(local: position, value, body), body.rawType, at: node.span)
  }

  private mutating func optionalMap(
    _ receiver: SyntaxNode, _ arguments: [SyntaxNode], flat: Bool, _ node: SyntaxNode
  ) -> CheckedNode {
    let target = check(receiver)
    let names = names(arguments.prefix(1))
    let inner = freshParameter()
    if isChecked, !assign(target.rawType, to: .optional(inner)) {
      let title = shown(target)
      report(
        .expressionTypes, at: target.span, zh: "此處應為可缺的值，而這是\(title.zhHant)",
        en: "an optional value is needed here, and this is \(title.en)")
    }
    let position = scope.count
    scope.append((names[0], filled(inner)))
    let body = check(arguments[1])
    scope.removeLast()
    let type: ExpressionType = flat ? body.rawType : .optional(filled(body.rawType))
    return CheckedNode(
      .optionalMap(target, local: position, body, flat: flat), type, at: node.span)
  }
}
