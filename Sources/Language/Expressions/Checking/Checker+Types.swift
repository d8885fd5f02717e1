import Diagnostics

extension Checker {
  mutating func freshParameter() -> ExpressionType {
    parameterCount += 1
    return .parameter(parameterCount - 1)
  }

  /// The type with what is known about its outermost parameter filled in.
  func resolved(_ type: ExpressionType) -> ExpressionType {
    var type = type
    while case .parameter(let number) = type, let next = known[number] { type = next }
    return type
  }

  /// The type with everything known filled in.
  func filled(_ type: ExpressionType) -> ExpressionType {
    switch resolved(type) {
    case .list(let element): .list(filled(element))
    case .map(let key, let value): .map(filled(key), filled(value))
    case .optional(let value): .optional(filled(value))
    case let other: other
    }
  }

  /// What people call the node's type.
  func shown(_ node: CheckedNode) -> LocalizedText { filled(node.rawType).title }

  /// Whether a value of one type can stand where another type is needed; parameters are fixed so.
  mutating func assign(_ actual: ExpressionType, to expected: ExpressionType) -> Bool {
    let saved = known
    if unify(actual, expected) { return true }
    known = saved
    return false
  }

  private mutating func unify(_ actual: ExpressionType, _ expected: ExpressionType) -> Bool {
    let (a, b) = (resolved(actual), resolved(expected))
    switch (a, b) {
    case (.parameter(let one), .parameter(let other)) where one == other: return true
    case (.parameter(let number), let type), (let type, .parameter(let number)):
      if occurs(number, in: type) { return false }
      known[number] = type
      return true
    case (.dyn, _), (_, .dyn): return true
    case (.list(let one), .list(let other)): return unify(one, other)
    case (.optional(let one), .optional(let other)): return unify(one, other)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      return unify(key, otherKey) && unify(value, otherValue)
    default: return a == b
    }
  }

  private func occurs(_ number: Int, in type: ExpressionType) -> Bool {
    switch resolved(type) {
    case .parameter(let other): number == other
    case .list(let element): occurs(number, in: element)
    case .optional(let value): occurs(number, in: value)
    case .map(let key, let value): occurs(number, in: key) || occurs(number, in: value)
    default: false
    }
  }

  /// The type that holds values of both types; `nil` where there is none but `dyn`.
  mutating func join(_ left: ExpressionType, _ right: ExpressionType) -> ExpressionType? {
    guard assign(right, to: left) else { return nil }
    return general(filled(left), filled(right))
  }

  /// Of two types that go together, the one that knows less.
  private func general(_ left: ExpressionType, _ right: ExpressionType) -> ExpressionType {
    switch (left, right) {
    case (.dyn, _), (_, .dyn): .dyn
    case (.list(let one), .list(let other)): .list(general(one, other))
    case (.optional(let one), .optional(let other)): .optional(general(one, other))
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      .map(general(key, otherKey), general(value, otherValue))
    default: left
    }
  }

  /// Whether values of the two types may be asked for equality: alike, or numbers.
  mutating func comparable(_ left: ExpressionType, _ right: ExpressionType) -> Bool {
    switch (resolved(left), resolved(right)) {
    case (let a, let b) where a.isNumeric && b.isNumeric: true
    case (.list(let one), .list(let other)), (.optional(let one), .optional(let other)):
      comparable(one, other)
    case (.map(let key, let value), .map(let otherKey, let otherValue)):
      comparable(key, otherKey) && comparable(value, otherValue)
    case (let a, let b): assign(a, to: b)
    }
  }

  /// The signature with parameters of its own.
  mutating func instance(of signature: Signature) -> (
    parameters: [ExpressionType], result: ExpressionType
  ) {
    let first = freshParameter()
    let second = freshParameter()
    func fill(_ type: ExpressionType) -> ExpressionType {
      switch type {
      case .parameter(0): first
      case .parameter: second
      case .list(let element): .list(fill(element))
      case .map(let key, let value): .map(fill(key), fill(value))
      case .optional(let value): .optional(fill(value))
      default: type
      }
    }
    return (signature.parameters.map(fill), fill(signature.result))
  }

  /// The result of the signatures that take the arguments; `nil` where none does.
  ///
  /// Where several do, because an argument is `dyn`, the result is `dyn` unless they agree.
  mutating func result(
    of signatures: [Signature], for arguments: [CheckedNode]
  ) -> ExpressionType? {
    let before = known
    var found: (result: ExpressionType, known: [Int: ExpressionType])?
    var isAmbiguous = false
    for signature in signatures where signature.parameters.count == arguments.count {
      known = before
      let (parameters, result) = instance(of: signature)
      var fits = true
      for (argument, parameter) in zip(arguments, parameters) where fits {
        fits = assign(argument.rawType, to: parameter)
      }
      guard fits else { continue }
      if let first = found {
        isAmbiguous = true
        if filled(result) != first.result { found?.result = .dyn }
      } else {
        found = (filled(result), known)
      }
    }
    known = before
    guard let found else { return nil }
    if !isAmbiguous { known = found.known }
    return found.result
  }

  mutating func report(
    _ code: DiagnosticCode, at span: SourceSpan, zh: String, en: String,
    help: LocalizedText? = nil
  ) {
    guard isChecked || code == .expressionArgument else { return }
    problems.append(Problem(code, at: span, zh: zh, en: en, help: help))
  }
}
