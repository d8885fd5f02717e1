public import Diagnostics

/// A node of an expression as written; macros are still calls.
public final class SyntaxNode: Sendable {
  /// The kinds of node.
  public enum Kind: Sendable {
    /// A literal.
    case literal(Value)
    /// A name; `absolute` where a point stands before it.
    case identifier(String, absolute: Bool)
    /// A field of a map, `a.b`, or `a.?b` where optional.
    case select(SyntaxNode, field: String, optional: Bool)
    /// An element of a list or map, `a[b]`, or `a[?b]` where optional.
    case index(SyntaxNode, SyntaxNode, optional: Bool)
    /// A call, `f(a)` or `a.f(b)`.
    case call(String, receiver: SyntaxNode?, arguments: [SyntaxNode])
    /// An operator before a value.
    case unary(UnaryOperator, SyntaxNode)
    /// An operator between two values.
    case binary(BinaryOperator, SyntaxNode, SyntaxNode)
    /// Two or more conditions joined by `&&`.
    case and([SyntaxNode])
    /// Two or more conditions joined by `||`.
    case or([SyntaxNode])
    /// `condition ? then : otherwise`.
    case conditional(SyntaxNode, SyntaxNode, SyntaxNode)
    /// A list.
    case list([Element])
    /// A map.
    case map([Entry])
  }

  /// An element of a list literal.
  public struct Element: Sendable {
    /// The element.
    public var value: SyntaxNode
    /// Whether it is left out where it has no value (`?x`).
    public var optional: Bool
  }

  /// An entry of a map literal.
  public struct Entry: Sendable {
    /// The key.
    public var key: SyntaxNode
    /// The value.
    public var value: SyntaxNode
    /// Whether it is left out where it has no value (`?k: x`).
    public var optional: Bool
  }

  /// What the node is.
  public let kind: Kind
  /// Where it stands, in UTF-8 offsets of the expression's text.
  public let span: SourceSpan
  /// The number of levels from here to the deepest leaf; 1 for a leaf.
  public let depth: Int

  /// Creates a node.
  init(_ kind: Kind, at span: SourceSpan) {
    self.kind = kind
    self.span = span
    self.depth = 1 + kind.children.reduce(0) { max($0, $1.depth) }
  }
}

extension SyntaxNode.Kind {
  /// The nodes directly below, in the order of writing.
  public var children: [SyntaxNode] {
    switch self {
    case .literal, .identifier: []
    case .select(let operand, _, _), .unary(_, let operand): [operand]
    case .index(let left, let right, _), .binary(_, let left, let right): [left, right]
    case .call(_, let receiver, let arguments): (receiver.map { [$0] } ?? []) + arguments
    case .and(let terms), .or(let terms): terms
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .list(let elements): elements.map(\.value)
    case .map(let entries): entries.flatMap { [$0.key, $0.value] }
    }
  }
}

/// An operator that stands before a value.
public enum UnaryOperator: String, Sendable {
  /// Not.
  case not = "!"
  /// The number with its sign changed.
  case negate = "-"
}

/// An operator that stands between two values.
public enum BinaryOperator: String, Sendable, CaseIterable {
  /// Equal.
  case equal = "=="
  /// Not equal.
  case notEqual = "!="
  /// Less.
  case less = "<"
  /// Less or equal.
  case lessOrEqual = "<="
  /// Greater.
  case greater = ">"
  /// Greater or equal.
  case greaterOrEqual = ">="
  /// An element of a list, or a key of a map.
  case `in` = "in"
  /// Sum; texts, bytes and lists are joined.
  case add = "+"
  /// Difference.
  case subtract = "-"
  /// Product.
  case multiply = "*"
  /// Quotient; of integers, cut towards zero.
  case divide = "/"
  /// Remainder with the dividend's sign.
  case remainder = "%"

  /// How tightly the operator binds; `||` has 1 and `&&` 2.
  var precedence: Int {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .in: 3
    case .add, .subtract: 4
    case .multiply, .divide, .remainder: 5
    }
  }

  /// Whether the operator asks which of two values comes first.
  public var isOrdering: Bool {
    switch self {
    case .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }
}

extension SyntaxNode: Equatable {
  /// Two nodes are equal when they are built alike, wherever they stand.
  public static func == (left: SyntaxNode, right: SyntaxNode) -> Bool {
    switch (left.kind, right.kind) {
    case (.literal(let a), .literal(let b)):
      a.typeName == b.typeName && (a == b || a.isNaN && b.isNaN)
    case (.identifier(let a, let absoluteA), .identifier(let b, let absoluteB)):
      a == b && absoluteA == absoluteB
    case (.select(let a, let fieldA, let optionalA), .select(let b, let fieldB, let optionalB)):
      a == b && fieldA == fieldB && optionalA == optionalB
    case (.index(let a, let indexA, let optionalA), .index(let b, let indexB, let optionalB)):
      a == b && indexA == indexB && optionalA == optionalB
    case (.call(let a, let receiverA, let listA), .call(let b, let receiverB, let listB)):
      a == b && receiverA == receiverB && listA == listB
    case (.unary(let a, let operandA), .unary(let b, let operandB)):
      a == b && operandA == operandB
    case (.binary(let a, let leftA, let rightA), .binary(let b, let leftB, let rightB)):
      a == b && leftA == leftB && rightA == rightB
    case (.and(let a), .and(let b)), (.or(let a), .or(let b)): a == b
    case (.conditional(let a, let thenA, let elseA), .conditional(let b, let thenB, let elseB)):
      a == b && thenA == thenB && elseA == elseB
    case (.list(let a), .list(let b)):
      a.map(\.value) == b.map(\.value) && a.map(\.optional) == b.map(\.optional)
    case (.map(let a), .map(let b)):
      a.map(\.key) == b.map(\.key) && a.map(\.value) == b.map(\.value)
        && a.map(\.optional) == b.map(\.optional)
    default: false
    }
  }
}

extension Value {
  /// Whether this is the double that is not a number.
  var isNaN: Bool { if case .double(let value) = self { value.isNaN } else { false } }
}
