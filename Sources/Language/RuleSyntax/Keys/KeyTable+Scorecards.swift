import Diagnostics

extension KeyTable {
  static let scorecardObjects: [ObjectDefinition] = [
    ObjectDefinition(
      "scorecard", title: LocalizedText(zh: "評分表", en: "scorecard"),
      meaning: LocalizedText(
        zh: "由規則結果或數值加權計分。", en: "A weighted score from rules' results and values."),
      keys: [
        KeyDefinition("title", .localized, zh: "名稱。", en: "The title."),
        KeyDefinition("cites", .oneOrMore(.name(.citation)), zh: "依據。", en: "The authority."),
        KeyDefinition(
          "points", .word(methods), zh: "得分方式，預設 proportional。",
          en: "How points are given; proportional by default."),
        KeyDefinition(
          "total", .number, zh: "權重總和，預設 100。", en: "What the weights add up to; 100 by default."),
        KeyDefinition(
          "indicators", .list(.object("indicator")), zh: "指標。", en: "The indicators.",
          required: true),
      ],
      example: """
        scorecards:
          administration:
            title: 104年度施政績效
            points: proportional
            total: 9
            indicators:
              - { title: 新聞稿, value: 403, target: 250, weight: 3, dimension: 一, goal: 四 }
              - { title: 公出登記, value: 40, target: 50, unit: percent, weight: 1, points: by-value }
              - { title: 具體事蹟, weight: 5, awarded: 4, note: 依評比標準核給 }
        """),
    ObjectDefinition(
      "indicator", title: LocalizedText(zh: "指標", en: "indicator"),
      meaning: LocalizedText(zh: "評分表的一項。", en: "One line of a scorecard."),
      keys: [
        KeyDefinition("title", .localized, zh: "名稱。", en: "The title."),
        KeyDefinition(
          "rule", .name(.rule),
          zh: "以規則的結果為實績：只有一組者取其值與目標，逐列判斷或有數組者取符合者的百分比（目標為 100）。",
          en: """
            The rule whose result is the achievement: with one group its value and target; of rows, or \
            of several groups, the share that complies, against 100 percent.
            """
        ),
        KeyDefinition(
          "group", .map(.text, keys: .free), zh: "規則有數組時，以欄位值與期間指明其中一組。",
          en: "Which of the rule's groups is meant, by its values and period."),
        KeyDefinition(
          "value", .either([.number, .name(.parameter)]),
          zh: "實績：數值或參數；由資料計算者以 measure 規則表示。",
          en: "The achievement: a number or a parameter; one that data gives is a measure rule."),
        KeyDefinition(
          "target", .either([.number, .name(.parameter)]), zh: "目標；規則另有目標者以此為準。",
          en: "The target; it replaces that of the rule."),
        KeyDefinition(
          "weight", .either([.number, .name(.parameter)]), zh: "權重。", en: "The weight.",
          required: true),
        KeyDefinition(
          "points", .word(methods), zh: "本項的得分方式；預設為評分表的方式。",
          en: "How its points are given; as the card says by default."),
        KeyDefinition(
          "awarded", .either([.number, .object("awarded-points")]),
          zh: "審查者實際核給的分數，取代計算的分數：數值，或由資料取得。",
          en:
            "The points that a reviewer gave, which replace the computed ones: a number, or from data."
        ),
        KeyDefinition(
          "bonus", .number, zh: "權重之外最多可加的分數。", en: "What may be earned on top of the weight."),
        KeyDefinition("dimension", .localized, zh: "面向。", en: "The dimension."),
        KeyDefinition("goal", .localized, zh: "目標項目。", en: "The goal."),
        KeyDefinition("unit", .text, zh: "單位。", en: "The unit."),
        KeyDefinition("note", .localized, zh: "備註。", en: "A remark."),
      ], atMostOne: [["rule", "value"]], atLeastOne: [["rule", "value", "awarded"]]),
    ObjectDefinition(
      "awarded-points", title: LocalizedText(zh: "核給分數", en: "awarded points"),
      meaning: LocalizedText(
        zh: "審查者核給的分數，由 measure 規則自資料取得。",
        en: "Points that a reviewer gave, taken from data by a measure rule."),
      keys: [
        KeyDefinition(
          "rule", .name(.rule), zh: "其值為核給分數的規則。", en: "The rule whose value the points are.",
          required: true),
        KeyDefinition(
          "group", .map(.text, keys: .free), zh: "規則有數組時，指明其中一組。",
          en: "Which of the rule's groups is meant."),
      ]),
  ]

  private static let methods = [
    AllowedWord(
      "proportional", zh: "權重 × min(1, 實績／目標)", en: "weight × min(1, achieved / target)"),
    AllowedWord("by-value", zh: "權重 × 實績（百分比）", en: "weight × the value itself, in percent"),
    AllowedWord(
      "full-or-none", zh: "達成目標得全部權重，未達成不給分", en: "the whole weight where the target is met"),
  ]
}
