public import CivilTime
public import Diagnostics

/// The tests of one rule.
public struct TestDocument: Sendable {
  /// A row as a test writes it: a text for each column, in the order written.
  public struct Row: Sendable {
    /// The cells by column name; the text as written, empty for null.
    public var cells: [(column: String, text: String)]
    /// Where it is written.
    public var span: SourceSpan
  }

  /// What a test expects of one verdict.
  public struct Expectation: Sendable {
    /// The verdict's word; `nil` where only details are stated.
    public var verdict: String?
    /// The group's values and period, where a group is meant.
    public var group: [(name: String, text: String)]
    /// The due day or moment.
    public var due: WrittenTime?
    /// The start.
    public var start: WrittenTime?
    /// Other details by name (`late`, `owner`, `value`, `target`, `reason`, `column`), as written.
    public var details: [(name: String, text: String)]
    /// Where it is written.
    public var span: SourceSpan
  }

  /// One case.
  public struct Case: Sendable {
    /// What it shows.
    public var name: String?
    /// Its rows.
    public var rows: [Row]
    /// Whether the rows are events.
    public var areEvents: Bool
    /// Rows of other datasets.
    public var registers: [(dataset: String, rows: [Row])]
    /// The moment judged; the document's where `nil`.
    public var asOf: WrittenTime?
    /// How far the data is complete.
    public var observedThrough: WrittenTime?
    /// The date whose knowledge of amendments is used.
    public var knownOn: CivilDate?
    /// What is expected: one element, or one a row or group.
    public var expectations: [Expectation]
    /// Why it cannot pass yet, if it cannot.
    public var todo: String?
    /// Where it is written.
    public var span: SourceSpan
  }

  /// The file.
  public var source: SourceText
  /// The rule tested, as written.
  public var rule: String
  /// Where the rule is named.
  public var ruleSpan: SourceSpan
  /// The pack file, as written; the sibling of the same base name where `nil`.
  public var pack: String?
  /// The moment judged.
  public var asOf: WrittenTime?
  /// How far the data is complete.
  public var observedThrough: WrittenTime?
  /// The date whose knowledge of amendments is used.
  public var knownOn: CivilDate?
  /// The cases.
  public var cases: [Case]
}

extension RuleDocument {
  /// The tests of a tests file; cases with errors are left out (their problems are reported).
  public var testDocuments: [TestDocument] {
    guard kind == .tests else { return [] }
    return roots.compactMap { root in
      guard let rule = root["tests"], let name = rule.text else { return nil }
      let cases = (root["cases"]?.elements ?? []).filter { isSound($0.ownSpan) }
      return TestDocument(
        source: source, rule: name, ruleSpan: rule.ownSpan, pack: root["pack"]?.text,
        asOf: Self.written(root["as-of"]), observedThrough: Self.written(root["observed-through"]),
        knownOn: root["known-on"]?.date, cases: cases.map(Self.testCase))
    }
  }

  static func written(_ node: YAMLNode?) -> WrittenTime? { node.flatMap { try? $0.time?.get() } }

  private static func testCase(_ node: YAMLNode) -> TestDocument.Case {
    let rows = node["row"].map { [$0] } ?? node["rows"]?.elements ?? node["events"]?.elements ?? []
    let registers = (node["register"]?.entries ?? []).map {
      (dataset: $0.key, rows: ($0.value.elements ?? []).map(row))
    }
    return TestDocument.Case(
      name: node["name"]?.text, rows: rows.map(row), areEvents: node["events"] != nil,
      registers: registers, asOf: written(node["as-of"]),
      observedThrough: written(node["observed-through"]), knownOn: node["known-on"]?.date,
      expectations: (node["expect"]?.oneOrMore ?? []).map(expectation),
      todo: node["todo"]?.text, span: node.ownSpan)
  }

  private static func row(_ node: YAMLNode) -> TestDocument.Row {
    TestDocument.Row(
      cells: (node.entries ?? []).map { (column: $0.key, text: $0.value.text ?? "") },
      span: node.ownSpan)
  }

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
