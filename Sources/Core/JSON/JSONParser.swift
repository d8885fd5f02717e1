extension JSONValue {
  /// Reads one JSON text (RFC 8259), strictly: no comments, no trailing commas, no repeated names.
  ///
  /// A byte-order mark is not accepted. Throws `JSONError` with the place of the first problem.
  public static func parse(_ bytes: [UInt8], depthLimit: Int = 128) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes: bytes, depthLimit: depthLimit)
    return try parser.document()
  }

  /// Reads one JSON text from a string.
  public static func parse(_ text: String, depthLimit: Int = 128) throws(JSONError) -> JSONValue {
    try parse(Array(text.utf8), depthLimit: depthLimit)
  }
}

/// A recursive-descent reader over the bytes of one JSON text.
struct JSONParser {
  let bytes: [UInt8]
  let depthLimit: Int
  private var position = 0

  init(bytes: [UInt8], depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
  }

  mutating func document() throws(JSONError) -> JSONValue {
    let result = try value(depth: 0)
    skipSpace()
    if position < bytes.count { throw error(.trailingText) }
    return result
  }

  private func error(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
    JSONError(reason, at: offset ?? position, in: bytes)
  }

  private func unexpected() -> JSONError {
    guard position < bytes.count else { return error(.unexpectedEnd) }
    let tail = String(decoding: bytes[position..<min(bytes.count, position + 4)], as: UTF8.self)
    return error(.unexpectedCharacter(tail.unicodeScalars.first ?? "\u{FFFD}"))
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    guard position < bytes.count else { throw error(.unexpectedEnd) }
    switch bytes[position] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw unexpected()
    }
  }

  private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONError)
    -> JSONValue
  {
    for expected in word.description.utf8 {
      guard position < bytes.count, bytes[position] == expected else { throw unexpected() }
      position += 1
    }
    return value
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    if depth >= depthLimit { throw error(.tooDeep(limit: depthLimit)) }
    position += 1
    var elements: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      if take(UInt8(ascii: ",")) { continue }
      if take(UInt8(ascii: "]")) { return .array(elements) }
      throw unexpected()
    }
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    if depth >= depthLimit { throw error(.tooDeep(limit: depthLimit)) }
    position += 1
    var members: [JSONValue.Member] = []
    var names: Set<String> = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      let start = position
      guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
        throw unexpected()
      }
      let name = try string()
      if !names.insert(name).inserted { throw error(.duplicateName(name), at: start) }
      guard take(UInt8(ascii: ":")) else { throw unexpected() }
      members.append(JSONValue.Member(name, try value(depth: depth + 1)))
      if take(UInt8(ascii: ",")) { continue }
      if take(UInt8(ascii: "}")) { return .object(members) }
      throw unexpected()
    }
  }

  private mutating func digits() -> Int {
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) { position += 1 }
    return position - start
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    var isInteger = true
    let negative = bytes[position] == UInt8(ascii: "-")
    if negative { position += 1 }
    let leading = position
    let count = digits()
    if count == 0 { throw unexpected() }
    if count > 1, bytes[leading] == 0x30 { throw error(.badNumber, at: start) }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      if digits() == 0 { throw error(.badNumber, at: start) }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      position += 1
      if position < bytes.count, bytes[position] == 0x2B || bytes[position] == 0x2D {
        position += 1
      }
      if digits() == 0 { throw error(.badNumber, at: start) }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let value = Int64(text), value != 0 || !negative { return .int(value) }
    guard let value = Double(text), value.isFinite else {
      throw error(.numberOutOfRange, at: start)
    }
    return .double(value)
  }
}

extension JSONParser {
  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "\""),
      bytes[position] != UInt8(ascii: "\\"), bytes[position] >= 0x20
    {
      position += 1
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      position += 1
      return try decoded(bytes[start..<position - 1], from: start)
    }
    var collected = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return try decoded(collected[...], from: start)
      } else if byte == UInt8(ascii: "\\") {
        try escape(into: &collected)
      } else if byte < 0x20 {
        throw error(.controlCharacter)
      } else {
        collected.append(byte)
        position += 1
      }
    }
    throw error(.unexpectedEnd)
  }

  private func decoded(_ slice: ArraySlice<UInt8>, from start: Int) throws(JSONError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw error(.badUTF8, at: start)
    }
    return text
  }

  private mutating func escape(into collected: inout [UInt8]) throws(JSONError) {
    let start = position
    guard position + 1 < bytes.count else { throw error(.unexpectedEnd) }
    position += 2
    switch bytes[position - 1] {
    case UInt8(ascii: "\""): collected.append(0x22)
    case UInt8(ascii: "\\"): collected.append(0x5C)
    case UInt8(ascii: "/"): collected.append(0x2F)
    case UInt8(ascii: "b"): collected.append(0x08)
    case UInt8(ascii: "f"): collected.append(0x0C)
    case UInt8(ascii: "n"): collected.append(0x0A)
    case UInt8(ascii: "r"): collected.append(0x0D)
    case UInt8(ascii: "t"): collected.append(0x09)
    case UInt8(ascii: "u"):
      var code = try hexadecimal(from: start)
      if (0xD800..<0xDC00).contains(code), position + 1 < bytes.count,
        bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
      {
        position += 2
        let low = try hexadecimal(from: start)
        guard (0xDC00..<0xE000).contains(low) else { throw error(.badEscape, at: start) }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw error(.badEscape, at: start) }
      collected.append(contentsOf: String(Character(scalar)).utf8)
    default: throw error(.badEscape, at: start)
    }
  }

  private mutating func hexadecimal(from start: Int) throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw error(.unexpectedEnd) }
    var code: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw error(.badEscape, at: start)
      }
      code = code << 4 | UInt32(digit)
    }
    position += 4
    return code
  }
}
