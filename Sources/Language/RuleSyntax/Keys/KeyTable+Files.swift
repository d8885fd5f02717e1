import Diagnostics

extension KeyTable {
  static let versionKey = KeyDefinition(
    "qixian", .integer(1...1), zh: "規則語言版本，目前為 1；每個檔案都必須寫。",
    en: "The version of the rule language, now 1; every file states it.", required: true,
    example: "1")

  static let languages = [
    AllowedWord("zh-Hant", zh: "正體中文", en: "Traditional Chinese"),
    AllowedWord("en", zh: "英文", en: "English"),
  ]

  static let fileObjects: [ObjectDefinition] = [
    ObjectDefinition(
      "pack", title: LocalizedText(zh: "規則檔", en: "rule file"),
      meaning: LocalizedText(
        zh: "一組規則，或（沒有 pack 時）供其他檔案以 use 引用的資料集、參數與計算方式。",
        en:
          "A set of rules, or (without pack) datasets, parameters and profiles that other files use."
      ),
      keys: [
        versionKey,
        KeyDefinition(
          "pack", .identifier, zh: "規則包代號；規則的完整代號為「規則包/規則」。",
          en: "The id of the pack; a rule's full id is pack/rule.",
          example: "chiayi.social-welfare"),
        KeyDefinition("title", .localized, zh: "名稱。", en: "The title."),
        KeyDefinition(
          "language", .word(languages), zh: "檔案中單一文字所用的語言，預設 zh-Hant。",
          en: "The language of plain texts in the file; zh-Hant by default."),
        KeyDefinition(
          "timezone", .name(.zone), zh: "日期與未註明時區的時刻所屬時區。",
          en: "The zone of days and of times without an offset.", example: "Asia/Taipei"),
        KeyDefinition(
          "use", .oneOrMore(.name(.path)), zh: "引用的檔案，路徑相對於本檔。",
          en: "Files whose definitions are used, relative to this one.",
          example: "[../taiwan/counting.yaml, ../calendars/tw-government.yaml]"),
        KeyDefinition(
          "sources", .map(.either([.text, .object("source")]), keys: .kebab),
          zh: "規則所依據的法令與文件。", en: "What gives the rules their authority."),
        KeyDefinition(
          "datasets", .map(.object("dataset"), keys: .kebab), zh: "規則所需的案件資料及其欄位。",
          en: "What rules expect of the logs."),
        KeyDefinition(
          "parameters", .map(.object("parameter"), keys: .kebab), zh: "會隨時間修正的目標值與期限。",
          en: "Targets and limits that change over time."),
        KeyDefinition(
          "counting", .map(.object("profile"), keys: .kebab), zh: "期間的計算方式。",
          en: "How periods are counted."),
        KeyDefinition(
          "calendar", .name(.calendar), zh: "本檔規則預設使用的行事曆。",
          en: "The calendar that the file's rules use by default.", example: "tw-government"),
        KeyDefinition(
          "templates", .map(.object("template"), keys: .kebab), zh: "規則的範本，規則以 like 沿用。",
          en: "Templates, which rules complete with like."),
        KeyDefinition(
          "rules", .map(.object("rule"), keys: .kebab), zh: "規則，各以代號為鍵。",
          en: "The rules by id."),
        KeyDefinition(
          "scorecards", .map(.object("scorecard"), keys: .kebab), zh: "由規則結果加權計分的評分表。",
          en: "Weighted scores from rules' results."),
      ],
      example: """
        qixian: 1
        pack: chiayi.social-welfare
        title: 嘉義市政府社會處
        timezone: Asia/Taipei
        use: [../taiwan/counting.yaml, ../calendars/tw-government.yaml]
        """),
    ObjectDefinition(
      "source", title: LocalizedText(zh: "法源", en: "source"),
      meaning: LocalizedText(zh: "法令、計畫或其他依據。", en: "A statute, a plan or another authority."),
      keys: [
        KeyDefinition("title", .localized, zh: "名稱。", en: "The title.", required: true),
        KeyDefinition(
          "article", .text, zh: "條次。", en: "The article.", example: "\"48\""),
        KeyDefinition("file", .text, zh: "原文檔名。", en: "The file of the text."),
        KeyDefinition("url", .text, zh: "網址。", en: "The address."),
        KeyDefinition("date", .date, zh: "公布或修正日期。", en: "The date of the text."),
        KeyDefinition("note", .localized, zh: "備註。", en: "A remark."),
      ]),
    ObjectDefinition(
      "calendar-file", title: LocalizedText(zh: "行事曆檔", en: "calendar file"),
      meaning: LocalizedText(
        zh: "辦公日曆：與週一至週五上班不同的日子。",
        en: "A work calendar: the days that depart from the weekly order."),
      keys: calendarFileKeys),
    ObjectDefinition(
      "calendar-day", title: LocalizedText(zh: "日曆日", en: "calendar day"),
      meaning: LocalizedText(zh: "行事曆所列的一日。", en: "A listed day of a calendar."),
      keys: calendarDayKeys),
    ObjectDefinition(
      "calendar-years", title: LocalizedText(zh: "行事曆年度", en: "span of years"),
      meaning: LocalizedText(
        zh: "已完整列出的首年與末年；小於1000者為民國年。",
        en: "The first and last year listed in full; years below 1000 are those of the Republic."),
      keys: [
        KeyDefinition("from", .integer(1...9999), zh: "首年。", en: "The first year.", required: true),
        KeyDefinition("to", .integer(1...9999), zh: "末年。", en: "The last year.", required: true),
      ]),
  ]

