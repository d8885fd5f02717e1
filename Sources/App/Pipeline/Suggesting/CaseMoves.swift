import CivilTime
import Columns
import Expressions
import Findings
import RuleCheck
import RuleSyntax

/// The small changes of a case from which cases at a boundary are found.
struct CaseMoves {
  let schema: DatasetSchema
  let rule: CheckedRule
  /// Texts that conditions compare cells with.
  private let texts: [String]
  /// Numbers and dates that conditions or the change name.
  private let numbers: [DecimalNumber]
  private let dates: [CivilDate]
  /// What stands before and after the change, where those are numbers; else the rule's targets.
  let targets: [DecimalNumber]
  /// The end columns of a deadline.
  private let ends: [String]

  /// Collects what a rule and its change name.
  init(
    schema: DatasetSchema, rule: CheckedRule, changed: CheckedRule,
    _ parameters: [CheckedParameter],
    _ mutant: Mutant
  ) {
    self.schema = schema
    self.rule = rule
    var found = Literals()
    for condition in rule.conditions + changed.conditions {
      if let root = Expression.parse(condition.condition.text).expression?.root {
        found.collect(root)
      }
    }
    let stated = [mutant.before, mutant.after].compactMap { text in
      DecimalNumber(text.prefix { $0.isNumber || $0 == "-" || $0 == "." })
    }
    targets = stated.isEmpty ? rule.kind.targets(parameters) : stated
    found.numbers += targets
    texts = found.texts.sorted() + ["other"]
    numbers = found.numbers
    dates = found.dates
    var ends: [Int] = []
    if case .deadline(let deadline) = rule.kind { ends = deadline.end.columns }
    self.ends = ends.map { schema.allColumns[$0].name }
  }

  /// Cases with the end moved to a due moment, and next to it.
  func toDue(_ testCase: TestDocument.Case, _ dues: [StatedTime]) -> [TestDocument.Case] {
    guard !testCase.rows.isEmpty else { return [] }
    let style = testCase.rows[0].cells.lazy.compactMap { CellTime($0.text) }.first
    return dues.prefix(4).flatMap { due -> [TestDocument.Case] in
      let isDay = due.isEndOfDay || due.precision == .day
      let last = CellTime(
        due.local.date, minutes: isDay ? nil : due.local.millisecondOfDay / 60_000)
      let times = isDay ? [last, last.adding(days: 1)] : [last, last.adding(minutes: 1)]
      return ends.flatMap { end in
        times.map { time in
          var moved = testCase
          // A bare day is written as the row's dates are, without the time of day that they have.
          var cell = style?.written(time) ?? time
          if isDay { cell.minutes = nil }
          moved.set(end, to: cell.text, ofRow: 0)
          return moved
        }
      }
    }
  }

  /// All cases one change away: rows left out, doubled, each cell moved, emptied or exchanged.
  func neighbours(_ testCase: TestDocument.Case) -> [TestDocument.Case] {
    var found = counted(testCase) + shifted(testCase)
    for index in testCase.rows.indices.prefix(3) {
      for column in schema.allColumns where !schema.key.contains(column.name) {
        let current = testCase.rows[index].cells.first { $0.column == column.name }?.text ?? ""
        for text in values(column, current) where text != current {
          var moved = testCase
          moved.set(column.name, to: text, ofRow: index)
          found.append(moved)
        }
      }
      if testCase.rows.count > 1 {
        var fewer = testCase
        fewer.rows.remove(at: index)
        found.append(fewer)
      }
    }
    return found
  }

  /// The values that a cell of a column may be moved to.
  private func values(_ column: ColumnSchema, _ current: String) -> [String] {
    var values: [String]
    switch column.type {
    case .text: values = column.values.isEmpty ? texts : column.values
    case .boolean:
      values = [column.trueWords.first ?? "true", column.falseWords.first ?? "false"]
    case .integer, .decimal:
      let known = DecimalNumber(current).map { [$0] } ?? []
      values = (known + numbers).flatMap { number in
        [number.text, number.adding(1).text, number.adding(-1).text]
      }
      values.append("0")
    case .date, .timestamp:
      let known = CellTime(current)
      values = [1, -1, 7, -7, 31].compactMap { known?.adding(days: $0).text }
      values += [1, -1].compactMap { known?.adding(minutes: $0).text }
      values += dates.flatMap { date in
        [0, 1, -1].map { step in
          let time = CellTime(date.adding(days: step))
          return (known?.written(time) ?? time).text
        }
      }
    }
    return values + (column.isOptional ? [""] : [])
  }

