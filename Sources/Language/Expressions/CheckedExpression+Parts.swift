extension CheckedExpression {
  /// Whether a condition inside the expression holds for the given bindings, or why that is not
  /// known; for engines that evaluate the rest of it by other means.
  public func holds(
    _ node: CheckedNode, _ bindings: some Bindings,
    in context: EvaluationContext = EvaluationContext()
  ) -> Result<Bool, EvaluationError> {
    var evaluator = Evaluator(bindings: bindings, context: context)
    do {
      return .success(try evaluator.truth(of: node))
    } catch {
      return .failure(error)
    }
  }
}
