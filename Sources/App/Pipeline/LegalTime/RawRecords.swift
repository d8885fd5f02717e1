/// The records of a CSV text with their bytes as written, so that they can be passed on unchanged.
struct RawRecords: Sequence, IteratorProtocol {
  /// One record.
  struct Record {
    /// The record's bytes without the line end.
    var raw: ArraySlice<UInt8>
    /// The raw bytes of each field, quotes included.
    var fields: [ArraySlice<UInt8>]
    /// The line end: LF, CRLF, CR or nothing at the end of the text.
    var lineEnd: ArraySlice<UInt8>

    /// Whether the line is empty.
    var isBlank: Bool { raw.isEmpty }

    /// The text of a field, without quotes.
    func text(_ index: Int) -> String {
      guard index < fields.count else { return "" }
      return RawRecords.unquoted(fields[index])
    }
  }

  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var position: Int

  init(_ bytes: [UInt8], delimiter: UInt8) {
    self.bytes = bytes
    self.delimiter = delimiter
    position = 0
  }

  mutating func next() -> Record? {
    guard position < bytes.count else { return nil }
    let start = position
    var fields: [ArraySlice<UInt8>] = []
    var fieldStart = position
    var isQuoted = false
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if isQuoted {
        if byte == 0x22 {
          if index + 1 < bytes.count, bytes[index + 1] == 0x22 {
            index += 1
          } else {
            isQuoted = false
          }
        }
      } else if byte == 0x22, index == fieldStart {
        isQuoted = true
      } else if byte == delimiter {
        fields.append(bytes[fieldStart..<index])
        fieldStart = index + 1
      } else if byte == 0x0A || byte == 0x0D {
        break
      }
      index += 1
    }
    fields.append(bytes[fieldStart..<index])
    let end = index
    if index < bytes.count {
      let isPair = bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
      index += isPair ? 2 : 1
    }
    position = index
    return Record(raw: bytes[start..<end], fields: fields, lineEnd: bytes[end..<index])
  }

  /// The text of a raw field.
  static func unquoted(_ field: ArraySlice<UInt8>) -> String {
    guard field.first == 0x22 else { return String(decoding: field, as: UTF8.self) }
    var content: [UInt8] = []
    var wasQuote = false
    for byte in field.dropFirst() {
      if byte == 0x22, !wasQuote {
        wasQuote = true
      } else {
        wasQuote = false
        content.append(byte)
      }
    }
    return String(decoding: content, as: UTF8.self)
  }

  /// A text as a field, quoted only where it must be.
  static func quoted(_ text: String, delimiter: UInt8) -> [UInt8] {
    let bytes = Array(text.utf8)
    let needs = bytes.contains { $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard needs else { return bytes }
    return [0x22] + bytes.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] } + [0x22]
  }
}
