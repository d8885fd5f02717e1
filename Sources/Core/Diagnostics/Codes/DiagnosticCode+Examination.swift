extension DiagnosticCode {
  static let examinationCodes: [DiagnosticCode] = [
    truncatedIdentifier, duplicateKey, duplicateRow, shiftedRow, placeholderDate, oddTime,
    mixedForms, outsidePeriod, fileTwice, monthTwice, monthMissing, mixedEncodings, orderViolation,
    volumeJump, monthJump, keyDateMismatch, lostCharacters, surroundingSpace, repaired,
    examinationLimit,
  ]

  // MARK: - Identifiers and rows

  /// Identifiers that were cut, so that many rows share one.
  public static let truncatedIdentifier = DiagnosticCode(
    "data/truncated-identifier",
    zh: """
      編號遭截短，以致許多列共用同一編號：檔案至少 100 列，且平均每個編號重複 10 列以上。\
      以編號比對或歸戶的結果均不可信。請重新匯出完整編號。
      """,
    en: """
      Identifiers were cut, so that many rows share one: a file of at least 100 rows in which each \
      identifier stands on ten rows or more on average. Nothing joined by it can be trusted.
      """)
  /// Rows with the key of an earlier row.
  public static let duplicateKey = DiagnosticCode(
    "data/duplicate-key",
    zh: "鍵值與先前的列相同。件數為第二次以後出現的列；科學記號的編號不計入，因其原值已失。",
    en: """
      Rows have the key of an earlier row. Counted are the rows after the first; keys in scientific \
      notation are left out, since their values are lost.
      """)
  /// Rows that repeat an earlier row in every cell.
  public static let duplicateRow = DiagnosticCode(
    "data/duplicate-row",
    zh: "整列與先前的列完全相同。", en: "A row is the same as an earlier one in every cell.")
  /// Rows whose cells stand in the column beside their own.
  public static let shiftedRow = DiagnosticCode(
    "data/shifted-row",
    zh: "此列的儲存格錯位：兩格以上不合所在欄位，卻都合於同一側相隔一欄的欄位。常見原因是欄位內有未加引號的分隔符號。",
    en: """
      The cells of a row are shifted: two or more do not fit their columns and fit the columns one \
      place to the same side. A delimiter in a field without quotes is the usual cause.
      """)
  /// Identifiers that begin with another day than the row's.
  public static let keyDateMismatch = DiagnosticCode(
    "data/key-date-mismatch",
    zh: "編號開頭的日期與該列日期不同，而其他列（九成以上）都相同。可能是補登、跨日立案或列錯位。",
    en: """
      The identifier begins with another day than the row's date, while nine in ten rows or more \
      agree: entered later, across midnight, or in the wrong row.
      """)

  // MARK: - Dates and times

  /// Dates that stand for an empty cell.
  public static let placeholderDate = DiagnosticCode(
    "data/placeholder-date",
    zh: "日期是系統的預設值（如 1900-01-01、1970-01-01、9999-12-31），實際上等於空白。請匯出為空白，或於 empty 宣告。",
    en: """
      A date is a system's default, such as 1900-01-01, 1970-01-01 or 9999-12-31, and stands for an \
      empty cell. Export it as empty, or declare it under `empty`.
      """)
  /// Times written in another way than the column's others.
  public static let oddTime = DiagnosticCode(
    "data/odd-time",
    zh: "時間的寫法與該欄其他儲存格不同（如 000400.0、9時5分），或不是一天之內的時間。",
    en: """
      A time is written in another way than the others of its column, such as 000400.0 or 9時5分, \
      or is no time of day.
      """)
  /// Dates of one column in several forms.
  public static let mixedForms = DiagnosticCode(
    "data/mixed-forms",
    zh: "同一欄的日期寫法不一。件數為不同於多數寫法的儲存格。",
    en: "The dates of a column are written in several forms. Counted are those unlike most.")
  /// Rows dated outside the period of the export.
  public static let outsidePeriod = DiagnosticCode(
    "data/outside-period",
    zh: "列的日期不在此次匯出的期間內。期間為 --period，未指定時取檔名中的年月。",
    en: """
      A row's date is outside the period of the export: that of --period, or else the month in the \
      file's name.
      """)
  /// A moment before the one that it follows.
  public static let orderViolation = DiagnosticCode(
    "data/order-violation",
    zh: "兩個時間的先後與其他列相反：同時有值的列至少 20 列，其中半數以上前者較早，而反序者不到百分之五。",
    en: """
      Two moments are in the opposite order to the other rows: of at least 20 rows with both, the \
      first is earlier in half or more, and later in fewer than five percent.
      """)

  // MARK: - Files and volumes

  /// A file that was given twice.
  public static let fileTwice = DiagnosticCode(
    "data/file-twice",
    zh: "兩個檔案的內容完全相同（SHA-256 相同），列會重複計算。",
    en: "Two files are the same byte for byte, so that their rows count twice.")
  /// A month that several files hold.
  public static let monthTwice = DiagnosticCode(
    "data/month-twice",
    zh: "兩個檔案的列多半屬於同一個月份。", en: "Most rows of two files belong to the same month.")
  /// A month without a file.
  public static let monthMissing = DiagnosticCode(
    "data/month-missing",
    zh: "首末月份之間有整個月份沒有任何列。", en: "Between the first and the last month one has no row at all.")
  /// Files in several encodings.
  public static let mixedEncodings = DiagnosticCode(
    "data/mixed-encodings",
    zh: "同一資料集的檔案編碼不一。內容仍各依其編碼讀取。",
    en: "The files of one dataset are in several encodings. Each is read in its own.")
  /// Months whose numbers of rows are far from the others'.
  public static let monthJump = DiagnosticCode(
    "data/month-jump",
    zh: """
      某些月份的列數與其他月份相差懸殊：超過中位數兩倍或不及一半，且離差大於 5 × 1.4826 × MAD。\
      首末兩月可能不足月，不計。可能是漏匯或重複匯出。
      """,
    en: """
      Some months have far more or fewer rows than the others: above twice or below half of the \
      median, and more than 5 × 1.4826 × MAD away from it. The first and the last month may be cut \
      and are left out. Rows may be missing or double.
      """)
  /// A day whose number of rows is far from the others'.
  public static let volumeJump = DiagnosticCode(
    "data/volume-jump",
    zh: """
      某日列數與同類日（平日與週末分計）相差懸殊：偏離中位數超過 5 倍標準化絕對中位差（1.4826 × MAD），\
      且多於其 2 倍或少於一半；同類日須有 8 日以上且中位數至少 5。可能屬實，亦可能漏匯或重複。
      """,
    en: """
      A day's number of rows is far from those of its kind (weekdays and weekends apart): more than \
      5 times 1.4826 MAD from the median, and above twice or below half of it, where there are at \
      least 8 such days and the median is 5 or more. It may be true, or rows are missing or double.
      """)

  // MARK: - Texts

  /// Characters that a conversion replaced.
  public static let lostCharacters = DiagnosticCode(
    "data/lost-characters",
    zh: "轉碼時有字元遺失（出現 � 或連續問號），無法還原。",
    en:
      "Characters were lost in a conversion (� or question marks in a row) and cannot be restored.")
  /// White space around words.
  public static let surroundingSpace = DiagnosticCode(
    "data/surrounding-space",
    zh: "編號或類別前後有空白，比對時視為不同的值。可於欄位宣告 repair: [trim]。",
    en: """
      An identifier or category has white space around it and counts as another value. The column \
      may declare `repair: [trim]`.
      """)
  /// Cells that a declared repair changed.
  public static let repaired = DiagnosticCode(
    "data/repaired",
    zh: "資料集宣告的修補（repair）改動了儲存格；件數為改動的格數。",
    en: "Repairs that the dataset declares changed cells; counted are the cells.")
  /// A log too large to look for duplicates.
  public static let examinationLimit = DiagnosticCode(
    "data/examination-limit",
    zh: "列數超過重複檢查的上限，超過部分未檢查是否重複。",
    en: "The log has more rows than are looked at for duplicates; the rest was not looked at.")
}
