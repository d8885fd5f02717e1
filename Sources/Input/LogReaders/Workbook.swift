import CivilTime
import Diagnostics

/// The sheets, shared texts and formats of an XLSX workbook.
struct Workbook {
  /// How the numbers of a cell format show a date or time.
  struct DateFormat: OptionSet {
    let rawValue: Int
    static let date = DateFormat(rawValue: 1)
    static let time = DateFormat(rawValue: 2)
    static let seconds = DateFormat(rawValue: 4)
  }

  let archive: ZipArchive
  /// A sheet of the workbook.
  struct Sheet {
    var name: String
    /// The part of the archive that holds it.
    var entry: String
    /// Whether a spreadsheet program does not show it.
    var isHidden: Bool
  }

  /// Sheets with cells in the order of the workbook; charts are left out.
  private(set) var sheets: [Sheet] = []
  /// The texts that cells share, by their index.
  private(set) var texts = SharedTexts()
  /// How each cell format shows dates; empty for plain numbers.
  private(set) var formats: [DateFormat] = []
  /// The day number of serial 0.
  private(set) var epoch = -25_569

  init(path: String) throws {
    archive = try ZipArchive(path: path)
    guard let stream = try archive.stream("xl/workbook.xml") else {
      throw ReadError(
        path: path, LocalizedText(zh: "不是 XLSX 活頁簿", en: "not an XLSX workbook"))
    }
    let targets = try relations()
    let xml = try XMLPull(path: path, stream: stream, textOf: [])
    while let node = try xml.next() {
      guard node == .start else { continue }
      if xml.name == .sheet, let name = xml.attributeText(.name),
        let target = xml.attributeText(.relation).flatMap({ targets[$0] })
      {
        guard !target.contains("chartsheets/") else { continue }
        let state = xml.attributeText(.state) ?? "visible"
        sheets.append(Sheet(name: name, entry: target, isHidden: state != "visible"))
      } else if xml.name == .workbookPr,
        ["1", "true"].contains(xml.attributeText(.date1904) ?? "")
      {
        epoch = -24_107
      }
    }
    try readTexts()
    try readFormats()
  }

  /// Whether a sheet has a cell with a value; what follows the first is not looked at.
  func hasCells(_ sheet: Sheet) throws -> Bool {
    guard let stream = try archive.stream(sheet.entry) else { return false }
    let xml = try XMLPull(path: archive.path, stream: stream, textOf: [])
    while let node = try xml.next() {
      if node == .start, xml.name == .v || xml.name == .t { return true }
    }
    return false
  }

  /// The entries of sheets by their relation.
  private func relations() throws -> [String: String] {
    guard let stream = try archive.stream("xl/_rels/workbook.xml.rels") else { return [:] }
    let xml = try XMLPull(path: archive.path, stream: stream, textOf: [])
    var result: [String: String] = [:]
    while let node = try xml.next() {
      guard node == .start, xml.name == .relationship, let id = xml.attributeText(.id),
        let target = xml.attributeText(.target)
      else { continue }
      result[id] = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
    }
    return result
  }

  private mutating func readTexts() throws {
    guard let stream = try archive.stream("xl/sharedStrings.xml") else { return }
    let xml = try XMLPull(path: archive.path, stream: stream, textOf: [.t])
    var isText = false
    var phonetic = 0
    while let node = try xml.next() {
      switch (node, xml.name) {
      case (.end, .si): try texts.finish(archive.path)
      case (.start, .rPh): phonetic += 1
      case (.end, .rPh): phonetic -= 1
      case (.start, .t): isText = phonetic == 0
      case (.end, .t): isText = false
      case (.text, _) where isText: texts.append(xml.text)
      default: break
      }
    }
  }

  private mutating func readFormats() throws {
    guard let stream = try archive.stream("xl/styles.xml") else { return }
    let xml = try XMLPull(path: archive.path, stream: stream, textOf: [])
    var codes: [Int: String] = [:]
    var isCellFormats = false
    while let node = try xml.next() {
      switch (node, xml.name) {
      case (.start, .numFmt):
        if let id = xml.attributeNumber(.numFmtId) { codes[id] = xml.attributeText(.formatCode) }
      case (.start, .cellXfs): isCellFormats = true
      case (.end, .cellXfs): isCellFormats = false
      case (.start, .xf) where isCellFormats:
        let id = xml.attributeNumber(.numFmtId) ?? 0
        formats.append(codes[id].map(Self.dateFormat) ?? Self.builtInFormat(id))
      default: break
      }
    }
  }

  /// How a built-in number format shows dates (ECMA-376 part 1, 18.8.30).
  static func builtInFormat(_ id: Int) -> DateFormat {
    switch id {
    case 14...17, 27...31, 36, 50...54, 57, 58: .date
    case 18, 20, 32, 34, 55: .time
    case 19, 21, 33, 35, 45...47, 56: [.time, .seconds]
    case 22: [.date, .time]
    default: []
    }
  }

  /// How a format code shows dates; literals, colours and locales in it are skipped.
  static func dateFormat(_ code: String) -> DateFormat {
    var result: DateFormat = []
    var isQuoted = false
    var bracket = 0
    var isEscaped = false
    for character in code.lowercased() {
      if isEscaped {
        isEscaped = false
        continue
      }
      switch character {
      case "\\", "_": isEscaped = !isQuoted
      case "\"": isQuoted.toggle()
      case "[": bracket += 1
      case "]": bracket -= 1
      case "y", "d", "e": if !isQuoted, bracket == 0 { result.insert(.date) }
      case "h": if !isQuoted { result.insert(.time) }
      case "s": if !isQuoted { result.formUnion([.time, .seconds]) }
      default: break
      }
    }
    return code.lowercased().contains("general") || code.contains("E+") ? [] : result
  }

  /// The text of a serial number under a date format; `nil` where it is no such number.
  func dateText(_ number: Double, _ format: DateFormat) -> String? {
    guard number >= 0, number < 2_958_466 else { return nil }
    // A spreadsheet keeps times as fractions of a day; they are meant to the second.
    var seconds = Int((number * 86_400).rounded())
    var day = seconds / 86_400
    seconds %= 86_400
    // The calendar of 1900 has a 29 February that never was; serials before it are one less.
    if epoch == -25_569, day < 60 { day += 1 }
    let time = LocalTime(
      date: CivilDate(dayNumber: Int32(day + epoch)), millisecondOfDay: seconds * 1000)
    if !format.contains(.date) { return time.clockText(seconds: showsSeconds(format, seconds)) }
    guard format.contains(.time) || seconds > 0 else { return time.date.isoText }
    return time.date.isoText + " " + time.clockText(seconds: showsSeconds(format, seconds))
  }

  private func showsSeconds(_ format: DateFormat, _ seconds: Int) -> Bool {
    format.contains(.seconds) || seconds % 60 != 0
  }
}
