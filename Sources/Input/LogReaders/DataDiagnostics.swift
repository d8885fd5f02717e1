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
        zh: "欄位名稱之前的 \(count) 行未讀取", en: "before the header, \(counted(count, "line")) not read"),
      at: place)
  }

  /// A header that is read from two rows, or that may stand in two and misses columns as it is read.
  static func twoRowHeader(
    _ pair: HeaderPair, isRead: Bool, at place: DiagnosticPlace
  ) -> Diagnostic {
    let (first, last) = (pair.lines.lowerBound, pair.lines.upperBound)
    return Diagnostic(
      .twoRowHeader, isRead ? .note : .warning,
      LocalizedText(
        zh: "欄位名稱\(isRead ? "" : "似")分為兩列（第 \(first)、\(last) 列），合併\(isRead ? "讀取" : "後")為："
          + list(pair.joined, "、"),
        en:
          "the headings \(isRead ? "stand" : "seem to stand") in two rows (\(first) and \(last)), "
          + "\(isRead ? "read as" : "together"): " + list(pair.joined, ", ")),
      at: place,
      help: isRead
        ? nil
        : LocalizedText(
          zh: "於資料集該欄的 header 加上合併後的名稱，兩列即一併讀取；或將匯出檔的欄位名稱併為一列",
          en:
            "add the name of both under the column's `header`, and both rows are read; or use one row"
        ))
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

  /// A column of rules that may be in the file under another heading.
  static func absentColumn(
    _ column: ColumnSchema, _ doubt: AbsentColumn.Doubt, at place: DiagnosticPlace
  ) -> Diagnostic {
    let effect: LocalizedText
    let heading: String
    switch doubt {
    case .likely(let found):
      heading = found
      effect = LocalizedText(
        zh: "未宣告之欄位「\(found)」名稱與內容均相近，故本欄各格無從得知，讀取本欄之規則無法判定",
        en:
          "'\(found)', which is not declared, is like it in name and cells, so nothing is known of its cells"
      )
    case .possible(let found):
      heading = nearest(to: column.headers[0], in: found) ?? found.first ?? ""
      effect = LocalizedText(
        zh: "各格視為空白，即尚未發生；未宣告之欄位中，內容可為本欄者：\(list(found, "、"))，相關判定註記資料有疑義",
        en:
          "its cells count as empty; others that are not declared could be it (\(list(found, ", "))), so verdicts from it are doubtful"
      )
    case .none: return absentColumns([column], at: place)
    }
    return Diagnostic(
      .absentColumn, .warning,
      LocalizedText(
        zh: "檔案沒有選填欄位「\(column.headers[0])」（\(column.name)）",
        en: "optional column '\(column.headers[0])' (\(column.name)) is not in the file"),
      at: place, notes: [effect],
      help: LocalizedText(
        zh: "是否為「\(heading)」？若是，請加到該欄位的 header；若否，請於資料集將「\(heading)」宣告為另一欄位",
        en:
          "if it is '\(heading)', add that to the column's `header`; if not, declare '\(heading)' as a column of its own"
      ))
  }

  /// Columns of rules that nothing in the file could be.
  static func absentColumns(
    _ columns: [ColumnSchema], at place: DiagnosticPlace
  ) -> Diagnostic {
    let names = columns.map { $0.headers[0] }
    return Diagnostic(
      .absentColumn, .note,
      LocalizedText(
        zh: "檔案沒有 \(names.count) 個選填欄位，各格視為空白：\(list(names, "、"))",
        en:
          "\(counted(names.count, "optional column")) not in the file, taken for empty: \(list(names, ", "))"
      ), at: place)
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
