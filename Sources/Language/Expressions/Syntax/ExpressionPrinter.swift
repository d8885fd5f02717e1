extension SyntaxNode {
  /// The expression in canonical spelling; parsing it gives an equal tree.
  public var text: String { printed(in: 0) }

  /// The text, in parentheses where the surroundings bind more tightly than the node.
  ///
  /// Levels: 0 anything, 1 `||`, 2 `&&`, 3 comparisons, 4 sums, 5 products, 6 operands of `!` and
  /// `-`, 7 before `.` and `[`.
  private func printed(in level: Int) -> String {
    let (text, own) = spelling
    return own < level ? "(" + text + ")" : text
  }

  private var spelling: (String, Int) {
    switch kind {
    case .literal(let value): return (value.text, value.text.hasPrefix("-") ? 6 : 8)
    case .identifier(let name, let absolute):
      return ((absolute ? "." : "") + Self.spelled(name, reserved: true), 8)
    case .select(let operand, let field, let optional):
      return (
        operand.printed(in: 7) + (optional ? ".?" : ".") + Self.spelled(field, reserved: false), 8
      )
    case .index(let operand, let index, let optional):
      return (operand.printed(in: 7) + (optional ? "[?" : "[") + index.text + "]", 8)
    case .call(let name, let receiver, let arguments):
      let list = "(" + arguments.map(\.text).joined(separator: ", ") + ")"
      return ((receiver.map { $0.printed(in: 7) + "." } ?? "") + name + list, 8)
    case .unary(let sign, let operand):
      let text = operand.printed(in: 6)
      // A minus before a number would become part of the number.
      if sign == .negate, let first = text.utf8.first, (0x2D...0x39).contains(first) {
        return ("-(\(text))", 6)
      }
      return (sign.rawValue + text, 6)
    case .binary(let sign, let left, let right):
      let own = sign.precedence
      return (left.printed(in: own) + " \(sign.rawValue) " + right.printed(in: own + 1), own)
    case .and(let terms): return (terms.map { $0.printed(in: 3) }.joined(separator: " && "), 2)
    case .or(let terms): return (terms.map { $0.printed(in: 2) }.joined(separator: " || "), 1)
    case .conditional(let condition, let then, let otherwise):
      return (condition.printed(in: 1) + " ? " + then.text + " : " + otherwise.text, 0)
    case .list(let elements):
      let list = elements.map { ($0.optional ? "?" : "") + $0.value.text }
      return ("[" + list.joined(separator: ", ") + "]", 8)
    case .map(let entries):
      let list = entries.map { ($0.optional ? "?" : "") + $0.key.text + ": " + $0.value.text }
      return ("{" + list.joined(separator: ", ") + "}", 8)
    }
  }

  /// A name, in backticks where it could not stand bare.
  private static func spelled(_ name: String, reserved: Bool) -> String {
    var lexer = Lexer(name)
    lexer.tokenize()
    let isPlain = lexer.problems.isEmpty && lexer.tokens.first?.kind == .identifier(name)
    let isWord = ["true", "false", "null", "in"].contains(name)
    return isPlain && !isWord && !(reserved && Parser.reserved.contains(name))
      ? name : "`\(name)`"
  }
}
