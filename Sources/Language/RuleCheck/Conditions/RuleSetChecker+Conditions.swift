import Columns
import Diagnostics
import Expressions
import RuleSyntax

extension RuleSetChecker {
  /// Parses and type-checks a condition over a dataset: CEL, or the map that stands for it.
  mutating func condition(
    _ node: YAMLNode?, schema: DatasetSchema, file: Int
  ) -> Condition? {
    guard let node, !node.isNull else { return nil }
    let source = files.files[file].document.source
    let text: String
    let location: ExpressionLocation
    if node.entries != nil {
      let plain = PlainCondition(node, schema: schema)
      for problem in plain.problems {
        let help = problem.name.flatMap { suggestion($0, problem.candidates) }
        report(problem.code, problem.message, at: .source(source, problem.span), help: help)
      }
      if plain.text.isEmpty || !plain.problems.isEmpty { return nil }
      text = plain.text
      location = ExpressionLocation(
        source,
        segments: plain.segments.map { .init(expressionOffset: $0.expression, fileOffset: $0.file) }
      )
    } else if let scalar = node.scalar, let map = node.offsetMap(in: source) {
      text = scalar.text
      location = ExpressionLocation(
        source,
        segments: map.segments.map { .init(expressionOffset: $0.content, fileOffset: $0.file) })
    } else {
      return nil
    }
    return condition(text, location, node, schema: schema, file: file)
  }

  /// Parses a condition in CEL over columns that are not known.
  mutating func checkSyntax(_ node: YAMLNode?, file: Int) {
    let source = files.files[file].document.source
    guard let node, let scalar = node.scalar, let map = node.offsetMap(in: source) else { return }
    let location = ExpressionLocation(
      source,
      segments: map.segments.map { .init(expressionOffset: $0.content, fileOffset: $0.file) })
    diagnostics += Expression.parse(scalar.text, at: location).diagnostics
  }

  private mutating func condition(
    _ text: String, _ location: ExpressionLocation, _ node: YAMLNode, schema: DatasetSchema,
    file: Int
  ) -> Condition? {
    let parsed = Expression.parse(text, at: location)
    diagnostics += parsed.diagnostics
    guard let expression = parsed.expression else { return nil }
    let columns = schema.allColumns.map {
      TypeEnvironment.Variable($0.name, $0.type.expressionType)
    }
    let visible = parameterVariables(expression, file)
    let all = TypeEnvironment(columns + visible.map(\.variable))
    let first = expression.check(in: all, expecting: .bool)
    diagnostics += first.diagnostics
    guard let checked = first.checked else { return nil }
    checkValues(checked, schema, file)
    let used = checked.usedSlots.filter { $0 >= columns.count }.map { visible[$0 - columns.count] }
    for parameter in used { parameters.use(index: parameter.index) }
    var final = checked
    if used.count < visible.count {
      let environment = TypeEnvironment(columns + used.map(\.variable))
      guard let fewer = expression.check(in: environment, expecting: .bool).checked else {
        return nil
      }
      final = fewer
    }
    let source = files.files[file].document.source
    return Condition(
      text: text, expression: final, parameters: used.map(\.index),
      definition: Definition(source: source, span: node.ownSpan))
  }

  /// The parameters that an expression names, with `_` for `-`.
  private func parameterVariables(
    _ expression: Expression, _ file: Int
  ) -> [(variable: TypeEnvironment.Variable, index: Int)] {
    var names: Set<String> = []
    var pending = [expression.root]
    while let node = pending.popLast() {
      pending += node.kind.children
      if case .identifier(let name, _) = node.kind { names.insert(name) }
    }
    return names.sorted().compactMap { name in
      let parameter = String(name.map { $0 == "_" ? "-" : $0 })
      guard let index = parameters.peek(parameter, in: scopes[file])?.index else { return nil }
      let type: ExpressionType = rules.parameters[index].isWhole ? .int : .decimal
      return (TypeEnvironment.Variable(name, type), index)
    }
  }

  /// Reports comparisons with texts that a column never holds.
  private mutating func checkValues(
    _ checked: CheckedExpression, _ schema: DatasetSchema, _ file: Int
  ) {
    var pending = [checked.root]
    while let node = pending.popLast() {
      pending += node.kind.children
      guard case .binary(let sign, let left, let right) = node.kind else { continue }
      guard [.equal, .notEqual, .in].contains(sign) else { continue }
      for (variable, constant) in [(left, right), (right, left)] {
        guard case .variable(let slot) = variable.kind, slot < schema.allColumns.count,
          case .literal(let value) = constant.kind
        else { continue }
        let column = schema.allColumns[slot]
        for text in Self.texts(value) where !column.values.isEmpty && !column.values.contains(text)
        {
          report(
            .checkUndeclaredValue,
            LocalizedText(
              zh: "欄位「\(column.name)」沒有「\(text)」這個值",
              en: "column '\(column.name)' never holds '\(text)'"),
            at: .source(checked.location.source, checked.location.fileSpan(of: constant.span)),
            help: suggestion(text, column.values))
        }
      }
    }
  }

  private static func texts(_ value: Value) -> [String] {
    switch value {
    case .string(let text): [text]
    case .list(let values): values.flatMap(texts)
    default: []
    }
  }
}

extension ColumnType {
  /// The type of a column's cells in expressions.
  var expressionType: ExpressionType {
    switch self {
    case .text: .string
    case .integer: .int
    case .decimal: .decimal
    case .boolean: .bool
    case .date: .date
    case .timestamp: .timestamp
    }
  }
}

extension Condition {
  /// The constant that the condition is for every row, if it is one.
  var constant: Bool? {
    if case .literal(.bool(let value)) = expression.root.kind { value } else { nil }
  }

  /// The condition in canonical spelling, to compare conditions by.
  var canonicalText: String { Expression.parse(text).expression?.root.text ?? text }
}
