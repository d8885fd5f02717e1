import Diagnostics

/// A table of text in terminal columns, in which CJK characters take two.
struct TextTable {
  /// The names of the columns; empty for no header.
  var header: [String]
  /// A cell's text, made harmless, and the columns that it takes.
  private struct Cell {
    let text: String
    let width: Int

    init(_ text: String) { (self.text, width) = SafeText.measured(text) }
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
  mutating func add(_ cells: [String]) { rows.append(cells.map(Cell.init)) }

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

  /// Gives the lines of the table within a width: its header, then each row; columns that are empty
  /// throughout are left out.
  ///
  /// Where it is too wide, the widest column is narrowed first, down to eight columns.
  ///
  /// - Parameter body: Takes the row's number, `nil` for the header, and its line in UTF-8.
  func forEachLine(width: Int, indent: Int, _ body: (_ row: Int?, _ line: [UInt8]) -> Void) {
    let used = usedColumns
    guard !used.isEmpty else { return }
    let widths = widths(of: used, within: width - 2 * (used.count - 1) - indent)
    let parts = zip(used, widths).map {
      Part(column: $0, width: $1, isRight: alignsRight.contains($0))
    }
    // In memory that is used again.
    var line: [UInt8] = []
    fill(&line, with: header.map(Cell.init), parts, indent)
    body(nil, line)
    for row in rows.indices {
      fill(&line, with: rows[row], parts, indent)
      body(row, line)
    }
  }

  /// A column as it is written.
  private struct Part {
    let column: Int
    let width: Int
    let isRight: Bool
  }

  private func widths(of used: [Int], within width: Int) -> [Int] {
    var widths = naturalWidths(used)
    let flexible = widths.indices.filter { !keeps.contains(used[$0]) }
    while case let excess = widths.reduce(-width, +), excess > 0,
      let index = flexible.max(by: { widths[$0] < widths[$1] }), widths[index] > 8
    {
      let widest = widths[index]
      let second = flexible.map { widths[$0] }.filter { $0 < widest }.max() ?? 8
      widths[index] = max(8, min(widest - 1, max(second, widest - excess)))
    }
    return widths
  }

  private func fill(_ line: inout [UInt8], with row: [Cell], _ parts: [Part], _ indent: Int) {
    line.removeAll(keepingCapacity: true)
    // What is still to be put before the next text.
    var spaces = indent
    for part in parts {
      var cell = row[part.column]
      if cell.width > part.width { cell = Cell(SafeText.cut(cell.text, toWidth: part.width)) }
      let padding = max(0, part.width - cell.width)
      if part.isRight { spaces += padding }
      for _ in 0..<spaces { line.append(0x20) }
      line.append(contentsOf: cell.text.utf8)
      spaces = part.isRight ? 2 : padding + 2
    }
    while line.count > indent, line.last == 0x20 { line.removeLast() }
  }

  /// Gives a text in lines of at most a width: breaks at spaces, which go with the break, and beside CJK
  /// characters; within a word where it is wider than a line.
  static func wrap(_ text: String, width: Int, _ body: (Substring) -> Void) {
    let (text, whole) = SafeText.measured(text)
    if whole <= width { return body(text[...]) }
    let scalars = text.unicodeScalars
    // The line's first character, the columns it takes, and where it may end.
    var start = scalars.startIndex
    var used = 0
    var lastBreak: String.Index?
    var before: (scalar: Unicode.Scalar, width: Int)?
    var index = start
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let taken = scalar.displayWidth
      if index > start, let before, mayBreak(before, (scalar, taken)) { lastBreak = index }
      // A space that is too much is one at which the line breaks.
      while scalar != " ", used + taken > width, index > start {
        let cut = lastBreak ?? index
        let line = trimmed(text[start..<cut])
        if !line.isEmpty { body(line) }
        start = cut
        used = scalars[start..<index].reduce(0) { $0 + $1.displayWidth }
        lastBreak = nil
      }
      used += taken
      // What takes no column belongs to the character that it stands on.
      if taken > 0 { before = (scalar, taken) }
      scalars.formIndex(after: &index)
    }
    body(trimmed(text[start...]))
  }

  /// Whether a line may end between two characters.
  private static func mayBreak(
    _ before: (scalar: Unicode.Scalar, width: Int), _ after: (scalar: Unicode.Scalar, width: Int)
  ) -> Bool {
    if after.scalar == " " || forbidsStart(after.scalar) || forbidsEnd(before.scalar) {
      return false
    }
    return before.scalar == " " || after.width > 0 && (before.width == 2 || after.width == 2)
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
  private static func trimmed(_ line: Substring) -> Substring {
    var bytes = line.utf8
    while bytes.last == 0x20 { bytes.removeLast() }
    return Substring(bytes)
  }
}
