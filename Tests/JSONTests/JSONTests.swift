import JSON
import Testing

@Suite struct JSONTests {
  @Test(
    arguments: [
      ("null", .null), ("true", .bool(true)), (" 1 ", .int(1)), ("1.0", .double(1)),
      ("-0", .double(-0.0)), ("9223372036854775807", .int(.max)),
      ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("1e2", .double(100)),
      (#""\u671f\ud83d\ude00\n""#, .string("期😀\n")), ("[]", .array([])),
      (#"{"b":1,"a":[{}]}"#, ["b": 1, "a": [.object([])]]),
    ] as [(String, JSONValue)])
  func `a JSON text gives its value`(text: String, expected: JSONValue) throws {
    #expect(try JSONValue.parse(text) == expected)
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd, 1, 1), ("[1,]", .unexpectedCharacter("]"), 1, 4),
      ("{\n \"期\": x}", .unexpectedCharacter("x"), 2, 7), ("01", .badNumber, 1, 1),
      ("1.", .badNumber, 1, 1), ("1e400", .numberOutOfRange, 1, 1), ("1 2", .trailingText, 1, 3),
      (#""\ud800""#, .badEscape, 1, 2), ("\"a\u{1}\"", .controlCharacter, 1, 3),
      (#"{"a":1,"a":2}"#, .duplicateName("a"), 1, 8), (#""abc"#, .unexpectedEnd, 1, 5),
      ("nul", .unexpectedEnd, 1, 4), ("-", .unexpectedEnd, 1, 2),
      ("+1", .unexpectedCharacter("+"), 1, 1),
    ] as [(String, JSONError.Reason, Int, Int)])
  func `a broken text is refused with its place`(
    text: String, reason: JSONError.Reason, line: Int, column: Int
  ) {
    #expect {
      try JSONValue.parse(text)
    } throws: { error in
      guard let error = error as? JSONError else { return false }
      return error.reason == reason && error.line == line && error.column == column
        && !error.zhHant.isEmpty && !error.en.isEmpty
    }
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    #expect(throws: JSONError.self) { try JSONValue.parse([0x22, 0xFF, 0x22]) }
  }

  @Test func `nesting is accepted up to the limit and refused beyond it`() throws {
    let deep = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
    _ = try JSONValue.parse(deep(128))
    #expect(throws: JSONError.self) { try JSONValue.parse(deep(129)) }
    #expect(throws: JSONError.self) {
      try JSONValue.parse(String(repeating: "[", count: 1_000_000))
    }
  }

  @Test(
    arguments: [
      #"{"b":1,"a":[1.5,-0.0,null,true],"c":{}}"#, #""\"\\\n\u0001期""#, "[1e+300,5e-324]",
    ])
  func `a written value reads back as itself`(text: String) throws {
    let value = try JSONValue.parse(text)
    #expect(value.text() == text)
    #expect(try JSONValue.parse(value.text(indent: 2)) == value)
  }

  @Test(
    arguments: [
      (0x00, #"\u0000"#), (0x08, #"\u0008"#), (0x09, #"\t"#), (0x0A, #"\n"#), (0x0D, #"\r"#),
      (0x1F, #"\u001f"#), (0x20, " "), (0x21, "!"), (0x22, #"\""#), (0x23, "#"), (0x5B, "["),
      (0x5C, #"\\"#), (0x5D, "]"), (0x7E, "~"), (0x7F, #"\u007f"#), (0x9F, #"\u009f"#),
      (0xA0, "\u{A0}"), (0xA7, "§"), (0x61B, "\u{61B}"), (0x61C, #"\u061c"#), (0x200A, "\u{200A}"),
      (0x200B, #"\u200b"#), (0x200F, #"\u200f"#), (0x2014, "—"), (0x2027, "\u{2027}"),
      (0x2028, #"\u2028"#), (0x202E, #"\u202e"#), (0x202F, "\u{202F}"), (0x2060, #"\u2060"#),
      (0x206F, #"\u206f"#), (0x2070, "⁰"), (0x671F, "期"), (0x1F5D3, "🗓"),
    ])
  func `a character is escaped wherever it stands, or not at all`(
    code: UInt32, written: String
  ) throws {
    let character = String(try #require(UnicodeScalar(code)))
    // Texts are looked at eight bytes at a time, the last ones twice.
    for before in 0...20 {
      for right in ["", "限", "abcde限fg"] {
        let left = String(repeating: "a", count: before)
        let value = JSONValue.string(left + character + right)
        #expect(value.text() == "\"" + left + written + right + "\"")
        #expect(try JSONValue.parse(value.text()) == value)
      }
    }
  }

  @Test(arguments: [0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 63, 64, 65, 255, 256, 257, 1000])
  func `bytes of any number stand in a buffer as they were put`(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for capacity in [0, 16, count, 4096] {
      var buffer = JSONBuffer(capacity: capacity)
      buffer.put(0x5B)
      buffer.put(bytes)
      buffer.put("期")
      buffer.put(bytes)
      buffer.put(0x2C)
      buffer.replaceLast(with: 0x5D)
      #expect(buffer.bytes == [0x5B] + bytes + Array("期".utf8) + bytes + [0x5D])
      #expect(buffer.count == buffer.bytes.count)
    }
  }

  @Test func `the indented form puts each member on its line`() {
    let value: JSONValue = ["a": [1, .number("2.50")], "b": [], "c": .double(.nan)]
    #expect(
      value.text(indent: 2) == """
        {
          "a": [
            1,
            2.50
          ],
          "b": [],
          "c": "NaN"
        }
        """)
  }
}
