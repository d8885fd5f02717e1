import Diagnostics
import Glibc

/// What a file's first bytes show it to be, whatever its name says.
enum FileForm {
  /// A compound file of older Office programs: a workbook before 2007, or one with a password.
  case compound
  case openDocument, workbook, zip, sqlite, pdf, html
  /// A JSON list, not one object a line.
  case jsonList
  case other

  private static let compoundMark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

  /// The form of content that starts with some bytes, at least 64 where it has as many.
  init(start: some BidirectionalCollection<UInt8>) {
    if start.starts(with: Self.compoundMark) {
      self = .compound
    } else if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
      // The name of the first part follows the 30 bytes of its header.
      let name = String(decoding: start.dropFirst(30).prefix(60), as: UTF8.self)
      let isWorkbook = ["[Content_Types].xml", "_rels/", "docProps/", "xl/"].contains {
        name.hasPrefix($0)
      }
      self = name.hasPrefix("mimetype") ? .openDocument : isWorkbook ? .workbook : .zip
    } else if start.starts(with: "SQLite format 3\0".utf8) {
      self = .sqlite
    } else if start.starts(with: "%PDF-".utf8) {
      self = .pdf
    } else {
      let text = String(decoding: start, as: UTF8.self).drop {
        $0.isWhitespace || $0 == "\u{FEFF}"
      }
      let words = text.lowercased()
      let isPage = ["<!doctype html", "<html", "<table", "<head", "<meta"].contains {
        words.hasPrefix($0)
      }
      let isList = text.hasPrefix("[") && text.dropFirst().drop(while: \.isWhitespace).first == "{"
      self = isPage ? .html : isList ? .jsonList : .other
    }
  }

  /// Why a file of this form cannot be read as a format; `nil` where nothing speaks against it.
  func refusal(as format: LogFormat, path: String) -> LocalizedText? {
    switch (self, format) {
    case (.openDocument, .ods), (.workbook, .xlsx), (.zip, .xlsx), (.zip, .ods),
      (.sqlite, .sqlite), (.jsonList, .jsonl), (_, .postgresql):
      return nil
    case (.compound, .xlsx), (.compound, .ods):
      return LocalizedText(
        zh: "試算表有密碼保護，或為 Excel 97–2003 格式；請移除密碼，另存為 .xlsx",
        en:
          "the spreadsheet is protected by a password, or of Excel 97-2003; save it as .xlsx without one"
      )
    case (.compound, _):
      return LocalizedText(
        zh: "為 Excel 97–2003 格式（.xls）或設有密碼；請另存為 .xlsx、.ods 或 CSV",
        en: "the file is of Excel 97-2003 (.xls), or has a password; save it as .xlsx, .ods or CSV")
    case (.other, .xlsx), (.other, .ods):
      return LocalizedText(
        zh: "不是有效的試算表檔：內容不是 ZIP，副檔名可能有誤",
        en: "not a spreadsheet file: its content is no ZIP; the name's ending may be wrong")
    case (.other, _): return nil
    case (.jsonList, .csv):
      return LocalizedText(
        zh: "內容為 JSON 陣列；請改為每行一個物件之 JSON Lines",
        en: "the content is one JSON list; write JSON Lines, one object a line")
    default:
      return LocalizedText(
        zh: "內容為\(words.zhHant)，與副檔名不符；請更正副檔名或重新匯出",
        en:
          "the content is \(words.en), unlike the name's ending; rename the file or export it again"
      )
    }
  }

  private var words: LocalizedText {
    switch self {
    case .compound: LocalizedText(zh: "舊版 Office 檔", en: "a file of older Office programs")
    case .openDocument: LocalizedText(zh: " ODF 文件", en: "an OpenDocument file")
    case .workbook: LocalizedText(zh: " XLSX 活頁簿", en: "an XLSX workbook")
    case .zip: LocalizedText(zh: " ZIP 壓縮檔", en: "a ZIP archive")
    case .sqlite: LocalizedText(zh: " SQLite 資料庫", en: "an SQLite database")
    case .pdf: LocalizedText(zh: " PDF 文件", en: "a PDF document")
    case .html: LocalizedText(zh: "網頁（HTML）", en: "a web page (HTML)")
    case .jsonList: LocalizedText(zh: " JSON 陣列", en: "a JSON list")
    case .other: LocalizedText(zh: "其他格式", en: "of another form")
    }
  }
}

/// What the system says of a file before a reader opens it.
enum FileCheck {
  /// Whether a source is a file without any byte.
  ///
  /// - Throws: `ReadError` where the file is not there, may not be read, or is a folder.
  static func isEmpty(_ source: LogSource) throws -> Bool {
    if let content = source.content { return content.isEmpty }
    guard source.path != "-", source.format != .postgresql else { return false }
    // A pipe is not opened here: its writer would find its reader gone.
    var status = stat()
    guard stat(source.path, &status) == 0 else {
      throw ReadError(path: source.path, errno: errno, zh: "無法開啟檔案", en: "cannot open the file")
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw ReadError(
        path: source.path,
        LocalizedText(zh: "是資料夾，不是檔案", en: "it is a folder, not a file"))
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return false }
    guard access(source.path, R_OK) == 0 else {
      throw ReadError(path: source.path, errno: errno, zh: "無法開啟檔案", en: "cannot open the file")
    }
    return status.st_size == 0
  }

  /// Whether a source is a file whose start may be looked at without taking it from a reader.
  static func isRepeatable(_ source: LogSource) -> Bool {
    if source.content != nil { return true }
    guard source.path != "-", source.format != .postgresql else { return false }
    var status = stat()
    return stat(source.path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
