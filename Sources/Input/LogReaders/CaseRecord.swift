import Columns

/// Writes what is known of a case as bytes, for a temporary file.
struct RecordWriter {
  /// The record; its first four bytes are the number of those that follow them.
  private(set) var bytes: [UInt8] = []

  /// Starts a record.
  mutating func start() {
    bytes.removeAll(keepingCapacity: true)
    bytes += [0, 0, 0, 0]
  }

  /// Ends the record.
  mutating func finish() {
    let count = UInt32(truncatingIfNeeded: bytes.count - 4)
    for place in 0..<4 { bytes[place] = UInt8(truncatingIfNeeded: count >> (8 * UInt32(place))) }
  }

  /// Adds a number of at least 0, seven bits a byte.
  mutating func put(_ number: Int) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Adds a number that may be negative.
  mutating func put(signed number: Int64) { put(Int((number << 1) ^ (number >> 63))) }

  /// Adds a text.
  mutating func put(_ text: some Collection<UInt8>) {
    put(text.count)
    bytes.append(contentsOf: text)
  }

  /// Adds a value.
  mutating func put(_ value: CaseValue, isText: Bool, _ texts: TextPool) {
    bytes.append(value.state.rawValue)
    guard value.state == .present else { return }
    if isText {
      put(texts[Int(value.value)])
    } else {
      put(signed: value.value)
      bytes.append(value.detail)
    }
  }

  /// Adds an issue.
  mutating func put(_ issue: ReadIssue) {
    put(ReadIssue.Kind.allCases.firstIndex(of: issue.kind) ?? 0)
    put((issue.column ?? -1) + 1)
    put(issue.found.utf8)
    put((issue.place?.file ?? -1) + 1)
    put(issue.place?.line ?? 0)
  }
}

/// Reads records that `RecordWriter` wrote.
struct RecordReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether no record is left.
  var isAtEnd: Bool { position >= bytes.count }

  /// Goes to the content of the next record, and gives where the one after it starts.
  mutating func startRecord() -> Int {
    var count = 0
    for place in 0..<4 { count |= Int(bytes[position + place]) << (8 * place) }
    position += 4
    return position + count
  }

  /// A number of at least 0.
  mutating func number() -> Int {
    var number: UInt = 0
    var shift: UInt = 0
    while true {
      let byte = bytes[position]
      position += 1
      number |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(bitPattern: number) }
      shift += 7
    }
  }

  /// A number that may be negative.
  mutating func signedNumber() -> Int64 {
    let number = UInt64(UInt(bitPattern: number()))
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  /// The bytes of a text.
  mutating func text() -> ArraySlice<UInt8> {
    let count = number()
    defer { position += count }
    return bytes[position..<position + count]
  }

  /// The number in a pool of a text.
  mutating func text(_ texts: inout TextPool) -> Int {
    text().withUnsafeBufferPointer { texts.index(of: $0) }
  }

  /// A value.
  mutating func value(isText: Bool, _ texts: inout TextPool) -> CaseValue {
    var value = CaseValue(state: CellState(rawValue: byte()) ?? .malformed)
    guard value.state == .present else { return value }
    if isText {
      value.value = Int64(text(&texts))
    } else {
      value.value = signedNumber()
      value.detail = byte()
    }
    return value
  }

  /// An issue of a row.
  mutating func issue(row: Int) -> ReadIssue {
    let kind = ReadIssue.Kind.allCases[number()]
    let column = number() - 1
    var issue = ReadIssue(
      kind, row: row, column: column < 0 ? nil : column,
      found: String(decoding: text(), as: UTF8.self))
    let file = number() - 1
    let line = number()
    if file >= 0 { issue.place = ReadIssue.Place(file: file, line: line) }
    return issue
  }

  private mutating func byte() -> UInt8 {
    defer { position += 1 }
    return bytes[position]
  }
}
