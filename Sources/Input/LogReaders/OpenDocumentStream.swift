import Columns
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
  /// The name of the sheet.
  private(set) var name = ""
  private var line = 0
  /// How often the row at hand is to be given again.
  private var repeatsLeft = 0
  private var isAtEnd = false

  /// Starts at a sheet; `nil` for the first.
  init(path: String, sheet: String?) throws {
    self.path = path
    let archive = try ZipArchive(path: path)
    guard try !Self.isEncrypted(archive) else {
      throw ReadError(
        path: path,
        LocalizedText(zh: "試算表有密碼保護", en: "the spreadsheet is protected by a password"))
    }
    guard let stream = try archive.stream("content.xml") else {
      throw ReadError(
        path: path, LocalizedText(zh: "不是 ODS 試算表", en: "not an ODS spreadsheet"))
    }
    xml = try XMLPull(path: path, stream: stream)
    while let node = try xml.next() {
      guard node == .start, xml.name == .table, let name = xml.attributeText(.tableName) else {
        continue
      }
      if sheet == nil || sheet == name {
        self.name = name
        return
      }
    }
    throw ReadError(
      path: path,
      sheet.map { LocalizedText(zh: "沒有工作表「\($0)」", en: "there is no sheet '\($0)'") }
        ?? LocalizedText(zh: "文件沒有工作表", en: "the document has no sheet"))
  }

  /// Whether the document's list of parts says that some are encrypted; the parts themselves then
  /// look like any bytes.
  private static func isEncrypted(_ archive: ZipArchive) throws -> Bool {
    guard let stream = try archive.stream("META-INF/manifest.xml") else { return false }
    var start = [UInt8](repeating: 0, count: 256 * 1024)
    let count = try start.withUnsafeMutableBytes { try stream.readFully(into: $0) }
    return String(decoding: start[..<count], as: UTF8.self).contains("encryption-data")
  }

  func next(_ row: RowCells) throws -> Bool {
    if repeatsLeft > 0 {
      repeatsLeft -= 1
      line += 1
      row.move(toLine: line)
      return true
    }
    while !isAtEnd, let node = try xml.next() {
      if node == .end, xml.name == .table {
        isAtEnd = true
        break
      }
      guard node == .start, xml.name == .tableRow else { continue }
      let repeats = xml.attributeNumber(.rowsRepeated) ?? 1
      row.start(line: line + 1)
      try readCells(row)
      guard row.hasBytes || row.cellFaults.contains(where: { $0.kind != .mergedCells }) else {
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
      repeatsLeft = repeats - 1
      return true
    }
    return false
  }

  private func readCells(_ row: RowCells) throws {
    var column = 0
    while let node = try xml.next() {
      if node == .end, xml.name == .tableRow { break }
      guard node == .start, xml.name == .tableCell || xml.name == .coveredTableCell else {
        continue
      }
      let isCovered = xml.name == .coveredTableCell
      let isError = xml.attribute(.calculatedType).map { $0.elementsEqual("error".utf8) } ?? false
      let repeats = min(xml.attributeNumber(.columnsRepeated) ?? 1, Self.mostColumns - column)
      let kept = storedValue()
      let shown = try readText()
      let stored = kept.map { Self.asShown($0, shown) }
      for _ in 0..<repeats {
        if isCovered {
          row.setUnreadable(column, .mergedCells)
        } else if isError {
          row.setUnreadable(column, .cellError)
        } else if let value = stored ?? shown {
          row.set(column, value)
        }
        column += 1
      }
    }
  }

  /// A stored time without seconds of which the sheet shows none: the document keeps `:00` for a
  /// time to the minute, too.
  private static func asShown(_ stored: [UInt8], _ shown: [UInt8]?) -> [UInt8] {
    guard let shown, stored.contains(UInt8(ascii: "T")), stored.suffix(3) == Array(":00".utf8)[...],
      shown.count(where: { $0 == UInt8(ascii: ":") }) == 1
    else { return stored }
    return Array(stored.dropLast(3))
  }

  /// The value of a cell that is no text.
  private func storedValue() -> [UInt8]? {
    switch xml.attributeText(.valueType) {
    case "float", "percentage", "currency":
      return xml.attributeText(.officeValue).map { Array(SheetStream.plainNumber($0).utf8) }
    case "date": return xml.attribute(.dateValue).map { Array($0) }
    case "boolean":
      return xml.attributeText(.booleanValue).map { Array($0.uppercased().utf8) }
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
      case (.start, .annotation): annotation += 1
      case (.end, .annotation): annotation -= 1
      case _ where annotation > 0: break
      case (.start, .p): text = text.map { $0 + [0x0A] } ?? []
      case (.start, .s):
        let count = min(xml.attributeNumber(.spaceCount) ?? 1, 1024)
        Self.append(repeatElement(0x20, count: count), to: &text)
      case (.start, .tab): Self.append(CollectionOfOne(0x09), to: &text)
      case (.start, .lineBreak): Self.append(CollectionOfOne(0x0A), to: &text)
      case (.text, _) where text != nil: Self.append(xml.text, to: &text)
      default: break
      }
    }
    return text
  }

  private static func append(_ added: some Collection<UInt8>, to text: inout [UInt8]?) {
    if text == nil { text = [] }
    let room = SheetStream.longestText - (text?.count ?? 0)
    if room > 0 { text?.append(contentsOf: added.prefix(room)) }
  }
}
