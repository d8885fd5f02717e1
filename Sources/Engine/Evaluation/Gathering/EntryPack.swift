import CivilTime
import Findings

/// The rows that a group keeps over a whole log, in some thirty bytes each, in order of the log.
///
/// A row is a byte of flags, its numbers in seven bits a byte, each less that of the row before where
/// it grows with the log, and its texts behind their lengths.
struct EntryPack: Sendable, Sequence {
  private var bytes: [UInt8] = []
  private(set) var count = 0
  /// What the next row's numbers are counted from.
  private var last = Base()

  /// The numbers of a row from which those of the next are counted.
  private struct Base {
    var day = 18_262
    var row = 0
    var input = 0
    var line = 0
  }

  /// What a row has besides the day, its place and its identity.
  private struct Flags: OptionSet {
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

  /// Adds a row behind the others.
  mutating func append(_ entry: GroupEntry) {
    var flags: Flags = []
    if entry.order != 0 { flags.insert(.order) }
    if entry.value != 1 { flags.insert(.value) }
    if entry.scale != 0 { flags.insert(.scale) }
    if !entry.text.isEmpty { flags.insert(.text) }
    if !entry.key.isEmpty { flags.insert(.key) }
    if entry.owner != nil { flags.insert(.owner) }
    if entry.location.input != last.input { flags.insert(.input) }
    bytes.append(flags.rawValue)
    let day = Int(entry.day.dayNumber)
    put(day - last.day)
    put(entry.row - last.row)
    if flags.contains(.input) { put(entry.location.input) }
    put(entry.location.line - (flags.contains(.input) ? 0 : last.line))
    last = Base(
      day: day, row: entry.row, input: entry.location.input, line: entry.location.line)
    if flags.contains(.order) { put(Int(entry.order)) }
    if flags.contains(.value) { put(Int(entry.value)) }
    if flags.contains(.scale) { bytes.append(entry.scale) }
    put(entry.identity)
    if flags.contains(.text) { put(entry.text) }
    if let owner = entry.owner { put(owner) }
    if flags.contains(.key) {
      put(entry.key.count)
      for value in entry.key {
        put(value.name)
        put(value.value)
      }
    }
    count += 1
  }

  /// Adds a number; small ones of either sign are short.
  private mutating func put(_ number: Int) {
    var rest = UInt(bitPattern: (number << 1) ^ (number >> (Int.bitWidth - 1)))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  private mutating func put(_ text: String) {
    put(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Goes through the rows in the order in which they were added.
  struct Iterator: IteratorProtocol {
    private let bytes: [UInt8]
    private var offset = 0
    private var last = Base()

    fileprivate init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next row; `nil` at the end.
    mutating func next() -> GroupEntry? {
      guard offset < bytes.count else { return nil }
      let flags = Flags(rawValue: bytes[offset])
      offset += 1
      last.day += number()
      last.row += number()
      if flags.contains(.input) {
        last.input = number()
        last.line = 0
      }
      last.line += number()
      let order = flags.contains(.order) ? number() : 0
      let value = flags.contains(.value) ? number() : 1
      var scale: UInt8 = 0
      if flags.contains(.scale) {
        scale = bytes[offset]
        offset += 1
      }
      let identity = text()
      let gathered = flags.contains(.text) ? text() : ""
      let owner = flags.contains(.owner) ? text() : nil
      var key: [NamedValue] = []
      for _ in 0..<(flags.contains(.key) ? number() : 0) {
        let name = text()
        key.append(NamedValue(name, text()))
      }
      return GroupEntry(
        day: CivilDate(dayNumber: Int32(truncatingIfNeeded: last.day)), order: Int64(order),
        value: Int64(value), scale: scale, text: gathered, key: key, identity: identity,
        row: last.row, location: DataLocation(input: last.input, line: last.line), owner: owner)
    }

    private mutating func number() -> Int {
      var result: UInt = 0
      var shift: UInt = 0
      while true {
        let byte = bytes[offset]
        offset += 1
        result |= UInt(byte & 0x7F) << shift
        if byte < 0x80 { break }
        shift += 7
      }
      return Int(bitPattern: result >> 1) ^ -Int(bitPattern: result & 1)
    }

    private mutating func text() -> String {
      let count = number()
      defer { offset += count }
      return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
    }
  }

  /// An iterator over the rows.
  func makeIterator() -> Iterator { Iterator(bytes) }
}
