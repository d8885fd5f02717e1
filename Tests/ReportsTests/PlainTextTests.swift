import Diagnostics
import Testing

@testable import Reports

/// Texts that are plainly harmless are passed as they are; every character has its width.
@Suite struct PlainTextTests {
  /// What stays of a character by its category alone.
  private func kept(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate: false
    default: true
    }
  }

  @Test func `every character is kept or replaced by its category`() {
    for value in UInt32(0)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "案\(scalar)x"
      #expect((SafeText.oneLine(text) == text) == kept(scalar), "U+\(String(value, radix: 16))")
    }
  }

  @Test(arguments: [
    ("a", 1), ("é", 1), ("e\u{301}", 1), ("案", 2), ("，", 2), ("\u{3000}", 2), ("\u{302A}", 0),
    ("\u{3099}", 0), ("\u{302F}", 2), ("\u{3400}", 2), ("\u{4DBF}", 2), ("\u{4DC0}", 1),
    ("\u{4DFF}", 1), ("\u{4E00}", 2), ("\u{9FFF}", 2), ("\u{FF01}", 2), ("\u{FF60}", 2),
    ("\u{FF61}", 1), ("\u{200B}", 0), ("\u{7F}", 0), ("😀", 2), ("\u{303F}", 1),
  ])
  func `a character takes its columns`(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test(arguments: [
    ("期限屆滿 已逾 3 日", 8, ["期限屆", "滿 已逾", "3 日"]), ("abc def", 20, ["abc def"]),
    ("一二三，四五", 6, ["一二", "三，", "四五"]), ("ab   ", 3, ["ab", ""]),
  ])
  func `a text is wrapped without spaces at the ends`(text: String, width: Int, lines: [String]) {
    #expect(TextTable.wrap(text, width: width) == lines)
  }
}
