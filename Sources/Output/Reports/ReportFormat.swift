public import Diagnostics

/// A form in which a result can be written.
public enum ReportFormat: String, CaseIterable, Sendable, Hashable {
  /// For people, on a terminal.
  case text
  /// The whole result, to be read again.
  case json
  /// Findings and group results, a row each, for spreadsheets.
  case csv
  /// Findings and group results, a line each, for programs: no sentences, the same in every language.
  case plain
  /// Findings and group results, a JSON object a line.
  case ndjson
  /// For wikis and pull requests.
  case markdown
  /// One self-contained page for officials; prints on A4.
  case html
  /// A spreadsheet in OpenDocument.
  case ods
  /// A spreadsheet in Office Open XML.
  case xlsx
  /// For build servers.
  case junit
  /// For code hosts and review tools, version 2.1.0.
  case sarif
  /// The Test Anything Protocol, version 14.
  case tap
  /// Annotations of GitHub's build log.
  case github
  /// A letter to each owner about what is late and due: a folder of OpenDocument texts, or an archive.
  case letters

  /// Whether the bytes are no text, so that they should not go to a terminal.
  public var isBinary: Bool { self == .ods || self == .xlsx || self == .letters }

  /// Whether the format shows sentences, fingerprints or digests.
  public var showsDescriptions: Bool { self != .plain }

  /// Whether the format may show how due moments came about.
  public var showsExplanations: Bool { self != .plain && self != .csv }

  /// The usual ending of a file's name, without the dot.
  public var fileExtension: String {
    switch self {
    case .text, .github: "txt"
    case .plain: "csv"
    case .markdown: "md"
    case .junit: "xml"
    case .letters: "zip"
    case .json, .csv, .ndjson, .html, .ods, .xlsx, .sarif, .tap: rawValue
    }
  }

  /// What the format is for, in a few words, for help pages.
  public var summary: LocalizedText {
    switch self {
    case .text: LocalizedText(zh: "終端機文字", en: "text for the terminal")
    case .json: LocalizedText(zh: "完整結果", en: "the whole result")
    case .csv: LocalizedText(zh: "發現清單（試算表可開）", en: "findings as rows for spreadsheets")
    case .plain: LocalizedText(zh: "判定與數值（供程式讀取）", en: "verdicts and values for programs")
    case .ndjson: LocalizedText(zh: "發現清單（每列一個 JSON 物件）", en: "findings, a JSON object a line")
    case .markdown: LocalizedText(zh: "Markdown 文件", en: "a Markdown document")
    case .html: LocalizedText(zh: "單一網頁檔，可列印為 A4", en: "one self-contained page, prints on A4")
    case .ods: LocalizedText(zh: "開放文件格式試算表", en: "an OpenDocument spreadsheet")
    case .xlsx: LocalizedText(zh: "Excel 試算表", en: "an Excel workbook")
    case .junit: LocalizedText(zh: "JUnit XML（建置伺服器）", en: "JUnit XML for build servers")
    case .sarif: LocalizedText(zh: "SARIF 2.1.0（程式碼平台）", en: "SARIF 2.1.0 for code hosts")
    case .tap: LocalizedText(zh: "TAP 測試協定", en: "the Test Anything Protocol")
    case .github: LocalizedText(zh: "GitHub 註記", en: "GitHub annotations")
    case .letters:
      LocalizedText(zh: "致各承辦單位之函稿（資料夾）", en: "letters to owners (a folder)")
    }
  }
}

/// A format and where its report goes, as given in one argument `FORMAT[=PATH]`.
public struct ReportRequest: Sendable, Hashable {
  /// The format.
  public var format: ReportFormat
  /// The file to write; `nil` for standard output.
  public var path: String?

  /// Creates a request.
  public init(_ format: ReportFormat, path: String? = nil) {
    self.format = format
    self.path = path
  }

  /// Reads `FORMAT[=PATH]`; `-` and an absent path mean standard output.
  ///
  /// `nil` where the format is unknown or a path is announced and empty.
  public init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let word = parts.first, let format = ReportFormat(rawValue: String(word)) else {
      return nil
    }
    self.init(format)
    guard parts.count == 2 else { return }
    if parts[1].isEmpty { return nil }
    path = parts[1] == "-" ? nil : String(parts[1])
  }
}

extension ReportFormat {
  /// Reads the format of an argument `FORMAT[=PATH]`.
  public init?(argument: String) {
    guard let request = ReportRequest(argument: argument) else { return nil }
    self = request.format
  }
}
