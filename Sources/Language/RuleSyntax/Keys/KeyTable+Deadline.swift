import Diagnostics

extension KeyTable {
  static let deadlineKinds: [ObjectDefinition] = [
    ObjectDefinition(
      "deadline", title: LocalizedText(zh: "期限", en: "deadline"),
      meaning: LocalizedText(
        zh: "案件從一個時點到另一個時點，須在期限內完成。", en: "From one moment of a case to another within a period."),
      keys: [
        KeyDefinition(
          "from", .either([.name(.column), .object("start")]),
          zh:
            "起算的時點：欄位，或 { due-of: 規則 }、{ done-of: 規則 }、{ latest-of: [欄位] }、{ earliest-of: [欄位] }。",
          en:
            "The moment from which the period runs: a column, { due-of: rule }, { done-of: rule }, { latest-of: [columns] } or { earliest-of: [columns] }.",
          required: true, example: "received_at"),
        KeyDefinition(
          "to", .either([.name(.column), .object("end")]),
          zh: "完成的時點：欄位，或 { any-of: [欄位] }（最早者）、{ all-of: [欄位] }（最晚者，缺一不可）。",
          en:
            "The moment of completion: a column, { any-of: [columns] } (the earliest) or { all-of: [columns] } (the latest; all are needed).",
          required: true, example: "closed_at"),
        KeyDefinition(
          "within", .either([.period, .list(.object("arm")), .object("limit")]),
          zh: "期限；或依條件分列，取第一個成立者，皆不成立即不適用。",
          en: "The limit, or arms of which the first true one decides; none true: not applicable.",
          example: "30 days"),
        KeyDefinition(
          "until", .name(.column), zh: "以欄位所載的日期或時刻為期限，代替 within。",
          en: "A column that holds the due day or moment, instead of within."),
      ] + adjustmentKeys + [
        KeyDefinition(
          "judged-by",
          .word([
            AllowedWord("due", zh: "屆滿時點（預設）", en: "the due moment, the default"),
            AllowedWord(
              "days-used", zh: "扣除停止期間後的工作天數", en: "working days used, less suspended ones"),
          ]), zh: "以何種時鐘判斷。", en: "Which clock decides.")
      ], exactlyOne: [["within", "until"]],
      example: """
        dispatch-time:
          title: 72小時內完成派案，其餘24小時
          kind: deadline
          dataset: protection-cases
          from: received_at
          to: dispatched_at
          within:
            - when: category == '成人保護' && !disabled
              limit: 72 hours
            - limit: 24 hours
          severity: high
          owner: unit
          cites: plan, P7-10
        """)
  ]

  private static let adjustmentKeys = [
    KeyDefinition(
      "counting", .name(.profile), zh: "計算方式；預設時分秒用 hours，工作天用 working-days，其餘用 apa-48。",
      en:
        "The counting profile; by default hours for seconds to hours, working-days for working days, else apa-48.",
      example: "apa-48"),
    KeyDefinition("extension", .object("extension"), zh: "延長。", en: "How it may be extended."),
    KeyDefinition(
      "suspension", .oneOrMore(.object("suspension")), zh: "停止計算的期間。",
      en: "When the clock stands still."),
    KeyDefinition(
      "restart", .name(.column), zh: "自此事件翌日重新起算。", en: "An event after which it is counted anew."),
    KeyDefinition(
      "transit", .either([.name(.column), .object("transit")]), zh: "在途期間：天數欄位，或依地區的表。",
      en: "Days added for distance: a column of days, or a table of places."),
  ]

