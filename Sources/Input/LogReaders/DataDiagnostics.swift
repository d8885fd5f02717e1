import Columns
import Diagnostics

/// The sentences about headers and files of logs.
enum DataDiagnostics {
  static func severalMarks(_ count: Int, at place: DiagnosticPlace) -> Diagnostic {
    Diagnostic(
      .repeatedByteOrderMark, .note,
      LocalizedText(
        zh: "檔案開頭有 \(count) 個位元組順序記號", en: "the file starts with \(count) byte-order marks"),
      at: place)
  }

  static func emptyFile(at place: DiagnosticPlace) -> Diagnostic {
    Diagnostic(
      .emptyFile, .error,
      LocalizedText(zh: "檔案沒有內容", en: "the file holds no record"), at: place)
  }

  static func noHeader(
    _ headings: [String], expected: [String], at place: DiagnosticPlace
  ) -> Diagnostic {
    Diagnostic(
      .noHeader, .error,
      LocalizedText(
        zh: "前 \(HeaderSearch.recordsExamined) 列找不到任何宣告的欄位名稱",
        en: "none of the declared headings is in the first \(HeaderSearch.recordsExamined) records"),
      at: place,
      notes: [
        LocalizedText(
          zh: "預期的欄位名稱：\(list(expected, "、"))", en: "expected headings: \(list(expected, ", "))")
      ],
      help: LocalizedText(
        zh: "檢查檔案是否正確，或於資料集的 header 加上此檔的欄位名稱",
        en: "check that it is the right file, or add its headings under the dataset's `header`"))
  }

  static func skippedLines(_ count: Int, at place: DiagnosticPlace) -> Diagnostic {
    Diagnostic(
      .linesBeforeHeader, .note,
      LocalizedText(
        zh: "欄位名稱之前的 \(count) 行未讀取", en: "\(count) lines before the header were not read"),
      at: place)
  }

  static func otherSheets(
    _ names: [String], read: String, at place: DiagnosticPlace
  ) -> Diagnostic {
    Diagnostic(
      .otherSheets, .warning,
      LocalizedText(
        zh: "只讀取工作表「\(read)」；另 \(names.count) 個工作表有內容而未讀取：\(list(names, "、"))",
        en: "only sheet '\(read)' is read; other sheets have cells, too: \(list(names, ", "))"),
      at: place,
      help: LocalizedText(
        zh: "若要讀取其他工作表，於檔名後加「!工作表名稱」；僅需此工作表者，亦請寫明",
        en: "list it as FILE!SHEET to read another sheet; name this one to say that it is all"))
  }

  static func missingColumn(
    _ column: ColumnSchema, among unknown: [String], at place: DiagnosticPlace
  ) -> Diagnostic {
    let near = column.headers.lazy.compactMap { nearest(to: $0, in: unknown) }.first
    return Diagnostic(
      .missingColumn, .error,
      LocalizedText(
        zh: "缺少欄位「\(column.headers[0])」（\(column.name)）",
        en: "column '\(column.headers[0])' (\(column.name)) is missing"),
      at: place,
      help: near.map {
        LocalizedText(
          zh: "是否為「\($0)」？若是，請加到該欄位的 header",
          en: "if it is '\($0)', add that to the column's `header`")
      }
        ?? LocalizedText(
          zh: "補上該欄位，或於資料集宣告 optional: true",
          en: "add the column to the export, or declare it `optional: true`"))
  }

  static func duplicateHeader(
    _ heading: String, fields: [Int], column: ColumnSchema, file: String, line: Int
  ) -> Diagnostic {
    let numbers = fields.map { String($0 + 1) }
    return Diagnostic(
      .duplicateHeader, .error,
      LocalizedText(
        zh: "欄位名稱「\(heading)」重複，於第 \(numbers.joined(separator: "、")) 欄",
        en: "heading '\(heading)' appears in fields \(numbers.joined(separator: ", "))"),
      at: .data(file: file, line: line, column: fields[1] + 1, field: nil),
      help: LocalizedText(
        zh: "無法判定何者為「\(column.name)」，請更名或刪除其一",
        en: "which of them is '\(column.name)' cannot be told; rename or remove one"))
  }

  static func unknownHeaders(_ headings: [String], at place: DiagnosticPlace) -> Diagnostic {
    Diagnostic(
      .unknownHeaders, .note,
      LocalizedText(
        zh: "\(headings.count) 個未宣告的欄位未讀取：\(list(headings, "、"))",
        en: "columns that the dataset does not declare are not read: \(list(headings, ", "))"),
      at: place)
  }

  /// The first few of a list of names.
  private static func list(_ names: [String], _ separator: String) -> String {
    let shown = names.prefix(8).map { $0.count > 30 ? $0.prefix(30) + "…" : $0 }
    return shown.joined(separator: separator) + (names.count > 8 ? separator + "…" : "")
  }
}
