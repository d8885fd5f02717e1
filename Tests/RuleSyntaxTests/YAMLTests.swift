import Diagnostics
import RuleSyntax
import Testing

@Suite struct YAMLTests {
  private func parse(_ text: String) -> YAMLDocument {
    YAMLDocument.parse(SourceText(name: "a.yaml", text: text))
  }

  @Test(arguments: [
    ("no", YAMLValue.text("no")), ("on", .text("on")), ("Yes", .text("Yes")),
    ("010", .integer(10)), ("0o17", .integer(15)), ("0x1F", .integer(31)), ("0o9", .text("0o9")),
    ("0x-1", .text("0x-1")), ("12:30", .text("12:30")), ("1e3x", .text("1e3x")),
    ("1e3", .number("1e3")), ("1.50", .number("1.50")), (".5", .number(".5")),
    ("1.", .number("1.")), (".", .text(".")), ("+7", .integer(7)), ("-x", .text("-x")),
    ("-0", .integer(0)), ("9223372036854775808", .number("9223372036854775808")),
    ("1_000", .text("1_000")), ("110-01-01", .text("110-01-01")), ("true", .boolean(true)),
    ("FALSE", .boolean(false)), ("tRue", .text("tRue")), ("~", .null), ("", .null),
    ("null", .null), (".inf", .number(".inf")), ("'true'", .text("true")), ("\"1\"", .text("1")),
    ("1２", .text("1２")), ("=", .text("=")),
    ("2001-12-14t21:59:43.10-05:00", .text("2001-12-14t21:59:43.10-05:00")),
  ])
  func `a scalar is what the core schema of YAML 1_2 says`(text: String, value: YAMLValue) {
    let document = parse("a: \(text)\n")
    #expect(document.diagnostics.isEmpty)
    #expect(document.root?["a"]?.scalar?.value == value)
  }

  @Test(arguments: [
    ("a: received_at >= b\n", "received_at >= b"),
    ("# 案\na: '案件 == ''x'' && b'\n", "案件 == 'x' && b"),
    ("a: \"案\\t\\u6848 \\\"x\\\" && b\"\n", "案\t案 \"x\" && b"),
    ("a: \"x \\\n   y\n\n   z b\"\n", "x y\nz b"),
    ("a: x &&\n  y ||\n\n  b\n", "x && y ||\nb"),
    ("a: |\n  案 &&\n    y ||\n  b\nc: 1\n", "案 &&\n  y ||\nb\n"),
    ("a: >- # why\n  x &&\n  y\n\n    z\n  b\nc: 1\n", "x && y\n\n  z\nb"),
    ("\u{FEFF}a: |\r\n  案 &&\r\n  b\r\n", "案 &&\nb\n"),
  ])
  func `an offset in a scalar's content maps back to the file`(text: String, content: String) throws
  {
    let document = parse(text)
    #expect(document.diagnostics.isEmpty)
    let node = try #require(document.root?["a"])
    #expect(node.scalar?.text == content)
    let map = try #require(node.offsetMap(in: document.source))
    let bytes = Array(content.utf8)
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "b") || byte == 0xE6 {
      let offset = map.offset(index)
      #expect([byte, UInt8(ascii: "\\")].contains(document.source.bytes[offset]))
    }
    let last = try #require(bytes.lastIndex(of: UInt8(ascii: "b")))
    let span = map.fileSpan(SourceSpan(start: last, end: last + 1))
    #expect(document.source.text(of: span) == "b")
  }

  @Test func `keys, lists and maps know their places`() throws {
    let document = parse("案號: [a, {b: c}]\nd:\n  - e\n\n# end\nf: g\n")
    let root = try #require(document.root)
    let texts = root.entries?.map { document.source.text(of: $0.value.span) }
    #expect(texts == ["[a, {b: c}]", "- e", "g"])
    #expect(root.entries?.map { document.source.text(of: $0.keySpan) } == ["案號", "d", "f"])
  }

  @Test func `an alias stands for the anchored node and keeps both places`() throws {
    let document = parse("a: &x {b: 1}\nc: *x\n")
    let node = try #require(document.root?["c"])
    #expect(node["b"]?.scalar?.value == .integer(1))
    #expect(document.source.text(of: node.ownSpan) == "*x")
    #expect(document.source.text(of: node.span) == "&x {b: 1}")
  }

  @Test func `an alias bomb is refused quickly`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...30 {
      let alias = "*a\(level - 1)"
      text +=
        "a\(level): &a\(level) [\(Array(repeating: alias, count: 10).joined(separator: ", "))]\n"
    }
    #expect(parse(text).diagnostics.map(\.code) == [.yamlTooLarge])
  }

  @Test func `a file over the limit is refused before it is read`() {
    #expect(YAMLLimits().fileBytes == 16 << 20)
    var limits = YAMLLimits()
    limits.fileBytes = 1000
    for length in [997, 998] {
      let bytes = Array("a: ".utf8) + [UInt8](repeating: 0x78, count: length)
      let document = YAMLDocument.parse(SourceText(name: "a.yaml", bytes: bytes), limits: limits)
      #expect(document.diagnostics.map(\.code) == (length > 997 ? [.yamlTooLarge] : []))
      #expect(document.roots.isEmpty == (length > 997))
    }
  }

  @Test(arguments: [1 << 20, (1 << 20) + 1])
  func `a scalar may have 1 MiB and no more`(length: Int) {
    let document = parse("a: \(String(repeating: "x", count: length))\nb: 1\n")
    #expect(document.diagnostics.map(\.code) == (length > 1 << 20 ? [.yamlTooLarge] : []))
    #expect(document.root?["b"]?.scalar?.value == .integer(1))
  }

  @Test(arguments: [64, 65, 100_000])
  func `lists may stand 64 levels deep and no more`(depth: Int) {
    let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(parse(text).diagnostics.map(\.code) == (depth > 64 ? [.yamlTooLarge] : []))
  }

  @Test(arguments: [1, 15, 16, 17, 18, 40])
  func `a key is found again among few and many`(count: Int) throws {
    let keys = (0..<count).map { "案\($0): \($0)\n" }
    for again in [0, count - 1] {
      let document = parse(keys.joined() + keys[again] + "z: 1\n")
      let duplicate = try #require(document.diagnostics.first)
      #expect(document.diagnostics.count == 1)
      #expect(duplicate.place?.position?.line == count + 1)
      #expect(duplicate.labels.first?.place.position?.line == again + 1)
      #expect(document.root?.entries?.count == count + 1)
    }
  }

  @Test func `many keys take no quadratic time`() {
    let text = (0..<50_000).map { "k\($0): 1\n" }.joined()
    #expect(parse(text).root?.entries?.count == 50_000)
  }
}
