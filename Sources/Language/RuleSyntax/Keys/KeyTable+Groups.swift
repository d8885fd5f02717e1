import Diagnostics

extension KeyTable {
  /// The words that compare a value with its target.
  public static let comparisons = ["at-least", "at-most", "above", "below", "exactly"]

  private static let targetShape = ValueShape.either([
    .number, .name(.parameter), .object("target"),
  ])

  private static func targetKeys(_ shape: ValueShape) -> [KeyDefinition] {
    [
      KeyDefinition("at-least", shape, zh: "至少。", en: "≥", example: "98"),
      KeyDefinition("at-most", shape, zh: "至多。", en: "≤"),
      KeyDefinition("above", shape, zh: "大於。", en: ">"),
      KeyDefinition("below", shape, zh: "小於。", en: "<"),
      KeyDefinition("exactly", shape, zh: "等於。", en: "="),
    ]
  }
  private static let plainTarget = ValueShape.either([.number, .name(.parameter)])

  static let rowKinds: [ObjectDefinition] = [
    ObjectDefinition(
      "assert", title: LocalizedText(zh: "條件", en: "assertion"),
      meaning: LocalizedText(
        zh: "每一列都須符合的條件，或須填寫的欄位。",
        en: "A condition that every row meets, or cells that must be filled."),
      keys: [
        KeyDefinition("that", .expression, zh: "每列須為真的條件式。", en: "What must be true of every row."),
        KeyDefinition(
          "required", .oneOrMore(.name(.column)), zh: "不得空白的欄位。",
          en: "Columns that must not be empty."),
      ], atLeastOne: [["that", "required"]],
      example: """
        price-ratio:
          kind: assert
          dataset: tenders
          that: award <= budget
        """),
    ObjectDefinition(
      "order", title: LocalizedText(zh: "順序", en: "order rule"),
      meaning: LocalizedText(
        zh: "案件各時點的先後、應有、禁止或次數。", en: "Moments of a case in a required, forbidden or limited order."
      ),
      keys: [
        KeyDefinition(
          "precedence", .object("precedence"), zh: "then 之前必須先有 first。",
          en: "then never without first before it.",
          example: "{ first: sealed_at, then: sent_at }"),
        KeyDefinition(
          "response", .object("response"), zh: "after 之後必須有 expect。",
          en: "After after, expect follows."),
        KeyDefinition("absence", .name(.column), zh: "不得發生的時點。", en: "A moment that never occurs."),
        KeyDefinition(
          "at-most-once", .name(.column), zh: "至多一次的次數欄位。", en: "A count that is at most one."),
        KeyDefinition(
          "between", .object("between"), zh: "event 必須介於兩者之間。", en: "event lies between two others."
        ),
        KeyDefinition(
          "allow-same", .boolean, zh: "同時是否視為符合，預設 true。",
          en: "Whether equal times are in order; true by default."),
      ], exactlyOne: [["precedence", "response", "absence", "at-most-once", "between"]],
      example: """
        sealed-before-sent:
          kind: order
          dataset: documents
          precedence: { first: sealed_at, then: sent_at }
        """),
    ObjectDefinition(
      "unique", title: LocalizedText(zh: "不重複", en: "unique rule"),
      meaning: LocalizedText(zh: "不得有兩列的值相同。", en: "No two rows with the same values."),
      keys: [
        KeyDefinition(
          "columns", .oneOrMore(.name(.column)), zh: "比較的欄位，預設為資料集的 key。",
          en: "The columns compared; the dataset's key by default."),
        KeyDefinition(
          "within", .word(periodAllowedWords), zh: "在何期間內不得重複。",
          en: "The period in which values are unique."),
      ], atMostOne: [["within", "per"]],
      example: "case-number: { kind: unique, dataset: cases, columns: [case_id] }"),
    ObjectDefinition(
      "serial", title: LocalizedText(zh: "連號", en: "serial rule"),
      meaning: LocalizedText(zh: "編號須連續無缺號。", en: "Numbers that run without gaps."),
      keys: [
        KeyDefinition(
          "number", .name(.column), zh: "編號欄位。", en: "The column with the number.", required: true),
        KeyDefinition(
          "prefix", .name(.column), zh: "字軌欄位；各字軌各自連號。",
          en: "A column whose values have a series each."),
        KeyDefinition(
          "start", .integer(0...Int.max), zh: "起號，預設為最小者。",
          en: "The first number; the smallest found by default."),
      ],
      example:
        "receipts: { kind: serial, dataset: receipts, number: receipt_no, per: [year], dated-by: issued_on, start: 1 }"
    ),
  ]

