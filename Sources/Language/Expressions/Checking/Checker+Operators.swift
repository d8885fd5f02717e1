import Diagnostics

extension Checker {
  mutating func unary(
    _ sign: UnaryOperator, _ operand: CheckedNode, _ node: SyntaxNode
  ) -> CheckedNode {
    let kind: CheckedNode.Kind = sign == .not ? .not(operand) : .negate(operand)
    let fallback: ExpressionType = sign == .not ? .bool : .dyn
    guard isChecked else { return CheckedNode(kind, fallback, at: node.span) }
    if sign == .not {
      requireCondition(operand, zh: "「!」之後", en: "what stands after '!'")
      return CheckedNode(kind, .bool, at: node.span)
    }
    let forms = (Signature.byName["-"] ?? []).filter { $0.parameters.count == 1 }
    if let type = result(of: forms, for: [operand]) {
      return CheckedNode(kind, type, at: node.span)
    }
    let title = shown(operand)
    report(
      .expressionTypes, at: node.span, zh: "「-」不能用在\(title.zhHant)",
      en: "'-' cannot be used with \(title.en)")
    return CheckedNode(kind, fallback, at: node.span)
  }

  mutating func binary(
    _ sign: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode, _ node: SyntaxNode
  ) -> CheckedNode {
    let (left, right) =
      sign == .in ? (left, exactList(right, for: left)) : sameNumbers(left, right)
    let type = isChecked ? binaryType(sign, left, right, at: node.span) : .dyn
    var constant: Value?
    if case .add = sign, case .string(let a)? = left.constant, case .string(let b)? = right.constant
    {
      constant = .string(a + b)
    }
    return CheckedNode(
      constant.map(CheckedNode.Kind.literal) ?? .binary(sign, left, right), type, at: node.span)
  }

  private mutating func binaryType(
    _ sign: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode, at span: SourceSpan
  ) -> ExpressionType {
    switch sign {
    case .equal, .notEqual:
      if !comparable(left.rawType, right.rawType) { mismatch(sign, left, right, at: span) }
      return .bool
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      if !hasOrder(left, right) { mismatch(sign, left, right, at: span) }
      return .bool
    case .in:
      membership(left, right, at: span)
      return .bool
    case .add, .subtract, .multiply, .divide, .remainder:
      let forms = Signature.byName[sign.rawValue] ?? []
      if let type = result(of: forms, for: [left, right]) { return type }
      mismatch(sign, left, right, at: span)
      return .dyn
    }
  }

  private mutating func hasOrder(_ left: CheckedNode, _ right: CheckedNode) -> Bool {
    guard comparable(left.rawType, right.rawType) else { return false }
    return [left, right].allSatisfy { node in
      switch resolved(node.rawType) {
      case .dyn, .parameter: true
      case let type: type.isOrdered
      }
    }
  }

  private mutating func membership(
    _ left: CheckedNode, _ right: CheckedNode, at span: SourceSpan
  ) {
    let element: ExpressionType
    switch resolved(right.rawType) {
    case .list(let type), .map(let type, _): element = type
    case .dyn, .parameter: return
    default:
      let title = shown(right)
      report(
        .expressionTypes, at: right.span, zh: "「in」之後應為清單，而這是\(title.zhHant)",
        en: "a list is needed after 'in', and this is \(title.en)",
        help: LocalizedText(zh: "清單寫成 ['甲', '乙']", en: "write a list as ['a', 'b']"))
      return
    }
    if comparable(left.rawType, element) { return }
    let title = shown(left)
    let elements = filled(element).title
    report(
      .expressionTypes, at: span, zh: "\(title.zhHant)不可能在\(elements.zhHant)的清單中",
      en: "\(title.en) cannot be in a list of this type: its elements are \(elements.en)",
      help: conversionHelp(filled(left.rawType), filled(element)))
  }

  private mutating func mismatch(
    _ sign: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode, at span: SourceSpan
  ) {
    let (a, b) = (filled(left.rawType), filled(right.rawType))
    let help = conversionHelp(a, b)
    let isComparison = sign.isOrdering || sign == .equal || sign == .notEqual
    if isComparison, a == b {
      report(
        .expressionTypes, at: span, zh: "「\(sign.rawValue)」不能比較\(a.title.zhHant)的大小",
        en: "'\(sign.rawValue)' cannot order values that are \(a.title.en)")
    } else if isComparison {
      report(
        .expressionTypes, at: span,
        zh: "「\(sign.rawValue)」不能比較\(a.title.zhHant)與\(b.title.zhHant)",
        en: "'\(sign.rawValue)' cannot compare \(a.title.en) with \(b.title.en)", help: help)
    } else {
      report(
        .expressionTypes, at: span,
        zh: "「\(sign.rawValue)」不能用在\(a.title.zhHant)與\(b.title.zhHant)",
        en: "'\(sign.rawValue)' cannot be used with \(a.title.en) and \(b.title.en)", help: help)
    }
  }

