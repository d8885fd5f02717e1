import Diagnostics

extension KeyTable {
  static let dataObjects: [ObjectDefinition] = [
    ObjectDefinition(
      "dataset", title: LocalizedText(zh: "資料集", en: "dataset"),
      meaning: LocalizedText(
        zh: "一份清冊或紀錄應有的欄位；事件紀錄以 events 轉為一案一列。",
        en: "What a log must hold; a log of events becomes a row a case by events."),
      keys: [
        KeyDefinition("title", .localized, zh: "名稱。", en: "The title."),
        KeyDefinition(
          "key", .oneOrMore(.name(.column)), zh: "識別一列的欄位。",
          en: "The columns that identify a row.", example: "case_id"),
        KeyDefinition(
          "timezone", .name(.zone), zh: "未註明時區的時刻所屬時區，預設為規則檔的時區。",
          en: "The zone of times without an offset; the file's by default."),
        KeyDefinition(
          "exported-by", .localized, zh: "匯出資料的系統或單位。", en: "The system that exports it."),
        KeyDefinition(
          "columns", .map(.object("column"), keys: .identifier), zh: "欄位，各以規則中使用的名稱為鍵。",
          en: "The columns by the name that rules use.", required: true),
        KeyDefinition(
          "events", .object("events"), zh: "一列一事件的紀錄如何轉為一案一列。",
          en: "How a log with a row an event becomes a row a case."),
      ],
      example: """
        datasets:
          cases:
            title: 案件清冊
            key: case_id
            columns:
              case_id:     { type: text, header: [案號] }
              received_at: { type: timestamp, header: [受理時間] }
              closed_at:   { type: timestamp, header: [結案時間], optional: true }
        """),
    ObjectDefinition(
      "column", title: LocalizedText(zh: "欄位", en: "column"),
      meaning: LocalizedText(zh: "資料集的一個欄位。", en: "A column of a dataset."),
      keys: columnKeys),
    ObjectDefinition(
      "events", title: LocalizedText(zh: "事件對應", en: "events"),
      meaning: LocalizedText(
        zh: "事件紀錄中何者為案號、活動與時間，以及規則所用的時點。",
        en: "Which columns name case, activity and time, and the moments that rules use."),
      keys: [
        KeyDefinition("case", .name(.column), zh: "案號欄位。", en: "The case.", required: true),
        KeyDefinition("activity", .name(.column), zh: "活動欄位。", en: "The activity.", required: true),
        KeyDefinition("time", .name(.column), zh: "時間欄位。", en: "The time.", required: true),
        KeyDefinition(
          "lifecycle", .name(.column), zh: "活動階段欄位。", en: "The lifecycle transition."),
        KeyDefinition(
          "moments", .map(.object("moment"), keys: .identifier), zh: "規則中當欄位使用的時點。",
          en: "The moments that rules use as columns.", required: true),
      ]),
    ObjectDefinition(
      "moment", title: LocalizedText(zh: "時點", en: "moment"),
      meaning: LocalizedText(zh: "由案件的事件取得的值。", en: "A value made from a case's events."),
      keys: [
        KeyDefinition(
          "first", .oneOrMore(.text), zh: "最早一次的活動。", en: "The earliest of these activities.",
          example: "收件"),
        KeyDefinition("last", .oneOrMore(.text), zh: "最後一次的活動。", en: "The latest of these."),
        KeyDefinition(
          "nth", .integer(1...10_000), zh: "第幾次；活動寫在 of。",
          en: "Which one; its activity stands in of."),
        KeyDefinition("of", .oneOrMore(.text), zh: "nth 的活動。", en: "The activities of nth."),
        KeyDefinition("count", .oneOrMore(.text), zh: "發生次數。", en: "How often these occur."),
        KeyDefinition(
          "value", .name(.column), zh: "改取該事件的欄位值，而非時間。",
          en: "The column whose value at the event is taken instead of its time."),
        KeyDefinition("lifecycle", .text, zh: "須符合的活動階段。", en: "The transition that must match."),
        KeyDefinition("title", .localized, zh: "名稱。", en: "The title."),
      ], exactlyOne: [["first", "last", "nth", "count"]],
      example: "moments: { received: { first: 收件 }, requested: { nth: 2, of: 通知補正 } }"),
  ]

