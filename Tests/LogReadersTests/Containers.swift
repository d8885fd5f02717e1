import CZlib

/// Makes ZIP files as a test wants them, also such as lie about their sizes.
enum ZipBytes {
  struct Part {
    var name: String
    var content: [UInt8]
    /// The size that the file states; `nil` for the right one.
    var claimedSize: Int?
    /// Whether the file says that the part needs a password.
    var isEncrypted = false

    init(_ name: String, _ content: String, claimedSize: Int? = nil) {
      self.init(name, Array(content.utf8), claimedSize: claimedSize)
    }

    init(_ name: String, _ content: [UInt8], claimedSize: Int? = nil) {
      self.name = name
      self.content = content
      self.claimedSize = claimedSize
    }
  }

  /// A ZIP file of deflated parts.
  static func file(_ parts: [Part]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for part in parts {
      // A gzip member without its header of 10 bytes and its trailer of 8 is a deflated part.
      let packed = Array(gzipped(part.content).dropFirst(10).dropLast(8))
      let sum = crc32(0, part.content, UInt32(part.content.count))
      let name = Array(part.name.utf8)
      let common =
        bytes(20, 2) + bytes(part.isEncrypted ? 1 : 0, 2) + bytes(8, 2) + bytes(0, 4)
        + bytes(Int(sum), 4)
        + bytes(packed.count, 4) + bytes(part.claimedSize ?? part.content.count, 4)
        + bytes(name.count, 2) + bytes(0, 2)
      directory +=
        bytes(0x0201_4B50, 4) + bytes(20, 2) + common + bytes(0, 2) + bytes(0, 2) + bytes(0, 2)
        + bytes(0, 4) + bytes(file.count, 4) + name
      file += bytes(0x0403_4B50, 4) + common + name + packed
    }
    return file + directory + bytes(0x0605_4B50, 4) + bytes(0, 4) + bytes(parts.count, 2)
      + bytes(parts.count, 2) + bytes(directory.count, 4) + bytes(file.count, 4) + bytes(0, 2)
  }

  private static func bytes(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }
}

/// Makes spreadsheets from the XML of their rows.
enum SheetBytes {
  static func xlsx(
    _ rows: String, behind: String = "", texts: [String] = [], claimedSize: Int? = nil
  ) -> [UInt8] {
    let shared = texts.map { "<si><t xml:space=\"preserve\">\($0)</t></si>" }.joined()
    return ZipBytes.file([
      .init(
        "xl/workbook.xml",
        """
        <workbook xmlns="m" xmlns:r="r"><sheets><sheet name="案件" sheetId="1" r:id="a"/></sheets>\
        </workbook>
        """),
      .init(
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"a\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
      .init("xl/sharedStrings.xml", "<sst>\(shared)</sst>"),
      .init(
        "xl/worksheets/sheet1.xml",
        "<worksheet><sheetData>\(rows)</sheetData>\(behind)</worksheet>", claimedSize: claimedSize),
    ])
  }

  static func ods(_ rows: String) -> [UInt8] {
    ZipBytes.file([
      .init("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
      .init(
        "content.xml",
        """
        <d xmlns:table="t" xmlns:office="o" xmlns:text="x" xmlns:calcext="c">\
        <table:table table:name="案件">\(rows)</table:table></d>
        """),
    ])
  }

  /// A row of an XLSX sheet with texts in its cells; `nil` for a cell without a value.
  static func row(_ number: Int, _ cells: [String?]) -> String {
    let letters = ["A", "B", "C", "D", "E", "F"]
    let list = zip(letters, cells).map { letter, text in
      text.map { "<c r=\"\(letter)\(number)\" t=\"inlineStr\"><is><t>\($0)</t></is></c>" }
        ?? "<c r=\"\(letter)\(number)\"/>"
    }
    return "<row r=\"\(number)\">\(list.joined())</row>"
  }

  /// A row of an ODS sheet with texts in its cells; `nil` for a covered cell.
  static func odsRow(_ cells: [String?]) -> String {
    let list = cells.map { text in
      text.map {
        "<table:table-cell office:value-type=\"string\"><text:p>\($0)</text:p></table:table-cell>"
      } ?? "<table:covered-table-cell/>"
    }
    return "<table:table-row>\(list.joined())</table:table-row>"
  }
}
