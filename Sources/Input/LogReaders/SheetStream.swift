import Columns
import Diagnostics

/// The rows of a sheet of an XLSX workbook.
///
/// A number that the sheet shows as a date or time becomes its ISO text; other numbers keep their
/// digits, without the exponent that the file format may use. Rows without any value are passed over.
/// A formula gives the value that the file keeps of it.
final class SheetStream: TableStream {
  private static let mostColumns = 16_384
  /// The longest text of a cell that is kept: one more byte than a field may have, so that a longer
  /// one is known for what it is.
  static let longestText = RecordScanner.longestField + 1
  private let xml: XMLPull
  private let workbook: Workbook
  private var merged: MergedRanges
  private var line = 0

  init(workbook: Workbook, entry: String) throws {
    let path = workbook.archive.path
    guard let stream = try workbook.archive.stream(entry),
      let again = try workbook.archive.stream(entry)
    else {
      throw ReadError(
        path: path,
        LocalizedText(zh: "工作表不在檔案中", en: "the sheet is not in the file"))
    }
    self.workbook = workbook
    merged = try MergedRanges(path: path, sheet: again)
    xml = try XMLPull(path: path, stream: stream, textOf: [.v, .t])
  }

  func next(_ row: RowCells) throws -> Bool {
    while let node = try xml.next() {
      guard node == .start, xml.name == .row else { continue }
      line = max(line + 1, xml.attributeNumber(.r) ?? 0)
      row.start(line: line)
      try readCells(row)
      guard row.hasBytes || !row.cellFaults.isEmpty else { continue }
      merged.mark(row)
      return true
    }
    return false
  }

  private func readCells(_ row: RowCells) throws {
    var following = 0
    while let node = try xml.next() {
      if node == .end, xml.name == .row { break }
      guard node == .start, xml.name == .c else { continue }
      let column: Int
      if let reference = xml.attribute(.r) {
        guard let place = Self.column(reference) else {
          row.note(.malformed)
          continue
        }
        column = place
      } else {
        column = following
      }
      following = column + 1
      guard column < Self.mostColumns else {
        row.note(.tooManyFields)
        continue
      }
      let type = CellType(xml.attribute(.t))
      let style = xml.attributeNumber(.s) ?? 0
      try readCell(row, column, type, style)
    }
  }

  /// Reads the text within `<v>` or `<is>` of the cell.
  private func readCell(_ row: RowCells, _ column: Int, _ type: CellType, _ style: Int) throws {
    var value: [UInt8]?
    var isText = false
    var phonetic = 0
    var hasFormula = false
    while let node = try xml.next() {
      switch (node, xml.name) {
      case (.end, .c):
        if let value {
          set(value, type, style, row, column)
        } else if hasFormula {
          row.setUnreadable(column, .cellError)
        }
        return
      case (.start, .f): hasFormula = true
      case (.start, .rPh): phonetic += 1
      case (.end, .rPh): phonetic -= 1
      case (.start, .v), (.start, .t):
        isText = phonetic == 0
        // An empty text is the value of a formula that gives none.
        if isText, value == nil { value = [] }
      case (.end, .v), (.end, .t): isText = false
      case (.text, _) where isText:
        let room = Self.longestText - (value?.count ?? 0)
        if value == nil { value = [] }
        value?.append(contentsOf: xml.text.prefix(max(0, room)))
      default: break
      }
    }
  }

  private func set(
    _ value: [UInt8], _ type: CellType, _ style: Int, _ row: RowCells, _ column: Int
  ) {
    switch type {
    case .shared:
      guard let index = Int(String(decoding: value, as: UTF8.self)), index >= 0,
        index < workbook.texts.count
      else { return row.setUnreadable(column, .malformed) }
      if let text = workbook.texts[index] { row.set(column, text) }
    case .boolean: row.set(column, Array((value == [0x31] ? "TRUE" : "FALSE").utf8))
    case .error: row.setUnreadable(column, .cellError)
    case .number:
      let format = workbook.formats.indices.contains(style) ? workbook.formats[style] : []
      if !format.isEmpty, let serial = Double(String(decoding: value, as: UTF8.self)),
        let date = workbook.dateText(serial, format)
      {
        row.set(column, Array(date.utf8))
      } else if value.contains(where: { $0 | 0x20 == 0x65 }) {
        row.set(column, Array(Self.plainNumber(String(decoding: value, as: UTF8.self)).utf8))
      } else {
        row.set(column, value)
      }
    case .text: row.set(column, value)
    }
  }

  /// How a cell keeps its value.
  private enum CellType {
    case shared, boolean, number, error, text

    init(_ word: UnsafeRawBufferPointer?) {
      switch word.map({ Array($0) }) {
      case nil, [UInt8(ascii: "n")]: self = .number
      case [UInt8(ascii: "s")]: self = .shared
      case [UInt8(ascii: "b")]: self = .boolean
      case [UInt8(ascii: "e")]: self = .error
      default: self = .text
      }
    }
  }

  /// The column of a reference such as `AB12`, from 0.
  static func column(_ reference: String) -> Int? {
    Array(reference.utf8).withUnsafeBytes(column)
  }

  private static func column(_ reference: UnsafeRawBufferPointer) -> Int? {
    var column = 0
    for byte in reference {
      guard byte >= 0x41, byte <= 0x5A else { break }
      column = column * 26 + Int(byte - 0x40)
      if column > mostColumns { return nil }
    }
    return column > 0 ? column - 1 : nil
  }

  /// A number without exponent: the file format may write 2025050100001 as 2.025050100001E12.
  static func plainNumber(_ text: String) -> String {
    guard let mark = text.firstIndex(where: { $0 == "E" || $0 == "e" }),
      let exponent = Int(text[text.index(after: mark)...].drop { $0 == "+" }), abs(exponent) <= 40
    else { return text }
    let isNegative = text.hasPrefix("-")
    let parts = text[..<mark].drop { $0 == "-" }.split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    var digits = String(parts[0]) + fraction
    var point = parts[0].count + exponent
    if point <= 0 {
      digits = String(repeating: "0", count: 1 - point) + digits
      point = 1
    }
    if digits.count < point { digits += String(repeating: "0", count: point - digits.count) }
    let whole = digits.prefix(point).drop { $0 == "0" }
    let rest = digits.dropFirst(point)
    return (isNegative ? "-" : "") + (whole.isEmpty ? "0" : String(whole))
      + (rest.isEmpty ? "" : "." + rest)
  }
}
