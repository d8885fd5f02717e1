import CivilTime
import Columns
import Expressions
import Findings
import RuleCheck

/// A condition made ready for a run.
final class ConditionTest: Sendable {
  let condition: Condition
  private let kernel: NumberedKernel
  private let schema: DatasetSchema
  private let parameters: [CheckedParameter]
  private let knownOn: CivilDate?
  private let asOfDay: CivilDate
  /// The column whose day picks parameter values; the as-of day does where there is none.
  private let governingColumn: Int?
  private let context: Expressions.EvaluationContext

  init(
    _ condition: Condition, rules: CheckedRules, schema: DatasetSchema, context: RunContext,
    governingColumn: Int?, numbers: KernelNumbers
  ) {
    self.condition = condition
    self.schema = schema
    kernel = NumberedKernel(
      ConditionKernel(condition.expression.root, schema: schema), numbers)
    parameters = condition.parameters.map { rules.parameters[$0] }
    knownOn = context.knownOn
    asOfDay = context.asOf.local.date
    self.governingColumn = governingColumn
    self.context = Expressions.EvaluationContext(
      timeZone: schema.zone, calendar: context.calendars.first.map { CalendarWorkingDays($0) })
  }

  /// The answer for each of the rows, in their order.
  func evaluate(_ view: RowView, _ rows: [Int]) -> [TriState] {
    kernel.evaluate(view, rows) { general, rows in
      rows.map { row in
        switch condition.expression.holds(general.node, bindings(view, row), in: context) {
        case .success(let truth): truth ? .yes : .no
        case .failure: .unknown
        }
      }
    }
  }

  /// The rows of a batch for which it holds, in order, given its answers for all of them.
  func rows(of answers: [TriState], in view: RowView) -> [Int] {
    kernel.number == nil ? TriState.places(of: answers, .yes) : view.rows(where: kernel)
  }

  /// The columns whose empty or malformed cells keep the condition from being decided.
  func unknownColumns(_ view: RowView, _ row: Int) -> [String] {
    switch condition.expression.holds(bindings(view, row), in: context) {
    case .success: return []
    case .failure(let error):
      let slots = error.unknownCells?.slots ?? []
      return slots.filter { $0 < schema.allColumns.count }.map { schema.allColumns[$0].name }
    }
  }

  private func bindings(_ view: RowView, _ row: Int) -> RowBindings {
    let day = governingColumn.flatMap { view.day($0, row) } ?? asOfDay
    return RowBindings(
      view: view, row: row, parameters: parameters, day: day, knownOn: knownOn)
  }
}

/// The cells of a row, and the parameters after them, as an expression's variables.
struct RowBindings: Bindings {
  let view: RowView
  let row: Int
  let parameters: [CheckedParameter]
  let day: CivilDate
  let knownOn: CivilDate?

  func binding(ofSlot slot: Int) -> Binding {
    let columnCount = view.schema.allColumns.count
    guard slot < columnCount else { return parameter(slot - columnCount) }
    let cells = view.cells(slot)
    switch CellState(rawValue: cells.state(row)) {
    case .present: break
    case .empty: return .empty
    case .malformed, .undeclared, nil: return .malformed
    }
    let value = cells.value(row)
    switch cells.type {
    case .text: return .value(.string(view.vector(slot).text(row)))
    case .integer: return .value(.int(value))
    case .boolean: return .value(.bool(value != 0))
    case .date: return .value(.date(CivilDate(dayNumber: Int32(truncatingIfNeeded: value))))
    case .decimal:
      return ExactDecimal(mantissa: value, scale: cells.detail(row)).map {
        .value(.decimal($0))
      } ?? .malformed
    case .timestamp:
      return TimestampValue(Instant(milliseconds: value)).map { .value(.timestamp($0)) }
        ?? .malformed
    }
  }

  private func parameter(_ index: Int) -> Binding {
    guard parameters.indices.contains(index),
      let value = parameters[index].value(on: day, knownOn: knownOn)?.value
    else { return .empty }
    if parameters[index].isWhole { return .value(.int(value.numerator)) }
    return value.exactDecimal.map { .value(.decimal($0)) } ?? .malformed
  }
}
