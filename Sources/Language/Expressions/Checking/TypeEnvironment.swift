/// The names that an expression may use, each with its type and its slot.
///
/// A variable's slot is its position in `variables`; values are supplied by slot.
public struct TypeEnvironment: Sendable {
  /// A name with its type.
  public struct Variable: Sendable, Hashable {
    /// The name, possibly with points (`case.id`).
    public var name: String
    /// The type.
    public var type: ExpressionType

    /// Creates a variable.
    public init(_ name: String, _ type: ExpressionType) {
      self.name = name
      self.type = type
    }
  }

  /// The variables in the order of their slots.
  public let variables: [Variable]
  private let slots: [String: Int]

  /// Creates an environment; of variables of one name the first counts.
  public init(_ variables: [Variable] = []) {
    self.variables = variables
    slots = Dictionary(
      variables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The slot of a name.
  public func slot(of name: String) -> Int? { slots[name] }
}
