import Expressions
import JSON
import Testing

@Suite struct PrinterTests {
  private static let own = [
    "a && (b || c) && !d", "(a && b) && c", "a || b && c || d", "(a ? b : c) ? d : (e ? f : g)",
    "-(5)", "-(-5)", "- x", "--x", "-(5.5)", "-5.abs()", "(-5).abs()", "-(5).abs()", "!(a && b)",
    "(a + b) * c - d - (e - f)", "a / (b * c) % d", "(a < b) == (c >= d)", "a in [b, ?c]",
    "{?'k': v, 1: [2, 3.0, 4u], true: null}", "a.?b[?c].d(e)(f)", ".a.b", "`if` + a.`b c`.in_",
    #"'\a\b\f\n\r\t\v\'"\\ 期😀' + b'\x00ÿ' + r'\n'"#, "(a ? b : c).d", "[1, 2][0] + {1: 2}[1]",
    "1e300 + 5e-324 + 0.1 + 1.0", "cel.bind(x, 1, x)", "[1].exists(x, x > (true ? 1 : 0))",
    "-9223372036854775808", "a - -1", "a - (-b)", "!!a", "x.y.z(1).w", "a in b in c",
  ]

  private static let random: [String] = (0..<400).map { seed in
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    return make(&state, 4)
  }

  /// An expression that is determined by the state.
  private static func make(_ state: inout UInt64, _ depth: Int) -> String {
    func next(_ bound: UInt64) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % bound)
    }
    let leaves = ["a", "1", "-2", "2.5", "'期'", "true", "null", ".b", "b'\\x01'", "3u", "[]", "{}"]
    if depth == 0 { return leaves[next(12)] }
    let operators = ["+", "-", "*", "/", "%", "==", "<", "in", "&&", "||", "!=", ">="]
    switch next(9) {
    case 0: return "(" + make(&state, depth - 1) + ")"
    case 1: return "!(" + make(&state, depth - 1) + ")"
    case 2: return "-(" + make(&state, depth - 1) + ")"
    case 3:
      return
        "(\(make(&state, depth - 1))) ? (\(make(&state, depth - 1))) : \(make(&state, depth - 1))"
    case 4: return "[\(make(&state, depth - 1)), \(make(&state, depth - 1))][0]"
    case 5: return "(\(make(&state, depth - 1))).f(\(make(&state, depth - 1))).g"
    default:
      let sign = operators[next(12)]
      let right = next(2) == 0 ? make(&state, depth - 1) : "(" + make(&state, depth - 1) + ")"
      return "(" + make(&state, depth - 1) + ") \(sign) " + right
    }
  }

  @Test(arguments: own + random)
  func `a printed expression reads back as itself`(text: String) throws {
    guard let first = Expression.parse(text).expression else {
      // Only expressions that are wrong on purpose are not parsed.
      #expect(text == "a.?b[?c].d(e)(f)")
      return
    }
    let second = try #require(Expression.parse(first.root.text).expression, "\(first.root.text)")
    #expect(second.root == first.root, "\(first.root.text)")
    #expect(second.root.text == first.root.text)
  }

  @Test func `the conformance cases read back as themselves`() {
    for sample in ConformanceTests.cases {
      guard let text = sample.json["expr"]?.stringValue,
        let first = Expression.parse(text).expression
      else { continue }
      let second = Expression.parse(first.root.text).expression
      #expect(second?.root == first.root, "\(text)")
    }
    #expect(ConformanceTests.cases.isEmpty || ConformanceTests.cases.count == 500)
  }

  @Test func `a printed value is an expression of that value`() {
    let values: [Value] = [
      true, -5, 2.5, "期\u{1}\"", .uint(7), .bytes([0, 34, 92, 255]), [1, ["a"]],
      .map(MapValue([.init(key: "k", value: 1)])), .duration(.init(seconds: -1, nanos: -5)),
      .optional(.int(3)), .optional(nil), .type("int"), .null, .double(.infinity),
    ]
    for value in values {
      #expect(evaluated(value.text) == value.text)
    }
  }
}
