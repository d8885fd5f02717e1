public import CivilTime

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
  /// The index of its file, relative to the first of the batch.
  public var input = 0
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

/// The cells of a packed finding: of each the index of its name in the pack, and its text behind its
/// length.
public struct PackedCells: Sendable {
  private(set) var bytes = ByteBuffer(capacity: 256)
  /// The number of cells.
  public private(set) var count = 0

  /// Creates a list without cells.
  public init() {}

  /// Forgets all cells.
  public mutating func removeAll() {
    bytes.truncate(to: 0)
    count = 0
  }

  /// Adds a cell by the index of its name.
  public mutating func append(name: Int, text: String) {
    var text = text
    text.withUTF8 { append(name: name, bytes: $0) }
  }

  /// Adds a cell that holds a time as exactly as it is known, in ISO 8601 with a space between day and
  /// time of day.
  public mutating func append(name: Int, time: LocalTime, precision: Precision) {
    time.withISOBytes(precision: precision, separator: " ") { append(name: name, bytes: $0) }
  }

  private mutating func append(name: Int, bytes text: UnsafeBufferPointer<UInt8>) {
    bytes.write(atMost: 20 + text.count) { writer in
      writer.put(number: name)
      writer.put(number: text.count)
      writer.put(text)
    }
    count += 1
  }
}
