import CivilTime
import Findings

/// The rows that a group keeps over a whole log, in some thirty bytes each, in order of the log.
///
/// A row is a byte of flags, its numbers in seven bits a byte, each less that of the row before where
/// it grows with the log, and its texts behind their lengths.
struct EntryPack: Sendable, Sequence {
  private var bytes = ByteBuffer()
  private(set) var count = 0
  /// What the next row's numbers are counted from.
  private var last = Base()

  /// The numbers of a row from which those of the next are counted.
  fileprivate struct Base {
    var day = 18_262
    var row = 0
    var input = 0
    var line = 0
  }

  /// What a row has besides the day, its place and its identity.
  fileprivate struct Flags: OptionSet {
    let rawValue: UInt8
    static let order = Flags(rawValue: 1)
    static let value = Flags(rawValue: 2)
    static let scale = Flags(rawValue: 4)
    static let text = Flags(rawValue: 8)
    static let key = Flags(rawValue: 16)
    static let owner = Flags(rawValue: 32)
    static let input = Flags(rawValue: 64)
  }

  /// Whether no row is kept.
  var isEmpty: Bool { count == 0 }

  /// The row that was added first.
  var first: GroupEntry? {
    var iterator = makeIterator()
    return iterator.next()
  }

  /// The byte behind which the next row is added; 0 where there is none.
  var lastByte: UInt8 { bytes.count == 0 ? 0 : bytes[bytes.count - 1] }

  /// Adds a row behind the others.
  mutating func append(_ entry: GroupEntry) {
    append(entry, rowsBefore: 0, input: entry.location.input, linesBefore: 0)
  }

  /// Adds a row whose place counts from that of its batch.
  ///
  /// - Parameter input: The index of its file in the result's inputs.
  mutating func append(_ entry: GroupEntry, rowsBefore: Int, input: Int, linesBefore: Int) {
    var flags: Flags = []
    if entry.order != 0 { flags.insert(.order) }
    if entry.value != 1 { flags.insert(.value) }
    if entry.scale != 0 { flags.insert(.scale) }
    if !entry.text.isEmpty { flags.insert(.text) }
    if !entry.key.isEmpty { flags.insert(.key) }
    if entry.owner != nil { flags.insert(.owner) }
    if input != last.input { flags.insert(.input) }
    let base = last
    last = Base(
      day: Int(entry.day.dayNumber), row: entry.row + rowsBefore, input: input,
      line: entry.location.line + linesBefore)
    var identity = entry.identity
    identity.withUTF8 { identity in
      // Flags and scale a byte each, the numbers 10 each.
      bytes.write(atMost: 72 + identity.count) { writer in
        writer.put(flags.rawValue)
        writer.put(signed: last.day - base.day)
        writer.put(signed: last.row - base.row)
        if flags.contains(.input) { writer.put(signed: input) }
        writer.put(signed: last.line - (flags.contains(.input) ? 0 : base.line))
        if flags.contains(.order) { writer.put(signed: Int(entry.order)) }
        if flags.contains(.value) { writer.put(signed: Int(entry.value)) }
        if flags.contains(.scale) { writer.put(entry.scale) }
        writer.put(number: identity.count)
        writer.put(identity)
      }
    }
    if flags.contains(.text) { put(entry.text) }
    if let owner = entry.owner { put(owner) }
    if flags.contains(.key) {
      bytes.write(atMost: 10) { $0.put(number: entry.key.count) }
      for value in entry.key {
        put(value.name)
        put(value.value)
      }
    }
    count += 1
  }

  private mutating func put(_ text: String) {
    var text = text
    text.withUTF8 { text in
      bytes.write(atMost: 10 + text.count) { writer in
        writer.put(number: text.count)
        writer.put(text)
      }
    }
  }

  /// What orders a row and adds it up, and where its texts lie.
  struct Place {
    let day: CivilDate
    let row: Int
    let location: DataLocation
    let order: Int64
    let value: Int64
    let scale: UInt8
    fileprivate let flags: Flags
    fileprivate let texts: Int
  }

  /// All rows in the order in which they were added, without their texts.
  var places: [Place] {
    var places: [Place] = []
    places.reserveCapacity(count)
    var base = Base()
    bytes.withBytes { bytes in
      var reader = ByteReader(bytes)
      while !reader.isAtEnd {
        let place = Self.place(&reader, &base)
        Self.passTexts(place.flags, &reader)
        places.append(place)
      }
    }
    return places
  }

  /// A row whole.
  func entry(at place: Place) -> GroupEntry {
    bytes.withBytes { bytes in
      var reader = ByteReader(bytes, at: place.texts)
      return Self.entry(place, &reader)
    }
  }

  /// Goes through the rows in the order in which they were added.
  struct Iterator: IteratorProtocol {
    private let bytes: ByteBuffer
    private var offset = 0
    private var last = Base()

    fileprivate init(_ bytes: ByteBuffer) { self.bytes = bytes }

    /// The next row; `nil` at the end.
    mutating func next() -> GroupEntry? {
      guard offset < bytes.count else { return nil }
      return bytes.withBytes { bytes in
        var reader = ByteReader(bytes, at: offset)
        let place = EntryPack.place(&reader, &last)
        let entry = EntryPack.entry(place, &reader)
        offset = reader.offset
        return entry
      }
    }
  }

  /// An iterator over the rows.
  func makeIterator() -> Iterator { Iterator(bytes) }

  // MARK: - Parts

  @inline(__always)
  private static func place(_ reader: inout ByteReader, _ last: inout Base) -> Place {
    let flags = Flags(rawValue: reader.byte())
    last.day += reader.signedNumber()
    last.row += reader.signedNumber()
    if flags.contains(.input) {
      last.input = reader.signedNumber()
      last.line = 0
    }
    last.line += reader.signedNumber()
    let order = flags.contains(.order) ? reader.signedNumber() : 0
    let value = flags.contains(.value) ? reader.signedNumber() : 1
    let scale = flags.contains(.scale) ? reader.byte() : 0
    return Place(
      day: CivilDate(dayNumber: Int32(truncatingIfNeeded: last.day)), row: last.row,
      location: DataLocation(input: last.input, line: last.line), order: Int64(order),
      value: Int64(value), scale: scale, flags: flags, texts: reader.offset)
  }

  @inline(__always)
  private static func passTexts(_ flags: Flags, _ reader: inout ByteReader) {
    _ = reader.text()
    if flags.contains(.text) { _ = reader.text() }
    if flags.contains(.owner) { _ = reader.text() }
    for _ in 0..<(flags.contains(.key) ? reader.number() : 0) {
      _ = reader.text()
      _ = reader.text()
    }
  }

  private static func entry(_ place: Place, _ reader: inout ByteReader) -> GroupEntry {
    let identity = text(&reader)
    let gathered = place.flags.contains(.text) ? text(&reader) : ""
    let owner = place.flags.contains(.owner) ? text(&reader) : nil
    var key: [NamedValue] = []
    for _ in 0..<(place.flags.contains(.key) ? reader.number() : 0) {
      let name = text(&reader)
      key.append(NamedValue(name, text(&reader)))
    }
    return GroupEntry(
      day: place.day, order: place.order, value: place.value, scale: place.scale, text: gathered,
      key: key, identity: identity, row: place.row, location: place.location, owner: owner)
  }

  private static func text(_ reader: inout ByteReader) -> String {
    String(decoding: reader.text(), as: UTF8.self)
  }
}
