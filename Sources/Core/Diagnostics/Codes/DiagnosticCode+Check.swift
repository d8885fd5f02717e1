extension DiagnosticCode {
  /// A file named by `use` cannot be read.
  public static let checkFileMissing = DiagnosticCode(
    "check/file-missing", zh: "use 所引用的檔案無法讀取。路徑相對於引用它的檔案。",
    en: "A file that `use` names cannot be read. Paths are relative to the file that names it.")
  /// `use` names a file of another kind.
  public static let checkUseKind = DiagnosticCode(
    "check/use-kind", zh: "use 只能引用規則檔、定義檔與行事曆。",
    en: "`use` takes rule files, files of definitions and calendars.")
  /// Files use one another in a circle.
  public static let checkUseCycle = DiagnosticCode(
    "check/use-cycle", zh: "檔案彼此引用成環。請將共用的定義移到第三個檔案。",
    en: "Files use one another in a circle. Move what they share to a third file.")
  /// A name is defined twice.
  public static let checkDuplicateName = DiagnosticCode(
    "check/duplicate-name", zh: "同一名稱在可見的檔案中定義了兩次，無法判斷應採何者。請改名或刪除其一。",
    en:
      "A name is defined twice among the files that are visible, so that it is unknown which is meant. Rename or remove one."
  )
  /// A citation names no source.
  public static let checkUnknownSource = DiagnosticCode(
    "check/unknown-source", zh: "cites 引用的法源沒有在 sources 宣告。",
    en: "A citation names a source that no file declares under sources.")
  /// A dataset that no file declares.
  public static let checkUnknownDataset = DiagnosticCode(
    "check/unknown-dataset", zh: "引用的資料集沒有宣告。", en: "The dataset is not declared.")
  /// A column that the dataset does not have.
  public static let checkUnknownColumn = DiagnosticCode(
    "check/unknown-column", zh: "資料集沒有這個欄位。欄位以 columns 中的名稱（不是標題）引用。",
    en:
      "The dataset has no such column. Columns are named by their name in columns, not by their heading."
  )
  /// A parameter that no file declares.
  public static let checkUnknownParameter = DiagnosticCode(
    "check/unknown-parameter", zh: "引用的參數沒有宣告。", en: "The parameter is not declared.")
  /// A rule that does not exist.
  public static let checkUnknownRule = DiagnosticCode(
    "check/unknown-rule", zh: "引用的規則不存在。同一規則包內用短代號，其他規則包用「規則包/規則」。",
    en: "The rule does not exist. Within a pack its short id is used, elsewhere pack/rule.")
  /// A counting profile that no file declares.
  public static let checkUnknownProfile = DiagnosticCode(
    "check/unknown-profile", zh: "引用的計算方式沒有宣告。內建者在 rules/taiwan/counting.yaml，需以 use 引用。",
    en:
      "The counting profile is not declared. Those of Taiwan's statutes are in rules/taiwan/counting.yaml, to be named in use."
  )
  /// A template that no file declares.
  public static let checkUnknownTemplate = DiagnosticCode(
    "check/unknown-template", zh: "like 引用的範本沒有宣告。範本寫在本檔或引用檔案的 templates。",
    en: "The template that `like` names is not declared, in this file or one that it uses.")
  /// A template stands on a key that the rule does not write.
  public static let checkTemplateKey = DiagnosticCode(
    "check/template-key", zh: "範本以 $鍵 引用規則的鍵，規則沒有寫該鍵，或所寫不是單一文字。",
    en: "The template refers with $KEY to a key that the rule does not state as one text.")
  /// A calendar that no file defines.
  public static let checkUnknownCalendar = DiagnosticCode(
    "check/unknown-calendar",
    zh: "引用的行事曆沒有定義。政府辦公日曆表在 rules/calendars/tw-government.yaml，需以 use 引用。",
    en:
      "The calendar is not defined. The government's is rules/calendars/tw-government.yaml, to be named in use."
  )
  /// A time zone that does not exist.
  public static let checkUnknownZone = DiagnosticCode(
    "check/unknown-zone", zh: "沒有這個時區。請寫 IANA 名稱，例如 Asia/Taipei。",
    en: "There is no such time zone. Zones have IANA names such as Asia/Taipei.")
  /// No time zone is stated.
  public static let checkNoZone = DiagnosticCode(
    "check/no-zone", zh: "沒有註明時區，日期界線無從確定。",
    en: "No time zone is stated, so that it is unknown when a day begins.")
  /// A column of a type that does not fit.
  public static let checkColumnType = DiagnosticCode(
    "check/column-type", zh: "欄位的型別不適用於此處，例如期限的起訖須為 date 或 timestamp。",
    en:
      "The column's type does not fit: the ends of a deadline, for one, are of type date or timestamp."
  )
  /// An option that the column's type does not have.
  public static let checkColumnOption = DiagnosticCode(
    "check/column-option",
    zh: "此欄位選項不適用於該型別，例如 values 僅用於 text，true 與 false 僅用於 boolean，forms 僅用於 date 與 timestamp。",
    en:
      "The option does not go with the column's type: values with text, true and false with boolean, forms with date and timestamp."
  )
  /// Two columns share a heading.
  public static let checkDuplicateHeader = DiagnosticCode(
    "check/duplicate-header", zh: "兩個欄位使用相同的標題，讀檔時無法分辨。",
    en: "Two columns of a dataset share a heading, so that a reader cannot tell them apart.")
  /// Dated values overlap or are out of order.
  public static let checkDatedValues = DiagnosticCode(
    "check/dated-values", zh: "參數的期間值重疊（適用日與核定日皆相同）或順序顛倒，無法判斷應採何值。",
    en:
      "Dated values overlap (the same from and adopted), so that it is unknown which holds, or are out of order."
  )
  /// It is not stated which moment picks the version.
  public static let checkGovernedBy = DiagnosticCode(
    "check/governed-by", zh: "規則有版本，或其參數有期間值時，必須以 governed-by 說明以哪個時點決定適用的版本；各法的過渡規定不同，因此不設預設值。",
    en:
      "Where a rule has versions or uses a value that changes, governed-by states which moment picks the version; transitional law differs from act to act, so there is no default."
  )
  /// A target changes inside a period.
  public static let checkCombine = DiagnosticCode(
    "check/combine", zh: "目標值在統計期間之中變動，必須以 combine 說明如何合併：分段、加權或以期末為準。",
    en:
      "A target changes inside the rule's period; combine says how: by segment, weighted, or the value at the period's end."
  )
  /// A limit's unit and its counting profile do not go together.
  public static let checkLimitUnit = DiagnosticCode(
    "check/limit-unit",
    zh: "期限的單位與計算方式不合：時分秒即時起算，須用 start: instant 的計算方式；日週月年不可使用；工作天須用 count: working-days。",
    en:
      "The limit's unit and its counting profile do not go together: hours, minutes and seconds need a profile with start: instant, days and longer one without, working days one with count: working-days."
  )
  /// A parameter that cannot be a limit.
  public static let checkLimitParameter = DiagnosticCode(
    "check/limit-parameter", zh: "作為期限的參數，單位須為期間單位（例如 days），值須為正整數。",
    en: "A parameter used as a limit has a unit of time, such as days, and positive whole values.")
  /// An arm of `within` that can never apply.
  public static let checkUnreachableArm = DiagnosticCode(
    "check/unreachable-arm", zh: "within 取第一個成立的項目；此項之前已有必然成立或條件相同的項目，永遠不會採用。",
    en:
      "The first arm of within that holds decides; an arm after one that always holds, or with the condition of an earlier one, is never reached."
  )
  /// A condition that is the same for every row.
  public static let checkDeadCondition = DiagnosticCode(
    "check/dead-condition", zh: "條件式對每一列的結果都相同，可能寫錯。",
    en: "The condition is the same for every row; it is probably mistyped.")
  /// A column is compared with a text that it never holds.
  public static let checkUndeclaredValue = DiagnosticCode(
    "check/undeclared-value", zh: "條件式將欄位與其 values 未列的文字比較，結果必然為偽。",
    en:
      "The condition compares a column with a text that is not among its declared values, which is never true."
  )
  /// Rules refer to one another in a circle.
  public static let checkRuleCycle = DiagnosticCode(
    "check/rule-cycle", zh: "規則彼此引用成環（due-of、done-of、of），無法計算。",
    en: "Rules refer to one another in a circle (due-of, done-of, of) and cannot be computed.")
  /// A reference to a rule of a kind that does not fit.
  public static let checkRuleKind = DiagnosticCode(
    "check/rule-kind",
    zh: "引用的規則種類不合，例如 due-of 須引用 deadline，rate 的 of 須引用 deadline、assert 或 order。",
    en:
      "The rule referred to is of a kind that does not fit: due-of takes a deadline; of takes a deadline, an assert or an order."
  )
  /// Groups and periods that cannot be formed.
  public static let checkPer = DiagnosticCode(
    "check/per", zh: "per 至多一個期間；以期間分組時須知道以何日歸入期間（dated-by）。",
    en:
      "per takes at most one period, and with a period it must be known which day places a row in it (dated-by)."
  )
  /// A target that cannot be meant.
  public static let checkTarget = DiagnosticCode(
    "check/target", zh: "目標值不合理，例如比率超過 100、或以 0.98 表示 98%。",
    en: "The target cannot be meant: a share above 100 percent, or 0.98 for 98 percent.")
  /// Days in the wrong order.
  public static let checkEffective = DiagnosticCode(
    "check/effective", zh: "施行期間或版本的日期顛倒。",
    en: "The days of effective or of versions are in the wrong order.")
  /// A status without what belongs to it.
  public static let checkStatus = DiagnosticCode(
    "check/status", zh: "status: suspended 須寫明 suspended: { since, reason }；反之亦然。",
    en: "status: suspended states suspended: { since, reason }, and the other way round.")
  /// A schedule that does not fit its period.
  public static let checkSchedule = DiagnosticCode(
    "check/schedule", zh: "時程與週期不合，例如每週而指定月份的某日。",
    en:
      "The schedule does not fit the period in which it repeats, such as a day of the month every week."
  )
  /// A limit in hours over columns that hold days.
  public static let checkPrecision = DiagnosticCode(
    "check/precision", zh: "以時分秒計的期限用於只有日期的欄位，多數案件將無法判定。請改用 timestamp 欄位。",
    en:
      "A limit in hours, minutes or seconds over columns that hold only days leaves most cases undetermined. Use timestamp columns."
  )
  /// A rule without a citation.
  public static let checkUncited = DiagnosticCode(
    "check/uncited", zh: "規則沒有註明依據（cites）。報表與通知會引用它。",
    en: "The rule cites no authority. Reports and notices quote it.")
  /// Something declared and never used.
  public static let checkUnused = DiagnosticCode(
    "check/unused", zh: "宣告了但沒有任何規則使用，可能是名稱拼錯或已不需要。",
    en: "It is declared and no rule uses it: a name may be misspelt, or it is no longer needed.")
  /// Dates outside the calendar's years.
  public static let checkCalendarRange = DiagnosticCode(
    "check/calendar-range", zh: "規則或參數使用的日期不在行事曆涵蓋的年度內，屆時無法判斷休息日。",
    en:
      "Dates of a rule or parameter lie outside the years of its calendar, where rest days are not known."
  )
  /// The weights of a scorecard do not add up.
  public static let checkWeights = DiagnosticCode(
    "check/weights", zh: "評分表的權重總和不等於 total（預設 100）。",
    en: "The weights of a scorecard do not add up to its total (100 by default).")
  /// Something is left out because what it needs has errors.
  public static let checkLeftOut = DiagnosticCode(
    "check/left-out", zh: "所依賴的資料集、參數或規則有錯誤，故未予檢查或評估。先修正該錯誤即可。",
    en: "What it depends on has errors, so it is not evaluated. Correct those first.")

  /// Codes of the checks that look at a set of rule files as a whole.
  static let checkCodes: [DiagnosticCode] = [
    checkFileMissing, checkUseKind, checkUseCycle, checkDuplicateName, checkUnknownSource,
    checkUnknownDataset, checkUnknownColumn, checkUnknownParameter, checkUnknownRule,
    checkUnknownProfile, checkUnknownTemplate, checkTemplateKey,
    checkUnknownCalendar, checkUnknownZone, checkNoZone, checkColumnType,
    checkColumnOption, checkDuplicateHeader, checkDatedValues, checkGovernedBy, checkCombine,
    checkLimitUnit, checkLimitParameter, checkUnreachableArm, checkDeadCondition,
    checkUndeclaredValue, checkRuleCycle, checkRuleKind, checkPer, checkTarget, checkEffective,
    checkStatus, checkSchedule, checkPrecision, checkUncited, checkUnused, checkCalendarRange,
    checkWeights, checkLeftOut,
  ]
}
