public import CivilTime

/// A finding of a row as lines of tables need it, for reports that write very many of them.
public struct RowRecord {
  /// The index of the rule in the result's list of rules.
  public let rule: Int
  /// The verdict.
  public let verdict: Verdict
  /// The key's only value in UTF-8; valid only while the record is given.
  public let key: UnsafeBufferPointer<UInt8>
  /// The due moment.
  public let due: Time?
  /// When it was done, if it was.
  public let actual: Time?
  /// How many days late it was.
  public let daysLate: Int?
  /// The cells that decided it; valid only while the record is given.
  public let cells: Cells

  /// A moment as it is printed.
  public struct Time {
    /// The day.
    public let day: CivilDate
    /// The milliseconds since midnight, 0 to 86,400,000.
    public let millisecondOfDay: Int
    /// How exactly it is printed; the end of a day is printed as that day.
    public let precision: Precision
  }

  /// The cells of a finding, read from where they are packed.
  public struct Cells {
    /// The number of cells.
    public let count: Int
    fileprivate let reader: ByteReader
    fileprivate let texts: [String]

    /// Gives name and text of every cell in order, in UTF-8; valid only while the body runs.
    @inline(__always)
    public func forEach(
      _ body: (_ name: UnsafeBufferPointer<UInt8>, _ text: UnsafeBufferPointer<UInt8>) -> Void
    ) {
      guard count > 0 else { return }
      var reader = reader
      for _ in 0..<count {
        var name = texts[reader.number()]
        let text = reader.text()
        name.withUTF8 { body($0, text) }
      }
    }
  }
}

extension FindingList.Part {
  /// Goes through the findings in order: those of rows whose key is one value are given as records,
  /// all others as they are.
  public func forEach(record: (RowRecord) -> Void, other: (Finding) -> Void) {
    for segment in segments {
      let (pack, offset) = segment.opened
      pack.bytes.withBytes { bytes in
        var reader = RecordReader(bytes, at: offset, pack.texts)
        for _ in 0..<segment.count {
          let start = reader.offset
          if !reader.give(record) {
            var general = PackReader(pack, at: start, origin: segment.origin)
            other(general.finding())
          }
        }
      }
    }
  }
}

/// Reads findings of rows with one key that `PackWriter` wrote as records.
private struct RecordReader {
  private var reader: ByteReader
  private let texts: [String]

  init(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int, _ texts: [String]) {
    reader = ByteReader(bytes, at: offset)
    self.texts = texts
  }

  /// Where the next finding begins.
  var offset: Int { reader.offset }

  /// Gives the next finding as a record and passes over it; `false` where it is none of a row with one
  /// key, and is only passed over.
  @inline(__always)
  mutating func give(_ body: (RowRecord) -> Void) -> Bool {
    let length = reader.number()
    let next = reader.offset + length
    defer { reader.offset = next }
    let rule = reader.number()
    let verdict = PackReader.verdict(reader.byte())
    let low = UInt16(reader.byte())
    let flags = PackFlags(rawValue: low | UInt16(reader.byte()) << 8)
    guard reader.byte() == 0, reader.byte() == 1 else { return false }
    // The name of the key's column.
    _ = reader.number()
    let key = reader.text()
    if flags.contains(.identity) { _ = reader.text() }
    if flags.contains(.owner) { _ = reader.number() }
    if flags.contains(.location) {
      _ = reader.number()
      _ = reader.number()
    }
    var base: Int32 = 18_262
    if flags.contains(.start) { _ = time(&base) }
    let due = flags.contains(.due) ? time(&base) : nil
    let actual = flags.contains(.actual) ? time(&base) : nil
    var days: Int?
    if flags.contains(.lateness) {
      _ = reader.number()
      days = reader.signedNumber()
      if flags.contains(.workingDays) { _ = reader.number() }
    }
    let count = flags.contains(.cells) ? reader.number() : 0
    body(
      RowRecord(
        rule: rule, verdict: verdict, key: key, due: due, actual: actual, daysLate: days,
        cells: RowRecord.Cells(count: count, reader: reader, texts: texts)))
    return true
  }

  @inline(__always)
  private mutating func time(_ base: inout Int32) -> RowRecord.Time {
    let bits = reader.byte()
    base = Int32(truncatingIfNeeded: Int(base) + reader.signedNumber())
    var clock = 86_400_000
    if bits & 16 == 0 {
      let number = reader.signedNumber()
      clock = bits & 8 != 0 ? number * 60_000 : number
    }
    // The zone's offset.
    _ = reader.number()
    let precision = bits & 4 != 0 ? .day : Precision(rawValue: bits & 3) ?? .second
    return RowRecord.Time(
      day: CivilDate(dayNumber: base), millisecondOfDay: clock, precision: precision)
  }
}