  /// How to bring two types together.
  private func conversionHelp(_ a: ExpressionType, _ b: ExpressionType) -> LocalizedText? {
    switch (a, b) {
    case (.null, _), (_, .null):
      LocalizedText(
        zh: "要知道欄位是否空白，請用 has(欄位)", en: "use has(column) to ask whether a cell is empty")
    case (.date, .string), (.string, .date):
      LocalizedText(
        zh: "日期請寫成 date('2020-03-19')", en: "write a date as date('2020-03-19')")
    case (.timestamp, .string), (.string, .timestamp):
      LocalizedText(
        zh: "時間請寫成 timestamp('2020-03-19T09:00:00+08:00')",
        en: "write a timestamp as timestamp('2020-03-19T09:00:00+08:00')")
    case (.duration, .string), (.string, .duration):
      LocalizedText(
        zh: "時間長度請寫成 duration('72h')", en: "write a duration as duration('72h')")
    case (.timestamp, .date), (.date, .timestamp):
      LocalizedText(
        zh: "請用 date(時間) 取其日期", en: "use date(timestamp) to take the day of a timestamp")
    case (.date, .int), (.date, .duration):
      LocalizedText(
        zh: "日期加減請用 addDays(日期, 天數)、daysBetween(起, 迄)",
        en: "use addDays(date, n) and daysBetween(from, to) with dates")
    case (.date, .date):
      LocalizedText(zh: "兩日相差請用 daysBetween(起, 迄)", en: "use daysBetween(from, to)")
    case (.string, let other) where other.isNumeric, (let other, .string) where other.isNumeric:
      LocalizedText(
        zh: "文字與數字不同，請去掉引號或用 int('…') 轉換",
        en: "text is not a number: drop the quotation marks or convert with int('...')")
    case (.string, .bool), (.bool, .string):
      LocalizedText(
        zh: "是非欄位直接寫欄位名稱或「!欄位」", en: "a true-or-false column stands alone, or after '!'")
    case (.decimal, .double), (.double, .decimal):
      LocalizedText(
        zh: "請用 decimal('0.8') 或 double(欄位) 轉成同一種數",
        en: "make them one kind of number with decimal('0.8') or double(column)")
    default: nil
    }
  }

  /// Two operands, with a written number such as `0.8` taken exactly where the other is a decimal.
  func sameNumbers(_ left: CheckedNode, _ right: CheckedNode) -> (CheckedNode, CheckedNode) {
    if resolved(left.rawType) == .decimal, let exact = exactDecimal(right) { return (left, exact) }
    if resolved(right.rawType) == .decimal, let exact = exactDecimal(left) { return (exact, right) }
    return (left, right)
  }

  /// A list of written numbers with their exact values, where decimals are looked for in it.
  private func exactList(_ node: CheckedNode, for left: CheckedNode) -> CheckedNode {
    guard resolved(left.rawType) == .decimal, case .literal(.list(let values)) = node.kind else {
      return node
    }
    let exact = values.map { value in
      guard case .double(let number) = value, let decimal = ExactDecimal(number.description) else {
        return value
      }
      return Value.decimal(decimal)
    }
    return CheckedNode(.literal(.list(exact)), node.rawType, at: node.span)
  }

  /// A literal double as the decimal that its digits are.
  private func exactDecimal(_ node: CheckedNode) -> CheckedNode? {
    guard case .literal(.double) = node.kind else { return nil }
    let digits = text[node.span.start..<node.span.end].filter { byte in
      (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        || byte | 0x20 == UInt8(ascii: "e")
    }
    let spelled = String(decoding: digits, as: UTF8.self)
    let whole = spelled.hasPrefix(".") ? "0" + spelled : spelled
    guard let value = ExactDecimal(whole) else { return nil }
    return CheckedNode(.literal(.decimal(value)), .decimal, at: node.span)
  }

  /// An element of a list or map.
  mutating func element(
    _ operand: CheckedNode, _ index: CheckedNode, _ optional: Bool, _ node: SyntaxNode
  ) -> CheckedNode {
    var base = resolved(operand.rawType)
    var wrap = optional
    if case .optional(let inner) = base {
      base = resolved(inner)
      wrap = true
    }
    var type: ExpressionType = .dyn
    switch base {
    case .list(let element):
      type = filled(element)
      if isChecked, !assign(index.rawType, to: .int) { badIndex(index, .int) }
    case .map(let key, let value):
      type = filled(value)
      if isChecked, !comparable(key, index.rawType) { badIndex(index, filled(key)) }
    case .dyn, .parameter: break
    default:
      let title = shown(operand)
      report(
        .expressionTypes, at: node.span, zh: "\(title.zhHant)不能用 [ ] 取其中的值",
        en: "[ ] cannot be used with \(title.en)")
    }
    return CheckedNode(
      .index(operand, index, optional: optional), wrap ? .optional(type) : type, at: node.span)
  }

  private mutating func badIndex(_ index: CheckedNode, _ expected: ExpressionType) {
    let title = shown(index)
    report(
      .expressionTypes, at: index.span,
      zh: "[ ] 中應為\(expected.title.zhHant)，而這是\(title.zhHant)",
      en: "\(expected.title.en) is needed in [ ], and this is \(title.en)")
  }
}
