import Testing

@testable import Reports

@Suite struct TextLinesTests {
  @Test(arguments: [
    ("", 10.0, 1), ("1234567890", 10, 1), ("12345678901", 10, 2), ("12345 67890", 10, 2),
    // A space at the end of a line takes no room.
    ("1234567890 ", 10, 1), ("12345 1234", 10, 1),
    // A word goes to the next line whole; one that is longer than a line is broken.
    ("123 1234567 123", 10, 3), ("1234567890123456789012345", 10, 3),
    // A Chinese character is wider than two digits and may begin a line.
    ("期限期限", 8.5, 1), ("期限期限", 8.3, 2), ("12345期限", 9, 2), ("期限12345", 9, 2),
    ("國家賠償法施行細則（109年6月8日修正）第21條第1項", 32.2, 2),
    // Names are broken after hyphens and slashes.
    ("taiwan.state-compensation/meeting-notice", 22.2, 3),
    ("taiwan.state-compensation/meeting-notice", 28.2, 2), ("1234-1234-1234", 10, 2),
    ("1\n2\n3", 10, 3),
  ])
  func `a text takes as many lines as office programs give it`(
    text: String, width: Double, lines: Int
  ) {
    #expect(TextLines.count(text, width: width) == lines, "\(text)")
  }
}
