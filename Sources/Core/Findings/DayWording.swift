public import CivilTime
public import Diagnostics

/// Wording of days and times for people: ROC years in Chinese, ISO dates in English.
public enum DayWording {
  private static let weekdaysZh = ["一", "二", "三", "四", "五", "六", "日"]
  private static let weekdaysEn = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// A day with its weekday: `115年5月25日（一）`, `Mon 2026-05-25`.
  public static func day(_ date: CivilDate) -> LocalizedText {
    LocalizedText(
      zh: "\(date.rocText)（\(weekdaysZh[date.weekday - 1])）",
      en: "\(weekdaysEn[date.weekday - 1]) \(date.isoText)")
  }

  /// A day and time: `115年5月25日（一）9時5分`, `Mon 2026-05-25 09:05`.
  public static func time(_ time: LocalTime, precision: Precision = .second) -> LocalizedText {
    let day = day(time.date)
    guard precision > .day else { return day }
    let isWhole = time.millisecondOfDay % 60_000 == 0
    let seconds = isWhole ? "" : "\(time.second)秒"
    return LocalizedText(
      zh: "\(day.zhHant)\(time.hour)時\(time.minute)分\(seconds)",
      en: "\(day.en) \(time.clockText(seconds: !isWhole))")
  }

  /// A day of a calendar with its name.
  public static func status(_ status: DayStatus) -> LocalizedText {
    let day = day(status.date)
    let plain = kind(status.kind)
    guard let name = status.name else {
      return LocalizedText(zh: "\(day.zhHant)\(plain.zhHant)", en: "\(day.en) (\(plain.en))")
    }
    return LocalizedText(
      zh: "\(day.zhHant)\(name.zhHant)", en: "\(day.en) (\(name.en))")
  }

  /// What kind of day it is.
  public static func kind(_ kind: DayStatus.Kind) -> LocalizedText {
    switch kind {
    case .workday: LocalizedText(zh: "上班日", en: "working day")
    case .weekend: LocalizedText(zh: "例假日", en: "weekend")
    case .holiday: LocalizedText(zh: "放假日", en: "holiday")
    case .compensatoryHoliday: LocalizedText(zh: "補假或調整放假", en: "compensatory day off")
    case .makeupWorkday: LocalizedText(zh: "補行上班日", en: "make-up working day")
    case .closure: LocalizedText(zh: "停止上班日", en: "closure")
    }
  }

  /// A length in both languages.
  public static func length(_ length: PeriodLength) -> LocalizedText {
    LocalizedText(zh: length.zhText, en: length.description)
  }

  /// Rest days with their number and names.
  public static func restDays(_ rest: RestDays) -> LocalizedText {
    let names = rest.days.map(status)
    let zh = names.map(\.zhHant).joined(separator: "、")
    let en = names.map(\.en).joined(separator: ", ")
    guard !names.isEmpty else {
      return LocalizedText(zh: "\(rest.count) 日", en: counted(rest.count, "rest day"))
    }
    return LocalizedText(
      zh: "\(rest.count) 日" + (rest.isAbridged ? "，包括" : "：") + zh,
      en: counted(rest.count, "rest day") + (rest.isAbridged ? ", among them " : ": ") + en)
  }
}
