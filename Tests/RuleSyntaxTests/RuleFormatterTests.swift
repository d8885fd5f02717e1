import Diagnostics
import RuleSyntax
import TestSupport
import Testing

@Suite struct RuleFormatterTests {
  private func format(_ text: String) -> String? {
    RuleFormatter.format(SourceText(name: "a.yaml", text: text))
  }

  @Test(arguments: [
    ("a: 1\n", "a: 1\n"), ("\u{FEFF}a:   1  \r\n\r\n\r\n\r\nb: 2", "a: 1\n\nb: 2\n"),
    (
      "a:\n    b: 1\n    c:\n          - x\n          -   y: 1\n              z: 2\n",
      "a:\n  b: 1\n  c:\n    - x\n    - y: 1\n      z: 2\n"
    ),
    ("a:\n- x\n- y\n", "a:\n  - x\n  - y\n"),
    ("a: {b: 1,c: [ 2,3 ],   d: { }}\n", "a: { b: 1, c: [2, 3], d: {} }\n"),
    (
      "# top\n\n\n\na: 1 # one\n   # two\nb:   # three\n   c: 1\n# end\n",
      "# top\n\na: 1  # one\n# two\nb:  # three\n  c: 1\n# end\n"
    ),
    ("a:   1\nbcd: 2\n", "a:   1\nbcd: 2\n"), ("a:     1\nbcd:   2\n", "a:   1\nbcd: 2\n"),
    ("a:  1\nbcd: 2\ne: 3\n", "a: 1\nbcd: 2\ne: 3\n"),
    ("案號:  { type: text }\nb:     { type: date }\n", "案號: { type: text }\nb:    { type: date }\n"),
    (
      "a: |\n     x\n       y\n\n     z\nb: >-\n   folded\n   text\n",
      "a: |\n  x\n    y\n\n  z\nb: >-\n  folded\n  text\n"
    ),
    ("a: 'x\n      y'\nb: plain\n        text\n", "a: 'x\n  y'\nb: plain\n  text\n"),
    ("a: [x,\n  y,  # why\n      z\n]\n", "a: [x,\n  y,  # why\n  z\n]\n"),
    (
      "a: &x {b: 1}\nc: *x\nd: &y\n   e: 1\nf: *y\n",
      "a: &x { b: 1 }\nc: *x\nd: &y\n  e: 1\nf: *y\n"
    ),
    ("tests: a\n\n---\n\ntests: b\n", "tests: a\n\n---\n\ntests: b\n"),
    ("- - a\n  - b\n-\n- c:\n    d\n", "- - a\n  - b\n-\n- c: d\n"),
    ("a:\n  # first\n  - x\n\n  # second\n  - y\n", "a:\n  # first\n  - x\n\n  # second\n  - y\n"),
    ("a: # why\n  text\n", "# why\na: text\n"),
    ("a:\n  b:\n    c: 1\n  # about d\n  d: 2\n", "a:\n  b:\n    c: 1\n  # about d\n  d: 2\n"),
    (
      "rules:\n  r:\n    within:\n      - # special first\n        when: x\n        limit: 3 days\n",
      "rules:\n  r:\n    within:\n      # special first\n      - when: x\n        limit: 3 days\n"
    ),
  ])
  func `a file gets the canonical layout and keeps its comments`(text: String, expected: String) {
    #expect(format(text) == expected)
    #expect(format(expected) == expected)
  }

  @Test(arguments: [
    "a: [", "? a\n: 1\n", "a: |2\n    x\n", "a: &b\n", "a: 1\na: 2\n", "a: |+\n  x\n\n\nb: 1\n",
  ])
  func `what cannot be laid out safely is left alone or laid out without change of meaning`(
    text: String
  ) {
    guard let formatted = format(text) else { return }
    let before = YAMLDocument.parse(SourceText(name: "a", text: text))
    let after = YAMLDocument.parse(SourceText(name: "a", text: formatted))
    #expect(before.diagnostics.isEmpty)
    #expect(after.root?.entries?.map(\.value.text) == before.root?.entries?.map(\.value.text))
  }

  private static let shipped: [String] = Repository.files(below: "rules", ending: ".yaml")

  @Test(arguments: shipped)
  func `a shipped file is in canonical layout`(path: String) throws {
    let text = try Repository.text(path)
    let isCanonical = try #require(format(text)) == text
    #expect(isCanonical, "qixian fmt \(path)")
  }
}
