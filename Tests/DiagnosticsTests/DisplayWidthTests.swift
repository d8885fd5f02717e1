import Diagnostics
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [("abc", 3), ("案號", 4), ("e\u{301}", 1), ("Ａ１", 4), ("", 0)])
  func `the width of a text is the number of terminal columns`(text: String, width: Int) {
    #expect(text.displayWidth == width)
  }
}
