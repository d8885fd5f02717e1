/// A finding of a row with one key that is shown as it is, and with nothing in words.
///
/// It has no sentence, explanation or taint. Texts stand as their indices in the pack.
public struct PackedRow {
  /// The index of the rule in the result's list of rules.
  public var rule: Int
  /// The verdict.
  public var verdict: Verdict
  /// The name of the key's column.
  public var keyName: Int
  /// Who answers for it.
  public var owner: Int?
  /// The row's line, relative to the batch.
  public var line: Int
  /// The moment from which the period ran.
  public var start: StatedTime?
  /// The due moment.
  public var due: StatedTime?
  /// When it was done, if it was.
  public var actual: StatedTime?
  /// How late it was.
  public var lateness: Lateness?

  /// Creates a finding; its moments are set later.
  public init(rule: Int, verdict: Verdict, keyName: Int, owner: Int?, line: Int) {
    self.rule = rule
    self.verdict = verdict
    self.keyName = keyName
    self.owner = owner
    self.line = line
  }
}
