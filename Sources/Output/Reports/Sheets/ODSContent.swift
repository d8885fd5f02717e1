import CivilTime
import Diagnostics
import Findings

/// The content of an OpenDocument spreadsheet, made row by row as the archive asks for it.
struct ODSContent {
  private let workbook: Workbook
  private let sheets: [Sheet]
  /// The sheet in work; `sheets.count` once all are done.
  private var sheet = -1
  private var rows: AnyIterator<[SheetCell]>?
  private var rowCounts: [Int]
  private var isDone = false

  init(_ workbook: Workbook) {
    self.workbook = workbook
    sheets = workbook.sheets
    rowCounts = [Int](repeating: 1, count: sheets.count)
  }

  /// The next piece; `nil` at the end.
  mutating func next() -> [UInt8]? {
    if isDone { return nil }
    var text = ""
    while text.utf8.count < 32_768, !isDone {
      if let cells = rows?.next() {
        rowCounts[sheet] += 1
        text += row(cells, sheets[sheet])
      } else {
        advance(&text)
      }
    }
    return Array(text.utf8)
  }

  private mutating func advance(_ text: inout String) {
    text += sheet < 0 ? head : "</table:table>"
    sheet += 1
    guard sheet < sheets.count else {
      text += filters + "</office:spreadsheet></office:body></office:document-content>"
      isDone = true
      return
    }
    text +=
      "<table:table table:name=\"\(Escape.xml(sheets[sheet].name))\" table:style-name=\"sheet\""
      + "\(printRange(sheets[sheet]))>"
    for column in sheets[sheet].columns.indices {
      text += "<table:table-column table:style-name=\"c\(sheet)-\(column)\"/>"
    }
    text += "<table:table-header-rows><table:table-row>"
    for column in sheets[sheet].columns {
      let style = column.isNumber ? "NumberHeader" : "Header"
      text += string(workbook.view.wording[column.title], " table:style-name=\"\(style)\"")
    }
    text += "</table:table-row></table:table-header-rows>"
    rows = sheets[sheet].rows()
  }

  /// What of a sheet is printed, where that is not all.
  private func printRange(_ sheet: Sheet) -> String {
    guard let columns = sheet.printedColumns else { return "" }
    let name = Escape.xml("'\(sheet.name)'")
    let last = "\(Self.columnName(columns - 1))\(sheet.rowCount + 1)"
    return " table:print-ranges=\"\(name).A1:\(name).\(last)\""
  }

