extension DiagnosticCode {
  static let dataCodes: [DiagnosticCode] = [
    repeatedByteOrderMark, emptyFile, noHeader, linesBeforeHeader, twoRowHeader, missingColumn,
    absentColumn, duplicateHeader, unknownHeaders, otherSheets, emptyRequired, malformed,
    impossibleDate,
    ambiguousDate,
    scientificNotation,
    undeclaredValue, tooFewFields, tooManyFields, unclosedQuote, strayQuote, invalidBytes,
    fieldTooLong, nulByte, mergedCells, cellError,
  ]

  // MARK: - Files and headers

  /// A file with more than one byte-order mark.
  public static let repeatedByteOrderMark = DiagnosticCode(
    "data/repeated-byte-order-mark",
    zh: "檔案開頭有一個以上的位元組順序記號（BOM），通常是程式重複存檔所致。記號已略過，不影響讀取。",
    en: """
      The file starts with more than one byte-order mark, usually because a program saved it \
      twice. The marks are skipped and nothing else is affected.
      """)
  /// A file without a record.
  public static let emptyFile = DiagnosticCode(
    "data/empty-file",
    zh: "檔案是空的，連欄位名稱都沒有，因此無法判定任何案件。請向匯出單位重新索取。",
    en: "The file is empty and has not even a header, so nothing can be judged. Ask for it again.")
  /// A file in which no declared heading was found.
  public static let noHeader = DiagnosticCode(
    "data/no-header",
    zh: "檔案前 20 列找不到資料集宣告的任何欄位名稱。可能給錯檔案，或欄位改了名稱；請於資料集各欄的 header 加上新名稱。",
    en: """
      None of the headings that the dataset declares is in the first 20 records. It may be the \
      wrong file, or the columns were renamed: add the new names under `header`.
      """)
  /// Lines above the header.
  public static let linesBeforeHeader = DiagnosticCode(
    "data/lines-before-header",
    zh: "欄位名稱那一列之前還有標題等文字，這些行不是資料，未讀取。",
    en: "There are lines, such as a title, above the header. They are no data and were not read.")
  /// Headings in two rows.
  public static let twoRowHeader = DiagnosticCode(
    "data/two-row-header",
    zh: """
      欄位名稱分為兩列，上列為合併儲存格之群組（如「受理」），下列為其細項（如「日期」）。兩列合併後（「受理日期」）或下列本身為宣告的\
      欄位名稱，且較單獨一列找到更多欄位者，兩列一併讀取為欄位名稱；否則僅為提示，並與 data/missing-column 一併告知：請於該欄的 header \
      加上合併後的名稱，或將匯出檔的欄位名稱併為一列。
      """,
    en: """
      The headings stand in two rows: merged cells name groups (received), the row below their parts \
      (date). Where the name of both, or that of the part, is declared and two rows give more columns \
      than one, both are read as the header. Otherwise this comes with data/missing-column as a hint: \
      add the name of both under the column's `header`, or put the headings in one row.
      """)
  /// A column that the dataset requires and the file lacks.
  public static let missingColumn = DiagnosticCode(
    "data/missing-column",
    zh: "資料集要求的欄位不在檔案中，該資料集無法判定。請補上欄位、於 header 加上實際名稱，或宣告 optional: true。",
    en: """
      A column that the dataset requires is not in the file, so the dataset cannot be judged. Add \
      the column, add its actual heading under `header`, or declare it `optional: true`.
      """)
  /// An optional column that rules read and the file lacks.
  public static let absentColumn = DiagnosticCode(
    "data/absent-column",
    zh: """
      規則讀取的選填欄位不在檔案中。選填欄位空白表示該事項尚未發生，但整欄不在檔案中，也可能是改了名稱。檔案有未宣告的欄位，名稱相近\
      且內容合於此欄型別者，此欄各格無從得知，讀取此欄的規則無法判定，並以結束碼 3 結束；僅內容合於此欄型別者，各格視為空白，其判定\
      註記資料有疑義；兩者皆無者視為空白，僅附註告知。請於 header 加上實際名稱；若確為另一欄位，請將其宣告於資料集。
      """,
    en: """
      An optional column that rules read is not in the file. An empty optional cell says that \
      something has not happened, but a whole column that is absent may have been renamed. Where a \
      heading that no column declares is like it in name, and its cells are of the column's type, \
      nothing is known: rules that read the column cannot decide, and the run ends with exit code 3. \
      Where only the cells are of its type, the column counts as empty and verdicts from it are \
      marked as doubtful. Where there is no such heading it counts as empty, and a note is all. Add \
      the actual heading under `header`; if it is another column, declare it as one.
      """)
  /// A heading that appears more than once.
  public static let duplicateHeader = DiagnosticCode(
    "data/duplicate-header",
    zh: "同一個欄位名稱出現一次以上，無法判定要讀哪一欄。請將其中之一更名或刪除。",
    en: "The same heading appears more than once, so which to read cannot be told. Rename one.")
  /// Headings that no column declares.
  public static let unknownHeaders = DiagnosticCode(
    "data/unknown-headers",
    zh: "檔案有資料集未宣告的欄位，這些欄位未讀取。若其中有宣告的欄位改了名稱，另見 data/missing-column 與 data/absent-column。",
    en: """
      The file has columns that the dataset does not declare. They are not read. If one of them is a \
      declared column under another name, see data/missing-column and data/absent-column.
      """)

