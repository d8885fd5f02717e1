import CivilTime
import Diagnostics

extension RuleDocument {
  /// The tests of a tests file; cases with errors are left out (their problems are reported).
  public var testDocuments: [TestDocument] {
    guard kind == .tests else { return [] }
    return roots.compactMap { root in
      guard let rule = root["tests"], let name = rule.text else { return nil }
      let given = root["given"]?.entries ?? []
      let registers = Self.registers(root)
      let cases = (root["cases"]?.elements ?? []).filter { isSound($0.ownSpan) }.map {
        Self.testCase($0, given: given, registers)
      }
      let table = root["table"].map { Self.table($0, given: given, registers) } ?? []
      return TestDocument(
        source: source, rule: name, ruleSpan: rule.ownSpan, pack: root["pack"]?.text,
        asOf: Self.written(root["as-of"]), observedThrough: Self.written(root["observed-through"]),
        knownOn: root["known-on"]?.date, cases: cases + table)
    }
  }

  static func written(_ node: YAMLNode?) -> WrittenTime? { node.flatMap { try? $0.time?.get() } }

  private typealias Registers = [(dataset: String, rows: [TestDocument.Row])]

  private static func registers(_ node: YAMLNode) -> Registers {
    (node["register"]?.entries ?? []).map { entry in
      (entry.key, (entry.value.elements ?? []).flatMap { rows($0, given: []) })
    }
  }

  private static func testCase(
    _ node: YAMLNode, given: [YAMLEntry], _ registers: Registers
  ) -> TestDocument.Case {
    let list = node["row"].map { [$0] } ?? node["rows"]?.elements ?? node["events"]?.elements ?? []
    return TestDocument.Case(
      name: node["name"]?.text, rows: list.flatMap { rows($0, given: given) },
      areEvents: node["events"] != nil,
      registers: node["register"] == nil ? registers : Self.registers(node),
      asOf: written(node["as-of"]), observedThrough: written(node["observed-through"]),
      knownOn: node["known-on"]?.date,
      expectations: (node["expect"]?.oneOrMore ?? []).map(expectation), todo: node["todo"]?.text,
      span: node.ownSpan)
  }

  // MARK: - Rows

  /// The rows that a map of cells stands for: one, or one for each element of its lists.
  private static func rows(_ node: YAMLNode, given: [YAMLEntry]) -> [TestDocument.Row] {
    let own = node.entries ?? []
    let entries = given.filter { given in !own.contains { $0.key == given.key } } + own
    let count = entries.compactMap { $0.value.elements?.count }.max()
    return (0..<(count ?? 1)).map { index in
      TestDocument.Row(
        cells: entries.map { entry in
          guard let elements = entry.value.elements else {
            return (entry.key, entry.value.text ?? "")
          }
          return (entry.key, elements.indices.contains(index) ? elements[index].text ?? "" : "")
        }, span: node.ownSpan)
    }
  }

  // MARK: - Tables

  /// Words that head columns of a table which are no columns of the data.
  private static let headWords = ["expect", "because", "rows"]

  /// The cases of a table: its first line names columns, each other line is a case.
  private static func table(
    _ node: YAMLNode, given: [YAMLEntry], _ registers: Registers
  ) -> [TestDocument.Case] {
    let lines = node.elements ?? []
    guard let first = lines.first else { return [] }
    let head = (first.elements ?? []).map { $0.text ?? "" }
    return lines.dropFirst().map { line in
      var testCase = TestDocument.Case(
        rows: [], areEvents: false, registers: registers, expectations: [], span: line.ownSpan)
      testCase.numbersKeys = true
      let cells = line.elements ?? []
      guard head.contains("expect"), cells.count == head.count else {
        testCase.problem = problem(head, cells.count)
        return testCase
      }
      func cell(_ word: String) -> YAMLNode? { head.firstIndex(of: word).map { cells[$0] } }
      testCase.name = cell("because")?.text
      testCase.expectations = (cell("expect")?.oneOrMore ?? []).map(expectation)
      // A cell that is null leaves what is given; an empty text is an empty cell.
      let stated = zip(head, cells).filter { !headWords.contains($0.0) && !$0.1.isNull }.map {
        YAMLEntry(key: $0.0, keySpan: $0.1.ownSpan, value: $0.1)
      }
      let row = YAMLNode(.mapping(stated), span: line.ownSpan)
      let rows = rows(row, given: given)
      let times = cell("rows").flatMap { $0.isNull ? nil : $0.integer } ?? 1
      testCase.rows = (0..<max(0, min(times, rowLimit))).flatMap { _ in rows }
      return testCase
    }
  }

  /// The most copies of a row that a line of a table asks for.
  private static let rowLimit = 100_000

  private static func problem(_ head: [String], _ count: Int) -> LocalizedText {
    head.contains("expect")
      ? LocalizedText(
        zh: "表頭有\(head.count)欄，此列有\(count)欄",
        en: "the head has \(head.count) columns, this line \(count)")
      : LocalizedText(zh: "表頭缺少 expect", en: "the head has no 'expect'")
  }

  // MARK: - Expectations

  private static func expectation(_ node: YAMLNode) -> TestDocument.Expectation {
    let words = KeyTable.verdicts.map(\.word)
    let verdict = node.entries?.first { words.contains($0.key) }
    let details = [node] + [verdict?.value].compactMap { $0 }
    func first(_ key: String) -> YAMLNode? { details.lazy.compactMap { $0[key] }.first }
    let names = ["late", "owner", "value", "target", "reason", "column"]
    return TestDocument.Expectation(
      verdict: node.text ?? verdict?.key ?? node["verdict"]?.text,
      group: (node["group"]?.entries ?? []).map { (name: $0.key, text: $0.value.text ?? "") },
      due: written(first("due")), start: written(first("start")),
      details: names.compactMap { name in first(name)?.text.map { (name: name, text: $0) } },
      span: node.ownSpan)
  }
}
