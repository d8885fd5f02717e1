/// Texts from data, made literal for a syntax.
enum Escape {
  /// For XML and HTML, in text and in quoted attributes; characters that XML forbids are replaced.
  static func xml(_ text: String) -> String {
    guard text.utf8.contains(where: { needsXML($0) }) else { return text }
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output.append(contentsOf: "&amp;".unicodeScalars)
      case "<": output.append(contentsOf: "&lt;".unicodeScalars)
      case ">": output.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": output.append(contentsOf: "&quot;".unicodeScalars)
      case "'": output.append(contentsOf: "&#39;".unicodeScalars)
      case "\t", "\n": output.append(scalar)
      default:
        let isForbidden = scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
        output.append(isForbidden ? "\u{FFFD}" : scalar)
      }
    }
    return String(output)
  }

  private static func needsXML(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x22 || byte == 0x26 || byte == 0x27 || byte == 0x3C || byte == 0x3E
      || byte == 0xEF
  }

  /// For Markdown with HTML in it, in running text and in table cells.
  static func markdown(_ text: String) -> String {
    var output = String.UnicodeScalarView()
    for scalar in SafeText.oneLine(text).unicodeScalars {
      switch scalar {
      case "&": output.append(contentsOf: "&amp;".unicodeScalars)
      case "<": output.append(contentsOf: "&lt;".unicodeScalars)
      case ">": output.append(contentsOf: "&gt;".unicodeScalars)
      case "@":
        // Breaks mentions of people, which code hosts would notify.
        output.append(contentsOf: "&#64;".unicodeScalars)
      case "\\", "`", "*", "_", "[", "]", "|", "~":
        output.append("\\")
        output.append(scalar)
      case "#" where output.isEmpty, "+" where output.isEmpty, "-" where output.isEmpty,
        "=" where output.isEmpty:
        output.append("\\")
        output.append(scalar)
      default: output.append(scalar)
      }
    }
    return String(output)
  }

  /// For the message of a SARIF result, in which brackets make links and braces placeholders.
  static func sarif(_ text: String) -> String {
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "[", "]":
        output.append("\\")
        output.append(scalar)
      case "{", "}":
        output.append(scalar)
        output.append(scalar)
      default: output.append(scalar)
      }
    }
    return String(output)
  }

  /// For a path as a URI reference: everything but unreserved characters and slashes is encoded.
  static func uri(_ path: String) -> String {
    var output: [UInt8] = []
    let isAbsolute = path.hasPrefix("/")
    for byte in (isAbsolute ? "file://" + path : path).utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E, 0x2F: output.append(byte)
      case 0x3A where isAbsolute && output.count == 4: output.append(byte)
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        output += "%".utf8
        output += (digits.utf8.count < 2 ? "0" + digits : digits).utf8
      }
    }
    return String(decoding: output, as: UTF8.self)
  }
}
