import Diagnostics

/// The rows of a sheet of an OpenDocument spreadsheet.
///
/// Dates and times are taken as the document stores them, in ISO form. Rows without any cell are
/// passed over.
final class OpenDocumentStream: TableStream {
  private static let mostColumns = 16_384
  /// More equal rows that are not empty are taken for a bomb.
  private static let mostRepeats = 1 << 20
  private let path: String
  private let xml: XMLPull
  private var line = 0
  private var repeated: (row: TableRow, left: Int)?
  private var isAtEnd = false

  /// Starts at a sheet; `nil` for the first.
  init(path: String, sheet: String?) throws {
    self.path = path
    guard let stream = try ZipArchive(path: path).stream("content.xml") else {
      throw ReadError(
        path: path, LocalizedText(zh: "不是 ODS 試算表", en: "not an ODS spreadsheet"))
    }
    xml = try XMLPull(path: path, stream: stream)
    while let node = try xml.next() {
      guard node == .start, xml.name == "table", let name = xml.attributeText("table:name") else {
        continue
      }
      if sheet == nil || sheet == name { return }
    }
    throw ReadError(
      path: path,
      LocalizedText(zh: "沒有工作表「\(sheet ?? "")」", en: "there is no sheet '\(sheet ?? "")'"))
  }

  func next() throws -> TableRow? {
    if let (row, left) = repeated {
      line += 1
      repeated = left > 1 ? (row, left - 1) : nil
      return TableRow(cells: row.cells, line: line)
    }
    while !isAtEnd, let node = try xml.next() {
      if node == .end, xml.name == "table" {
        isAtEnd = true
        break
      }
      guard node == .start, xml.name == "table-row" else { continue }
      let repeats = xml.attributeNumber("table:number-rows-repeated") ?? 1
      let cells = xml.isEmptyElement ? [] : try readCells()
      guard cells.contains(where: { $0 != nil }) else {
        line += min(repeats, Self.mostRepeats)
        continue
      }
      guard repeats <= Self.mostRepeats else {
        throw ReadError(
          path: path,
          LocalizedText(
            zh: "工作表列數異常龐大，拒絕讀取", en: "the sheet has an unreasonable number of rows and is refused")
        )
      }
      line += 1
      let row = TableRow(cells: cells, line: line)
      if repeats > 1 { repeated = (row, repeats - 1) }
      return row
    }
    return nil
  }

  private func readCells() throws -> [[UInt8]?] {
    var cells: [[UInt8]?] = []
    while let node = try xml.next() {
      if node == .end, xml.name == "table-row" { break }
      guard node == .start, xml.name == "table-cell" || xml.name == "covered-table-cell" else {
        continue
      }
      let repeats = xml.attributeNumber("table:number-columns-repeated") ?? 1
      let stored = storedValue()
      let shown = xml.isEmptyElement ? nil : try readText()
      let value = stored ?? shown
      for _ in 0..<min(repeats, Self.mostColumns - cells.count) { cells.append(value) }
    }
    while cells.last == .some(nil) { cells.removeLast() }
    return cells
  }

  /// The value of a cell that is no text.
  private func storedValue() -> [UInt8]? {
    switch xml.attributeText("office:value-type") {
    case "float", "percentage", "currency":
      return xml.attributeText("office:value").map { Array(SheetStream.plainNumber($0).utf8) }
    case "date": return xml.attribute("office:date-value")
    case "boolean":
      return xml.attributeText("office:boolean-value").map { Array($0.uppercased().utf8) }
    default: return nil
    }
  }

  /// The text of a cell, its paragraphs on lines of their own; notes are left out.
  private func readText() throws -> [UInt8]? {
    let depth = xml.depth
    var text: [UInt8]?
    var annotation = 0
    while let node = try xml.next() {
      switch (node, xml.name) {
      case (.end, _) where xml.depth == depth: return text
      case (.start, "annotation") where !xml.isEmptyElement: annotation += 1
      case (.end, "annotation"): annotation -= 1
      case _ where annotation > 0: break
      case (.start, "p"): text = text.map { $0 + [0x0A] } ?? []
      case (.start, "s"):
        let count = min(xml.attributeNumber("text:c") ?? 1, 1024)
        text = (text ?? []) + [UInt8](repeating: 0x20, count: count)
      case (.start, "tab"): text = (text ?? []) + [0x09]
      case (.start, "line-break"): text = (text ?? []) + [0x0A]
      case (.text, _) where text != nil: text = (text ?? []) + xml.text
      default: break
      }
    }
    return text
  }
}
