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
