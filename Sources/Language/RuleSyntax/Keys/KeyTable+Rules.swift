import Diagnostics

extension KeyTable {
  /// The kinds of rule, without the common keys.
  static let ruleKinds: [ObjectDefinition] = deadlineKinds + rowKinds + groupKinds

  /// The object `rule` with the common keys, one object a kind, and one a kind for its versions.
  static let ruleObjects: [ObjectDefinition] =
    [
      ObjectDefinition(
        "rule", title: LocalizedText(zh: "規則", en: "rule"),
        meaning: LocalizedText(zh: "各種規則共同的鍵。", en: "The keys that every kind of rule has."),
        keys: identityKeys + commonKeys)
    ] + wholeKinds + ruleKinds.map(version) + [template] + ruleParts

  /// The kinds of rule with the common keys.
  static let wholeKinds = ruleKinds.map(whole)

  /// Common keys that have no meaning for a kind, and so are no keys of it.
  private static let foreign: [String: [String]] = [
    "deadline": ["per", "dated-by"], "assert": ["per"], "order": ["per"],
  ]

  private static func whole(_ kind: ObjectDefinition) -> ObjectDefinition {
    var whole = kind
    let own = Set(kind.keys.map(\.name) + (foreign[kind.name] ?? []))
    let versions = KeyDefinition(
      "versions", .list(.object(kind.name + "-version")), zh: "規則的修正版本：自某日起改變的鍵。",
      en: "Amended versions of the rule: what changes from a day on.")
    whole.keys =
      identityKeys + kind.keys + commonKeys.filter { !own.contains($0.name) } + [versions]
    return whole
  }

  private static func version(_ kind: ObjectDefinition) -> ObjectDefinition {
    let overridable = kind.keys.map { key in
      var key = key
      key.isRequired = false
      return key
    }
    return ObjectDefinition(
      kind.name + "-version",
      title: LocalizedText(zh: "\(kind.name) 的版本", en: "version of a \(kind.name)"),
      meaning: LocalizedText(
        zh: "自某日起取代的鍵；其餘沿用。", en: "Keys that replace the rule's own from a day on."),
      keys: [
        KeyDefinition("from", .date, zh: "適用首日。", en: "The first day.", required: true),
        KeyDefinition("adopted", .date, zh: "核定日。", en: "The day on which it was decided."),
        KeyDefinition("reason", .localized, zh: "修正理由。", en: "Why it changed."),
      ] + overridable.filter { $0.name != "from" } + versionKeys, atMostOne: kind.exactlyOne)
  }

  /// The common keys that versions may change.
  private static let versionKeys = (identityKeys + commonKeys).filter {
    $0.name == "when" || $0.name == "cites"
  }

  private static let identityKeys = [
    KeyDefinition(
      "like", .name(.template), zh: "沿用的範本；規則自己寫的鍵優先。",
      en: "The template that it completes; keys of the rule's own come first.", example: "all-done"),
    KeyDefinition("title", .localized, zh: "規則的標題，一句話說明要求。", en: "The title: what it requires."),
    KeyDefinition(
      "kind",
      .word(ruleKinds.map { AllowedWord($0.name, zh: $0.title.zhHant, en: $0.title.en) }),
      zh: "規則種類。", en: "The kind of rule.", required: true, example: "deadline"),
    KeyDefinition(
      "dataset", .name(.dataset), zh: "適用的資料集；rate 的 of 會沿用該規則的資料集。",
      en: "The dataset; a rate takes that of the rule in of.", example: "cases"),
    KeyDefinition(
      "when", .condition, zh: "適用的列；空白值視為未知。",
      en: "Which rows it applies to; an empty cell is unknown.",
      example: "{ category: [成人保護, 脆弱家庭], age: { at-most: 18 } }"),
  ]

  static let severities = [
    AllowedWord("info", zh: "資訊", en: "for information"),
    AllowedWord("low", zh: "低", en: "low"),
    AllowedWord("medium", zh: "中（預設）", en: "medium, the default"),
    AllowedWord("high", zh: "高", en: "high"),
    AllowedWord("critical", zh: "嚴重", en: "critical"),
  ]