  static let periodAllowedWords = [
    AllowedWord("day", zh: "日", en: "day"), AllowedWord("week", zh: "週", en: "week"),
    AllowedWord("month", zh: "月", en: "month"), AllowedWord("quarter", zh: "季", en: "quarter"),
    AllowedWord("half-year", zh: "半年", en: "half-year"), AllowedWord("year", zh: "年", en: "year"),
  ]

  static let groupKinds: [ObjectDefinition] = [
    ObjectDefinition(
      "rate", title: LocalizedText(zh: "比率", en: "rate"),
      meaning: LocalizedText(
        zh: "符合的案件占比（百分比）。", en: "The share of cases that meet a rule or a condition, in percent."),
      keys: [
        KeyDefinition(
          "of", .name(.rule), zh: "計算其符合比率的規則。", en: "The rule whose verdicts are counted.",
          example: "dispatch-time"),
        KeyDefinition(
          "that", .expression, zh: "計算其為真比率的條件式。", en: "The condition whose truth is counted."),
      ] + targetKeys(plainTarget) + [
        KeyDefinition(
          "empty",
          .word([
            AllowedWord("not-applicable", zh: "不適用（預設）", en: "not applicable, the default"),
            AllowedWord("violated", zh: "視為違反", en: "violated"),
            AllowedWord("compliant", zh: "視為符合", en: "compliant"),
          ]), zh: "沒有案件的組別。", en: "The verdict on a group without cases.")
      ], exactlyOne: [["of", "that"], comparisons],
      example: """
        dispatch-rate:
          kind: rate
          of: dispatch-time
          per: [unit, month]
          dated-by: trigger
          at-least: dispatch-target
          governed-by: period
        """),
    ObjectDefinition(
      "count", title: LocalizedText(zh: "件數", en: "count"),
      meaning: LocalizedText(
        zh: "期間內的列數或不同值的數目。", en: "The number of rows or distinct values in a period."),
      keys: [
        KeyDefinition(
          "distinct", .name(.column), zh: "計算不同值的欄位。",
          en: "The column whose distinct values are counted.")
      ] + targetKeys(plainTarget), exactlyOne: [comparisons],
      example:
        "inspections: { kind: count, dataset: inspections, per: [year], dated-by: inspected_on, at-least: 33 }"
    ),
    ObjectDefinition(
      "measure", title: LocalizedText(zh: "數值", en: "measure"),
      meaning: LocalizedText(zh: "期間內某欄位的統計值。", en: "A statistic of a column in a period."),
      keys: [
        KeyDefinition("of", .name(.column), zh: "欄位。", en: "The column.", required: true),
        KeyDefinition(
          "statistic", .either([.word(statistics), .object("percentile")]), zh: "統計方式。",
          en: "Which statistic.", required: true, example: "mean"),
        KeyDefinition("unit", .text, zh: "單位。", en: "The unit of value and target."),
      ] + targetKeys(targetShape), exactlyOne: [comparisons],
      example:
        "budget: { kind: measure, dataset: budget, of: executed, statistic: sum, per: [year], dated-by: month, at-least: 80 }"
    ),
    coverageKind,
    recurrenceKind,
    ObjectDefinition(
      "window", title: LocalizedText(zh: "滑動期間", en: "window"),
      meaning: LocalizedText(
        zh: "任一連續期間內的累計達到門檻即違反。",
        en: "What accumulates within any span of days reaches a threshold: a violation."),
      keys: [
        KeyDefinition("sum", .name(.column), zh: "累計的欄位。", en: "The column summed."),
        KeyDefinition(
          "count", .word([AllowedWord("rows", zh: "列數", en: "rows")]), zh: "累計列數。",
          en: "Counts rows."),
        KeyDefinition(
          "span", .period, zh: "期間長度（日）。", en: "The length of the span, in days.", required: true,
          example: "30 days"),
        KeyDefinition("above", plainTarget, zh: "超過即違反。", en: "More is a violation."),
        KeyDefinition("at-least", plainTarget, zh: "達到即違反。", en: "As much is a violation."),
      ], exactlyOne: [["sum", "count"], ["above", "at-least"]],
      example:
        "split: { kind: window, dataset: purchases, sum: amount, span: 30 days, per: [vendor], dated-by: ordered_on, at-least: 150000 }"
    ),
  ]

