import CivilTime
import Diagnostics
import ExpressionJSON
import Expressions
import Platform

/// The zones of the system, for all tests.
let testZones = ZoneDatabase()

/// The environment of a small log.
let testEnvironment = TypeEnvironment([
  .init("category", .string), .init("age", .int), .init("price", .decimal),
  .init("ratio", .double), .init("disabled", .bool), .init("received_at", .timestamp),
  .init("closed_at", .timestamp), .init("birth", .date), .init("tags", .list(.string)),
  .init("案件類型", .string), .init("any", .dyn),
])

/// The value of an expression without variables as text, or `error: ` with what is wrong.
func evaluated(
  _ text: String, checked: Bool = true, in context: EvaluationContext? = nil
) -> String {
  let request = EvaluationRequest(text, isChecked: checked)
  let context = context ?? EvaluationContext(zone: { testZones.zone(named: $0) })
  switch request.evaluate(in: context) {
  case .success(let value): return value.text
  case .failure(let failure):
    return "error: " + failure.diagnostics.map(\.message.en).joined(separator: "; ")
  }
}

/// All that is wrong with an expression over the small log, as people see it.
func problems(
  _ text: String, language: Language = .en, expecting: ExpressionType? = nil
) -> String {
  let (expression, syntax) = Expression.parse(text)
  let diagnostics =
    expression?.check(in: testEnvironment, expecting: expecting).diagnostics ?? syntax
  return DiagnosticRenderer(language: language).render(diagnostics)
}