  /// Sheets of a workbook that are not read.
  public static let otherSheets = DiagnosticCode(
    "data/other-sheets",
    zh: """
      活頁簿有一個以上的工作表有內容，而未指明要讀哪一個，因此只讀取第一個顯示的工作表。若資料分置數個工作表，請逐一以\
      「檔名!工作表名稱」列出；否則亦請指明，以免遺漏。
      """,
    en: """
      More than one sheet of the workbook has cells and none was named, so only the first visible \
      one is read. Where the data are on several sheets, list each as `FILE!SHEET`; else name the \
      one, so that nothing is left out unnoticed.
      """)

  // MARK: - Rows and cells

  /// An empty cell of a required column.
  public static let emptyRequired = DiagnosticCode(
    "data/empty-required",
    zh: "必填欄位是空的。需要該值的規則無法判定此列。",
    en: "A required cell is empty. Rules that need its value cannot decide the row.")
  /// A cell that is not of its column's type.
  public static let malformed = DiagnosticCode(
    "data/malformed",
    zh: "儲存格的文字不是該欄位型別的值（如日期欄寫了文字）。內容照原樣保留於報告，不猜測、不修補。",
    en: "A cell's text is not a value of its column's type. Nothing is guessed or repaired.")
  /// A date that does not exist.
  public static let impossibleDate = DiagnosticCode(
    "data/impossible-date",
    zh: "日期或時間不存在，例如 2 月 30 日或 25 時。",
    en: "The date or time does not exist, such as 30 February or 25:00.")
  /// A date that can be read in more than one way.
  public static let ambiguousDate = DiagnosticCode(
    "data/ambiguous-date",
    zh: "日期有一種以上的讀法，例如 01/02/2020 或 990319。請於欄位宣告 forms，或請匯出單位改用西元或完整民國年。",
    en:
      "The date can be read in more than one way, such as 01/02/2020. Declare the column's `forms`."
  )
  /// An identifier or whole number that a spreadsheet turned into scientific notation.
  public static let scientificNotation = DiagnosticCode(
    "data/scientific-notation",
    zh: "編號或整數被試算表改成科學記號（如 2.02505E+12），後面的數字已經遺失，無法還原。請重新匯出，並將該欄設為文字格式。",
    en: """
      A spreadsheet turned an identifier or whole number into scientific notation, such as \
      2.02505E+12; its last digits are lost. Export again with the column formatted as text.
      """)
  /// A value that the column does not declare.
  public static let undeclaredValue = DiagnosticCode(
    "data/undeclared-value",
    zh: "值不在欄位宣告的 values 之中。可能是錯字或新增的類別；值仍保留。",
    en: "The value is not among the column's `values`: a slip or a new category. It is kept.")
  /// A row with fewer fields than the header.
  public static let tooFewFields = DiagnosticCode(
    "data/too-few-fields",
    zh: "此列的欄數少於欄位名稱數，缺少的儲存格無法判定；資料集有個資欄位者，各格可能錯位，整列視為無法判讀，僅以檔案與列號指明。常見原因是欄位內有未加引號的換行。",
    en: """
      The row has fewer fields than the header; the missing cells decide nothing. Where a column of \
      the dataset is sensitive, cells may be shifted under a heading that is not: none of them is \
      read, and the row is named by file and line. A line break in a field without quotes is the \
      usual cause.
      """)
  /// A row with more fields than the header.
  public static let tooManyFields = DiagnosticCode(
    "data/too-many-fields",
    zh: "此列的欄數多於欄位名稱數，欄位可能已錯位，因此整列視為無法判讀。常見原因是欄位內有未加引號的逗號。",
    en: """
      The row has more fields than the header, so its cells may be shifted, and none of them is \
      trusted. A comma in a field without quotes is the usual cause.
      """)
  /// A quoted field that does not end.
  public static let unclosedQuote = DiagnosticCode(
    "data/unclosed-quote",
    zh: "以引號開頭的欄位到檔尾或 1 MiB 仍未結束，該列視為只到行尾且無法判讀；其後各列照常讀取。",
    en: """
      A quoted field does not end before the end of the file or within 1 MiB. The row is taken to \
      end with its line and is not trusted; the rows after it are read as usual.
      """)
  /// A quote in the wrong place.
  public static let strayQuote = DiagnosticCode(
    "data/stray-quote",
    zh: "欄位的結尾引號之後還有文字，引號不成對，該列無法判讀；其後各列照常讀取。欄位內的引號應寫成兩個。",
    en: """
      There is text after the closing quote of a field, so the row is not trusted; the rows after \
      it are read as usual. A quote within a field is written twice.
      """)
  /// Bytes without meaning in the encoding.
  public static let invalidBytes = DiagnosticCode(
    "data/invalid-bytes",
    zh: "儲存格含有該編碼不存在的位元組，文字可能遭截斷或編碼混用。",
    en: "A cell holds bytes that do not exist in the file's encoding: cut text or mixed encodings.")
  /// A field that is too long.
  public static let fieldTooLong = DiagnosticCode(
    "data/field-too-long",
    zh: "儲存格超過 1 MiB，不讀取其內容。", en: "A cell is longer than 1 MiB and is not read.")
  /// A NUL byte.
  public static let nulByte = DiagnosticCode(
    "data/nul-byte",
    zh: "儲存格含有 NUL 位元組，檔案可能損壞。",
    en: "A cell holds a NUL byte; the file may be damaged.")
  /// A cell covered by a merged one.
  public static let mergedCells = DiagnosticCode(
    "data/merged-cells",
    zh: "資料列中有合併儲存格：僅第一格有值，其餘各格是否同值無從得知，因此無法判定。請取消合併並逐格填寫。",
    en: """
      Cells of data rows are merged: only the first of them has a value, and whether the others are       to have it cannot be known, so they decide nothing. Unmerge them and fill in every cell.
      """)
  /// An error in a cell.
  public static let cellError = DiagnosticCode(
    "data/cell-error",
    zh: "儲存格是試算表的錯誤值（如 #N/A、#REF!），或其公式未存有計算結果，因此無法判定。請貼上為值後再匯出。",
    en: """
      A cell holds a spreadsheet's error such as #N/A or #REF!, or a formula whose result the file       does not keep, so it decides nothing. Paste the cells as values and export again.
      """)
}
