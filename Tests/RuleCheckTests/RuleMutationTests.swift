import Diagnostics
import RuleCheck
import RuleSyntax
import TestSupport
import Testing

/// Damaged rule files: whatever is done to them, checking ends and says something.
@Suite struct RuleMutationTests {

  private static let pieces: [String] = [
    ":", " ", "\n", "\n  ", "- ", "[", "]", "{", "}", "'", "\"", "|", ">-\n", "#", "&a", "*a", "!",
    "%", "@", "<<: ",
    "\t", "\r\n", "---\n", "~", "null", "no", "010", "1e9", "9999999999999999999", "-1", "案",
    "\u{2028}",
    "\u{85}", "rules", "when:", "within", "due-of: r", "versions:", "? ", "0x", "\u{0}",
    "110-02-30", "%YAML 1.1\n",
    "&& ", "== '", "(", "[*a, *a]",
  ]

  private func mutated(_ bytes: [UInt8], _ numbers: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &numbers) {
      let place = Int.random(in: 0...bytes.count, using: &numbers)
      let end = min(bytes.count, place + Int.random(in: 0...40, using: &numbers))
      switch Int.random(in: 0..<6, using: &numbers) {
      case 0: bytes.removeSubrange(place..<end)
      case 1: bytes.removeSubrange(place...)
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 3:
        bytes.replaceSubrange(
          place..<min(end, place + 1), with: [UInt8.random(in: 0...255, using: &numbers)])
      default:
        let piece = Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &numbers)]
        bytes.insert(contentsOf: piece.utf8, at: place)
      }
    }
    return bytes
  }

  private static let sources: [String] =
    ["Tests/RuleCases/common/common.yaml", "Tests/RuleCases/common/calendar.yaml"]
    + ["social-welfare", "street-lamps"].map { "rules/chiayi/\($0).yaml" }
    + ["state-compensation", "procurement", "counting"].map { "rules/taiwan/\($0).yaml" }

  @Test(arguments: sources)
  func `a damaged file never stops the check`(path: String) throws {
    let bytes = try Repository.bytes(path)
    // A short calendar in place of the shipped one, which each check would read again.
    let calendar = try Repository.bytes("Tests/RuleCases/common/calendar.yaml")
    var numbers = SeededGenerator(state: 42)
    let renderer = DiagnosticRenderer(language: .zhHant)
    for _ in 0..<300 {
      let damaged = mutated(bytes, &numbers)
      let (rules, diagnostics) = RuleSet.check(
        ["rules/calendars/tw-government.yaml": calendar, path: damaged], roots: [path])
      #expect(rules.rules.allSatisfy { !$0.id.isEmpty })
      let rendered = renderer.render(diagnostics)
      #expect(rendered.isEmpty == diagnostics.isEmpty)
      for node in RuleDocument.parse(SourceText(name: path, bytes: damaged)).roots {
        #expect(node.span.end <= damaged.count)
      }
    }
  }

  @Test(arguments: [1, 2, 3, 4])
  func `cutting a file anywhere leaves no rule of it`(part: Int) throws {
    let path = "rules/chiayi/street-lamps.yaml"
    let bytes = try Repository.bytes(path)
    let whole = RuleSet.check([path: bytes], roots: [path]).rules.rules.count
    #expect(whole > 0)
    // A cut at a line's end may leave a file that is sound and shorter; one inside brackets may not.
    let text = String(decoding: bytes, as: UTF8.self)
    let braces = text.indices.filter { text[$0] == "{" }
    let place = braces[braces.count * part / 5]
    let cut = Array(text[...place].utf8)
    let (rules, diagnostics) = RuleSet.check([path: cut], roots: [path])
    #expect(rules.rules.isEmpty)
    #expect(diagnostics.contains { $0.code == .yamlSyntax })
  }

  @Test(arguments: RuleSet.packs.filter { $0.hasPrefix("rules/taiwan/") })
  func `byte-order marks and line ends change nothing`(path: String) throws {
    let bytes = try Repository.bytes(path)
    let text = String(decoding: bytes, as: UTF8.self)
    let variants = [
      [0xEF, 0xBB, 0xBF] + bytes, Array(text.replacing("\n", with: "\r\n").utf8),
      Array(("# 說明\n" + text).utf8),
    ]
    let standard = ["rules/taiwan/counting.yaml", "rules/calendars/tw-government.yaml"]
    let plain = RuleSet.check([:], roots: [path], standard: standard)
    for variant in variants {
      let (rules, diagnostics) = RuleSet.check([path: variant], roots: [path], standard: standard)
      #expect(rules.rules.map(\.id) == plain.rules.rules.map(\.id))
      #expect(
        rules.rules.map { $0.condition?.text } == plain.rules.rules.map { $0.condition?.text })
      #expect(diagnostics.map(\.code) == plain.diagnostics.map(\.code))
    }
  }

  @Test func `places in a file with a byte-order mark and CRLF are exact`() throws {
    let text = "\u{FEFF}qixian: 1\r\npack: p\r\ntimezone: UTC\r\nrules:\r\n  r: { kind: 期限 }\r\n"
    let (_, diagnostics) = RuleSet.check(["a.yaml": Array(text.utf8)], roots: ["a.yaml"])
    let found = try #require(diagnostics.first { $0.code == .rulesUnknownWord })
    #expect(
      DiagnosticRenderer(language: .en).render(found) == """
        a.yaml:5:14: error: 'kind' does not take '期限' [rules/unknown-word]
         5 |   r: { kind: 期限 }
           |              ^~~~
        help: write deadline, assert, order, unique, serial, rate, count, measure, coverage, recurrence or window

        """)
  }

  @Test(arguments: [
    ([0xFF, 0xFE, 0x61, 0x00], "yaml/encoding"), ([0x61, 0x3A, 0x20, 0xA4, 0xA4], "yaml/encoding"),
    ([0x61, 0x3A, 0x20, 0x00], "yaml/control-character"),
    ([0x61, 0x3A, 0x20, 0x1B], "yaml/control-character"),
    ([0xEF, 0xBB, 0xBF], "yaml/empty"), ([], "yaml/empty"), ([0x0A, 0x0A], "yaml/empty"),
  ])
  func `bytes that are no text are told`(bytes: [UInt8], code: String) {
    let (_, diagnostics) = RuleSet.check(["a.yaml": bytes], roots: ["a.yaml"])
    #expect(diagnostics.map(\.code.name) == [code])
  }

  @Test func `a file with very many problems is counted, not drowned in`() {
    let text = "qixian: 1\npack: p\nrules:\n" + (0..<30_000).map { "  R\($0): { x: 1 }\n" }.joined()
    let (rules, diagnostics) = RuleSet.check(["a.yaml": Array(text.utf8)], roots: ["a.yaml"])
    #expect(rules.rules.isEmpty)
    #expect(rules.failedRules.count == 30_000)
    #expect(diagnostics.count > 100)
    #expect(DiagnosticRenderer(language: .en).render(diagnostics).utf8.count < 50_000)
  }
}
