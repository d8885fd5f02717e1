import CivilTime
import Columns
import Expressions
import RuleCheck

/// A condition compiled to tests over whole columns; what has no such test is evaluated by row.
///
/// Equal kernels that are whole answer alike.
indirect enum ConditionKernel: Hashable, Sendable {
  /// The same for every row.
  case constant(TriState)
  /// Whether a cell holds a value (`has(column)`).
  case hasValue(column: Int)
  /// A boolean column.
  case flag(column: Int)
  /// Whether a text column's value is among some texts.
  case textIn(column: Int, TextSet)
  /// An integer, date or boolean column against a constant.
  case compare(column: Int, Order, Int64)
  /// Two columns of one integer-like type.
  case compareColumns(Int, Order, Int)
  /// Not.
  case not(ConditionKernel)
  /// All of them.
  case all([ConditionKernel])
  /// Any of them.
  case any([ConditionKernel])
  /// Evaluated row by row.
  case general(GeneralNode)

  /// A node that has no kernel, equal to itself only.
  struct GeneralNode: Hashable, Sendable {
    let node: CheckedNode

    init(_ node: CheckedNode) { self.node = node }

    static func == (left: Self, right: Self) -> Bool { left.node === right.node }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(node)) }
  }

  /// Whether no part of it is evaluated row by row.
  var isWhole: Bool {
    switch self {
    case .constant, .hasValue, .flag, .textIn, .compare, .compareColumns: true
    case .not(let inner): inner.isWhole
    case .all(let kernels), .any(let kernels): kernels.allSatisfy(\.isWhole)
    case .general: false
    }
  }

  /// How two numbers are compared.
  enum Order: Sendable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

    @inline(__always)
    func holds(_ left: Int64, _ right: Int64) -> Bool {
      switch self {
      case .equal: left == right
      case .notEqual: left != right
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      }
    }

    /// The order with its sides exchanged.
    var flipped: Order {
      switch self {
      case .equal, .notEqual: self
      case .less: .greater
      case .lessOrEqual: .greaterOrEqual
      case .greater: .less
      case .greaterOrEqual: .lessOrEqual
      }
    }

    init?(_ operation: BinaryOperator) {
      switch operation {
      case .equal: self = .equal
      case .notEqual: self = .notEqual
      case .less: self = .less
      case .lessOrEqual: self = .lessOrEqual
      case .greater: self = .greater
      case .greaterOrEqual: self = .greaterOrEqual
      default: return nil
      }
    }
  }

  /// Compiles a node whose variables are the columns of a dataset.
  init(_ node: CheckedNode, schema: DatasetSchema) {
    switch node.kind {
    case .literal(.bool(let value)): self = .constant(value ? .yes : .no)
    case .hasValue(let slot) where slot < schema.allColumns.count: self = .hasValue(column: slot)
    case .variable(let slot)
    where slot < schema.allColumns.count && schema.allColumns[slot].type == .boolean:
      self = .flag(column: slot)
    case .not(let inner): self = .not(ConditionKernel(inner, schema: schema))
    case .and(let nodes): self = .all(nodes.map { ConditionKernel($0, schema: schema) })
    case .or(let nodes): self = .any(nodes.map { ConditionKernel($0, schema: schema) })
    case .binary(let operation, let left, let right):
      self = Self.binary(operation, left, right, schema) ?? .general(GeneralNode(node))
    default: self = .general(GeneralNode(node))
    }
  }

  private static func binary(
    _ operation: BinaryOperator, _ left: CheckedNode, _ right: CheckedNode,
    _ schema: DatasetSchema
  ) -> ConditionKernel? {
    func column(_ node: CheckedNode) -> Int? {
      guard case .variable(let slot) = node.kind, slot < schema.allColumns.count else { return nil }
      return slot
    }
    if case .in = operation, let column = column(left), case .literal(.list(let items)) = right.kind
    {
      return membership(column, items, schema)
    }
    guard let order = Order(operation) else { return nil }
    switch (column(left), left.kind, column(right), right.kind) {
    case (let a?, _, let b?, _):
      let types = (schema.allColumns[a].type, schema.allColumns[b].type)
      guard types.0 == types.1, [.integer, .date].contains(types.0) else { return nil }
      return .compareColumns(a, order, b)
    case (let column?, _, nil, .literal(let value)):
      return comparison(column, order, value, schema)
    case (nil, .literal(let value), let column?, _):
      return comparison(column, order.flipped, value, schema)
    default: return nil
    }
  }

  private static func comparison(
    _ column: Int, _ order: Order, _ value: Value, _ schema: DatasetSchema
  ) -> ConditionKernel? {
    switch (schema.allColumns[column].type, value) {
    case (.text, .string(let text)):
      switch order {
      case .equal: return .textIn(column: column, TextSet([text]))
      case .notEqual: return .not(.textIn(column: column, TextSet([text])))
      default: return nil
      }
    case (.integer, .int(let number)): return .compare(column: column, order, number)
    case (.boolean, .bool(let flag)): return .compare(column: column, order, flag ? 1 : 0)
    case (.date, .date(let date)): return .compare(column: column, order, Int64(date.dayNumber))
    default: return nil
    }
  }

  private static func membership(
    _ column: Int, _ items: [Value], _ schema: DatasetSchema
  ) -> ConditionKernel? {
    guard schema.allColumns[column].type == .text else { return nil }
    var texts: Set<String> = []
    for item in items {
      guard case .string(let text) = item else { return nil }
      texts.insert(text)
    }
    return .textIn(column: column, TextSet(texts))
  }
}
