public import Diagnostics

/// An expression ready to be evaluated.
public struct CheckedExpression: Sendable {
  /// The text.
  public let text: String
  /// Where it stands.
  public let location: ExpressionLocation
  /// The top of its tree.
  public let root: CheckedNode
  /// The variables of its environment by slot.
  public let variables: [TypeEnvironment.Variable]

  /// The type of its value.
  public var type: ExpressionType { root.type }

  /// The slots of the variables that it uses, in ascending order.
  public var usedSlots: [Int] {
    var slots: Set<Int> = []
    var pending = [root]
    while let node = pending.popLast() {
      switch node.kind {
      case .variable(let slot), .hasValue(let slot): slots.insert(slot)
      default: pending += node.kind.children
      }
    }
    return slots.sorted()
  }

  /// The value for the given bindings, or why there is none.
  public func evaluate(
    _ bindings: some Bindings, in context: EvaluationContext = EvaluationContext()
  ) -> Result<Value, EvaluationError> {
    var evaluator = Evaluator(bindings: bindings, context: context)
    do {
      return .success(try evaluator.value(of: root))
    } catch {
      return .failure(error)
    }
  }

  /// Whether the condition holds for the given bindings, or why that is not known.
  public func holds(
    _ bindings: some Bindings, in context: EvaluationContext = EvaluationContext()
  ) -> Result<Bool, EvaluationError> {
    var evaluator = Evaluator(bindings: bindings, context: context)
    do {
      return .success(try evaluator.truth(of: root))
    } catch {
      return .failure(error)
    }
  }

  /// The names of the columns whose cells an error is about.
  public func names(of cells: UnknownCells) -> [String] {
    cells.slots.map { variables[$0].name }
  }

  /// An error of evaluation as a diagnostic that points at the part of the expression.
  public func diagnostic(for error: EvaluationError) -> Diagnostic {
    var message = error.message
    if let cells = error.unknownCells {
      let names = names(of: cells).joined(separator: ", ")
      message = LocalizedText(
        zh: "儲存格是空白的或無法讀取：\(names)", en: "empty or unreadable cells: \(names)")
    }
    return Diagnostic(
      .expressionEvaluation, .error, message,
      at: .source(location.source, location.fileSpan(of: error.span)))
  }
}