  private static let commonKeys = [
    KeyDefinition(
      "severity", .word(severities), zh: "違反的嚴重程度。", en: "How much a violation weighs."),
    KeyDefinition(
      "owner", .either([.name(.column), .object("owner")]), zh: "負責單位：欄位，或 { constant: 名稱 }。",
      en: "Who answers for it: a column, or { constant: name }.", example: "unit"),
    KeyDefinition(
      "cites", .oneOrMore(.name(.citation)), zh: "依據：「法源, 條次」。",
      en: "The authority: 'source, place'.",
      example: "apa, 48"),
    KeyDefinition(
      "effective", .object("effective"), zh: "施行期間。", en: "The days on which it is in force.",
      example: "{ from: 110-01-01 }"),
    KeyDefinition(
      "status",
      .word([
        AllowedWord("active", zh: "施行（預設）", en: "in force, the default"),
        AllowedWord("advisory", zh: "僅供參考，不影響結果代碼", en: "reported and never gating"),
        AllowedWord("suspended", zh: "停止適用；寫明 suspended", en: "not evaluated; suspended says why"),
      ]), zh: "狀態。", en: "Whether its findings count."),
    KeyDefinition(
      "suspended", .object("suspended"), zh: "停止適用的日期與理由。",
      en: "Since when and why it is suspended."),
    KeyDefinition("message", .localized, zh: "違反時的說明。", en: "The sentence of a violation."),
    KeyDefinition("remedy", .localized, zh: "應如何處理。", en: "What to do about a violation."),
    KeyDefinition("tags", .oneOrMore(.text), zh: "標籤，供 --select 選取。", en: "Tags for --select."),
    KeyDefinition(
      "obligation", .oneOrMore(.text), zh: "對應的義務代號。", en: "The ids of the obligations it encodes."),
    KeyDefinition(
      "governed-by",
      .word([
        AllowedWord("trigger", zh: "起算時點", en: "the moment from which the period runs"),
        AllowedWord("due", zh: "屆滿時點", en: "the due moment"),
        AllowedWord("done", zh: "完成時點", en: "the moment of completion"),
        AllowedWord("period", zh: "統計期間首日", en: "the first day of the group's period"),
      ]), zh: "以哪個時點決定適用的版本；有版本或期間值時必須寫。",
      en: "Which moment picks the version; required where there are versions or dated values."),
    KeyDefinition(
      "undetermined",
      .word([
        AllowedWord("reported", zh: "列為無法判定（預設）", en: "is reported as such, the default"),
        AllowedWord("violated", zh: "視為違反", en: "counts as violated"),
      ]), zh: "資料不足以判定時。", en: "What a verdict that the data cannot decide counts as."),
    KeyDefinition(
      "per", .oneOrMore(.name(.column)),
      zh: "分組：欄位，以及至多一個期間 day、week、month、quarter、half-year、year。",
      en: "Groups: columns, and at most one of day, week, month, quarter, half-year, year.",
      example: "[unit, month]"),
    KeyDefinition(
      "dated-by", .name(.column), zh: "以何日歸入期間：欄位，或 trigger、due、done。",
      en: "Which day places a row in a period: a column, or trigger, due, done."),
    KeyDefinition("calendar", .name(.calendar), zh: "使用的行事曆。", en: "The calendar."),
    KeyDefinition(
      "report", .oneOrMore(.name(.column)), zh: "隨違反事項列出的欄位。", en: "Columns shown with a finding."),
  ]

  static let ruleParts: [ObjectDefinition] = [
    ObjectDefinition(
      "comparison", title: LocalizedText(zh: "欄位條件", en: "comparison"),
      meaning: LocalizedText(
        zh: "when 對照表中一個欄位的條件；數個條件須同時成立。",
        en: "What a map in when says of a column; several must all hold."),
      keys: [
        KeyDefinition("at-least", .text, zh: "大於或等於（以上）。", en: "≥"),
        KeyDefinition("at-most", .text, zh: "小於或等於（以下）。", en: "≤", example: "18"),
        KeyDefinition("above", .text, zh: "大於（逾）。", en: ">"),
        KeyDefinition("below", .text, zh: "小於（未滿）。", en: "<"),
        KeyDefinition("not", .oneOrMore(.text), zh: "不等於。", en: "Is none of these."),
        KeyDefinition("in", .oneOrMore(.text), zh: "等於其中之一。", en: "Is one of these."),
      ]),
    ObjectDefinition(
      "owner", title: LocalizedText(zh: "負責單位", en: "owner"),
      meaning: LocalizedText(zh: "所有案件皆同的負責單位。", en: "The same owner for all."),
      keys: [
        KeyDefinition("constant", .text, zh: "單位名稱。", en: "The name.", required: true)
      ]),
    ObjectDefinition(
      "effective", title: LocalizedText(zh: "施行期間", en: "effective"),
      meaning: LocalizedText(
        zh: "規則的施行期間，含首日與末日。", en: "The days on which a rule is in force, both included."),
      keys: [
        KeyDefinition("from", .date, zh: "首日。", en: "The first day."),
        KeyDefinition("to", .date, zh: "末日。", en: "The last day."),
      ], atLeastOne: [["from", "to"]]),
    ObjectDefinition(
      "suspended", title: LocalizedText(zh: "停止適用", en: "suspended"),
      meaning: LocalizedText(zh: "規則停止適用的日期與理由。", en: "Since when and why a rule is suspended."),
      keys: [
        KeyDefinition("since", .date, zh: "停止適用之日。", en: "The day.", required: true),
        KeyDefinition("reason", .localized, zh: "理由。", en: "The reason.", required: true),
      ]),
  ]

  /// Words that `per` takes for a period.
  public static let periodWords = ["day", "week", "month", "quarter", "half-year", "year"]
  /// Words that `dated-by` takes for a moment of a deadline.
  public static let momentWords = ["trigger", "due", "done"]
}
