import Expressions
import Testing

@Suite struct NestingTests {
  private static func nested(_ count: Int, _ open: String, _ inner: String, _ close: String)
    -> String
  {
    String(repeating: open, count: count) + inner + String(repeating: close, count: count)
  }

  @Test(
    arguments: [
      ("(", "1", ")"), ("[", "1", "]"), ("!", "true", ""), ("- ", "x", ""),
      ("true ? ", "1", " : 2"),
      ("dyn(", "1", ")"), ("{1: ", "1", "}"), ("1 + (", "1", ")"), ("[0].map(x, ", "x", ")"),
      ("", "[0]", "[0]"), ("", "{}", ".a"), ("", "1", " + 1"), ("", "'a'", ".trim()"),
      ("cel.bind(x, 1, ", "x", ")"), ("false ? 1 : ", "2", ""), ("[1].exists(x, ", "true", ")"),
    ])
  func `deep nesting is evaluated or refused, never a crash`(
    open: String, inner: String, close: String
  ) {
    for count in [1, 50, 120, 249, 250, 251, 2_000] {
      let text = Self.nested(count, open, inner, close)
      for isChecked in [true, false] {
        let result = evaluated(text, checked: isChecked)
        if count >= 251 { #expect(result.contains("levels deep") || result.contains("bytes")) }
        if count == 50, isChecked, inner != "x", inner != "{}", inner != "[0]" {
          #expect(!result.hasPrefix("error"), "\(text): \(result)")
        }
      }
    }
  }

  @Test func `long chains of conditions are not deep`() {
    let names = (0..<1500).map { "\($0) == 1500" }.joined(separator: " || ")
    #expect(evaluated(names) == "false")
  }

  @Test func `a text above the limit is refused`() {
    let text = "'" + String(repeating: "a", count: Expression.lengthLimit) + "'"
    #expect(evaluated(text).hasPrefix("error: the expression has 32770 bytes"))
    #expect(!evaluated("'" + String(repeating: "a", count: 32_000) + "'").hasPrefix("error"))
  }

  @Test(
    arguments: [
      "((((((((", "]]]]", "{{{{", "\u{0}", "'\\", "`", "a.b.c.", "1..2", "?", ": :", "//", "0x",
      "1u.a", "\u{FEFF}1", "\u{202E}x", "b", "br'", "\"\"\"", "....", "a?b:c?d", "[?", "{?",
    ])
  func `broken text gives a problem and no crash`(text: String) {
    for end in 0...text.unicodeScalars.count {
      let part = String(String.UnicodeScalarView(text.unicodeScalars.prefix(end)))
      let (expression, diagnostics) = Expression.parse(part)
      #expect((expression == nil) != diagnostics.isEmpty)
    }
  }
}
