import Diagnostics

/// A table of text in terminal columns, in which CJK characters take two.
struct TextTable {
  /// The names of the columns; empty for no header.
  var header: [String]
  private var rows: [[String]] = []
  private let alignsRight: Set<Int>
  /// Columns that are never cut, whatever the width.
  private let keeps: Set<Int>

  init(header: [String], alignsRight: Set<Int> = [], keeps: Set<Int> = []) {
    self.header = header
    self.alignsRight = alignsRight
    self.keeps = keeps
  }

  var isEmpty: Bool { rows.isEmpty }

  /// Adds a row; texts are made harmless.
  mutating func add(_ cells: [String]) { rows.append(cells.map(SafeText.oneLine)) }

  /// How wide the table is where nothing is cut.
  func width(indent: Int) -> Int {
    let used = header.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    let widths = used.map { column in
      rows.reduce(header[column].displayWidth) { max($0, $1[column].displayWidth) }
    }
    return widths.reduce(2 * max(0, used.count - 1) + indent, +)
  }

  /// The table without one of its columns, and that column's cells.
  func splitting(_ column: Int) -> (rest: TextTable, cells: [String]) {
    var rest = self
    rest.header.remove(at: column)
    for row in rest.rows.indices { rest.rows[row].remove(at: column) }
    return (rest, rows.map { $0[column] })
  }

  /// The lines of the table within a width; columns that are empty throughout are left out.
  ///
  /// Where it is too wide, the widest column is narrowed first, down to eight columns.
  func lines(width: Int, indent: Int) -> [String] {
    let used = header.indices.filter { column in rows.contains { !$0[column].isEmpty } }
    guard !used.isEmpty else { return [] }
    var widths = used.map { column in
      rows.reduce(header[column].displayWidth) { max($0, $1[column].displayWidth) }
    }
    let gaps = 2 * (used.count - 1) + indent
    let flexible = widths.indices.filter { !keeps.contains(used[$0]) }
    while widths.reduce(gaps, +) > width, let index = flexible.max(by: { widths[$0] < widths[$1] }),
      widths[index] > 8
    {
      let widest = widths[index]
      let second = flexible.map { widths[$0] }.filter { $0 < widest }.max() ?? 8
      let excess = widths.reduce(gaps, +) - width
      widths[index] = max(8, min(widest - 1, max(second, widest - excess)))
    }
    let margin = String(repeating: " ", count: indent)
    return ([header] + rows).map { row in
      let cells = used.indices.map { position -> String in
        let text = SafeText.cut(row[used[position]], toWidth: widths[position])
        let padding = String(
          repeating: " ", count: max(0, widths[position] - text.displayWidth))
        if alignsRight.contains(used[position]) { return padding + text }
        return position == used.count - 1 ? text : text + padding
      }
      return margin + Self.trimmed(cells.joined(separator: "  ").unicodeScalars[...])
    }
  }

  /// A text in lines of at most a width: breaks at spaces and between CJK characters.
  static func wrap(_ text: String, width: Int) -> [String] {
    let text = SafeText.oneLine(text)
    if text.displayWidth <= width { return [text] }
    var lines: [String] = []
    var line = String.UnicodeScalarView()
    var used = 0
    var lastBreak: String.UnicodeScalarView.Index?
    for scalar in text.unicodeScalars {
      if used + scalar.displayWidth > width, !line.isEmpty {
        let cut = lastBreak ?? line.endIndex
        lines.append(trimmed(line[..<cut]))
        line = String.UnicodeScalarView(line[cut...].drop { $0 == " " })
        used = line.reduce(0) { $0 + $1.displayWidth }
        lastBreak = nil
      }
      let forbidsStart = "，。；：、）」』！？％,.;:)]!?%".unicodeScalars.contains(scalar)
      if !forbidsStart,
        scalar.displayWidth == 2 || line.last?.displayWidth == 2 || line.last == " ",
        !line.isEmpty, !"（「『".unicodeScalars.contains(line.last ?? " ")
      {
        lastBreak = line.endIndex
      }
      line.append(scalar)
      used += scalar.displayWidth
    }
    lines.append(trimmed(line[...]))
    return lines
  }

  private static func trimmed(_ line: String.UnicodeScalarView.SubSequence) -> String {
    var line = line
    while line.last == " " { line = line.dropLast() }
    return String(Substring(line))
  }
}
