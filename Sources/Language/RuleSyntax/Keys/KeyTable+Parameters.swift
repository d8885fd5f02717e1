import Diagnostics

extension KeyTable {
  static let parameterObjects: [ObjectDefinition] = [
    ObjectDefinition(
      "parameter", title: LocalizedText(zh: "參數", en: "parameter"),
      meaning: LocalizedText(
        zh: "目標值或期限；每個值記載生效日（from），修正者另記核定日（adopted）與理由。",
        en:
          "A target or limit; each value has a first day, and an amendment the day it was decided."),
      keys: [
        KeyDefinition("title", .localized, zh: "名稱。", en: "The title."),
        KeyDefinition(
          "unit", .text, zh: "單位，例如 percent、days。", en: "The unit, such as percent or days.",
          required: true, example: "percent"),
        KeyDefinition(
          "cites", .oneOrMore(.name(.citation)), zh: "依據。", en: "The authority.",
          example: "plan, P7-10"),
        KeyDefinition("value", .number, zh: "不隨時間變動的值。", en: "A value that does not change."),
        KeyDefinition(
          "values", .list(.object("dated-value")), zh: "各期間的值。", en: "Its values over time."),
        KeyDefinition(
          "combine", .word(combinations), zh: "期間內變動時如何合併；規則的期間內有變動時必須寫。",
          en: "How values combine where one changes inside a rule's period; required there."),
        KeyDefinition(
          "stated-choice", .localized, zh: "原文未定而由規則包自行決定之處。",
          en: "What the pack chose where the text is silent."),
      ], exactlyOne: [["value", "values"]],
      example: """
        parameters:
          quality-inspections:
            unit: inspections
            values:
              - { from: 110-01-01, value: 45 }
              - { from: 110-01-01, value: 40, adopted: 110-03-01, reason: 修正查核件數原則 }
        """),
    ObjectDefinition(
      "dated-value", title: LocalizedText(zh: "期間值", en: "dated value"),
      meaning: LocalizedText(zh: "自某日起的值。", en: "A value from a day on."),
      keys: [
        KeyDefinition(
          "from", .date, zh: "適用首日。", en: "The first day on which it applies.", required: true),
        KeyDefinition("value", .number, zh: "值。", en: "The value.", required: true),
        KeyDefinition("adopted", .date, zh: "核定日。", en: "The day on which it was decided."),
        KeyDefinition("reason", .localized, zh: "修正理由。", en: "Why it changed."),
        KeyDefinition("cites", .oneOrMore(.name(.citation)), zh: "依據。", en: "The authority."),
      ]),
    ObjectDefinition(
      "profile", title: LocalizedText(zh: "計算方式", en: "counting profile"),
      meaning: LocalizedText(
        zh: "期間如何起算、如何屆滿，例如行政程序法第48條。",
        en: "How a period begins and ends, such as 行政程序法 §48."),
      keys: profileKeys,
      example: """
        counting:
          apa-48: { start: excluded, end-on-rest-day: next-working-day, cites: "apa, 48" }
        """),
  ]

  private static let combinations = [
    AllowedWord("per-segment", zh: "分段各以其值判斷", en: "each part of the period by its own value"),
    AllowedWord("weighted", zh: "依日數加權", en: "weighted by days"),
    AllowedWord("period-end", zh: "以期末之值為準", en: "the value at the period's end"),
  ]

  private static let profileKeys = [
    KeyDefinition("title", .localized, zh: "名稱。", en: "The title."),
    KeyDefinition(
      "start",
      .word([
        AllowedWord("excluded", zh: "始日不計算在內", en: "the day of the event is not counted"),
        AllowedWord("included", zh: "始日計算在內", en: "the day of the event counts as a whole day"),
        AllowedWord("instant", zh: "即時起算", en: "from the instant"),
      ]), zh: "始日是否計入。", en: "Whether the day of the event counts.", required: true),
    KeyDefinition(
      "end-on-rest-day",
      .word([
        AllowedWord("next-working-day", zh: "以次一上班日代之", en: "the next working day replaces it"),
        AllowedWord("stays", zh: "照計", en: "it is counted"),
      ]), zh: "末日為休息日時。", en: "What happens to a last day that is a rest day."),
    KeyDefinition(
      "count",
      .word([
        AllowedWord("calendar-days", zh: "日曆天", en: "every day"),
        AllowedWord("working-days", zh: "工作天", en: "working days only"),
      ]), zh: "以日計者計算何種日。", en: "Which days a limit in days counts."),
    KeyDefinition(
      "months",
      .word([
        AllowedWord(
          "corresponding-day", zh: "以相當日之前一日為末日", en: "ends the day before the corresponding day"),
        AllowedWord("same-day", zh: "以同數字之日為末日", en: "ends on the day of the same number"),
      ]), zh: "月、年如何屆滿。", en: "How months and years end."),
    KeyDefinition(
      "closures",
      .word([
        AllowedWord("rest-days", zh: "視為休息日", en: "are rest days"),
        AllowedWord("working-days", zh: "視為原來之日", en: "are what they otherwise would be"),
      ]), zh: "停止上班日如何計算。", en: "How whole-day closures count."),
    KeyDefinition(
      "moment",
      .word([
        AllowedWord("end-of-day", zh: "末日終了（24時）", en: "its end, 24:00"),
        AllowedWord("start-of-day", zh: "末日開始（0時）", en: "its beginning, 0:00"),
      ]), zh: "屆滿於末日的何時。", en: "Which moment of the last day is meant."),
    KeyDefinition("calendar", .name(.calendar), zh: "使用的行事曆。", en: "The calendar it uses."),
    KeyDefinition("cites", .oneOrMore(.name(.citation)), zh: "條文。", en: "The article."),
  ]
}