  static let deadlineObjects: [ObjectDefinition] = [
    ObjectDefinition(
      "arm", title: LocalizedText(zh: "分列期限", en: "arm"),
      meaning: LocalizedText(zh: "within 的一項。", en: "One case of within."),
      keys: [
        KeyDefinition(
          "when", .condition, zh: "何時適用；最後一項可省略。", en: "When it applies; the last may leave it out."
        ),
        KeyDefinition(
          "limit", .either([.period, .object("limit")]), zh: "期限。", en: "The limit.",
          example: "72 hours"),
        KeyDefinition(
          "until", .name(.column), zh: "以欄位所載為期限。", en: "A column that holds the due day or moment."
        ),
      ] + adjustmentKeys, exactlyOne: [["limit", "until"]]),
    ObjectDefinition(
      "limit", title: LocalizedText(zh: "參數期限", en: "limit by parameter"),
      meaning: LocalizedText(
        zh: "以參數的值與單位為期限。", en: "A limit whose value and unit are a parameter's."),
      keys: [
        KeyDefinition(
          "parameter", .name(.parameter), zh: "參數。", en: "The parameter.", required: true)
      ]),
    ObjectDefinition(
      "start", title: LocalizedText(zh: "起算時點", en: "start"),
      meaning: LocalizedText(
        zh: "由規則或多個欄位決定的起算時點。", en: "A start that rules or several columns give."),
      keys: [
        KeyDefinition(
          "due-of", .name(.rule), zh: "另一期限的屆滿時點。", en: "The due moment of another deadline."),
        KeyDefinition(
          "done-of", .name(.rule), zh: "另一期限的完成時點。", en: "The moment another deadline was met."),
        KeyDefinition(
          "latest-of", .list(.name(.column)), zh: "最晚者，缺一不可。", en: "The latest; all are needed."),
        KeyDefinition(
          "earliest-of", .list(.name(.column)), zh: "最早者。", en: "The earliest that is present."),
      ], exactlyOne: [["due-of", "done-of", "latest-of", "earliest-of"]]),
    ObjectDefinition(
      "end", title: LocalizedText(zh: "完成時點", en: "end"),
      meaning: LocalizedText(zh: "由多個欄位決定的完成時點。", en: "An end that several columns give."),
      keys: [
        KeyDefinition(
          "any-of", .list(.name(.column)), zh: "最早者。", en: "The earliest that is present."),
        KeyDefinition(
          "all-of", .list(.name(.column)), zh: "最晚者，缺一不可。", en: "The latest; all are needed."),
      ], exactlyOne: [["any-of", "all-of"]]),
    extensionObject,
    ObjectDefinition(
      "suspension", title: LocalizedText(zh: "停止計算", en: "suspension"),
      meaning: LocalizedText(
        zh: "兩個時點之間不計入期限。終止早於開始者，不論如何均符合的案件仍為符合，其餘無法判定。",
        en:
          "Between two moments the clock stands still. Where the end lies before the beginning, what is "
          + "met without the stop is met, and everything else is undetermined."),
      keys: [
        KeyDefinition("from", .name(.column), zh: "開始停止。", en: "The stop.", required: true),
        KeyDefinition("to", .name(.column), zh: "恢復計算。", en: "The resumption.", required: true),
      ]),
    ObjectDefinition(
      "transit", title: LocalizedText(zh: "在途期間", en: "transit"),
      meaning: LocalizedText(zh: "依欄位的值加計的天數。", en: "Days added by the value of a column."),
      keys: [
        KeyDefinition(
          "by", .name(.column), zh: "地區欄位。", en: "The column with the place.", required: true),
        KeyDefinition(
          "days", .map(.integer(0...3660), keys: .free), zh: "各地區的天數。",
          en: "The days of each place.",
          required: true, example: "{ 連江縣: 30, 金門縣: 19 }"),
      ]),
  ]

  private static let extensionObject = ObjectDefinition(
    "extension", title: LocalizedText(zh: "延長", en: "extension"),
    meaning: LocalizedText(
      zh: "期限的延長；不合規定者不生效力，並於結果說明。",
      en: "An extension; an invalid one leaves the due moment and is told."),
    keys: [
      KeyDefinition(
        "until", .name(.column), zh: "延長後的末日欄位。", en: "The column with the new last day."),
      KeyDefinition(
        "by", .period, zh: "延長的期間。", en: "A fixed further period.", example: "2 months"),
      KeyDefinition("at-most", .period, zh: "最長的延長期間。", en: "The longest further period allowed."),
      KeyDefinition("times", .integer(1...1), zh: "次數，目前為 1。", en: "How often; now 1."),
      KeyDefinition(
        "notified", .name(.column), zh: "通知延長的時點。", en: "When the extension was notified."),
      KeyDefinition(
        "notified-before", .word([AllowedWord("due", zh: "原期限屆滿前", en: "the original due moment")]),
        zh: "須在何時之前通知。", en: "Before which moment it must be notified."),
      KeyDefinition("granted", .expression, zh: "是否准許延長。", en: "Whether it was granted."),
    ], exactlyOne: [["until", "by"]],
    example: "extension: { by: 2 months, notified: extended_on, notified-before: due }")
}
