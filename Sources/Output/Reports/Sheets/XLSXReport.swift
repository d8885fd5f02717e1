import CXLSXWriter
import CivilTime
public import Diagnostics
import Findings
import Glibc
import TemporaryFiles

/// Why a spreadsheet could not be written.
public struct SpreadsheetError: Error, Sendable {
  /// What failed.
  public let text: LocalizedText

  init(_ text: LocalizedText) { self.text = text }

  /// What the library says, which knows one language.
  init(_ code: lxw_error, _ xlsx: UnsafePointer<xlsx_functions>) {
    let reason = xlsx.pointee.lxw_strerror(code).map { String(cString: $0) } ?? ""
    text = LocalizedText(
      zh: "無法製作試算表：\(reason)", en: "the workbook could not be made: \(reason)")
  }
}

/// An Office Open XML workbook with real dates and numbers; cells from data are never formulas.
enum XLSXReport: ReportRenderer {
  static func render(_ view: ReportView, to output: inout ReportOutput) throws {
    guard let xlsx = xlsx_load() else {
      throw SpreadsheetError(
        .missingLibrary("libxlsxwriter", package: "libxlsxwriter-dev"))
    }
    // The library writes to a path only.
    let file = try NamelessFile(isReopened: true)
    try write(view, to: file.path, xlsx)
    var offset = 0
    while true {
      let piece = try file.read(at: offset, upTo: 1 << 16)
      if piece.isEmpty { return }
      output.write(bytes: piece)
      offset += piece.count
    }
  }

  private static func write(
    _ view: ReportView, to path: String, _ xlsx: UnsafePointer<xlsx_functions>
  ) throws {
    var options = lxw_workbook_options()
    options.constant_memory = 1
    options.use_zip64 = 0
    // The library's own temporary files, which it would else make where its maker thought best.
    let folder = strdup(TemporaryFolder.path)
    defer { free(folder) }
    options.tmpdir = folder
    guard let book = xlsx.pointee.workbook_new_opt(path, &options) else {
      throw SpreadsheetError(LXW_ERROR_CREATING_XLSX_FILE, xlsx)
    }
    // The moment judged stands for the time of writing, so that equal results give equal bytes.
    var properties = lxw_doc_properties()
    properties.created = max(1, Int(view.result.asOf.instant.milliseconds / 1000))
    SafeText.cut(view.wording[view.result.title], toLength: 200, view.wording).withCString {
      title in
      "qixian".withCString { program in
        properties.title = UnsafeMutablePointer(mutating: title)
        properties.author = UnsafeMutablePointer(mutating: program)
        _ = xlsx.pointee.workbook_set_properties(book, &properties)
      }
    }
    let workbook = Workbook(view)
    let styles = XLSXStyles(book, workbook, view.language, xlsx)
    for sheet in workbook.sheets {
      guard let page = xlsx.pointee.workbook_add_worksheet(book, sheet.name) else { continue }
      XLSXSheet(xlsx: xlsx, page: page, styles: styles, workbook: workbook).write(sheet)
    }
    let code = xlsx.pointee.workbook_close(book)
    guard code == LXW_NO_ERROR else { throw SpreadsheetError(code, xlsx) }
  }
}

/// The formats of a workbook.
struct XLSXStyles {
  typealias Format = UnsafeMutablePointer<lxw_format>

  /// Of headings over texts, and of those over numbers.
  let header: Format?
  let numberHeader: Format?
  let date: Format?
  let moment: Format?
  let momentWithSeconds: Format?
  /// Of texts, set off from a number before them; wrapped where the sheet's texts are.
  let wrapped: Format?
  let plain: Format?
  /// Of texts that must not become numbers, likewise.
  let wrappedIdentifier: Format?
  let plainIdentifier: Format?
  /// Of numbers.
  let number: Format?
  let verdicts: [(word: String, format: Format?)]

