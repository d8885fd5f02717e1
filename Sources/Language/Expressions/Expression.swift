public import Diagnostics

/// An expression as written, parsed and not yet checked.
public struct Expression: Sendable {
  /// The most bytes that the text of an expression may have.
  public static let lengthLimit = 32_768

  /// The text.
  public let text: String
  /// Where it stands.
  public let location: ExpressionLocation
  /// The top of its syntax tree.
  public let root: SyntaxNode

  /// Parses an expression; either it or what is wrong with it is returned.
  ///
  /// - Parameters:
  ///   - text: the text of the expression itself, unescaped and unfolded.
  ///   - location: where it stands; by default nowhere but in itself.
  public static func parse(
    _ text: String, at location: ExpressionLocation? = nil
  ) -> (expression: Expression?, diagnostics: [Diagnostic]) {
    let location = location ?? .standalone(text)
    if text.utf8.count > lengthLimit {
      let problem = Problem(
        .expressionTooLarge, at: SourceSpan(start: 0, end: 0),
        zh: "運算式有 \(text.utf8.count) 位元組，上限是 \(lengthLimit)",
        en: "the expression has \(text.utf8.count) bytes, the limit is \(lengthLimit)")
      return (nil, [location.diagnostic(problem)])
    }
    var lexer = Lexer(text)
    lexer.tokenize()
    var parser = Parser(lexer.tokens)
    let root = parser.document()
    let syntax = lexer.problems.isEmpty ? parser.problems : []
    let diagnostics = (lexer.problems + syntax).map(location.diagnostic)
    guard let root, diagnostics.isEmpty else { return (nil, diagnostics) }
    return (Expression(text: text, location: location, root: root), [])
  }

  /// Checks names and types; either the checked expression or all that is wrong is returned.
  ///
  /// - Parameters:
  ///   - environment: the names that the expression may use.
  ///   - expected: the type that the result must have, such as `.bool` for a condition.
  public func check(
    in environment: TypeEnvironment, expecting expected: ExpressionType? = nil
  ) -> (checked: CheckedExpression?, diagnostics: [Diagnostic]) {
    compile(in: environment, isChecked: true, expecting: expected)
  }

  /// Prepares the expression without checking names and types: such mistakes are errors only when
  /// they are evaluated.
  public func unchecked(
    in environment: TypeEnvironment
  ) -> (checked: CheckedExpression?, diagnostics: [Diagnostic]) {
    compile(in: environment, isChecked: false, expecting: nil)
  }

  private func compile(
    in environment: TypeEnvironment, isChecked: Bool, expecting expected: ExpressionType?
  ) -> (CheckedExpression?, [Diagnostic]) {
    var checker = Checker(environment: environment, text: text, isChecked: isChecked)
    let node = checker.check(root)
    if let expected { checker.require(node, toBe: expected) }
    if !checker.problems.isEmpty { return (nil, checker.problems.map(location.diagnostic)) }
    return (
      CheckedExpression(
        text: text, location: location, root: node, variables: environment.variables), []
    )
  }
}