  private var head: String {
    var styles =
      "<style:style style:name=\"sheet\" style:family=\"table\" style:master-page-name=\"Default\"/>"
      + "<style:style style:name=\"row\" style:family=\"table-row\">"
      + "<style:table-row-properties style:use-optimal-row-height=\"true\"/></style:style>"
    for (sheet, content) in sheets.enumerated() {
      for (index, column) in content.columns.enumerated() {
        styles +=
          "<style:style style:name=\"c\(sheet)-\(index)\" style:family=\"table-column\">"
          + "<style:table-column-properties style:column-width=\"\(Int(column.width * 2))mm\"/>"
          + "</style:style>"
      }
    }
    styles += dateStyle("day", clock: "")
    let minutes =
      "<number:text> </number:text><number:hours number:style=\"long\"/><number:text>:</number:text>"
      + "<number:minutes number:style=\"long\"/>"
    styles += dateStyle("minute", clock: minutes)
    styles += dateStyle(
      "second",
      clock: minutes + "<number:text>:</number:text><number:seconds number:style=\"long\"/>")
    styles += "<number:text-style style:name=\"asText\"><number:text-content/></number:text-style>"
    styles +=
      "<style:style style:name=\"id\" style:family=\"table-cell\" "
      + "style:parent-style-name=\"Wrapped\" style:data-style-name=\"asText\"/>"
    for (index, sheet) in sheets.enumerated() where sheet.verdictColumn != nil {
      styles += verdictStyle(index, sheet)
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + "<office:document-content\(ODSReport.namespaces)><office:automatic-styles>\(styles)"
      + "</office:automatic-styles><office:body><office:spreadsheet>"
  }

  /// A style of days, in the years of the Republic where the report is Chinese.
  private func dateStyle(_ name: String, clock: String) -> String {
    let day =
      workbook.view.language == .zhHant
      ? "<number:year number:calendar=\"ROC\"/><number:text>年</number:text><number:month/>"
        + "<number:text>月</number:text><number:day/><number:text>日</number:text>"
      : "<number:year number:style=\"long\"/><number:text>-</number:text>"
        + "<number:month number:style=\"long\"/><number:text>-</number:text>"
        + "<number:day number:style=\"long\"/>"
    let locale =
      workbook.view.language == .zhHant ? " number:language=\"zh\" number:country=\"TW\"" : ""
    return "<number:date-style style:name=\"n-\(name)\"\(locale)>\(day)\(clock)</number:date-style>"
      + "<style:style style:name=\"\(name)\" style:family=\"table-cell\" "
      + "style:parent-style-name=\"Wrapped\" style:data-style-name=\"n-\(name)\"/>"
  }

  private func verdictStyle(_ index: Int, _ sheet: Sheet) -> String {
    let maps = workbook.verdictColours.enumerated().map { number, colour in
      "<style:map style:condition=\"cell-content()=&quot;\(colour.word)&quot;\" "
        + "style:apply-style-name=\"Verdict\(number)\" "
        + "style:base-cell-address=\"\(Escape.xml("'\(sheet.name)'")).A2\"/>"
    }
    return
      "<style:style style:name=\"v\(index)\" style:family=\"table-cell\" style:parent-style-name=\"Top\">\(maps.joined())</style:style>"
  }

  private var filters: String {
    var ranges = ""
    for (index, sheet) in sheets.enumerated() {
      let name = Escape.xml("'\(sheet.name)'")
      let last = Self.columnName(sheet.columns.count - 1)
      ranges +=
        "<table:database-range table:name=\"filter\(index)\" table:display-filter-buttons=\"true\" "
        + "table:target-range-address=\"\(name).A1:\(name).\(last)\(rowCounts[index])\"/>"
    }
    return "<table:database-ranges>\(ranges)</table:database-ranges>"
  }

  /// The letters of a column, from 0.
  static func columnName(_ index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(65 + index % 26)))
    return index < 26 ? letter : columnName(index / 26 - 1) + letter
  }

  private func row(_ cells: [SheetCell], _ sheet: Sheet) -> String {
    var text = "<table:table-row table:style-name=\"row\">"
    for (index, cell) in cells.enumerated() {
      let style =
        index == sheet.verdictColumn
        ? " table:style-name=\"v\(self.sheet)\""
        : sheet.isWrapped ? " table:style-name=\"Wrapped\"" : " table:style-name=\"Top\""
      text += write(cell, style)
    }
    if cells.isEmpty { text += "<table:table-cell/>" }
    return text + "</table:table-row>"
  }

  private func write(_ cell: SheetCell, _ style: String) -> String {
    switch cell {
    case .empty: return "<table:table-cell/>"
    case .text(let content): return string(content, style)
    case .identifier(let content): return string(content, " table:style-name=\"id\"")
    case .integer(let value): return number(String(value), style)
    case .decimal(let digits): return number(digits, style)
    case .date(let date): return moment(date.isoText, "day")
    case .moment(let time):
      if time.isEndOfDay || time.precision == .day { return moment(time.local.date.isoText, "day") }
      // 24:00 is written as the next day's beginning, which is all that the format knows.
      let isNext = time.local.millisecondOfDay >= 86_400_000
      let local =
        isNext
        ? LocalTime(date: time.local.date.adding(days: 1), millisecondOfDay: 0) : time.local
      let name = time.precision == .minute ? "minute" : "second"
      return moment(local.isoText(precision: .second), name)
    }
  }

  private func string(_ content: String, _ style: String) -> String {
    "<table:table-cell office:value-type=\"string\"\(style)><text:p>"
      + Escape.xml(workbook.cellText(content)) + "</text:p></table:table-cell>"
  }

  private func number(_ digits: String, _ style: String) -> String {
    "<table:table-cell office:value-type=\"float\"\(style) office:value=\"\(digits)\"><text:p>\(digits)"
      + "</text:p></table:table-cell>"
  }

  private func moment(_ iso: String, _ style: String) -> String {
    "<table:table-cell office:value-type=\"date\" office:date-value=\"\(iso)\" "
      + "table:style-name=\"\(style)\"><text:p>\(iso)</text:p></table:table-cell>"
  }
}
