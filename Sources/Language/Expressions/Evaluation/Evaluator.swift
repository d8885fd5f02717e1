import Diagnostics

/// Computes the value of one expression for one set of bindings.
struct Evaluator {
  let bindings: any Bindings
  let context: EvaluationContext
  /// The values of the macros' variables, outermost first.
  var locals: [Value] = []
  /// How many elements macros may still go through.
  var budget = Self.stepLimit

  /// The most elements that the macros of one evaluation may go through.
  static let stepLimit = 1_000_000
  /// The most bytes of a text and elements of a list that an operation may make.
  static let sizeLimit = 4_000_000

  init(bindings: some Bindings, context: EvaluationContext) {
    self.bindings = bindings
    self.context = context
  }

  mutating func value(of node: CheckedNode) throws(EvaluationError) -> Value {
    switch node.kind {
    case .literal(let value): return value
    case .variable(let slot): return try variable(slot, node)
    case .local(let position): return locals[position]
    case .binary(let sign, let left, let right):
      if let truth = try comparison(sign, left, right, node) { return .bool(truth) }
      return try arithmetic(sign, left, right, node)
    case .hasValue, .hasField, .not, .and, .or, .matches: return .bool(try truth(of: node))
    case .conditional(let condition, let then, let otherwise):
      return try value(of: try truth(of: condition) ? then : otherwise)
    case .select(let operand, let field, let optional):
      return try select(operand, field, optional, node)
    case .index(let operand, let index, let optional):
      return try element(operand, index, optional, node)
    case .negate(let operand): return try negated(operand, node)
    case .call(let function, let arguments): return try call(function, arguments, node)
    case .list(let elements): return try list(elements, node)
    case .map(let entries): return try map(entries, node)
    case .comprehension(let comprehension): return try run(comprehension, node)
    case .bind(let local, let bound, let body):
      let value = try value(of: bound)
      return try with(value, at: local, body)
    case .optionalMap(let target, let local, let body, let flat):
      return try optionalMap(target, local, body, flat, node)
    case .unresolved(let reason): throw EvaluationError(reason, at: node.span)
    }
  }

  private func variable(_ slot: Int, _ node: CheckedNode) throws(EvaluationError) -> Value {
    if case .value(let value) = bindings.binding(ofSlot: slot) { return value }
    throw EvaluationError(.unknown(UnknownCells(slot: slot)), at: node.span)
  }

  /// Evaluates a body with a value at a position of the stack of locals.
  mutating func with(
    _ value: Value, at position: Int, _ body: CheckedNode
  ) throws(EvaluationError) -> Value {
    put(value, at: position)
    return try self.value(of: body)
  }

  /// Puts a value at a position of the stack of locals; what lay above is forgotten.
  mutating func put(_ value: Value, at position: Int) {
    if position < locals.count {
      locals[position] = value
    } else {
      locals.append(value)
    }
  }

  // MARK: Conditions

  mutating func truth(of node: CheckedNode) throws(EvaluationError) -> Bool {
    switch node.kind {
    case .binary(let sign, let left, let right):
      if let truth = try comparison(sign, left, right, node) { return truth }
      throw EvaluationError(.noSuchOverload("&&"), at: node.span)
    case .and(let terms): return try junction(terms, decidedBy: false)
    case .or(let terms): return try junction(terms, decidedBy: true)
    case .not(let operand):
      guard case .bool(let truth) = try value(of: operand) else {
        throw EvaluationError(.noSuchOverload("!"), at: node.span)
      }
      return !truth
    case .hasValue(let slot):
      switch bindings.binding(ofSlot: slot) {
      case .value: return true
      case .empty: return false
      case .malformed:
        throw EvaluationError(.unknown(UnknownCells(slot: slot)), at: node.span)
      }
    case .hasField(let operand, let field): return try hasField(operand, field, node)
    case .matches(let operand, let expression):
      guard case .string(let text) = try value(of: operand) else {
        throw EvaluationError(.noSuchOverload("matches"), at: node.span)
      }
      return expression.matches(text)
    default:
      guard case .bool(let truth) = try value(of: node) else {
        throw EvaluationError(.noSuchOverload("condition"), at: node.span)
      }
      return truth
    }
  }

  /// `&&` (decided by false) and `||` (decided by true): a term that decides makes errors of the
  /// others, before or after it, not matter.
  private mutating func junction(
    _ terms: [CheckedNode], decidedBy decisive: Bool
  ) throws(EvaluationError) -> Bool {
    var failure: EvaluationError?
    for term in terms {
      do throws(EvaluationError) {
        if try truth(of: term) == decisive { return decisive }
      } catch {
        failure = failure?.combined(with: error) ?? error
      }
    }
    if let failure { throw failure }
    return !decisive
  }

  /// The values of two operands; where both fail, the error names the unknown cells of both.
  mutating func both(
    _ left: CheckedNode, _ right: CheckedNode
  ) throws(EvaluationError) -> (Value, Value) {
    let first: Value
    do throws(EvaluationError) {
      first = try value(of: left)
    } catch {
      guard error.unknownCells != nil else { throw error }
      do throws(EvaluationError) {
        _ = try value(of: right)
      } catch let other {
        throw error.combined(with: other)
      }
      throw error
    }
    return (first, try value(of: right))
  }
}
