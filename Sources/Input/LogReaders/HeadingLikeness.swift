import Diagnostics

/// Whether a heading may well be that of a column under another name.
///
/// Headings are renamed by another word for the type (受理日期, 受理時間), by words in front
/// (機關受理日期), by particles and brackets, or by a slip in a long name. One other character in a short
/// name is mostly another column (收文日期, 發文日期), and so is a name that goes on (受理機關).
enum HeadingLikeness {
  private static let typeWords = [
    "年月日時分", "日期時間", "年月日", "日期", "時間", "日時", "時點", "日", "時", "datetime", "date", "time",
    "at", "on",
  ]
  private static let dropped = Set<Character>(" 　_-/．.、:：之的")
  /// From this number of characters on a slip is likelier than another name.
  private static let longName = 5
  /// The least weight of a name that others end with: three Chinese characters or six letters.
  private static let weightOfEnding = 6

  /// The first heading that may well be a column's; `nil` where none is.
  ///
  /// - Parameters:
  ///   - headers: The headings that the column is known by.
  ///   - unread: The headings of no column.
  ///   - taken: Those of other columns. What differs from one of them by the type only goes with it.
  static func heading(
    of headers: [String], among unread: [String], taken: [String]
  ) -> String? {
    guard !unread.isEmpty else { return nil }
    let others = Set(taken.map(plainForm))
    let unread = unread.filter { !others.contains(plainForm($0)) }
    for header in headers {
      let plain = plainForm(header)
      if let found = unread.first(where: { isSameOrEnds(plain, plainForm($0)) }) { return found }
    }
    return headers.lazy.filter { $0.unicodeScalars.count >= longName }
      .compactMap { nearest(to: $0, in: unread) }.first
  }

  private static func isSameOrEnds(_ left: String, _ right: String) -> Bool {
    if left == right { return !left.isEmpty }
    let (short, long) = left.count < right.count ? (left, right) : (right, left)
    return long.hasSuffix(short) && weight(short) >= weightOfEnding
  }

  private static func weight(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
  }

  /// A heading without brackets, particles and marks, and with one word for every type of time.
  private static func plainForm(_ heading: String) -> String {
    var text = ""
    var depth = 0
    for character in heading.lowercased() {
      switch character {
      case "(", "（", "[", "〔": depth += 1
      case ")", "）", "]", "〕": depth = max(0, depth - 1)
      default: if depth == 0, !dropped.contains(character) { text.append(character) }
      }
    }
    for word in typeWords where text.hasSuffix(word) && text != word {
      return text.dropLast(word.count) + "日"
    }
    return text
  }
}