  init(
    _ book: UnsafeMutablePointer<lxw_workbook>, _ workbook: Workbook, _ language: Language,
    _ xlsx: UnsafePointer<xlsx_functions>
  ) {
    func make(_ change: (Format) -> Void) -> Format? {
      guard let format = xlsx.pointee.workbook_add_format(book) else { return nil }
      xlsx.pointee.format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
      change(format)
      return format
    }
    func makeHeader(_ change: (Format) -> Void) -> Format? {
      make {
        xlsx.pointee.format_set_bold($0)
        xlsx.pointee.format_set_bg_color($0, 0xE3E8EF)
        xlsx.pointee.format_set_bottom($0, UInt8(LXW_BORDER_THIN.rawValue))
        xlsx.pointee.format_set_text_wrap($0)
        change($0)
      }
    }
    func setRight(_ format: Format) {
      xlsx.pointee.format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    }
    header = makeHeader { xlsx.pointee.format_set_indent($0, 1) }
    numberHeader = makeHeader(setRight)
    // In the locale of Taiwan `e` is the year of the Republic.
    let day = language == .zhHant ? "[$-404]e\"年\"m\"月\"d\"日\"" : "yyyy-mm-dd"
    date = make { xlsx.pointee.format_set_num_format($0, day) }
    moment = make { xlsx.pointee.format_set_num_format($0, day + " hh:mm") }
    momentWithSeconds = make { xlsx.pointee.format_set_num_format($0, day + " hh:mm:ss") }
    func makeText(isWrapped: Bool, isIdentifier: Bool) -> Format? {
      make {
        xlsx.pointee.format_set_indent($0, 1)
        if isWrapped { xlsx.pointee.format_set_text_wrap($0) }
        if isIdentifier { xlsx.pointee.format_set_num_format($0, "@") }
      }
    }
    wrapped = makeText(isWrapped: true, isIdentifier: false)
    plain = makeText(isWrapped: false, isIdentifier: false)
    wrappedIdentifier = makeText(isWrapped: true, isIdentifier: true)
    plainIdentifier = makeText(isWrapped: false, isIdentifier: true)
    number = make(setRight)
    verdicts = workbook.verdictColours.map { colour in
      (
        colour.word,
        make {
          xlsx.pointee.format_set_bg_color($0, colour.paper)
          xlsx.pointee.format_set_font_color($0, colour.ink)
        }
      )
    }
  }
}

/// One sheet of a workbook in the making.
struct XLSXSheet {
  let xlsx: UnsafePointer<xlsx_functions>
  let page: UnsafeMutablePointer<lxw_worksheet>
  let styles: XLSXStyles
  let workbook: Workbook

  /// The height of a line with Chinese characters in points; the library's usual one is for Latin letters.
  private static let lineHeight = 16.5
  /// The height of a line of Latin letters in points.
  private static let latinLineHeight = 15.0
  /// The height of the highest row that the format knows, in points.
  private static let mostHeight = 409.0
  /// What of a column's width the cell's edges take, and what these and the indent do, in digits.
  private static let edges = 0.8
  private static let textMargin = 1.8

  func write(_ sheet: Sheet) {
    let last = lxw_col_t(sheet.columns.count - 1)
    for (index, column) in sheet.columns.enumerated() {
      let place = lxw_col_t(index)
      _ = xlsx.pointee.worksheet_set_column(page, place, place, column.width, nil)
    }
    xlsx.pointee.worksheet_freeze_panes(page, 1, 0)
    xlsx.pointee.worksheet_set_default_row(page, Self.lineHeight, 0)
    writeHeader(sheet)
    var row: lxw_row_t = 0
    for cells in IteratorSequence(sheet.rows()) {
      row += 1
      if sheet.isWrapped {
        _ = xlsx.pointee.worksheet_set_row(page, row, height(of: cells, sheet), nil)
      }
      for (index, cell) in cells.enumerated() {
        write(cell, row, lxw_col_t(index), isWrapped: sheet.isWrapped)
      }
    }
    _ = xlsx.pointee.worksheet_autofilter(page, 0, 0, row, last)
    if let column = sheet.verdictColumn { colour(column, through: max(1, row)) }
    xlsx.pointee.worksheet_set_landscape(page)
    xlsx.pointee.worksheet_set_paper(page, 9)
    xlsx.pointee.worksheet_fit_to_pages(page, 1, 0)
    xlsx.pointee.worksheet_set_margins(page, 0.4, 0.4, 0.4, 0.6)
    _ = xlsx.pointee.worksheet_set_footer(page, "&C&A　&P / &N")
    _ = xlsx.pointee.worksheet_repeat_rows(page, 0, 0)
    if let columns = sheet.printedColumns {
      _ = xlsx.pointee.worksheet_print_area(page, 0, 0, max(1, row), lxw_col_t(columns - 1))
    }
  }

