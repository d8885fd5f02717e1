public import Diagnostics

/// A node of a checked expression: names are slots, macros are written out, types are known.
public final class CheckedNode: Sendable {
  /// The kinds of node.
  public enum Kind: Sendable {
    /// A constant; lists, maps and dates of constants are constants themselves.
    case literal(Value)
    /// The value of a variable of the environment, by slot.
    case variable(slot: Int)
    /// The value of a macro's variable, by its position on the stack.
    case local(Int)
    /// Whether a variable has a value (`has(column)`).
    case hasValue(slot: Int)
    /// A field of a map; an optional where `optional`.
    case select(CheckedNode, field: String, optional: Bool)
    /// Whether a map has a field (`has(a.b)`).
    case hasField(CheckedNode, field: String)
    /// An element of a list or map; an optional where `optional`.
    case index(CheckedNode, CheckedNode, optional: Bool)
    /// A function; the receiver comes first.
    case call(Function, [CheckedNode])
    /// A text matched against a constant pattern.
    case matches(CheckedNode, RegularExpression)
    /// Not.
    case not(CheckedNode)
    /// A number or duration with its sign changed.
    case negate(CheckedNode)
    /// An operator between two values.
    case binary(BinaryOperator, CheckedNode, CheckedNode)
    /// Conditions joined by `&&`.
    case and([CheckedNode])
    /// Conditions joined by `||`.
    case or([CheckedNode])
    /// `condition ? then : otherwise`.
    case conditional(CheckedNode, CheckedNode, CheckedNode)
    /// A list that is not constant.
    case list([Element])
    /// A map that is not constant.
    case map([Entry])
    /// A macro that goes through a list or a map.
    case comprehension(Comprehension)
    /// A name for a value (`cel.bind`): the local, its value, the expression that uses it.
    case bind(local: Int, CheckedNode, CheckedNode)
    /// An optional's value put through an expression (`optMap`, or `optFlatMap` where `flat`).
    case optionalMap(CheckedNode, local: Int, CheckedNode, flat: Bool)
    /// What the unchecked mode could not resolve; an error when evaluated.
    case unresolved(EvaluationError.Reason)
  }

  /// An element of a list.
  public struct Element: Sendable {
    /// The element.
    public var value: CheckedNode
    /// Whether it is an optional that is left out where it is absent.
    public var optional: Bool
  }

  /// An entry of a map.
  public struct Entry: Sendable {
    /// The key.
    public var key: CheckedNode
    /// The value.
    public var value: CheckedNode
    /// Whether the value is an optional that is left out where it is absent.
    public var optional: Bool
  }

  /// What the node is.
  public let kind: Kind
  /// Where it stands, in UTF-8 offsets of the expression's text.
  public let span: SourceSpan
  /// The type as far as it was known when the node was made.
  let rawType: ExpressionType

  init(_ kind: Kind, _ type: ExpressionType, at span: SourceSpan) {
    self.kind = kind
    self.span = span
    rawType = type
  }

  /// The type of the node's value.
  public var type: ExpressionType { rawType.settled }
}

/// A macro that goes through the elements of a list or the entries of a map.
public struct Comprehension: Sendable {
  /// What is made of the elements.
  public enum Kind: Sendable {
    /// Whether the condition holds for all.
    case all
    /// Whether it holds for at least one.
    case exists
    /// Whether it holds for exactly one.
    case existsOne
    /// A list of the results (`map`, `filter`, `transformList`).
    case list
    /// A map with the same keys and new values (`transformMap`).
    case map
    /// A map of the entries of the result maps (`transformMapEntry`).
    case mapEntries
  }

  /// What is made.
  public var kind: Kind
  /// The list or map gone through.
  public var range: CheckedNode
  /// The position of the first variable on the stack of locals; a second one follows it.
  public var firstLocal: Int
  /// Whether there are two variables (index and element, key and value) rather than one.
  public var hasTwoVariables: Bool
  /// The condition that elements must meet to be taken (all of them where `nil`).
  public var condition: CheckedNode?
  /// The result for an element; the element itself where `nil`.
  public var result: CheckedNode?
}

extension CheckedNode.Kind {
  /// The nodes directly below, in the order of writing.
  public var children: [CheckedNode] {
    switch self {
    case .literal, .variable, .local, .hasValue, .unresolved: []
    case .select(let node, _, _), .hasField(let node, _), .matches(let node, _), .not(let node),
      .negate(let node):
      [node]
    case .index(let left, let right, _), .binary(_, let left, let right),
      .bind(_, let left, let right), .optionalMap(let left, _, let right, _):
      [left, right]
    case .call(_, let nodes), .and(let nodes), .or(let nodes): nodes
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .list(let elements): elements.map(\.value)
    case .map(let entries): entries.flatMap { [$0.key, $0.value] }
    case .comprehension(let comprehension):
      [comprehension.range] + [comprehension.condition, comprehension.result].compactMap(\.self)
    }
  }
}
