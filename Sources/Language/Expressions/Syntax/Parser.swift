import Diagnostics

/// Builds the syntax tree of an expression from its tokens; stops at the first problem.
struct Parser {
  /// The most levels that an expression may be nested, so that no stack overflows.
  ///
  /// What is not part of every level is kept out of line, so that all levels together need about
  /// 300 KB of stack in a release build, also where threads have only 512 KB.
  static let depthLimit = 250

  let tokens: [Token]
  var index = 0
  var level = 0
  var problems: [Problem] = []

  init(_ tokens: [Token]) { self.tokens = tokens }

  var token: Token { tokens[index] }
  /// Where the token before the present one ends.
  var previousEnd: Int { index > 0 ? tokens[index - 1].span.end : 0 }

  mutating func advance() { if index < tokens.count - 1 { index += 1 } }

  mutating func take(_ sign: Sign) -> Bool {
    guard token.isSign(sign) else { return false }
    advance()
    return true
  }

  mutating func document() -> SyntaxNode? {
    do {
      let node = try expression()
      if token.kind != .end { throw unexpected() }
      return node
    } catch {
      return nil
    }
  }

  // MARK: Precedence

  /// An expression: a condition with its branches, or an operation.
  mutating func expression() throws(ParsingStopped) -> SyntaxNode {
    try enter()
    defer { level -= 1 }
    let condition = try operation(above: 0)
    guard take(.question) else { return condition }
    let then = try expression()
    guard take(.colon) else { throw expected(.colon) }
    let otherwise = try expression()
    return try node(.conditional(condition, then, otherwise), from: condition.span.start)
  }

  /// Operators that bind more tightly than a precedence, with their operands.
  private mutating func operation(above minimum: Int) throws(ParsingStopped) -> SyntaxNode {
    var left = try unary()
    while let (binary, precedence) = binaryOperator(), precedence > minimum {
      guard let binary else {
        left = try junction(startingWith: left, precedence)
        continue
      }
      advance()
      let right = try operation(above: precedence)
      left = try node(.binary(binary, left, right), from: left.span.start)
    }
    return left
  }

  /// `&&` or `||` with all the terms that it joins at this level.
  @inline(never)
  private mutating func junction(
    startingWith first: SyntaxNode, _ precedence: Int
  ) throws(ParsingStopped) -> SyntaxNode {
    let sign: Sign = precedence == 1 ? .or : .and
    var terms = [first]
    while take(sign) { terms.append(try operation(above: precedence)) }
    return try node(sign == .or ? .or(terms) : .and(terms), from: first.span.start)
  }

  /// The operator at the present token with its precedence; no operator stands for a junction.
  private func binaryOperator() -> (BinaryOperator?, Int)? {
    switch token.kind {
    case .sign(.or): return (nil, 1)
    case .sign(.and): return (nil, 2)
    case .sign(let sign):
      guard let binary = BinaryOperator(rawValue: sign.rawValue) else { return nil }
      return (binary, binary.precedence)
    case .identifier("in"): return (.in, BinaryOperator.in.precedence)
    default: return nil
    }
  }

  private mutating func unary() throws(ParsingStopped) -> SyntaxNode {
    var operators: [(UnaryOperator, Int)] = []
    while true {
      if token.isSign(.not) {
        operators.append((.not, token.span.start))
      } else if token.isSign(.minus), !nextIsNumber {
        operators.append((.negate, token.span.start))
      } else {
        break
      }
      advance()
    }
    var result = try member()
    for (sign, start) in operators.reversed() {
      result = try node(.unary(sign, result), from: start)
    }
    return result
  }

  /// Whether a number follows the minus at the present token, so that the two are one literal.
  private var nextIsNumber: Bool {
    guard index + 1 < tokens.count else { return false }
    switch tokens[index + 1].kind {
    case .int, .double: return true
    default: return false
    }
  }

  // MARK: Nodes and problems

  /// Counts a level of nesting in the text.
  mutating func enter() throws(ParsingStopped) {
    level += 1
    if level > Self.depthLimit { throw tooDeep(at: token.span) }
  }

  /// Makes a node that ends before the present token.
  @inline(never)
  mutating func node(
    _ kind: SyntaxNode.Kind, from start: Int
  ) throws(ParsingStopped) -> SyntaxNode {
    let node = SyntaxNode(kind, at: SourceSpan(start: start, end: previousEnd))
    if node.depth > Self.depthLimit { throw tooDeep(at: SourceSpan(start: start, end: start)) }
    return node
  }

  @inline(never)
  private mutating func tooDeep(at span: SourceSpan) -> ParsingStopped {
    problems.append(
      Problem(
        .expressionTooLarge, at: span, zh: "運算式的巢狀超過 \(Self.depthLimit) 層",
        en: "the expression is nested more than \(Self.depthLimit) levels deep",
        help: LocalizedText(
          zh: "請拆成幾條規則，或用清單與 in", en: "split it, or use a list with 'in'")))
    return ParsingStopped()
  }

  @inline(never)
  mutating func stop(
    _ code: DiagnosticCode, at span: SourceSpan, zh: String, en: String,
    help: LocalizedText? = nil, other: (span: SourceSpan, text: LocalizedText)? = nil
  ) -> ParsingStopped {
    problems.append(Problem(code, at: span, zh: zh, en: en, help: help, other: other))
    return ParsingStopped()
  }
}