  private static let statistics = [
    AllowedWord("sum", zh: "合計", en: "the sum"), AllowedWord("mean", zh: "平均", en: "the mean"),
    AllowedWord("median", zh: "中位數", en: "the median"),
    AllowedWord("min", zh: "最小值", en: "the smallest"),
    AllowedWord("max", zh: "最大值", en: "the largest"),
    AllowedWord("p90", zh: "第90百分位數", en: "the 90th percentile"),
    AllowedWord("distinct", zh: "不同值的數目", en: "the number of distinct values"),
    AllowedWord("last", zh: "最後一列的值", en: "the value of the latest row"),
  ]

  private static let coverageKind = ObjectDefinition(
    "coverage", title: LocalizedText(zh: "涵蓋", en: "coverage"),
    meaning: LocalizedText(
      zh: "名冊中的每一個（或一定比率）在期間內都有事件。",
      en: "Every member of a register, or a share, got events in each period."),
    keys: [
      KeyDefinition("register", .name(.dataset), zh: "名冊。", en: "The register.", required: true),
      KeyDefinition(
        "register-key", .name(.column), zh: "名冊的識別欄位，預設為其 key。",
        en: "The register's key column; its key by default."),
      KeyDefinition(
        "key", .name(.column), zh: "紀錄中指向名冊的欄位。", en: "The log's column that names the member.",
        required: true),
      KeyDefinition(
        "active", .object("active"), zh: "名冊成員的有效期間欄位。",
        en: "The register's columns of first and last active day."),
      KeyDefinition("register-when", .condition, zh: "計入的名冊成員。", en: "Which members count."),
      KeyDefinition(
        "at-least", .integer(1...1_000_000), zh: "每一成員所需的事件數，預設 1。",
        en: "How many events a member needs; 1 by default."),
      KeyDefinition(
        "share", plainTarget, zh: "應達成的成員比率（百分比），預設全部。",
        en: "The share of members in percent; every member by default."),
    ],
    example:
      "inspected: { kind: coverage, dataset: inspections, register: lodgings, key: lodging_id, per: [year], dated-by: inspected_on }"
  )

  private static let recurrenceKind = ObjectDefinition(
    "recurrence", title: LocalizedText(zh: "定期", en: "recurrence"),
    meaning: LocalizedText(zh: "依時程定期發生。", en: "Something happens on a schedule."),
    keys: [
      KeyDefinition(
        "every", .either([.word(periodAllowedWords), .period]), zh: "週期，或至多相隔的日數。",
        en: "The period in which it repeats, or the most days between one and the next.",
        required: true,
        example: "month"),
      KeyDefinition(
        "on", .object("schedule"), zh: "期間內的何日。", en: "Which days of the period.",
        example: "{ by-day: 10 }"),
      KeyDefinition(
        "rest-day",
        .word([
          AllowedWord("next-working-day", zh: "順延至次一上班日", en: "the next working day"),
          AllowedWord("previous-working-day", zh: "提前至前一上班日", en: "the working day before"),
          AllowedWord("stays", zh: "不變（預設）", en: "stays, the default"),
          AllowedWord("skip", zh: "免辦", en: "is left out"),
        ]), zh: "遇休息日時。", en: "What a scheduled rest day becomes."),
      KeyDefinition(
        "tolerance", .period, zh: "容許提前或延後的日數。", en: "How early or late still counts.",
        example: "2 days"),
    ],
    example:
      "report: { kind: recurrence, dataset: reports, dated-by: sent_on, every: month, on: { by-day: 10 }, rest-day: next-working-day }"
  )

