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
    /// Whether key columns that a row does not state are numbered, as in tables.
    public var numbersKeys = false
    /// What is wrong with how the case is written, such as a line of a table that is too short.
    public var problem: LocalizedText?
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
