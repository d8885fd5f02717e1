import Diagnostics

extension Parser {
  /// A value with its fields, elements and calls.
  mutating func member() throws(ParsingStopped) -> SyntaxNode {
    var result = try primary()
    let start = result.span.start
    while true {
      if take(.dot) {
        result = try field(of: result, from: start)
      } else if token.isSign(.openBracket) {
        let open = token.span
        advance()
        let optional = take(.question)
        let index = try expression()
        guard take(.closeBracket) else { throw expected(.closeBracket, opened: open) }
        result = try node(.index(result, index, optional: optional), from: start)
      } else if token.isSign(.openBrace), isTypeName(result) {
        throw stop(
          .expressionSyntax, at: token.span, zh: "不支援以「型別{…}」建立物件",
          en: "objects of the form 'Type{...}' are not supported")
      } else {
        return result
      }
    }
  }

  private func isTypeName(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case .identifier: true
    case .select(let operand, _, false): isTypeName(operand)
    default: false
    }
  }

  @inline(never)
  private mutating func field(
    of operand: SyntaxNode, from start: Int
  ) throws(ParsingStopped) -> SyntaxNode {
    let optional = take(.question)
    let name: String
    switch token.kind {
    case .identifier(let word) where !["true", "false", "null", "in"].contains(word): name = word
    case .quotedIdentifier(let word):
      name = word
      advance()
      return try node(.select(operand, field: name, optional: optional), from: start)
    default:
      throw stop(
        .expressionSyntax, at: token.span, zh: "「.」之後應為名稱", en: "a name is needed after '.'")
    }
    advance()
    if !optional, token.isSign(.openParenthesis) {
      let arguments = try self.arguments()
      return try node(.call(name, receiver: operand, arguments: arguments), from: start)
    }
    return try node(.select(operand, field: name, optional: optional), from: start)
  }

  @inline(never)
  private mutating func arguments() throws(ParsingStopped) -> [SyntaxNode] {
    let open = token.span
    advance()
    var list: [SyntaxNode] = []
    if take(.closeParenthesis) { return list }
    repeat { list.append(try expression()) } while take(.comma)
    guard take(.closeParenthesis) else { throw expected(.closeParenthesis, opened: open) }
    return list
  }

  private mutating func primary() throws(ParsingStopped) -> SyntaxNode {
    let start = token.span.start
    switch token.kind {
    case .sign(.openParenthesis):
      let open = token.span
      advance()
      let inner = try expression()
      guard take(.closeParenthesis) else { throw expected(.closeParenthesis, opened: open) }
      return SyntaxNode(inner.kind, at: SourceSpan(start: start, end: previousEnd))
    case .sign(.openBracket): return try list()
    case .sign(.openBrace): return try map()
    case .sign(.dot):
      advance()
      guard case .identifier(let name) = token.kind else { throw unexpected() }
      advance()
      return try named(name, absolute: true, from: start)
    case .identifier(let name) where name != "in":
      if Self.reserved.contains(name) { throw reservedWord(name) }
      advance()
      return try named(name, absolute: false, from: start)
    case .quotedIdentifier(let name):
      advance()
      return try node(.identifier(name, absolute: false), from: start)
    case .sign(.minus):
      advance()
      return try literal(negative: true, from: start)
    default: return try literal(negative: false, from: start)
    }
  }

  @inline(never)
  private mutating func reservedWord(_ name: String) -> ParsingStopped {
    stop(
      .expressionSyntax, at: token.span, zh: "「\(name)」是保留字，不能直接當作名稱",
      en: "'\(name)' is a reserved word",
      help: LocalizedText(
        zh: "欄位若用此名，請寫成 `\(name)`", en: "write `\(name)` for a column of that name"))
  }

  @inline(never)
  private mutating func named(
    _ name: String, absolute: Bool, from start: Int
  ) throws(ParsingStopped) -> SyntaxNode {
    if !absolute {
      switch name {
      case "true": return try node(.literal(.bool(true)), from: start)
      case "false": return try node(.literal(.bool(false)), from: start)
      case "null": return try node(.literal(.null), from: start)
      default: break
      }
    }
    guard token.isSign(.openParenthesis) else {
      return try node(.identifier(name, absolute: absolute), from: start)
    }
    let arguments = try self.arguments()
    return try node(.call(name, receiver: nil, arguments: arguments), from: start)
  }

  @inline(never)
  private mutating func list() throws(ParsingStopped) -> SyntaxNode {
    let open = token.span
    advance()
    var elements: [SyntaxNode.Element] = []
    while !token.isSign(.closeBracket) {
      let optional = take(.question)
      elements.append(SyntaxNode.Element(value: try expression(), optional: optional))
      if !take(.comma) { break }
    }
    guard take(.closeBracket) else { throw expected(.closeBracket, opened: open) }
    return try node(.list(elements), from: open.start)
  }

  @inline(never)
  private mutating func map() throws(ParsingStopped) -> SyntaxNode {
    let open = token.span
    advance()
    var entries: [SyntaxNode.Entry] = []
    while !token.isSign(.closeBrace) {
      let optional = take(.question)
      let key = try expression()
      guard take(.colon) else { throw expected(.colon, opened: open) }
      entries.append(
        SyntaxNode.Entry(key: key, value: try expression(), optional: optional))
      if !take(.comma) { break }
    }
    guard take(.closeBrace) else { throw expected(.closeBrace, opened: open) }
    return try node(.map(entries), from: open.start)
  }

  @inline(never)
  private mutating func literal(
    negative: Bool, from start: Int
  ) throws(ParsingStopped) -> SyntaxNode {
    let span = SourceSpan(start: start, end: token.span.end)
    let value: Value?
    switch token.kind {
    case .string(let text): value = .string(text)
    case .bytes(let bytes): value = .bytes(bytes)
    case .int(let digits):
      let sign = negative ? "-" : ""
      value =
        digits.hasPrefix("0x") || digits.hasPrefix("0X")
        ? Int64(sign + digits.dropFirst(2), radix: 16).map(Value.int)
        : Int64(sign + digits).map(Value.int)
    case .uint(let digits) where !negative:
      value =
        digits.hasPrefix("0x") || digits.hasPrefix("0X")
        ? UInt64(digits.dropFirst(2), radix: 16).map(Value.uint) : UInt64(digits).map(Value.uint)
    case .double(let digits):
      let number = Double(digits.hasPrefix(".") ? "0" + digits : digits) ?? .infinity
      value = number.isFinite ? .double(negative ? -number : number) : nil
    default: throw unexpected()
    }
    guard let value else {
      throw stop(
        .expressionLiteral, at: span, zh: "數字超出可表示的範圍",
        en: "the number is too large to be represented",
        help: LocalizedText(
          zh: "整數的範圍是 -9223372036854775808 至 9223372036854775807",
          en: "integers run from -9223372036854775808 to 9223372036854775807"))
    }
    advance()
    return try node(.literal(value), from: start)
  }
}