  static let groupObjects: [ObjectDefinition] = [
    ObjectDefinition(
      "precedence", title: LocalizedText(zh: "先後", en: "precedence"),
      meaning: LocalizedText(zh: "then 之前必須先有 first。", en: "then never without first before it."),
      keys: [
        KeyDefinition(
          "first", .name(.column), zh: "必須在先的時點。", en: "What must come first.", required: true),
        KeyDefinition(
          "then", .name(.column), zh: "在後的時點。", en: "What comes after.", required: true),
      ]),
    ObjectDefinition(
      "response", title: LocalizedText(zh: "應有回應", en: "response"),
      meaning: LocalizedText(zh: "after 之後必須有 expect。", en: "After after, expect follows."),
      keys: [
        KeyDefinition(
          "after", .name(.column), zh: "引發的時點。", en: "What calls for it.", required: true),
        KeyDefinition(
          "expect", .name(.column), zh: "應有的時點。", en: "What must follow.", required: true),
      ]),
    ObjectDefinition(
      "between", title: LocalizedText(zh: "介於", en: "between"),
      meaning: LocalizedText(
        zh: "event 必須在 after 與 before 之間。", en: "event lies after one moment and before another."),
      keys: [
        KeyDefinition("event", .name(.column), zh: "時點。", en: "The moment.", required: true),
        KeyDefinition(
          "after", .name(.column), zh: "之前的時點。", en: "What comes before it.", required: true),
        KeyDefinition(
          "before", .name(.column), zh: "之後的時點。", en: "What comes after it.", required: true),
      ]),
    ObjectDefinition(
      "active", title: LocalizedText(zh: "有效期間", en: "active"),
      meaning: LocalizedText(zh: "名冊成員的有效期間。", en: "When a member of a register is active."),
      keys: [
        KeyDefinition("from", .name(.column), zh: "首日欄位。", en: "The column of the first day."),
        KeyDefinition("to", .name(.column), zh: "末日欄位。", en: "The column of the last day."),
      ], atLeastOne: [["from", "to"]]),
    ObjectDefinition(
      "percentile", title: LocalizedText(zh: "百分位數", en: "percentile"),
      meaning: LocalizedText(zh: "第 N 百分位數。", en: "The nth percentile by nearest rank."),
      keys: [KeyDefinition("percentile", .integer(1...100), zh: "N。", en: "n.", required: true)]),
    ObjectDefinition(
      "target", title: LocalizedText(zh: "比較基準", en: "target"),
      meaning: LocalizedText(
        zh: "與基準年或較早期間的值比較。", en: "The measure's own value in a base year or an earlier period."),
      keys: [
        KeyDefinition(
          "base-year", .integer(1...9999), zh: "基準年（小於 1000 為民國年）。",
          en: "The base year (below 1000: ROC).", example: "104"),
        KeyDefinition(
          "earlier", .period, zh: "較早多久的期間。", en: "How long before.", example: "1 year"),
        KeyDefinition(
          "change", .text, zh: "增減的百分比。", en: "By how many percent it is changed.",
          example: "5 percent"),
      ], exactlyOne: [["base-year", "earlier"]]),
    ObjectDefinition(
      "schedule", title: LocalizedText(zh: "時程", en: "schedule"),
      meaning: LocalizedText(zh: "期間內的日子。", en: "Days of a period."),
      keys: [
        KeyDefinition("weekday", .word(weekdays), zh: "星期幾。", en: "The day of the week."),
        KeyDefinition(
          "nth", .integer(-5...5), zh: "期間內第幾個，負數由後起算。",
          en: "Which one of the period; negative from its end."),
        KeyDefinition("day", .integer(1...31), zh: "該月的某日。", en: "A day of the month."),
        KeyDefinition(
          "by-day", .integer(1...31), zh: "至遲某日。", en: "At the latest on a day of the month."),
        KeyDefinition("by", .monthDay, zh: "至遲某月某日。", en: "At the latest on month and day."),
        KeyDefinition(
          "months", .list(.integer(1...12)), zh: "所列各月。", en: "In each of these months."),
      ], exactlyOne: [["weekday", "day", "by-day", "by", "months"]]),
  ]
}
