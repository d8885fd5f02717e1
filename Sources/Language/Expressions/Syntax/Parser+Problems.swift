import Diagnostics

extension Parser {
  /// Words that other languages use, and what to write instead.
  private static let foreignWords: [String: String] = [
    "and": "&&", "AND": "&&", "or": "||", "OR": "||", "not": "!", "NOT": "!", "IN": "in",
    "且": "&&", "及": "&&", "或": "||", "非": "!",
  ]

  /// Names that the language keeps for itself.
  static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
    "package", "namespace", "return", "var", "void", "while",
  ]

  /// How a token is called in messages.
  private func name(_ token: Token) -> LocalizedText {
    switch token.kind {
    case .identifier(let name), .quotedIdentifier(let name):
      LocalizedText(zh: "「\(name)」", en: "'\(name)'")
    case .int(let digits), .uint(let digits), .double(let digits):
      LocalizedText(zh: "數字 \(digits)", en: "the number \(digits)")
    case .string: LocalizedText(zh: "這段文字", en: "this text")
    case .bytes: LocalizedText(zh: "這段位元組", en: "these bytes")
    case .sign(let sign): LocalizedText(zh: "「\(sign.rawValue)」", en: "'\(sign.rawValue)'")
    case .end: LocalizedText(zh: "結尾", en: "the end")
    }
  }

  /// The present token cannot stand where it stands.
  @inline(never)
  mutating func unexpected() -> ParsingStopped {
    if token.kind == .end { return endsTooEarly() }
    let found = name(token)
    if index > 0, case .identifier(let word) = tokens[index - 1].kind,
      let better = Self.foreignWords[word]
    {
      return foreign(word, better, at: tokens[index - 1].span)
    }
    if case .identifier(let word) = token.kind, let better = Self.foreignWords[word] {
      return foreign(word, better, at: token.span)
    }
    switch token.kind {
    case .sign(.closeParenthesis), .sign(.closeBracket), .sign(.closeBrace), .sign(.comma),
      .sign(.colon):
      return stop(
        .expressionSyntax, at: token.span, zh: "此處不應出現\(found.zhHant)",
        en: "\(found.en) has no place here")
    case .sign where index > 0:
      let before = name(tokens[index - 1])
      return stop(
        .expressionSyntax, at: token.span, zh: "\(before.zhHant)與\(found.zhHant)之間少了一個值",
        en: "a value is missing between \(before.en) and \(found.en)")
    case .sign:
      return stop(
        .expressionSyntax, at: token.span, zh: "\(found.zhHant)之前少了一個值",
        en: "a value is missing before \(found.en)")
    default:
      return stop(
        .expressionSyntax, at: token.span, zh: "\(found.zhHant)之前少了運算子",
        en: "an operator is missing before \(found.en)",
        help: LocalizedText(
          zh: "條件之間用「&&」（且）或「||」（或）連接",
          en: "join conditions with '&&' (and) or '||' (or)"))
    }
  }

  @inline(never)
  private mutating func foreign(
    _ word: String, _ better: String, at span: SourceSpan
  ) -> ParsingStopped {
    stop(
      .expressionSyntax, at: span, zh: "「\(word)」不是運算子", en: "'\(word)' is not an operator",
      help: LocalizedText(zh: "請寫「\(better)」", en: "write '\(better)'"))
  }

  @inline(never)
  private mutating func endsTooEarly() -> ParsingStopped {
    if index == 0 {
      return stop(
        .expressionSyntax, at: token.span, zh: "運算式是空的", en: "the expression is empty")
    }
    let before = name(tokens[index - 1])
    return stop(
      .expressionSyntax, at: token.span, zh: "運算式在\(before.zhHant)之後就結束了，還缺一個值",
      en: "the expression ends after \(before.en), where a value is needed")
  }

  /// A sign is missing at the present token; `opened` is the bracket that waits for it.
  @inline(never)
  mutating func expected(_ sign: Sign, opened: SourceSpan? = nil) -> ParsingStopped {
    if let opened {
      if token.kind == .end {
        return stop(
          .expressionSyntax, at: opened, zh: "這個括號沒有對應的「\(sign.rawValue)」",
          en: "this bracket has no matching '\(sign.rawValue)'")
      }
      let found = name(token)
      return stop(
        .expressionSyntax, at: token.span, zh: "此處應為「\(sign.rawValue)」，而不是\(found.zhHant)",
        en: "'\(sign.rawValue)' is needed here, not \(found.en)",
        other: (opened, LocalizedText(zh: "括號由此開始", en: "the bracket opens here")))
    }
    let found = name(token)
    return stop(
      .expressionSyntax, at: token.span, zh: "此處應為「\(sign.rawValue)」，而不是\(found.zhHant)",
      en: "'\(sign.rawValue)' is needed here, not \(found.en)",
      help: sign == .colon
        ? LocalizedText(zh: "形式為「條件 ? 值 : 值」", en: "the form is 'condition ? value : value'")
        : nil)
  }
}
