/// A finding of a row as lines of tables need it, for reports that write very many of them.
public struct RowRecord {
  /// The index of the rule in the result's list of rules.
  public let rule: Int
  /// The verdict.
  public let verdict: Verdict
  /// The key's only value in UTF-8; valid only while the record is given.
  public let key: UnsafeBufferPointer<UInt8>
  /// The due moment.
  public let due: StatedTime?
  /// When it was done, if it was.
  public let actual: StatedTime?
  /// How late it was.
  public let lateness: Lateness?
  /// The cells that decided it.
  public let cells: [NamedValue]
}

extension FindingList {
  /// Goes through the findings in order: those of rows whose key is one value are given as records,
  /// all others as they are.
  public func forEach(record: (RowRecord) -> Void, other: (Finding) -> Void) {
    for segment in segments {
      var reader = PackReader(segment.pack, at: segment.offset, origin: segment.origin)
      for _ in 0..<segment.count where !reader.giveRecord(record) { other(reader.finding()) }
    }
  }
}
