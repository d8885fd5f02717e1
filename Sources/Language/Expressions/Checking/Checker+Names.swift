import Diagnostics

extension Checker {
  /// The types that can be named as values.
  private static let typeNames: Set<String> = [
    "bool", "int", "uint", "double", "decimal", "string", "bytes", "list", "map", "null_type",
    "type", "date", "optional_type", "google.protobuf.Timestamp", "google.protobuf.Duration",
  ]

  /// The dotted name that a node spells, `a.b.c`; `nil` where it is not one.
  func dottedName(_ node: SyntaxNode) -> (name: String, root: String, absolute: Bool)? {
    switch node.kind {
    case .identifier(let name, let absolute): return (name, name, absolute)
    case .select(let operand, let field, false):
      guard let inner = dottedName(operand) else { return nil }
      return (inner.name + "." + field, inner.root, inner.absolute)
    default: return nil
    }
  }

  /// A node that is a name as a whole: a local, a variable or a type.
  mutating func name(_ node: SyntaxNode) -> CheckedNode? {
    guard let (name, root, absolute) = dottedName(node) else { return nil }
    if !absolute, let position = scope.lastIndex(where: { $0.name == root }) {
      guard case .identifier = node.kind else { return nil }
      return CheckedNode(.local(position), scope[position].type, at: node.span)
    }
    if let slot = environment.slot(of: name) {
      return CheckedNode(
        .variable(slot: slot), environment.variables[slot].type, at: node.span)
    }
    if Self.typeNames.contains(name) {
      return CheckedNode(.literal(.type(name)), .type, at: node.span)
    }
    guard case .identifier = node.kind else { return nil }
    unknownName(name, at: node.span)
    return CheckedNode(.unresolved(.unknownName(name)), .dyn, at: node.span)
  }

  private mutating func unknownName(_ name: String, at span: SourceSpan) {
    let names = environment.variables.map(\.name) + scope.map(\.name)
    var help: LocalizedText?
    if let near = nearest(to: name, in: names) {
      help = LocalizedText(zh: "是否要寫「\(near)」？", en: "did you mean '\(near)'?")
    } else if Function(rawValue: name) != nil || Function.macros.contains(name) {
      help = LocalizedText(
        zh: "「\(name)」是函式，後面要有括號", en: "'\(name)' is a function and needs brackets")
    } else {
      help = LocalizedText(
        zh: "若是文字值，請加引號：'\(name)'", en: "put it in quotation marks if it is text: '\(name)'")
    }
    report(
      .expressionUnknownName, at: span, zh: "沒有名為「\(name)」的欄位或變數",
      en: "there is no column or variable '\(name)'", help: help)
  }

  /// A field of a map.
  mutating func field(_ node: SyntaxNode) -> CheckedNode {
    guard case .select(let operand, let field, let optional) = node.kind else {
      preconditionFailure("only selections have fields")
    }
    let map = check(operand)
    let type = fieldType(map, field, at: node.span)
    let wasOptional = if case .optional = resolved(map.rawType) { true } else { false }
    return CheckedNode(
      .select(map, field: field, optional: optional),
      optional && !wasOptional ? .optional(type) : type, at: node.span)
  }

  /// The type of a field; of an optional map, an optional.
  private mutating func fieldType(
    _ map: CheckedNode, _ field: String, at span: SourceSpan
  ) -> ExpressionType {
    var base = resolved(map.rawType)
    var isOptional = false
    if case .optional(let inner) = base {
      base = resolved(inner)
      isOptional = true
    }
    switch base {
    case .map(let key, let value) where comparable(key, .string):
      return isOptional ? .optional(filled(value)) : filled(value)
    case .dyn: return isOptional ? .optional(.dyn) : .dyn
    case .parameter(let number):
      let value = freshParameter()
      known[number] = .map(.string, value)
      return isOptional ? .optional(value) : value
    default:
      let title = shown(map)
      report(
        .expressionTypes, at: span, zh: "\(title.zhHant)沒有欄位「\(field)」",
        en: "\(title.en) has no field '\(field)'")
      return .dyn
    }
  }

  /// The argument of `has`: a variable, or a field.
  mutating func has(_ argument: SyntaxNode, _ node: SyntaxNode) -> CheckedNode {
    let isLocal =
      dottedName(argument).map { name in
        !name.absolute && scope.contains { $0.name == name.root }
      } ?? false
    if let (name, _, _) = dottedName(argument), !isLocal, let slot = environment.slot(of: name) {
      return CheckedNode(.hasValue(slot: slot), .bool, at: node.span)
    }
    switch argument.kind {
    case .select(let operand, let field, _):
      let map = check(operand)
      _ = fieldType(map, field, at: argument.span)
      return CheckedNode(.hasField(map, field: field), .bool, at: node.span)
    case .identifier(let name, _) where !isLocal:
      if isChecked { unknownName(name, at: argument.span) }
      return CheckedNode(.unresolved(.unknownName(name)), .bool, at: node.span)
    default:
      report(
        .expressionArgument, at: argument.span, zh: "has() 的引數應為欄位名稱",
        en: "has() takes the name of a column",
        help: LocalizedText(zh: "例如 has(closed_at)", en: "for example has(closed_at)"))
      return CheckedNode(.literal(.bool(false)), .bool, at: node.span)
    }
  }
}
