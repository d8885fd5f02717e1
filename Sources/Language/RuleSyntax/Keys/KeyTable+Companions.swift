import Diagnostics

extension KeyTable {
  static let verdicts = [
    AllowedWord("compliant", zh: "符合", en: "met"),
    AllowedWord("violated", zh: "違反", en: "not met"),
    AllowedWord("pending", zh: "未屆期", en: "not yet decided"),
    AllowedWord("not-applicable", zh: "不適用", en: "excluded by the rule's conditions"),
    AllowedWord("undetermined", zh: "無法判定", en: "the data cannot decide it"),
  ]

  private static let row = ValueShape.map(.anything, keys: .identifier)
  private static let expectation = ValueShape.either([
    .word(verdicts), .object("expectation"),
    .list(.either([.word(verdicts), .object("expectation")])),
  ])

  static let companionObjects: [ObjectDefinition] = [
    ObjectDefinition(
      "tests-file", title: LocalizedText(zh: "測試檔", en: "tests file"),
      meaning: LocalizedText(
        zh: "規則的測試：案件與預期的結果。一檔可有數份，以 --- 分隔。",
        en: "Tests of a rule: cases and the verdicts expected. A file may hold several after ---."),
      keys: [
        versionKey,
        KeyDefinition("tests", .name(.rule), zh: "受測的規則。", en: "The rule tested.", required: true),
        KeyDefinition(
          "pack", .name(.path), zh: "規則檔，預設為同名的規則檔。",
          en: "The pack file; the sibling of the same name by default."),
        KeyDefinition("as-of", .moment, zh: "判斷的時點。", en: "The moment judged."),
        KeyDefinition(
          "observed-through", .moment, zh: "資料完整至何時。", en: "How far the data is complete."),
        KeyDefinition(
          "known-on", .date, zh: "以何日所知的修正為準。",
          en: "The date whose knowledge of amendments is used."),
        KeyDefinition(
          "given", row, zh: "每一列皆有的值，除非該列另行載明。",
          en: "Cells of every row that does not state them itself.",
          example: "{ activity: office.inspections }"),
        KeyDefinition(
          "register", .map(.list(row), keys: .kebab), zh: "各案例共用的其他資料集的列。",
          en: "Rows of other datasets, for all cases."),
        KeyDefinition(
          "cases", .list(.object("test-case")), zh: "測試案例。", en: "The cases."),
        KeyDefinition(
          "table", .list(.list(.anything)),
          zh: "測試案例的表：首列為欄名與 expect，其後每列一案例；rows 為列數，because 為理由，清單為數列，識別欄位自動編號。",
          en:
            "Cases as a table: a head of column names and 'expect', then a line a case; 'rows' says how many such rows, 'because' why, a list stands for several rows, and key columns are numbered.",
          example:
            "[[done_on, rows, expect], [110-12-31, 12, compliant], [110-12-31, 11, violated]]"
        ),
      ], atLeastOne: [["cases", "table"]]),
    ObjectDefinition(
      "test-case", title: LocalizedText(zh: "測試案例", en: "test case"),
      meaning: LocalizedText(zh: "一列或數列資料與預期的結果。", en: "A row or rows with the verdict expected."),
      keys: [
        KeyDefinition("name", .text, zh: "名稱。", en: "What it shows."),
        KeyDefinition("row", row, zh: "一列資料。", en: "One row."),
        KeyDefinition("rows", .list(row), zh: "數列資料。", en: "Several rows."),
        KeyDefinition("events", .list(row), zh: "事件列。", en: "Rows of events."),
        KeyDefinition(
          "register", .map(.list(row), keys: .kebab), zh: "其他資料集的列。", en: "Rows of other datasets."),
        KeyDefinition("as-of", .moment, zh: "判斷的時點。", en: "The moment judged."),
        KeyDefinition(
          "observed-through", .moment, zh: "資料完整至何時。", en: "How far the data is complete."),
        KeyDefinition(
          "known-on", .date, zh: "以何日所知的修正為準。", en: "The date whose knowledge is used."),
        KeyDefinition("expect", expectation, zh: "預期的結果。", en: "What is expected."),
        KeyDefinition("todo", .text, zh: "尚不能通過的理由。", en: "Why it cannot pass yet."),
      ], atMostOne: [["row", "rows", "events"]], atLeastOne: [["expect", "todo"]]),
    ObjectDefinition(
      "expectation", title: LocalizedText(zh: "預期", en: "expectation"),
      meaning: LocalizedText(
        zh: "預期的結果與其內容；組別寫 group 與 verdict。",
        en: "A verdict with its details; for groups, group and verdict."),
      keys: verdicts.map {
        KeyDefinition(
          $0.word, .object("details"), zh: "\($0.meaning.zhHant)，及其內容。",
          en: "\($0.meaning.en), with details.")
      } + [
        KeyDefinition(
          "group", .map(.anything, keys: .free), zh: "組別的欄位值與期間。",
          en: "The group's values and period."),
        KeyDefinition("verdict", .word(verdicts), zh: "預期的結果。", en: "The verdict."),
      ] + detailKeys),
    ObjectDefinition(
      "details", title: LocalizedText(zh: "預期內容", en: "verdict's details"),
      meaning: LocalizedText(zh: "結果的內容，每一項都須相符。", en: "Details of a verdict; each must match."),
      keys: detailKeys),
    ObjectDefinition(
      "waivers-file", title: LocalizedText(zh: "豁免檔", en: "waivers file"),
      meaning: LocalizedText(
        zh: "經核准的豁免；違反仍會列出，標示為豁免。",
        en: "Approved waivers; a waived violation is still reported, as waived."),
      keys: [
        versionKey,
        KeyDefinition(
          "waivers", .list(.object("waiver")), zh: "豁免。", en: "The waivers.", required: true),
      ]),
    ObjectDefinition(
      "waiver", title: LocalizedText(zh: "豁免", en: "waiver"),
      meaning: LocalizedText(zh: "一項豁免。", en: "One waiver."),
      keys: [
        KeyDefinition(
          "id", .identifier, zh: "代號；未寫者為檔名與序號。",
          en: "Its id; file and number where none is written."),
        KeyDefinition("rule", .name(.rule), zh: "規則。", en: "The rule.", required: true),
        KeyDefinition("cases", .oneOrMore(.text), zh: "案號。", en: "Keys of cases."),
        KeyDefinition(
          "groups", .oneOrMore(.either([.text, .map(.text, keys: .free)])), zh: "組別。", en: "Groups."
        ),
        KeyDefinition("reason", .text, zh: "理由。", en: "The reason.", required: true),
        KeyDefinition("approved-by", .text, zh: "核准人。", en: "Who approved it.", required: true),
        KeyDefinition("approved-on", .date, zh: "核准日。", en: "When.", required: true),
        KeyDefinition("until", .date, zh: "末日。", en: "Its last day.", required: true),
      ], exactlyOne: [["cases", "groups"]]),
    ObjectDefinition(
      "undecided-file", title: LocalizedText(zh: "未定義務檔", en: "file of undecided obligations"),
      meaning: LocalizedText(
        zh: "無法由紀錄判定而未編成規則的義務及其理由。",
        en: "Obligations that records cannot decide, so that no rule encodes them, with the reason."
      ),
      keys: [
        versionKey,
        KeyDefinition(
          "undecided", .list(.object("undecided")), zh: "義務。", en: "The obligations.",
          required: true),
      ]),
    ObjectDefinition(
      "undecided", title: LocalizedText(zh: "未定義務", en: "undecided obligation"),
      meaning: LocalizedText(zh: "一項義務及其理由。", en: "An obligation with the reason."),
      keys: [
        KeyDefinition("obligation", .text, zh: "義務代號。", en: "The obligation's id.", required: true),
        KeyDefinition("reason", .localized, zh: "理由。", en: "The reason.", required: true),
      ]),
    projectObject,
    ObjectDefinition(
      "report", title: LocalizedText(zh: "報表", en: "report"),
      meaning: LocalizedText(zh: "一種格式與其檔案。", en: "A format and its file."),
      keys: [
        KeyDefinition(
          "format", .text, zh: "格式。", en: "The format.", required: true, example: "html"),
        KeyDefinition("path", .text, zh: "檔案。", en: "The file."),
      ]),
  ]

