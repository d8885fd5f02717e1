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
          "points",
          .word([
            AllowedWord(
              "proportional", zh: "權重 × min(1, 實績／目標)", en: "weight × min(1, achieved / target)")
          ]), zh: "得分方式。", en: "How points are given."),
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
            indicators:
              - { title: 新聞稿, value: 403, target: 250, weight: 3, dimension: 一, goal: 四 }
        """),
    ObjectDefinition(
      "indicator", title: LocalizedText(zh: "指標", en: "indicator"),
      meaning: LocalizedText(zh: "評分表的一項。", en: "One line of a scorecard."),
      keys: [
        KeyDefinition("title", .localized, zh: "名稱。", en: "The title."),
        KeyDefinition(
          "rule", .name(.rule), zh: "以規則的結果為實績。", en: "The rule whose result is the achievement."),
        KeyDefinition(
          "value", .either([.number, .name(.parameter)]),
          zh: "實績：數值或參數；由資料計算者以 measure 規則表示。",
          en: "The achievement: a number or a parameter; one that data gives is a measure rule."),
        KeyDefinition(
          "target", .either([.number, .name(.parameter)]), zh: "目標。", en: "The target."),
        KeyDefinition(
          "weight", .either([.number, .name(.parameter)]), zh: "權重。", en: "The weight.",
          required: true),
        KeyDefinition(
          "awarded", .number, zh: "機關實際核給的分數。", en: "The points that the authority awarded."),
        KeyDefinition("dimension", .localized, zh: "面向。", en: "The dimension."),
        KeyDefinition("goal", .localized, zh: "目標項目。", en: "The goal."),
        KeyDefinition("unit", .text, zh: "單位。", en: "The unit."),
        KeyDefinition("note", .localized, zh: "備註。", en: "A remark."),
      ], exactlyOne: [["rule", "value"]]),
  ]
}
