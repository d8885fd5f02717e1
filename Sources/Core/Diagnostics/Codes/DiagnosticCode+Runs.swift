extension DiagnosticCode {
  static let runCodes: [DiagnosticCode] = [
    unreadableData, temporaryFiles, noData, unknownDataset, unusedData, badMoment, badSelection,
    testFailed, testUnknownRule, testUnknownColumn, unknownWaiverRule, ambiguousWaiver, waiverAgain,
    waiverEndsEarly, unknownEnd,
  ]

  /// Data of which nobody says how far it is complete, where that decides who is accused.
  public static let unknownEnd = DiagnosticCode(
    "run/unknown-end",
    zh: """
      沒有說明資料完整至何時，通知即以資料本身所見之最新一日為準，其後屆期者不稱逾期。請於專案檔寫明 \
      observed-through，或以年月命名匯出檔。
      """,
    en: """
      Nobody says how far the data is complete, so alerts take the newest day that it shows, and call \
      nothing overdue that was due after it. Write observed-through in the project, or name exports \
      after their months.
      """)

  /// A log that cannot be read at all.
  public static let unreadableData = DiagnosticCode(
    "data/unreadable",
    zh: "資料檔無法讀取（不存在、沒有權限、壓縮檔毀損等），與其有關的規則均未檢核。請確認路徑與檔案完整後重新執行。",
    en: """
      A data file cannot be read (missing, not permitted, broken archive ...), so the rules over it \
      were not evaluated. Check the path and the file, then run again.
      """)
  /// A temporary file that cannot be made, written or read back.
  public static let temporaryFiles = DiagnosticCode(
    "run/temporary-files",
    zh: """
      事件紀錄超過 --memory-limit 所定之記憶體，而暫存檔無法建立、寫入或讀回（空間不足、沒有權限），與其有關的規則均未檢核。\
      請清出空間、以 TMPDIR 指定他處，或提高上限。
      """,
    en: """
      An event log outgrew the memory of --memory-limit, and a temporary file could not be made, \
      written or read back (no space, not permitted), so the rules over it were not evaluated. Make \
      room, name another folder in TMPDIR, or raise the limit.
      """)
  /// A dataset that rules need and nobody gave.
  public static let noData = DiagnosticCode(
    "run/no-data",
    zh: "規則需要的資料集沒有以 --data 或專案檔提供，這些規則未檢核。",
    en: "A dataset that rules need was given neither by --data nor by the project file.")
  /// Data for a dataset that no rule knows.
  public static let unknownDataset = DiagnosticCode(
    "run/unknown-dataset",
    zh: "--data 所指的資料集名稱不在任何規則檔中。",
    en: "--data names a dataset that no rule file declares.")
  /// Data that no rule reads.
  public static let unusedData = DiagnosticCode(
    "run/unused-data",
    zh: "所提供的資料沒有任何被選取的規則使用。", en: "Data was given that no selected rule reads.")
  /// A moment that cannot be read.
  public static let badMoment = DiagnosticCode(
    "run/bad-moment",
    zh: "命令列上的日期或時間無法讀取；可用 2021-01-31、110-01-31、2021-01-31 17:00 等形式。",
    en: """
      A date or time on the command line cannot be read; write 2021-01-31, 110-01-31 or \
      2021-01-31 17:00.
      """)
  /// A selection that matches nothing.
  public static let badSelection = DiagnosticCode(
    "run/bad-selection",
    zh: "--select 的字詞不符合任何規則代號或標籤。", en: "--select matches no rule id and no tag.")
  /// A rule test that does not hold.
  public static let testFailed = DiagnosticCode(
    "test/failed",
    zh: "規則測試的結果與預期不符；差異列於訊息中。", en: "A rule test gave another verdict than expected.")
  /// A test of a rule that does not exist.
  public static let testUnknownRule = DiagnosticCode(
    "test/unknown-rule",
    zh: "測試所指的規則不存在或本身有錯誤。", en: "A test names a rule that does not exist or is broken.")
  /// A test row with a column that the dataset lacks.
  public static let testUnknownColumn = DiagnosticCode(
    "test/unknown-column",
    zh: "測試資料列使用了資料集沒有的欄位。", en: "A test row uses a column that the dataset lacks.")
  /// A waiver of a rule that does not exist.
  public static let unknownWaiverRule = DiagnosticCode(
    "run/unknown-waiver-rule",
    zh: "豁免所指的規則不存在。", en: "A waiver names a rule that does not exist.")
  /// A waiver whose rule may be one of several.
  public static let ambiguousWaiver = DiagnosticCode(
    "run/ambiguous-waiver",
    zh: "豁免所指的規則簡稱為數個規則檔所共有，無法確定核准的是哪一個；請寫完整代號（規則檔/規則）。",
    en: """
      A waiver names a rule by a short id that several packs have, so what was approved is not \
      certain; write the full id (pack/rule).
      """)
  /// Two waivers of one id that do not say the same.
  public static let waiverAgain = DiagnosticCode(
    "run/waiver-again",
    zh: "兩項豁免代號相同，內容卻不同；報告無從分辨，後者不予採用。表格中同一豁免可分列數個案號，但其餘欄位須一致。",
    en: """
      Two waivers have one id but do not say the same; reports could not tell them apart, so the \
      later one is not applied. A table may list the cases of one waiver in several rows that agree \
      in all else.
      """)
  /// A waiver that ended before it was approved.
  public static let waiverEndsEarly = DiagnosticCode(
    "run/waiver-ends-early",
    zh: "豁免的末日早於核准日，無從適用。",
    en: "A waiver ends before the day it was approved, so it can never apply.")
}
