import Columns
import Diagnostics

/// The rows of a file with one JSON object a line.
///
/// Numbers keep their digits as written. `null` is an empty cell; objects and lists are no cells and
/// keep their JSON text. A line that is no object gives a row whose cells are malformed.
final class JSONLineStream: TableStream {
  private let source: any BlockSource
  private let fields: NameTable
  private var run: TextRun?
  private var offset = 0
  private var line = 0

  init(source: any BlockSource, fields: NameTable) {
    self.source = source
    self.fields = fields
  }

  func next(_ row: RowCells) throws -> Bool {
    while let bytes = try nextLine() {
      if isBlank(bytes) { continue }
      row.start(line: line)
      var object = JSONObjectText(bytes)
      let isWhole = object.read { name, value in
        if let value, let field = name.withUnsafeBytes({ fields[$0] }) { row.set(field, value) }
      }
      if !isWhole { row.note(.malformed) }
      return true
    }
    return false
  }

  /// Finds the names of a file's columns; tells whether the whole file was looked at.
  static func names(
    in source: any BlockSource, schema: DatasetSchema
  ) throws -> (names: RecordNames, wasWhole: Bool) {
    let reader = JSONLineStream(source: source, fields: NameTable())
    var names = RecordNames(schema: schema)
    var known = NameTable()
    while let bytes = try reader.nextLine() {
      if names.isDone(records: reader.line) { return (names, false) }
      var object = JSONObjectText(bytes)
      _ = object.read { name, _ in
        guard name.withUnsafeBytes({ known[$0] }) == nil else { return }
        known.insert(String(decoding: name, as: UTF8.self), field: 0)
        names.see(String(decoding: name, as: UTF8.self))
      }
    }
    return (names, true)
  }

  private func nextLine() throws -> UnsafeBufferPointer<UInt8>? {
    while true {
      if let run, offset < run.limit - run.baseOffset {
        let text = UnsafeBufferPointer(
          start: run.base + offset, count: run.limit - run.baseOffset - offset)
        let end = text.firstIndex(of: 0x0A) ?? text.count
        offset += end + 1
        line += 1
        return UnsafeBufferPointer(rebasing: text[..<end])
      }
      guard case .text(let next)? = try source.next() else { return nil }
      run = next
      offset = next.start - next.baseOffset
    }
  }
}

/// Reads the members of one JSON object.
struct JSONObjectText {
  /// An object of more members is no record.
  private static let mostMembers = 4096
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Gives each member's name and its value's text, `nil` for null.
  ///
  /// - Returns: `false` where the text is not one object, or a name stands twice.
  mutating func read(_ take: ([UInt8], [UInt8]?) -> Void) -> Bool {
    var names: [[UInt8]] = []
    guard skip(0x7B) else { return false }
    if !skip(0x7D) {
      repeat {
        skipSpaces()
        guard let name = string(), skip(0x3A), !names.contains(name),
          names.count < Self.mostMembers, let value = value()
        else { return false }
        names.append(name)
        take(name, value.text)
      } while skip(0x2C)
      guard skip(0x7D) else { return false }
    }
    skipSpaces()
    return index == bytes.count
  }

  private mutating func value() -> (text: [UInt8]?, Void)? {
    skipSpaces()
    guard index < bytes.count else { return nil }
    switch bytes[index] {
    case 0x22: return string().map { ($0, ()) }
    case 0x7B, 0x5B:
      let start = index
      return skipNested() ? (Array(bytes[start..<index]), ()) : nil
    default:
      let start = index
      while index < bytes.count, !Self.endsToken(bytes[index]) { index += 1 }
      let token = Array(bytes[start..<index])
      if token == Array("null".utf8) { return (nil, ()) }
      let isWord = token == Array("true".utf8) || token == Array("false".utf8)
      return isWord || Self.isNumber(token) ? (token, ()) : nil
    }
  }

  private static func endsToken(_ byte: UInt8) -> Bool {
    byte == 0x2C || byte == 0x7D || byte == 0x5D || byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  private static func isNumber(_ token: [UInt8]) -> Bool {
    guard let last = token.last, last &- 0x30 < 10 else { return false }
    return token.allSatisfy { $0 &- 0x30 < 10 || "+-.eE".utf8.contains($0) }
      && (token[0] == 0x2D || token[0] &- 0x30 < 10)
  }

  /// Skips an object or a list, whose inside is not examined further than needed to find its end.
  private mutating func skipNested() -> Bool {
    var depth = 0
    while index < bytes.count {
      switch bytes[index] {
      case 0x22:
        guard string() != nil else { return false }
        continue
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D: depth -= 1
      default: break
      }
      index += 1
      if depth == 0 { return true }
    }
    return false
  }

  private mutating func string() -> [UInt8]? {
    guard index < bytes.count, bytes[index] == 0x22 else { return nil }
    index += 1
    var result: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 0x22 { return result }
      guard byte == 0x5C else {
        if byte < 0x20 { return nil }
        result.append(byte)
        continue
      }
      guard index < bytes.count, escape(into: &result) else { return nil }
    }
    return nil
  }

  private mutating func escape(into result: inout [UInt8]) -> Bool {
    let byte = bytes[index]
    index += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: result.append(byte)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"):
      guard var unit = hexadecimal() else { return false }
      if unit & 0xFC00 == 0xD800 {
        guard index + 1 < bytes.count, bytes[index] == 0x5C, bytes[index + 1] == 0x75 else {
          return false
        }
        index += 2
        guard let low = hexadecimal(), low & 0xFC00 == 0xDC00 else { return false }
        unit = 0x10000 + (unit & 0x3FF) << 10 + low & 0x3FF
      } else if unit & 0xFC00 == 0xDC00 {
        return false
      }
      UTF16Decoder.append(unit, to: &result)
    default: return false
    }
    return true
  }

  private mutating func hexadecimal() -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    defer { index += 4 }
    let digits = String(decoding: bytes[index..<index + 4], as: UTF8.self)
    return digits.utf8.allSatisfy { $0 != 0x2B && $0 != 0x2D } ? UInt32(digits, radix: 16) : nil
  }

  private mutating func skipSpaces() {
    while index < bytes.count, [0x20, 0x09, 0x0D].contains(bytes[index]) { index += 1 }
  }

  private mutating func skip(_ byte: UInt8) -> Bool {
    skipSpaces()
    guard index < bytes.count, bytes[index] == byte else { return false }
    index += 1
    return true
  }
}