  private static let columnKeys = [
    KeyDefinition(
      "type", .word(columnTypes), zh: "資料型別。", en: "What its cells hold.", required: true),
    KeyDefinition(
      "header", .oneOrMore(.text), zh: "匯出檔的欄位標題，取第一個相符者；預設為欄位名稱。",
      en: "The headings under which exports carry it; its name by default.",
      example: "[案號, case_id]"),
    KeyDefinition(
      "optional", .boolean, zh: "可以空白或沒有此欄（欄位改名之情形，見 data/absent-column）。",
      en: "Whether a cell may be empty or the column absent (if renamed: data/absent-column)."),
    KeyDefinition("values", .list(.text), zh: "允許的值。", en: "The only values allowed."),
    KeyDefinition(
      "true", .oneOrMore(.text), zh: "boolean 欄位中表示「是」的文字。", en: "Words for yes.",
      example: "[是, Y]"),
    KeyDefinition(
      "false", .oneOrMore(.text), zh: "boolean 欄位中表示「否」的文字。", en: "Words for no.",
      example: "[否, N]"),
    KeyDefinition(
      "empty", .oneOrMore(.text), zh: "視為空白的文字。", en: "Words that mean empty.",
      example: "[\"-\", 無]"),
    KeyDefinition(
      "forms", .oneOrMore(.word(dateForms)), zh: "日期的寫法；未寫時由值判斷，有疑義即報告。",
      en: "How dates are written; by default what values unambiguously show."),
    KeyDefinition(
      "sensitive", .word(sensitivities), zh: "個人資料的種類，報表中遮罩。",
      en: "The kind of personal data, masked in reports."),
    KeyDefinition(
      "repair", .oneOrMore(.word(repairs)), zh: "讀取前容許的修正，修正數會列在報表。",
      en: "Changes of text made before reading, counted in the report."),
    KeyDefinition("title", .localized, zh: "名稱。", en: "The title."),
    KeyDefinition("unit", .text, zh: "單位。", en: "The unit."),
  ]

  static let columnTypes = [
    AllowedWord("text", zh: "文字", en: "text"),
    AllowedWord("integer", zh: "整數", en: "a whole number"),
    AllowedWord("decimal", zh: "十進位小數", en: "an exact decimal number"),
    AllowedWord("boolean", zh: "是或否", en: "yes or no"),
    AllowedWord("date", zh: "日期", en: "a civil day"),
    AllowedWord("timestamp", zh: "日期與時刻", en: "a day with a time of day"),
  ]

  private static let dateForms = [
    AllowedWord("iso", zh: "西元年月日", en: "2021-01-31"),
    AllowedWord("roc", zh: "民國年月日", en: "110/01/31, 1100131, 110年1月31日"),
    AllowedWord(
      "serial-1900", zh: "試算表日期序號（1900 系統）", en: "spreadsheet serial numbers, 1900 system"),
    AllowedWord(
      "serial-1904", zh: "試算表日期序號（1904 系統）", en: "spreadsheet serial numbers, 1904 system"),
    AllowedWord("compact", zh: "無分隔的西元日期", en: "20210131"),
  ]

  private static let sensitivities = [
    AllowedWord("name", zh: "姓名", en: "a person's name"),
    AllowedWord("national-id", zh: "身分證統一編號", en: "a national identification number"),
    AllowedWord("phone", zh: "電話", en: "a telephone number"),
    AllowedWord("address", zh: "地址", en: "a postal address"),
    AllowedWord("email", zh: "電子郵件", en: "an e-mail address"),
    AllowedWord("other", zh: "其他", en: "anything else"),
  ]

  private static let repairs = [
    AllowedWord("trim", zh: "去除前後空白", en: "white space around the text is removed"),
    AllowedWord("full-width", zh: "全形轉半形", en: "full-width characters become ASCII"),
    AllowedWord(
      "letters-as-digits", zh: "數字中的 O、o、l 視為 0、0、1", en: "O, o and l in numbers are 0, 0, 1"),
    AllowedWord(
      "spreadsheet-text", zh: "去除試算表的撇號或 =\"…\"", en: "a leading apostrophe or =\"…\" is removed"),
  ]
}
