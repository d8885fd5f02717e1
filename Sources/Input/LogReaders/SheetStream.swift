import Diagnostics
import Glibc

/// The rows of a sheet of an XLSX workbook.
///
/// A number that the sheet shows as a date or time becomes its ISO text; other numbers keep their
/// digits, without the exponent that the file format may use. Rows without any cell are passed over.
final class SheetStream: TableStream {
  private static let mostColumns = 16_384
  private let xml: XMLPull
  private let workbook: Workbook
  private var line = 0

  init(workbook: Workbook, entry: String) throws {
    guard let stream = try workbook.archive.stream(entry) else {
      throw ReadError(
        path: workbook.archive.path,
        LocalizedText(zh: "工作表不在檔案中", en: "the sheet is not in the file"))
    }
    self.workbook = workbook
    xml = try XMLPull(path: workbook.archive.path, stream: stream)
  }

  func next() throws -> TableRow? {
    while let node = try xml.next() {
      guard node == .start, xml.name == "row" else { continue }
      line = max(line + 1, xml.attributeNumber("r") ?? 0)
      if xml.isEmptyElement { continue }
      let cells = try readCells()
      if cells.contains(where: { $0 != nil }) { return TableRow(cells: cells, line: line) }
    }
    return nil
  }

  private func readCells() throws -> [[UInt8]?] {
    var cells: [[UInt8]?] = []
    while let node = try xml.next() {
      if node == .end, xml.name == "row" { break }
      guard node == .start, xml.name == "c" else { continue }
      let column = xml.attributeText("r").flatMap(Self.column) ?? cells.count
      let type = xml.attributeText("t") ?? "n"
      let style = xml.attributeText("s").flatMap { Int($0) } ?? 0
      let value = xml.isEmptyElement ? nil : try readValue()
      guard column < Self.mostColumns, let value else { continue }
      while cells.count <= column { cells.append(nil) }
      cells[column] = text(of: value, type: type, style: style)
    }
    return cells
  }

  /// The text within `<v>` or `<is>` of the cell.
  private func readValue() throws -> [UInt8]? {
    var value: [UInt8]?
    var isText = false
    while let node = try xml.next() {
      switch (node, xml.name) {
      case (.end, "c"): return value
      case (.start, "v"), (.start, "t"): isText = !xml.isEmptyElement
      case (.end, "v"), (.end, "t"): isText = false
      case (.text, _) where isText: value = (value ?? []) + xml.text
      default: break
      }
    }
    return value
  }

  private func text(of value: [UInt8], type: String, style: Int) -> [UInt8]? {
    switch type {
    case "s":
      let index = Int(String(decoding: value, as: UTF8.self)) ?? -1
      return workbook.texts.indices.contains(index) ? workbook.texts[index] : nil
    case "b": return Array((value == [0x31] ? "TRUE" : "FALSE").utf8)
    case "n":
      let number = String(decoding: value, as: UTF8.self)
      if workbook.formats.indices.contains(style), !workbook.formats[style].isEmpty,
        let serial = Double(number),
        let date = workbook.dateText(serial, workbook.formats[style])
      {
        return Array(date.utf8)
      }
      return Array(Self.plainNumber(number).utf8)
    default: return value
    }
  }

  /// The column of a reference such as `AB12`, from 0.
  static func column(_ reference: String) -> Int? {
    var column = 0
    for byte in reference.utf8 {
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
