import Diagnostics

/// A table of text in terminal columns, in which CJK characters take two.
struct TextTable {
  /// The names of the columns; empty for no header.
  var header: [String]
  /// A cell's text, and the columns that it takes.
  private struct Cell {
    let text: String
    let width: Int

    init(_ text: String) {
      self.text = text
      width = text.displayWidth
    }
  }

  private var rows: [[Cell]] = []
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
  mutating func add(_ cells: [String]) { rows.append(cells.map { Cell(SafeText.oneLine($0)) }) }

  /// How wide the table is where nothing is cut.
  func width(indent: Int) -> Int {
    let used = usedColumns
    return naturalWidths(used).reduce(2 * max(0, used.count - 1) + indent, +)
  }

  /// The table without one of its columns, and that column's cells.
  func splitting(_ column: Int) -> (rest: TextTable, cells: [String]) {
    var rest = self
    rest.header.remove(at: column)
    for row in rest.rows.indices { rest.rows[row].remove(at: column) }
    return (rest, rows.map { $0[column].text })
  }

  /// The columns that are not empty throughout.
  private var usedColumns: [Int] {
    header.indices.filter { column in rows.contains { !$0[column].text.isEmpty } }
  }

  private func naturalWidths(_ columns: [Int]) -> [Int] {
    columns.map { column in
      rows.reduce(header[column].displayWidth) { max($0, $1[column].width) }
    }
  }

  /// The lines of the table within a width; columns that are empty throughout are left out.
  ///
  /// Where it is too wide, the widest column is narrowed first, down to eight columns.
  func lines(width: Int, indent: Int) -> [String] {
    let used = usedColumns
    guard !used.isEmpty else { return [] }
    var widths = naturalWidths(used)
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
    return ([header.map(Cell.init)] + rows).map { row in
      var line = String(repeating: " ", count: indent)
      for (position, column) in used.enumerated() {
        var cell = row[column]
        if cell.width > widths[position] {
          cell = Cell(SafeText.cut(cell.text, toWidth: widths[position]))
        }
        let isLast = position == used.count - 1
        let padding = widths[position] - cell.width
        if alignsRight.contains(column) { line.append(spaces: padding) }
        line += cell.text
        if !alignsRight.contains(column), !isLast { line.append(spaces: padding) }
        if !isLast { line += "  " }
      }
      while line.utf8.count > indent, line.utf8.last == UInt8(ascii: " ") {
        line.unicodeScalars.removeLast()
      }
      return line
    }
  }

  /// A text in lines of at most a width: breaks at spaces and between CJK characters.
  static func wrap(_ text: String, width: Int) -> [String] {
    let text = SafeText.oneLine(text)
    if text.displayWidth <= width { return [text] }
    let scalars = Array(text.unicodeScalars)
    let widths = scalars.map(\.displayWidth)
    var lines: [String] = []
    // The line's first character, the columns it takes, and where it may end.
    var start = 0
    var used = 0
    var lastBreak: Int?
    for index in scalars.indices {
      if used + widths[index] > width, index > start {
        let cut = lastBreak ?? index
        lines.append(trimmed(scalars[start..<cut]))
        start = scalars[cut..<index].firstIndex { $0 != " " } ?? index
        used = widths[start..<index].reduce(0, +)
        lastBreak = nil
      }
      if index > start {
        let before = scalars[index - 1]
        if widths[index] == 2 || widths[index - 1] == 2 || before == " ",
          !forbidsStart(scalars[index]), !forbidsEnd(before)
        {
          lastBreak = index
        }
      }
      used += widths[index]
    }
    lines.append(trimmed(scalars[start...]))
    return lines
  }

  /// Whether a line must not start with a character.
  private static func forbidsStart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "，", "。", "；", "：", "、", "）", "」", "』", "！", "？", "％", ",", ".", ";", ":", ")",
      "]", "!", "?", "%":
      true
    default: false
    }
  }

  /// Whether a line must not end with a character.
  private static func forbidsEnd(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "（" || scalar == "「" || scalar == "『"
  }

  /// A line without the spaces at its end.
  private static func trimmed(_ line: ArraySlice<Unicode.Scalar>) -> String {
    var line = line
    while line.last == " " { line = line.dropLast() }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: line)
    return String(text)
  }
}

extension String {
  fileprivate mutating func append(spaces count: Int) {
    for _ in 0..<max(0, count) { append(" ") }
  }
}
