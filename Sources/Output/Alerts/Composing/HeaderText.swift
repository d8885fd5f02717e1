/// Texts made safe for the headers of a mail.
enum HeaderText {
  /// The text on one line: control, format and separator characters become spaces, at most `limit`
  /// characters.
  static func oneLine(_ text: String, limit: Int = 200) -> String {
    if text.utf8.count <= limit, isPlain(text) { return text }
    var output = String.UnicodeScalarView()
    var endsInSpace = true
    for scalar in text.unicodeScalars {
      let isSafe: Bool
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator, .spaceSeparator:
        isSafe = false
      default: isSafe = true
      }
      if isSafe {
        output.append(scalar)
        endsInSpace = false
      } else if !endsInSpace {
        output.append(" ")
        endsInSpace = true
      }
    }
    let line = String(output)
    return line.count > limit ? line.prefix(limit - 1) + "…" : line
  }

  /// Whether a text is known without a closer look to be one line: ASCII or common ideographs.
  private static func isPlain(_ text: String) -> Bool {
    var isAfterSpace = true
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20:
        if isAfterSpace { return false }
        isAfterSpace = true
      case 0x21...0x7E, 0x3001...0x3029, 0x4E00...0x9FFF, 0xFF01...0xFF5E: isAfterSpace = false
      default: return false
      }
    }
    return !isAfterSpace || text.isEmpty
  }

  /// The text as unstructured header content: plain where it is ASCII, else encoded words of RFC
  /// 2047, folded so that no line is longer than 76 octets.
  static func unstructured(_ text: String) -> String {
    let line = oneLine(text)
    let isPlain = line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && line.utf8.count <= 60
    return isPlain && !line.contains("=?") ? line : encodedWords(line)
  }

  /// The text as the name before an address.
  static func phrase(_ text: String) -> String {
    let line = oneLine(text, limit: 80)
    let isPlain = line.utf8.allSatisfy {
      $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C
    }
    return isPlain && !line.contains("=?") ? "\"\(line)\"" : encodedWords(line)
  }

  /// A mailbox as `"Name" <address>`.
  static func mailbox(_ mailbox: Mailbox) -> String {
    guard let name = mailbox.name, !oneLine(name).isEmpty else { return "<\(mailbox.address)>" }
    return "\(phrase(name)) <\(mailbox.address)>"
  }

  /// Whole characters are kept together, at most 45 bytes a word, so that each word decodes alone.
  private static func encodedWords(_ text: String) -> String {
    var words: [String] = []
    var chunk: [UInt8] = []
    func flush() {
      if !chunk.isEmpty { words.append("=?UTF-8?B?\(Base64.text(chunk))?=") }
      chunk = []
    }
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      if chunk.count + bytes.count > 36 { flush() }
      chunk += bytes
    }
    flush()
    return words.joined(separator: "\r\n ")
  }
}
