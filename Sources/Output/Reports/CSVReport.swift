import CivilTime
import Diagnostics
import Findings

/// Findings and group results as rows, made for spreadsheets: UTF-8 with a byte-order mark, CRLF.
///
/// Days and moments are ISO, which spreadsheets read as dates; everything else is text or a plain
/// number, and no cell can be taken for a formula.
enum CSVReport: ReportRenderer {
  static func render(_ view: ReportView, to output: inout ReportOutput) {
    let table = FindingTable(view)
    output.write(bytes: [0xEF, 0xBB, 0xBF])
    writeRow(table.columns.map { .text(view.wording[$0.title]) }, to: &output)
    for finding in view.result.findings { writeRow(table.cells(of: finding), to: &output) }
    for group in view.result.groups { writeRow(table.cells(of: group), to: &output) }
  }

  static func writeRow(_ cells: [SheetCell], to output: inout ReportOutput) {
    output.write(cells.map(field).joined(separator: ","))
    output.write("\r\n")
  }

  private static func field(_ cell: SheetCell) -> String {
    switch cell {
    case .empty: ""
    case .integer(let value): String(value)
    case .decimal(let text): text
    case .moment(let time): Wording.isoMoment(time)
    case .date(let date): date.isoText
    case .text(let text): quoted(guarded(text))
    case .identifier(let text):
      isMangledBySpreadsheets(text) ? "\"=\"\"\(text)\"\"\"" : quoted(guarded(text))
    }
  }

  private static func quoted(_ text: String) -> String {
    let needs = text.unicodeScalars.contains { ",\"\r\n;\t ".unicodeScalars.contains($0) }
    guard needs else { return text }
    var output = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { output += "\"\"" } else { output.unicodeScalars.append(scalar) }
    }
    return output + "\""
  }

  /// The text with an apostrophe before anything that spreadsheets might calculate.
  private static func guarded(_ text: String) -> String {
    let text = withoutControls(text)
    guard let first = text.unicodeScalars.first(where: { $0 != " " && $0 != "\u{3000}" }) else {
      return text
    }
    return "=+-@＝＋－＠\t\n".unicodeScalars.contains(first) ? "'" + text : text
  }

  /// Line breaks become LF; control characters other than tabs, and marks that turn the direction of
  /// text or cannot be seen, become the replacement character.
  private static func withoutControls(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return text }
    var output = String.UnicodeScalarView()
    var followsReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\r" || (scalar == "\n" && !followsReturn) {
        output.append("\n")
      } else if scalar != "\n" {
        output.append(scalar != "\t" && SafeText.isHidden(scalar) ? "\u{FFFD}" : scalar)
      }
      followsReturn = scalar == "\r"
    }
    return String(output)
  }

  /// Whether a spreadsheet would turn an identifier into something else.
  ///
  /// Long or zero-led numbers, `1E5`, and what looks like a date (`109-03`, `3/4`). The text consists
  /// of ASCII letters, digits and `-./` only, so it can stand in `="…"` without being a formula.
  private static func isMangledBySpreadsheets(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, (0x30...0x39).contains(first) else { return false }
    let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
    let isPlain = bytes.allSatisfy { byte in
      isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x2D || byte == 0x2E || byte == 0x2F
    }
    guard isPlain else { return false }
    if bytes.allSatisfy(isDigit) { return bytes.count > 11 || (first == 0x30 && bytes.count > 1) }
    let rest = bytes.filter { !isDigit($0) }
    return rest.allSatisfy { $0 == 0x2D || $0 == 0x2F || $0 == 0x2E || $0 == 0x45 || $0 == 0x65 }
  }
}
