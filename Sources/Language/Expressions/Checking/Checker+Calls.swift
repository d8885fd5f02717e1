import Diagnostics

extension Checker {
  mutating func call(
    _ name: String, _ receiver: SyntaxNode?, _ arguments: [SyntaxNode], _ node: SyntaxNode
  ) -> CheckedNode {
    if let receiver, case .identifier(let space, false) = receiver.kind,
      Function.namespaces.contains(space), !scope.contains(where: { $0.name == space }),
      environment.slot(of: space) == nil
    {
      return namespaced(space + "." + name, arguments, node)
    }
    if let macro = macro(name, receiver, arguments, node) { return macro }
    var list: [CheckedNode] = []
    if let receiver { list.append(check(receiver)) }
    for argument in arguments { list.append(check(argument)) }
    return function(name, isMethod: receiver != nil, list, node)
  }

  private mutating func namespaced(
    _ name: String, _ arguments: [SyntaxNode], _ node: SyntaxNode
  ) -> CheckedNode {
    if name == "cel.bind" { return bind(arguments, node) }
    let list = arguments.map { check($0) }
    if name == Function.greatest.rawValue || name == Function.least.rawValue {
      return extremum(name == Function.greatest.rawValue ? .greatest : .least, list, node)
    }
    return function(name, isMethod: false, list, node)
  }

  private mutating func function(
    _ name: String, isMethod: Bool, _ arguments: [CheckedNode], _ node: SyntaxNode
  ) -> CheckedNode {
    let all = Function(rawValue: name) == nil ? [] : Signature.byName[name] ?? []
    let forms = all.filter { $0.isMethod == isMethod }
    guard let function = Function(rawValue: name), !forms.isEmpty else {
      unknownFunction(name, isMethod, other: all, at: node.span)
      return CheckedNode(.unresolved(.unknownFunction(name)), .dyn, at: node.span)
    }
    guard isChecked else {
      let fits = forms.contains { $0.parameters.count == arguments.count }
      return CheckedNode(
        fits ? .call(function, arguments) : .unresolved(.noSuchOverload(name)), .dyn,
        at: node.span)
    }
    guard let type = result(of: forms, for: arguments) else {
      noOverload(name, isMethod, forms, arguments, at: node.span)
      return CheckedNode(.call(function, arguments), agreed(forms), at: node.span)
    }
    return folded(function, arguments, type, node)
  }

  /// The result that all forms have in common, so that one mistake does not cause another.
  private func agreed(_ forms: [Signature]) -> ExpressionType {
    let results = Set(forms.map(\.result))
    return results.count == 1 ? results.first ?? .dyn : .dyn
  }

  /// A call as a constant, where it only reads a constant.
  private mutating func folded(
    _ function: Function, _ arguments: [CheckedNode], _ type: ExpressionType, _ node: SyntaxNode
  ) -> CheckedNode {
    let call = CheckedNode(.call(function, arguments), type, at: node.span)
    switch function {
    case .matches:
      guard case .string(let pattern)? = arguments[1].constant else { return call }
      switch RegularExpression.compile(pattern) {
      case .success(let expression):
        return CheckedNode(.matches(arguments[0], expression), type, at: node.span)
      case .failure(let error):
        report(
          .expressionPattern, at: arguments[1].span, zh: error.message.zhHant,
          en: error.message.en)
        return call
      }
    case .date, .timestamp, .duration, .decimal:
      guard arguments.count == 1, case .string? = arguments[0].constant,
        let value = arguments[0].constant
      else { return call }
      if let result = Evaluator.converted(value, by: function) {
        return CheckedNode(.literal(result), type, at: node.span)
      }
      badConstant(function, at: arguments[0].span)
      return call
    default: return call
    }
  }

  private mutating func badConstant(_ function: Function, at span: SourceSpan) {
    let example =
      switch function {
      case .date: "date('2020-03-19')"
      case .timestamp: "timestamp('2020-03-19T09:00:00+08:00')"
      case .duration: "duration('72h')"
      default: "decimal('12.50')"
      }
    report(
      .expressionLiteral, at: span, zh: "\(function.rawValue)() 讀不懂這段文字",
      en: "\(function.rawValue)() cannot read this text",
      help: LocalizedText(zh: "請寫成 \(example)", en: "write it as \(example)"))
  }

  /// `math.greatest` and `math.least`, which take any number of numbers or one list of them.
  private mutating func extremum(
    _ function: Function, _ arguments: [CheckedNode], _ node: SyntaxNode
  ) -> CheckedNode {
    guard !arguments.isEmpty else {
      if !isChecked {
        return CheckedNode(.unresolved(.noSuchOverload(function.rawValue)), .dyn, at: node.span)
      }
      report(
        .expressionTypes, at: node.span, zh: "\(function.rawValue)() 至少要有一個引數",
        en: "\(function.rawValue)() needs at least one argument")
      return CheckedNode(.call(function, arguments), .dyn, at: node.span)
    }
    var types = arguments.map { resolved($0.rawType) }
    if types.count == 1, case .list(let element) = types[0] { types = [resolved(element)] }
    for (argument, type) in zip(arguments, types) {
      switch type {
      case .dyn, .parameter: continue
      case let type where type.isNumeric: continue
      default:
        let title = shown(argument)
        report(
          .expressionTypes, at: argument.span,
          zh: "\(function.rawValue)() 的引數應為數字，而這是\(title.zhHant)",
          en: "\(function.rawValue)() takes numbers, and this is \(title.en)")
      }
    }
    let isUniform = types.allSatisfy { $0 == types[0] && $0.isNumeric }
    return CheckedNode(.call(function, arguments), isUniform ? types[0] : .dyn, at: node.span)
  }

  // MARK: Problems

  private mutating func unknownFunction(
    _ name: String, _ isMethod: Bool, other: [Signature], at span: SourceSpan
  ) {
    guard isChecked else { return }
    var help: LocalizedText?
    if let form = other.first {
      help = LocalizedText(zh: "請寫成 \(form.text)", en: "write it as \(form.text)")
    } else {
      let names = Function.allCases.map(\.rawValue) + Function.macros.sorted()
      if let near = nearest(to: name, in: names) {
        help = LocalizedText(zh: "是否要寫「\(near)」？", en: "did you mean '\(near)'?")
      }
    }
    report(
      .expressionUnknownFunction, at: span,
      zh: isMethod ? "沒有可寫成「.\(name)()」的函式" : "沒有名為「\(name)」的函式",
      en: isMethod ? "there is no function '.\(name)()'" : "there is no function '\(name)()'",
      help: help)
  }

  private mutating func noOverload(
    _ name: String, _ isMethod: Bool, _ forms: [Signature], _ arguments: [CheckedNode],
    at span: SourceSpan
  ) {
    let titles = arguments.map { shown($0) }
    let given = isMethod ? Array(titles.dropFirst()) : titles
    let zhList = given.map(\.zhHant).joined(separator: "、")
    let enList = given.map(\.en).joined(separator: ", ")
    let owner = isMethod ? titles.first : nil
    var texts: [String] = []
    for form in forms where !texts.contains(form.text) { texts.append(form.text) }
    let shownForms = texts.prefix(4).joined(separator: "; ")
    report(
      .expressionTypes, at: span,
      zh: "\(owner.map { $0.zhHant + "的 " } ?? "")\(name)() 不接受（\(zhList)）",
      en: owner.map { "\(name)() of \($0.en) does not take (\(enList))" }
        ?? "\(name)() does not take (\(enList))",
      help: LocalizedText(zh: "可用的形式：\(shownForms)", en: "its forms: \(shownForms)"))
  }
}
