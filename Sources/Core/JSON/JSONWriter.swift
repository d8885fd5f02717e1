extension JSONValue {
  /// The JSON text of the value, without a final line break.
  ///
  /// Members keep their order, so equal values give equal bytes. With `indent`, each element and
  /// member stands on its own line. Infinite doubles and NaN, which JSON does not have, are written
  /// as the strings `Infinity`, `-Infinity` and `NaN`.
  public func text(indent: Int? = nil) -> String {
    String(decoding: bytes(indent: indent), as: UTF8.self)
  }

  /// The same as UTF-8.
  public func bytes(indent: Int? = nil) -> [UInt8] {
    var output = JSONBuffer()
    write(to: &output, indent: indent)
    return output.bytes
  }

  /// Appends the JSON text of the value to a buffer.
  ///
  /// - Parameters:
  ///   - output: the buffer.
  ///   - indent: spaces a level; `nil` writes everything on one line.
  ///   - level: how many levels deep the first line already stands.
  public func write(to output: inout JSONBuffer, indent: Int? = nil, level: Int = 0) {
    switch self {
    case .null: output.put("null")
    case .bool(let value): output.put(value ? "true" : "false")
    case .int(let value): Self.write(value, to: &output)
    case .double(let value): Self.write(value, to: &output)
    case .number(let text): output.put(Array(text.utf8))
    case .string(let value): Self.write(value, to: &output)
    case .array(let elements):
      Self.writeGroup(elements, "[", "]", to: &output, indent, level) { element, output in
        element.write(to: &output, indent: indent, level: level + 1)
      }
    case .object(let members):
      Self.writeGroup(members, "{", "}", to: &output, indent, level) { member, output in
        Self.write(member.name, to: &output)
        output.put(UInt8(ascii: ":"))
        if indent != nil { output.put(UInt8(ascii: " ")) }
        member.value.write(to: &output, indent: indent, level: level + 1)
      }
    }
  }

  private static func writeGroup<Element>(
    _ elements: [Element], _ open: Unicode.Scalar, _ close: Unicode.Scalar,
    to output: inout JSONBuffer, _ indent: Int?, _ level: Int,
    _ body: (Element, inout JSONBuffer) -> Void
  ) {
    output.put(UInt8(ascii: open))
    for (index, element) in elements.enumerated() {
      if index > 0 { output.put(UInt8(ascii: ",")) }
      startLine(in: &output, indent, level + 1)
      body(element, &output)
    }
    if !elements.isEmpty { startLine(in: &output, indent, level) }
    output.put(UInt8(ascii: close))
  }

  private static func startLine(in output: inout JSONBuffer, _ indent: Int?, _ level: Int) {
    guard let indent else { return }
    output.put(0x0A)
    for _ in 0..<indent * level { output.put(0x20) }
  }

  private static func write(_ value: Double, to output: inout JSONBuffer) {
    if value.isFinite {
      output.put(Array(value.description.utf8))
    } else {
      write(value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity", to: &output)
    }
  }

  /// Appends an integer.
  public static func write(_ value: Int64, to output: inout JSONBuffer) {
    if value < 0 { output.put(UInt8(ascii: "-")) }
    let size = value.magnitude
    var place: UInt64 = 1
    while size / place >= 10 { place *= 10 }
    while place > 0 {
      output.put(UInt8(truncatingIfNeeded: 0x30 &+ size / place % 10))
      place /= 10
    }
  }

  /// Appends a string in quotation marks with the escapes that JSON requires.
  ///
  /// Characters that would mislead whoever looks at the text in a terminal or an editor (controls,
  /// marks of direction) are escaped too; a reader gets the same string.
  public static func write(_ text: String, to output: inout JSONBuffer) {
    output.put(UInt8(ascii: "\""))
    let isWritten = text.utf8.withContiguousStorageIfAvailable { output.put(ifPlain: $0) }
    if isWritten == true {
      output.put(UInt8(ascii: "\""))
      return
    }
    if text.utf8.contains(where: mayDeceive) {
      for scalar in text.unicodeScalars {
        if isDeceptive(scalar) {
          escape(scalar.value, to: &output)
        } else {
          for byte in UTF8.encode(scalar) ?? .init() { append(byte, to: &output) }
        }
      }
    } else {
      for byte in text.utf8 { append(byte, to: &output) }
    }
    output.put(UInt8(ascii: "\""))
  }

  private static func append(_ byte: UInt8, to output: inout JSONBuffer) {
    switch byte {
    case 0x22: output.put(#"\""#)
    case 0x5C: output.put(#"\\"#)
    case 0x0A: output.put(#"\n"#)
    case 0x0D: output.put(#"\r"#)
    case 0x09: output.put(#"\t"#)
    case 0..<0x20: escape(UInt32(byte), to: &output)
    default: output.put(byte)
    }
  }

  /// Whether a byte of UTF-8 may begin a deceptive character.
  private static func mayDeceive(_ byte: UInt8) -> Bool {
    byte == 0x7F || byte == 0xC2 || byte == 0xD8 || byte == 0xE2
  }

  private static func isDeceptive(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x7F...0x9F, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: true
    default: false
    }
  }

  private static func escape(_ value: UInt32, to output: inout JSONBuffer) {
    let digits = String(value, radix: 16)
    output.put("\\u")
    for _ in digits.utf8.count..<max(4, digits.utf8.count) { output.put(0x30) }
    output.put(Array(digits.utf8))
  }
}
