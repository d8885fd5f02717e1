import Diagnostics

/// How many lines office programs break a text into in a cell of a width.
///
/// Widths are in digits of Calibri, the font of the workbooks (Carlito, in free programs, is as wide). Where
/// it matters, what is wider is assumed: a row that is too high by a line is seen, a line cut off is not.
enum TextLines {
  /// The most characters that are looked at: more than the highest row shows.
  private static let mostCharacters = 2000

  /// The number of lines, at least 1.
  ///
  /// Lines are broken after spaces, hyphens and slashes and beside Chinese characters; a word that is
  /// longer than a line is broken where the line ends.
  static func count(_ text: String, width: Double) -> Int {
    var lines = 1
    /// What stands on the line, but for the word in work.
    var placed = 0.0
    var word = 0.0
    for scalar in text.unicodeScalars.prefix(mostCharacters) {
      if scalar == "\n" {
        (lines, placed, word) = (lines + 1, 0, 0)
        continue
      }
      let own = Self.width(of: scalar)
      if scalar == " " {
        // A space that no longer fits hangs over the end.
        (placed, word) = (placed + word + own, 0)
        continue
      }
      let isWide = scalar.displayWidth == 2
      if isWide { (placed, word) = (placed + word, 0) }
      word += own
      if placed + word > width {
        if placed > 0 { (lines, placed) = (lines + 1, 0) }
        if word > width { (lines, word) = (lines + 1, own) }
      }
      if isWide || scalar == "-" || scalar == "/" { (placed, word) = (placed + word, 0) }
    }
    return lines
  }

  /// The width of a character in digits.
  private static func width(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "0"..."9", "$", "#", "_", "+", "=", "<", ">", "~": 1
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "!", "|", " ": 0.5
    case "f", "r", "s", "t", "J", "(", ")", "[", "]", "{", "}", "-", "/", "\"", "`", "*": 0.77
    case "m", "M", "W", "@", "%": 1.75
    case "w": 1.45
    case "A"..."Z", "&": 1.3
    default: scalar.displayWidth == 2 ? 2.1 : Double(scalar.displayWidth) * 1.05
    }
  }
}
