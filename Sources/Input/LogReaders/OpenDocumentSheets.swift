import Diagnostics
import Glibc

/// The sheets of an OpenDocument spreadsheet, found without reading their cells.
struct OpenDocumentSheets {
  /// The names of the sheets that have a cell with a value, in order; empty where there is one sheet.
  private(set) var namesWithCells: [String] = []

  /// Goes through the document: as bytes first, and as XML only where it has more than one sheet.
  init(path: String) throws {
    let archive = try ZipArchive(path: path)
    guard let bytes = try archive.stream("content.xml"), try Self.hasSeveral(bytes),
      let stream = try archive.stream("content.xml")
    else { return }
    let xml = try XMLPull(path: path, stream: stream, textOf: [])
    var name: String?
    var isCell = false
    while let node = try xml.next() {
      switch (node, xml.name) {
      case (.start, .table): name = xml.attributeText(.tableName) ?? name
      case (.end, .table): name = nil
      case (.start, .tableCell):
        isCell = true
        if xml.attribute(.valueType) != nil, let found = name {
          namesWithCells.append(found)
          name = nil
        }
      case (.end, .tableCell): isCell = false
      case (.start, .p) where isCell:
        if let found = name { namesWithCells.append(found) }
        name = nil
      default: break
      }
    }
  }

  /// Whether more than one element of sheets begins in a document, or that cannot be told.
  private static func hasSeveral(_ stream: any ByteStream) throws -> Bool {
    let mark = Array("<table:table ".utf8)
    let space = Array("xmlns:table=".utf8)
    let overlap = mark.count - 1
    var piece = [UInt8](repeating: 0, count: 256 * 1024)
    var kept = 0
    var count = 0
    var isFirst = true
    return try piece.withUnsafeMutableBytes { piece in
      while true {
        let added = try stream.readFully(
          into: UnsafeMutableRawBufferPointer(rebasing: piece[kept...]))
        let filled = kept + added
        let bytes = UnsafeRawBufferPointer(rebasing: piece[..<filled])
        if isFirst, occurrences(of: space, in: bytes) == 0 { return true }
        isFirst = false
        count += occurrences(of: mark, in: bytes)
        if count > 1 { return true }
        guard filled == piece.count else { return false }
        piece.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[(filled - overlap)...]))
        kept = overlap
      }
    }
  }

  private static func occurrences(of word: [UInt8], in bytes: UnsafeRawBufferPointer) -> Int {
    guard let base = bytes.baseAddress else { return 0 }
    let last = bytes.count - word.count
    var offset = 0
    var count = 0
    while offset <= last,
      let found = memchr(base + offset, Int32(word[0]), last - offset + 1)
    {
      offset = base.distance(to: found) + 1
      if memcmp(found, word, word.count) == 0 { count += 1 }
    }
    return count
  }
}
