import Diagnostics
import TestSupport
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

  /// What the width of a text is by its characters, one by one.
  private func widthByCharacter(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }

  /// Whether nothing in a text is hidden and every character takes columns.
  private func isShown(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { kept($0) && $0.displayWidth > 0 }
  }

  /// Bytes are looked at eight at a time, so that a character stands at every place of a few such runs.
  @Test func `the width told from bytes is that of the characters, of whatever and wherever`() {
    let suspects: [Unicode.Scalar] = [
      "\0", "\u{1F}", " ", "~", "\u{7F}", "\u{80}", "\u{9F}", "\u{A0}", "é", "\u{301}", "\u{200B}",
      "\u{202E}", "\u{2028}", "…", "\u{3000}", "、", "\u{3029}", "\u{302A}", "か", "\u{3099}",
      "\u{33FF}",
      "\u{4DFF}", "一", "\u{9FFF}", "\u{A000}", "한", "\u{E000}", "\u{FEFF}", "\u{FF00}", "！",
      "\u{FF60}", "\u{FF61}", "\u{FFFD}", "😀", "\u{20000}",
    ]
    for scalar in suspects {
      for filling in ["a", "案"] {
        for place in 0...9 {
          for rest in 0...9 {
            let text =
              String(repeating: filling, count: place) + String(scalar)
              + String(repeating: filling, count: rest)
            #expect(text.displayWidth == widthByCharacter(text))
            if let width = text.plainWidth {
              #expect(width == widthByCharacter(text) && isShown(text), "U+\(scalar.value)")
            } else {
              #expect(!(0x20..<0x7F).contains(scalar.value) && scalar != "一" && scalar != "！")
            }
          }
        }
      }
    }
  }

  @Test func `a text is plain by what its characters are`() {
    for value in UInt32(0)...0x2FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "12345678案\(scalar)"
      guard let width = text.plainWidth else { continue }
      #expect(width == 10 + scalar.displayWidth && isShown(text), "U+\(String(value, radix: 16))")
    }
  }

  @Test(arguments: [
    ("", 3, ""), ("abc", 3, "abc"), ("abcd", 3, "abc… (4 characters)"), ("案號一", 3, "案號一"),
    ("案號一二", 3, "案號一… (4 characters)"), ("案a", 3, "案a"), ("e\u{301}e", 3, "e\u{301}e"),
    ("e\u{301}ee", 3, "e\u{301}e… (4 characters)"), ("a\u{7}b", 3, "a\u{FFFD}b"),
    ("a\tbc", 3, "a b… (4 characters)"), ("a\r\nb", 3, "a b"),
    ("a\u{202E}", 1, "a… (2 characters)"),
  ])
  func `a text is cut to a number of characters`(text: String, limit: Int, cut: String) {
    #expect(SafeText.cut(text, toLength: limit, Wording(.en)) == cut)
  }

  @Test(arguments: [
    ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("案號", 4, "案號"), ("案號一", 5, "案號…"), ("案號", 3, "案…"),
    ("e\u{301}e", 2, "e\u{301}e"), ("e\u{301}ee", 2, "e\u{301}…"), ("a\u{7}bc", 4, "a\u{FFFD}bc"),
    ("a\u{7}bc", 3, "a\u{FFFD}…"),
  ])
  func `a text is cut to a number of columns`(text: String, width: Int, cut: String) {
    #expect(SafeText.cut(text, toWidth: width) == cut)
  }

  @Test(arguments: [
    ("期限屆滿 已逾 3 日", 8, ["期限屆滿", "已逾 3", "日"]), ("abc def", 20, ["abc def"]),
    ("一二三，四五", 6, ["一二", "三，四", "五"]), ("ab   ", 3, ["ab"]), ("     ", 3, [""]),
    // Exactly the width, and one more.
    ("abc de", 6, ["abc de"]), ("abc def", 6, ["abc", "def"]), ("abcdef", 6, ["abcdef"]),
    ("abcdefg", 6, ["abcdef", "g"]), ("一二三", 6, ["一二三"]), ("一二三四", 6, ["一二三", "四"]),
    ("一二三", 5, ["一二", "三"]), ("一二三四五六七", 6, ["一二三", "四五六", "七"]),
    ("abc d", 3, ["abc", "d"]), ("abc d", 4, ["abc", "d"]), ("abc d", 5, ["abc d"]),
    ("abc def ghi", 7, ["abc def", "ghi"]), ("abc def ghi", 8, ["abc def", "ghi"]),
    ("abc   def", 4, ["abc", "def"]), ("  abc", 4, ["abc"]), ("  abc d", 5, ["  abc", "d"]),
    // Both scripts.
    ("案A1二", 4, ["案A1", "二"]), ("案A1二", 5, ["案A1", "二"]), ("案A1二", 6, ["案A1二"]),
    ("逾期3日", 5, ["逾期3", "日"]), ("abc一二", 4, ["abc", "一二"]), ("一二abc", 6, ["一二", "abc"]),
    ("一二 三", 4, ["一二", "三"]), ("一二 abc", 5, ["一二", "abc"]),
    // A mark at the end takes the character before it along, one at the start the next.
    ("一二三。", 6, ["一二", "三。"]), ("一二。", 6, ["一二。"]), ("一二。三", 6, ["一二。", "三"]),
    ("一二「三」", 6, ["一二", "「三」"]), ("abc def, g", 7, ["abc", "def, g"]),
    ("一二   ，三", 4, ["一", "二", "，三"]),
    // Words wider than a line.
    ("ab cdefgh i", 4, ["ab", "cdef", "gh i"]), ("一abcdef二", 4, ["一", "abcd", "ef二"]),
    ("ae\u{301}b", 3, ["ae\u{301}b"]), ("一e\u{301}", 2, ["一", "e\u{301}"]),
    ("ae\u{301} bc", 3, ["ae\u{301}", "bc"]), ("a\u{7} bc", 3, ["a\u{FFFD}", "bc"]),
    ("a\nb", 3, ["a b"]), ("a\nbc", 3, ["a", "bc"]), ("か\u{3099}か一", 5, ["か\u{3099}か", "一"]),
    ("かか\u{3099}一", 4, ["かか\u{3099}", "一"]), ("か\u{3099}ab", 3, ["か\u{3099}", "ab"]),
    ("", 3, [""]), ("a  bcd", 3, ["a", "bcd"]), ("（一二", 4, ["（一", "二"]),
    ("一（二三", 4, ["一", "（二", "三"]),
    ("一 二 三", 4, ["一", "二", "三"]), ("一 二 三", 5, ["一 二", "三"]),
    ("abcdefgh", 3, ["abc", "def", "gh"]),
  ])
  func `a text is wrapped without spaces at the ends`(text: String, width: Int, lines: [String]) {
    var given: [String] = []
    TextTable.wrap(text, width: width) { given.append(String($0)) }
    #expect(given == lines)
  }

  @Test func `lines are no wider than they may be, and lose nothing but spaces`() {
    var random = SeededGenerator(state: 23)
    let pieces = [
      "a", "bc", "1", " ", "  ", "案", "號", "，", "。", "（", "「", ")", "e\u{301}", "か\u{3099}",
    ]
    for round in 0..<4000 {
      let text = (0..<Int.random(in: 1...30, using: &random))
        .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
      let width = 2 + round % 15
      var lines: [String] = []
      TextTable.wrap(text, width: width) { lines.append(String($0)) }
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
      guard lines.count > 1 else { continue }
      for (line, next) in zip(lines, lines.dropFirst() + [""]) {
        #expect(line.displayWidth <= width && !line.isEmpty, "\(text) at \(width)")
        #expect(line.last != " " && next.first != " ", "\(text) at \(width)")
      }
    }
  }
}