  /// Writes the headings, each standing as what is below it, with a line to spare for the buttons of the
  /// filter, which would else cover those at the right.
  private func writeHeader(_ sheet: Sheet) {
    var lines = 1
    for (index, column) in sheet.columns.enumerated() {
      let title = workbook.view.wording[column.title]
      // Numbers have no indent; bold letters are a little wider.
      let width = column.width - (column.isNumber ? Self.edges : Self.textMargin)
      lines = max(lines, TextLines.count(title, width: width * 0.93))
      _ = xlsx.pointee.worksheet_write_string(
        page, 0, lxw_col_t(index), title, column.isNumber ? styles.numberHeader : styles.header)
    }
    _ = xlsx.pointee.worksheet_set_row(page, 0, Self.lineHeight * Double(lines + 1), nil)
  }

  /// The height of a row whose texts are wrapped, in points.
  ///
  /// Excel fits rows without a stated height when it opens a file; LibreOffice shows one line of them.
  private func height(of cells: [SheetCell], _ sheet: Sheet) -> Double {
    var height = Self.lineHeight
    for (cell, column) in zip(cells, sheet.columns) {
      guard let text = cell.words else { continue }
      let lines = TextLines.count(text, width: max(1, column.width - Self.textMargin))
      let isChinese = text.unicodeScalars.contains { $0.displayWidth == 2 }
      height = max(height, Double(lines) * (isChinese ? Self.lineHeight : Self.latinLineHeight))
    }
    return min(Self.mostHeight, height)
  }

  private func write(
    _ cell: SheetCell, _ row: lxw_row_t, _ column: lxw_col_t, isWrapped: Bool
  ) {
    switch cell {
    case .empty: break
    case .text(let text):
      _ = xlsx.pointee.worksheet_write_string(
        page, row, column, workbook.cellText(text), isWrapped ? styles.wrapped : styles.plain)
    case .identifier(let text):
      let style = isWrapped ? styles.wrappedIdentifier : styles.plainIdentifier
      _ = xlsx.pointee.worksheet_write_string(page, row, column, workbook.cellText(text), style)
    case .integer(let value):
      _ = xlsx.pointee.worksheet_write_number(page, row, column, Double(value), styles.number)
    case .decimal(let text):
      _ = xlsx.pointee.worksheet_write_number(page, row, column, Double(text) ?? 0, styles.number)
    case .date(let date):
      writeSerial(Double(date.dayNumber), date.isoText, styles.date, row, column)
    case .moment(let time):
      let isDay = time.isEndOfDay || time.precision == .day
      let fraction = isDay ? 0 : Double(time.local.millisecondOfDay) / 86_400_000
      let format =
        isDay ? styles.date : time.precision == .minute ? styles.moment : styles.momentWithSeconds
      writeSerial(
        Double(time.local.date.dayNumber) + fraction, Wording.isoMoment(time), format, row, column)
    }
  }

  /// A date as the number of days since the end of 1899; earlier than March 1900 as text.
  private func writeSerial(
    _ days: Double, _ text: String, _ format: XLSXStyles.Format?, _ row: lxw_row_t,
    _ column: lxw_col_t
  ) {
    let serial = days + 25_569
    if serial < 61 {
      _ = xlsx.pointee.worksheet_write_string(page, row, column, text, styles.number)
    } else {
      _ = xlsx.pointee.worksheet_write_number(page, row, column, serial, format)
    }
  }

  private func colour(_ column: Int, through row: lxw_row_t) {
    for (word, format) in styles.verdicts {
      // A formula that compares with a word of the program, never with data.
      "=\"\(word)\"".withCString { value in
        var rule = lxw_conditional_format()
        rule.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
        rule.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_EQUAL_TO.rawValue)
        rule.value_string = UnsafeMutablePointer(mutating: value)
        rule.format = format
        let place = lxw_col_t(column)
        _ = xlsx.pointee.worksheet_conditional_format_range(page, 1, place, row, place, &rule)
      }
    }
  }
}