  /// All dates of all rows later by some days, so that a last day becomes a rest day.
  private func shifted(_ testCase: TestDocument.Case) -> [TestDocument.Case] {
    ((1...7) + [-1, 14, 30, 365]).map { days in
      var moved = testCase
      for row in moved.rows.indices {
        for cell in moved.rows[row].cells.indices {
          if let time = CellTime(moved.rows[row].cells[cell].text) {
            moved.rows[row].cells[cell].text = time.adding(days: days).text
          }
        }
      }
      return moved
    }
  }

  // MARK: - Numbers of rows

  /// Rows in the number that a target names, and one more and less.
  private func counted(_ testCase: TestDocument.Case) -> [TestDocument.Case] {
    guard let first = testCase.rows.first else { return [] }
    let whole = numbers.compactMap { Int($0.text.split(separator: ".").first ?? "") }
    let counts = Set(whole.flatMap { [$0 - 1, $0, $0 + 1] } + [testCase.rows.count + 1])
    return counts.sorted().filter { (0...500).contains($0) }.map { count in
      rows(testCase, [(first, count)])
    }
  }

  /// A case with copies of rows, numbered anew.
  func rows(
    _ testCase: TestDocument.Case, _ copies: [(row: TestDocument.Row, count: Int)]
  ) -> TestDocument.Case {
    var result = testCase
    var distinct: Int?
    if case .count(let rule) = rule.kind { distinct = rule.distinct }
    result.numbersKeys = true
    result.rows = []
    for (row, count) in copies {
      for _ in 0..<count {
        var copy = row
        copy.cells.removeAll { schema.key.contains($0.column) }
        if let distinct {
          let name = schema.allColumns[distinct].name
          for cell in copy.cells.indices where copy.cells[cell].column == name {
            copy.cells[cell].text = "\(copy.cells[cell].text)-\(result.rows.count + 1)"
          }
        }
        result.rows.append(copy)
      }
    }
    return result
  }
}

extension CheckedKind {
  /// The numbers that the rule compares a value of a group with.
  fileprivate func targets(_ parameters: [CheckedParameter]) -> [DecimalNumber] {
    let target: Target? =
      switch self {
      case .rate(let rule): rule.target
      case .count(let rule): rule.target
      case .measure(let rule): rule.target
      case .coverage(let rule): rule.share
      default: nil
      }
    let ratios: [Ratio] =
      switch target {
      case .number(let ratio): [ratio]
      case .parameter(let index): parameters[index].values.map(\.value)
      case .earlier, .baseYear, nil: []
      }
    return ratios.compactMap { DecimalNumber($0.shortText) }
  }
}

/// What conditions compare cells with.
private struct Literals {
  var texts: Set<String> = []
  var numbers: [DecimalNumber] = []
  var dates: [CivilDate] = []

  mutating func collect(_ node: SyntaxNode) {
    if case .literal(let value) = node.kind {
      switch value {
      case .string(let text):
        if let date = CellTime(text)?.date { dates.append(date) } else { texts.insert(text) }
        if let number = DecimalNumber(text) { numbers.append(number) }
      case .int(let number): numbers.append(DecimalNumber(mantissa: number, scale: 0))
      case .date(let date): dates.append(date)
      default: break
      }
    }
    for child in node.kind.children { collect(child) }
  }
}

extension TestDocument.Case {
  /// Puts a text into a cell, or adds the cell.
  fileprivate mutating func set(_ column: String, to text: String, ofRow row: Int) {
    if let cell = rows[row].cells.firstIndex(where: { $0.column == column }) {
      rows[row].cells[cell].text = text
    } else {
      rows[row].cells.append((column, text))
    }
  }
}
