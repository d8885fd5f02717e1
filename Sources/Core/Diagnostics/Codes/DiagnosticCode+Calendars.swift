extension DiagnosticCode {
  /// A calendar or counting file lacks a key, or a key has a value that it cannot have.
  public static let calendarValue = DiagnosticCode(
    "calendar/value",
    zh: "行事曆檔或期間計算檔中的值不符規定，例如日期不存在、種類不是規定的用語、缺少必要的鍵。該檔不予採用。",
    en:
      "A value of a calendar or counting file is not what the key takes: a date that does not exist, a kind that is not one of the words, a key that is missing. The file is not used."
  )
  /// One day is listed twice with the same day of adoption.
  public static let calendarDuplicateDay = DiagnosticCode(
    "calendar/duplicate-day",
    zh: "同一日列了兩次而核定日相同，無法判斷何者有效。修正後的內容應加上 adopted（核定公布日）。",
    en:
      "A day is listed twice with the same day of adoption, so that it is unknown which holds. Give the later entry an adopted date."
  )
  /// A listed day lies outside the years of the calendar.
  public static let calendarOutsideYears = DiagnosticCode(
    "calendar/outside-years",
    zh: "所列日期不在行事曆宣告的年度（years）之內。請更正日期或年度。",
    en: "A listed day lies outside the years that the calendar declares. Correct one of them.")
  /// A make-up working day is not a rest day of the week, or a compensatory one is.
  public static let calendarWeekday = DiagnosticCode(
    "calendar/weekday",
    zh: "補行上班日應為每週休息日（通常為星期六），補假日應為平日。日期與種類不符時，多半是日期誤植。",
    en:
      "A make-up working day falls on a weekly rest day (as a rule a Saturday), a compensatory holiday on a weekday. Where it does not, the date is probably mistyped."
  )
  /// A listed year has no rest day beside weekends.
  public static let calendarEmptyYear = DiagnosticCode(
    "calendar/empty-year",
    zh: "宣告已列出的年度沒有任何放假日，該年資料可能漏未匯入。",
    en: "A year declared as listed has no holiday; its table was probably not imported.")
  /// A day is needed that no calendar covers.
  public static let calendarOutside = DiagnosticCode(
    "calendar/outside",
    zh: "計算所需的日期不在行事曆涵蓋的年度內，只能以每週作息推算，結果不可靠。請匯入該年度的行事曆。",
    en:
      "A day that the computation needs is not covered by the calendar; only the weekly order is known, and the result is not reliable. Import that year's calendar."
  )
  /// Closures of a place that was not named, or a place of which no closures are known.
  public static let calendarPlace = DiagnosticCode(
    "calendar/place",
    zh: "停止上班日僅就其所屬縣市計入；請以 --place 或專案檔的 places 指定縣市，名稱須與行事曆所列相同。",
    en:
      "Closures count for their county or city alone. Name it with --place, or with `places` in the project file, as the calendar writes it."
  )
  /// No calendar or profile of a name is known.
  public static let calendarUnknown = DiagnosticCode(
    "calendar/unknown",
    zh: "找不到此名稱的行事曆或期間計算方式。請確認名稱，或以 --rules 指定規則資料夾。",
    en: "There is no calendar or counting profile of that name. Check it, or name a rules folder.")

  /// A yearly table of the government is not laid out as expected, or not whole.
  public static let calendarTable = DiagnosticCode(
    "calendar/table",
    zh: "政府辦公日曆表的 CSV 應有「西元日期、星期、是否放假、備註」欄，全年每日一列，是否放假為 0（上班）或 2（放假）。不符者不匯入，以免漏日。",
    en:
      "The government's yearly CSV has the columns 西元日期, 星期, 是否放假, 備註, a row for every day of the year, and 0 (work) or 2 (rest). A file that differs is not imported, so that no day is lost."
  )

  static let calendarCodes: [DiagnosticCode] = [
    .calendarValue, .calendarDuplicateDay, .calendarOutsideYears, .calendarWeekday,
    .calendarEmptyYear, .calendarOutside, .calendarUnknown, .calendarPlace, .calendarTable,
  ]
}
