import CivilTime
import Columns
import Diagnostics
import Findings
import LogReaders
import RuleCheck
import RuleSyntax

/// One case of a rule's tests: its rows are read and judged like a log.
struct RuleTestCase {
  let test: TestDocument
  let testCase: TestDocument.Case
  let rules: CheckedRules
  /// The index of the rule tested.
  let rule: Int

  /// Runs the case and returns what does not hold; empty where all does.
  func run() -> [Diagnostic] {
    if let text = testCase.problem { return [problem(testCase.span, text)] }
    var problems = columnProblems()
    guard problems.isEmpty else { return problems }
    guard !testCase.expectations.isEmpty else {
      return [problem(testCase.span, LocalizedText(zh: "測試沒有任何預期", en: "the test expects nothing"))]
    }
    guard testCase.asOf ?? test.asOf != nil else {
      return [
        problem(testCase.span, LocalizedText(zh: "測試沒有 as-of", en: "the test states no as-of"))
      ]
    }
    let result = result()
    for diagnostic in result.diagnostics where diagnostic.severity == .error {
      problems.append(problem(testCase.span, diagnostic.message))
    }
    guard problems.isEmpty else { return problems }
    return RuleTestMatch(testCase: testCase, result: result).problems().map {
      problem($0.span, $0.text)
    }
  }

  /// What the rule says of the case's rows; judged at the end of 9999 where no moment is stated.
  func result() -> CheckResult {
    let asOf =
      testCase.asOf ?? test.asOf
      ?? WrittenTime(
        date: CivilDate(dayNumber: CivilDate.dayNumber(year: 9999, month: 12, day: 31)))
    var request = CheckRequest(data: data(), asOf: asOf)
    request.observedThrough = testCase.observedThrough ?? test.observedThrough
    request.knownOn = testCase.knownOn ?? test.knownOn
    request.selection = [rules.rules[rule].id]
    request.explainedKeys = ["*"]
    request.revealed = Set(rules.datasets.flatMap { $0.schema.columns.map(\.name) })
    return Check.run(request, rules: rules).result
  }

  private func problem(_ span: SourceSpan, _ text: LocalizedText) -> Diagnostic {
    let name = testCase.name.map { "\($0): " } ?? ""
    return Diagnostic(
      .testFailed, LocalizedText(zh: name + text.zhHant, en: name + text.en),
      at: .source(test.source, span))
  }

  // MARK: - Rows

  private var dataset: CheckedDataset { rules.datasets[rules.rules[rule].dataset] }

  private func columnProblems() -> [Diagnostic] {
    var problems = columnProblems(testCase.rows, dataset.schema)
    for register in testCase.registers {
      guard let other = rules.datasets.first(where: { $0.schema.name == register.dataset }) else {
        problems.append(
          problem(
            testCase.span,
            LocalizedText(
              zh: "沒有資料集 \(register.dataset)", en: "there is no dataset '\(register.dataset)'")))
        continue
      }
      problems += columnProblems(register.rows, other.schema)
    }
    return problems
  }

  private func columnProblems(
    _ rows: [TestDocument.Row], _ schema: DatasetSchema
  ) -> [Diagnostic] {
    let known = columns(of: schema).map(\.name)
    return rows.flatMap { row in
      row.cells.filter { !known.contains($0.column) }.map { cell in
        Diagnostic(
          .testUnknownColumn,
          LocalizedText(
            zh: "資料集 \(schema.name) 沒有欄位 \(cell.column)",
            en: "the dataset '\(schema.name)' has no column '\(cell.column)'"),
          at: .source(test.source, row.span),
          help: nearest(to: cell.column, in: known).map {
            LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?")
          })
      }
    }
  }

  /// The columns that rows may state: of an event log, moments where the rows are cases.
  private func columns(of schema: DatasetSchema) -> [ColumnSchema] {
    schema.events != nil && !testCase.areEvents ? schema.allColumns : schema.columns
  }

  private func data() -> [CheckRequest.Data] {
    var data = [source(dataset.schema, testCase.rows)]
    for register in testCase.registers {
      if let other = rules.datasets.first(where: { $0.schema.name == register.dataset }) {
        data.append(source(other.schema, register.rows))
      }
    }
    return data
  }

  /// The rows as delimited text under the columns' headings.
  private func source(
    _ schema: DatasetSchema, _ rows: [TestDocument.Row]
  ) -> CheckRequest.Data {
    let columns = columns(of: schema)
    var text = columns.map { Self.quoted($0.headers.first ?? $0.name) }.joined(separator: ",")
    for (number, row) in rows.enumerated() {
      var cells = Dictionary(row.cells.map { ($0.column, $0.text) }, uniquingKeysWith: { $1 })
      if testCase.numbersKeys {
        for key in schema.key where cells[key] == nil { cells[key] = "\(number + 1)" }
      }
      text += "\n" + columns.map { Self.quoted(cells[$0.name] ?? "") }.joined(separator: ",")
    }
    text += "\n"
    return CheckRequest.Data(
      dataset: schema.name,
      sources: [LogSource(name: test.source.name, content: Array(text.utf8))])
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
