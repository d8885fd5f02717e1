import Diagnostics

/// Texts from data, made harmless for one line of a report.
enum SafeText {
  /// The text with control, bidirectional and other invisible format characters replaced.
  ///
  /// Line breaks and tabs become spaces, everything else of the kind the replacement character, so
  /// that neither a terminal nor a reader can be misled. Private-use characters stay: offices in
  /// Taiwan use them for names that Unicode lacked.
  static func oneLine(_ text: String) -> String {
    if text.plainWidth != nil || isHarmless(text) { return text }
    var output = String.UnicodeScalarView()
    var followsReturn = false
    for scalar in text.unicodeScalars {
      defer { followsReturn = scalar == "\r" }
      if scalar == "\n", followsReturn { continue }
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator:
        let isSpace = scalar == "\n" || scalar == "\t" || scalar == "\r"
        output.append(isSpace || scalar == "\u{2028}" ? " " : "\u{FFFD}")
      case .format, .surrogate: output.append("\u{FFFD}")
      default: output.append(scalar)
      }
    }
    return String(output)
  }

  /// The text as `oneLine(_:)` gives it, and the terminal columns that it takes.
  static func measured(_ text: String) -> (text: String, width: Int) {
    // One look tells both of nearly all texts.
    if let width = text.plainWidth { return (text, width) }
    let text = oneLine(text)
    return (text, text.displayWidth)
  }

  /// Whether a text is printable ASCII, ideographs, kana, Hangul and fullwidth forms throughout, among
  /// which there is nothing hidden; other texts may be harmless too.
  private static func isHarmless(_ text: String) -> Bool {
    // Set by the first byte of U+F000 to U+FFFF, of which only U+FF00 to U+FF7F is let through.
    var needsFullwidth = false
    for byte in text.utf8 {
      if needsFullwidth {
        guard byte == 0xBC || byte == 0xBD else { return false }
        needsFullwidth = false
      } else if byte < 0x80 {
        guard byte >= 0x20, byte != 0x7F else { return false }
      } else if byte >= 0xC0 {
        guard (0xE3...0xEC).contains(byte) || byte == 0xEF else { return false }
        needsFullwidth = byte == 0xEF
      }
    }
    return true
  }

  /// Whether a character is a control, a line separator, or a format character such as the marks
  /// that turn the direction of text.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    // Ideographs, the bulk of what is asked for, are none.
    if (0x3000...0xD7FF).contains(scalar.value) { return false }
    return switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .format, .surrogate: true
    default: false
    }
  }

  /// The text cut to a number of terminal columns, with `…` where something was left out.
  static func cut(_ text: String, toWidth width: Int) -> String {
    let (text, taken) = measured(text)
    if taken <= width { return text }
    var output = String.UnicodeScalarView()
    var used = 0
    for scalar in text.unicodeScalars {
      let next = used + scalar.displayWidth
      if next > width - 1 { break }
      output.append(scalar)
      used = next
    }
    return String(output) + "…"
  }

  /// The text cut to a number of characters, saying how many it had.
  static func cut(_ text: String, toLength limit: Int, _ wording: Wording) -> String {
    let text = oneLine(text)
    // No text has more characters than bytes.
    if text.utf8.count <= limit || text.unicodeScalars.count <= limit { return text }
    let total = Wording.grouped(text.unicodeScalars.count)
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(limit)))
      + wording("…（共\(total)字）", "… (\(total) characters)")
  }
}