  private static let calendarFileKeys = [
    versionKey,
    KeyDefinition(
      "calendar", .identifier, zh: "行事曆代號。", en: "The calendar's name.", required: true,
      example: "tw-government"),
    KeyDefinition("title", .localized, zh: "名稱。", en: "The title."),
    KeyDefinition(
      "language", .word(languages), zh: "檔案中單一文字所用的語言。",
      en: "The language of plain texts in the file."),
    KeyDefinition("timezone", .name(.zone), zh: "時區。", en: "The zone.", required: true),
    KeyDefinition(
      "weekend", .list(.word(weekdays)), zh: "每週固定休息日。", en: "The rest days of every week.",
      required: true, example: "[saturday, sunday]"),
    KeyDefinition(
      "years", .object("calendar-years"), zh: "已完整列出的年度：首年與末年。",
      en: "The years for which every departure is listed: first and last.", required: true,
      example: "{ from: 2015, to: 2027 }"),
    KeyDefinition(
      "authorities", .map(.text, keys: .kebab), zh: "依據，供各日引用。",
      en: "Authorities that days refer to."),
    KeyDefinition("sources", .anything, zh: "依據與出處。", en: "Sources."),
    KeyDefinition(
      "days", .list(.object("calendar-day")), zh: "與每週作息不同的日子。", en: "The listed days.",
      required: true),
  ]

  private static let calendarDayKeys = [
    KeyDefinition("date", .date, zh: "日期。", en: "The date.", required: true),
    KeyDefinition(
      "kind",
      .word([
        AllowedWord("holiday", zh: "紀念日及節日放假", en: "a holiday"),
        AllowedWord("compensatory-holiday", zh: "補假或調整放假", en: "another weekday made free"),
        AllowedWord("makeup-workday", zh: "補行上班", en: "a rest day of the week that is worked"),
        AllowedWord("closure", zh: "天然災害停止上班", en: "offices shut by a disaster"),
        AllowedWord("ordinary", zh: "恢復一般作息", en: "as the weekly order has it"),
      ]), zh: "種類。", en: "What it is.", required: true),
    KeyDefinition("name", .localized, zh: "名稱。", en: "Its name."),
    KeyDefinition(
      "authority", .oneOrMore(.text), zh: "依據：authorities 的代號或文字。",
      en: "The rule it rests on: keys of authorities, or texts."),
    KeyDefinition("adopted", .date, zh: "核定公布日；之前不知此日。", en: "The day of the decision."),
    KeyDefinition("place", .text, zh: "停班的縣市。", en: "The county or city of a closure."),
    KeyDefinition(
      "part",
      .word([
        AllowedWord("day", zh: "全日", en: "the whole day"),
        AllowedWord("morning", zh: "上午", en: "the morning"),
        AllowedWord("afternoon", zh: "下午", en: "the afternoon"),
        AllowedWord("evening", zh: "晚間", en: "the evening"),
      ]), zh: "停班的時段，預設全日。", en: "The part of the day that is shut."),
  ]

  static let weekdays = [
    AllowedWord("monday", zh: "星期一", en: "Monday"),
    AllowedWord("tuesday", zh: "星期二", en: "Tuesday"),
    AllowedWord("wednesday", zh: "星期三", en: "Wednesday"),
    AllowedWord("thursday", zh: "星期四", en: "Thursday"),
    AllowedWord("friday", zh: "星期五", en: "Friday"),
    AllowedWord("saturday", zh: "星期六", en: "Saturday"),
    AllowedWord("sunday", zh: "星期日", en: "Sunday"),
  ]
}
