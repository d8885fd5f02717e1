import CivilTime
import Columns
import Diagnostics
import Expressions
import RuleCheck
import RuleSyntax

/// A case for a rule that has none: one row with something in every cell that must be filled.
enum FirstCase {
  /// The test; `nil` where the rule is of a kind that one row says nothing of.
  static func test(of name: String, _ rule: CheckedRule, _ schema: DatasetSchema) -> TestDocument? {
    let day =
      rule.effectiveFrom ?? CivilDate(dayNumber: CivilDate.dayNumber(year: 2021, month: 3, day: 2))
    let last = rule.effectiveTo ?? day.adding(days: 365)
    let literals = Dictionary(
      rule.conditions.flatMap { equalities($0.condition.text) }, uniquingKeysWith: { a, _ in a })
    var cells: [String] = []
    for (index, column) in schema.allColumns.enumerated() {
      guard !column.isOptional || literals[column.name] != nil || isStart(index, of: rule) else {
        continue
      }
      let text = literals[column.name] ?? filling(column, day)
      cells.append("\(column.name): \(CaseText.scalar(text))")
    }
    let text = """
      qixian: 1
      tests: \(CaseText.scalar(name))
      as-of: \(last.adding(days: 400).isoText) 24:00
      cases:
        - row: { \(cells.joined(separator: ", ")) }
          expect: violated

      """
    return RuleDocument.parse(SourceText(name: "suggestion", text: text)).testDocuments.first
  }

  private static func isStart(_ column: Int, of rule: CheckedRule) -> Bool {
    guard case .deadline(let deadline) = rule.kind else { return false }
    switch deadline.start {
    case .column(let start): return start == column
    case .latest(let columns), .earliest(let columns): return columns.contains(column)
    case .due, .done: return false
    }
  }

  private static func filling(_ column: ColumnSchema, _ day: CivilDate) -> String {
    switch column.type {
    case .text: column.values.first ?? "A1"
    case .boolean: column.trueWords.first ?? "true"
    case .integer, .decimal: "1"
    case .date: CellTime(day).text
    case .timestamp: CellTime(day, minutes: 9 * 60).text
    }
  }

  /// The texts that cells must equal for a condition to hold, as far as it says so plainly.
  private static func equalities(_ condition: String) -> [(String, String)] {
    guard let root = Expression.parse(condition).expression?.root else { return [] }
    return equalities(root)
  }

  private static func equalities(_ node: SyntaxNode) -> [(String, String)] {
    switch node.kind {
    case .and(let terms): return terms.flatMap(equalities)
    case .or(let terms): return terms.first.map(equalities) ?? []
    case .binary(.equal, let left, let right):
      guard case .identifier(let name, _) = left.kind, case .literal(.string(let text)) = right.kind
      else { return [] }
      return [(name, text)]
    case .binary(.in, let left, let right):
      guard case .identifier(let name, _) = left.kind, case .list(let elements) = right.kind,
        case .literal(.string(let text))? = elements.first?.value.kind
      else { return [] }
      return [(name, text)]
    default: return []
    }
  }
}