  private static let detailKeys = [
    KeyDefinition("due", .moment, zh: "期限。", en: "The due day or moment."),
    KeyDefinition(
      "late", .text, zh: "逾期多久，例如 1 minute、2 days、3 working days。",
      en: "How late: 1 minute, 2 days, 3 working days."),
    KeyDefinition("owner", .text, zh: "負責單位。", en: "The owner."),
    KeyDefinition("start", .moment, zh: "起算時點。", en: "The start."),
    KeyDefinition("value", .text, zh: "值。", en: "The value."),
    KeyDefinition("target", .text, zh: "目標。", en: "The target."),
    KeyDefinition("reason", .text, zh: "說明中須含的文字。", en: "A text that the reason holds."),
    KeyDefinition("column", .text, zh: "欄位。", en: "The column."),
  ]

  private static let dataEnds = [
    AllowedWord("written", zh: "檔案寫成之時", en: "when the file was written"),
    AllowedWord("now", zh: "查核基準時刻，即時連線者適用", en: "the moment judged, for live systems"),
  ]

  private static let projectObject = ObjectDefinition(
    "project-file", title: LocalizedText(zh: "專案檔", en: "project file"),
    meaning: LocalizedText(
      zh: "規則、各期資料檔與報表的設定。", en: "Rules, data files by period and reports of one office."),
    keys: [
      versionKey,
      KeyDefinition("project", .localized, zh: "名稱。", en: "The title.", required: true),
      KeyDefinition("language", .word(languages), zh: "報表的語言。", en: "The language of reports."),
      KeyDefinition("timezone", .name(.zone), zh: "時區。", en: "The zone."),
      KeyDefinition(
        "rules", .oneOrMore(.name(.path)), zh: "規則檔或資料夾。", en: "Rule files or folders.",
        required: true),
      KeyDefinition(
        "data", .map(.oneOrMore(.text), keys: .kebab),
        zh: "各資料集的檔案，可用 {roc-year}、{rocyear3}、{year}、{month}。",
        en: "The files of each dataset, with {roc-year}, {rocyear3}, {year} and {month}.",
        example: "{ cases: \"data/{rocyear3}{month}.csv\" }"),
      KeyDefinition(
        "observed-through", .map(.either([.word(dataEnds), .moment]), keys: .kebab),
        zh: "各資料集完整至何時；檔名有年月者，預設為該月末日。",
        en: "How far each dataset is complete; by default the end of the month in a file's name.",
        example: "{ petitions: written }"),
      KeyDefinition("reports", .oneOrMore(.object("report")), zh: "報表。", en: "Reports."),
      KeyDefinition(
        "fail-on", .word(severities), zh: "達此嚴重程度即以結果代碼 1 結束。",
        en: "The severity from which the exit code is 1."),
      KeyDefinition(
        "memory-limit", .integer(1...1_048_576),
        zh: "將事件彙整為案件可用之記憶體（MiB），預設 1024；逾此改用暫存檔，結果相同。",
        en:
          "Memory in MiB for gathering events into cases, 1024 unless stated; beyond it temporary files are "
          + "used, with the same result.", example: "256"),
      KeyDefinition(
        "places", .oneOrMore(.text), zh: "縣市；其停止上班日計入行事曆。",
        en: "Counties and cities whose closures are laid over the calendars.", example: "[嘉義市]"),
      KeyDefinition("waivers", .oneOrMore(.name(.path)), zh: "豁免檔。", en: "Waivers files."),
      KeyDefinition("alerts", .object("alerts"), zh: "通知設定。", en: "Alerts."),
    ])
}
