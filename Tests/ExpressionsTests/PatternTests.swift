import Testing

@testable import Expressions

@Suite struct PatternTests {
  @Test(
    arguments: [
      ("", "abc", true), ("^$", "", true), ("^$", "a", false), ("a|b|", "c", true),
      ("^(a|bc)+$", "abca", true), ("^(a|bc)+$", "abc b", false), ("a{2}", "aba", false),
      ("^a{2,3}$", "aaaa", false), ("^a{2,3}$", "aaa", true), ("^a{2,}$", "aaaaa", true),
      ("a{,2}", "a{,2}", true), ("^a*?b$", "aab", true), ("[^a-c]", "abc", false),
      ("[a-]", "-", true), ("[]a]", "]", true), ("[\\]]", "]", true), ("[^\\d\\s]", "1 2", false),
      ("\\bcat\\b", "a cat!", true), ("\\bcat\\b", "concat", false), ("\\Bcat", "concat", true),
      ("(?i)straße", "STRAßE", true), ("(?i)[k]", "\u{212A}", true), ("(?i:a)b", "AB", false),
      ("(?s)a.b", "a\nb", true), ("a.b", "a\nb", false), ("(?m)^b$", "a\nb\nc", true),
      ("^b$", "a\nb", false), ("\\Aa\\z", "a", true), ("^\\p{Han}{2,4}$", "期限內", true),
      ("^\\p{Han}+$", "期a", false), ("\\P{L}", "abc", false), ("^\\p{Lu}\\p{Ll}$", "Éé", true),
      ("^[\\p{Nd}]+$", "１２", true), ("^\\d+$", "１２", false),
      ("[[:alpha:]][[:^digit:]]", "a1", false),
      ("\\x41\\x{671f}", "A期", true), ("\\Qa.b\\E", "axb", false), ("\\Qa.b\\E+", "a.bb", true),
      ("(?P<name>a)(?:b)", "ab", true), ("^.$", "😀", true), ("a\\.b", "a.b", true),
      ("^(?:[0-9]{3})?年$", "109年", true), ("(a?){3}a{3}", "aaa", true),
    ])
  func `a pattern matches as RE2 would`(pattern: String, text: String, expected: Bool) throws {
    #expect(try RegularExpression.compile(pattern).get().matches(text) == expected)
  }

  @Test(
    arguments: [
      "(", ")", "[", "[b-a]", "*", "a**", "a{2}{3}", "a{1001}", "a{3,2}", "(?=a)", "(?<!a)",
      "\\1", "\\p{Klingon}", "\\", "\\y", "(?z)", "[[:foo:]]", "\\x{110000}",
      "((a{1000}){1000}){1000}",
      "((){1000}){1000}", String(repeating: "a", count: 2001),
      String(repeating: "(", count: 101) + String(repeating: ")", count: 101),
    ])
  func `a pattern that cannot be used is refused`(pattern: String) {
    #expect(throws: RegularExpression.PatternError.self) {
      try RegularExpression.compile(pattern).get()
    }
  }

  @Test(arguments: [
    "(a*)*b", "(a|a)*b", "(a|aa)+$b", "(.*)(.*)(.*)(.*)(.*)x", "(a?){50}a{50}b", "(\\w+\\s?)+$!",
  ])
  func `the work grows with the length of the text and no faster`(pattern: String) throws {
    let expression = try RegularExpression.compile(pattern).get()
    for length in [100, 1_000, 10_000] {
      let (found, steps) = expression.search(String(repeating: "a", count: length))
      #expect(!found)
      #expect(steps <= expression.program.count * (length + 1))
    }
  }
}
