public import CivilTime
public import Diagnostics

/// Why a due date could not be computed, with the text that is wrong.
public enum DueProblem: Error, Sendable, Hashable {
  /// There is no start.
  case noStart
  /// The start is not a time.
  case start(String, TimeTextProblem)
  /// The start has no time of day, and the period runs from the instant.
  case needsTimeOfDay
  /// The length is not a whole number, or no length.
  case length(String, PeriodTextProblem)
  /// The unit is unknown.
  case unit(String)
  /// The mode or counting profile is unknown.
  case mode(String)
  /// The unit and the mode say different things.
  case contradiction(unit: String, mode: String)
  /// An adjustment is not understood.
  case adjustment(String)
  /// A date in an adjustment is not a date.
  case adjustmentDate(String, TimeTextProblem)
  /// A day that is needed is not in the calendar.
  case outsideCalendar(provisional: CivilDate, calendar: String, ClosedRange<CivilDate>)
  /// The row has another number of fields than the header.
  case fields(found: Int, expected: Int)

  /// The problem in words: lower-case, no full stop.
  public var message: LocalizedText {
    switch self {
    case .noStart: LocalizedText(zh: "沒有起算時間", en: "there is no start")
    case .start(let text, let problem):
      LocalizedText(
        zh: "起算時間「\(text)」\(problem.message.zhHant)",
        en: "start '\(text)' \(problem.message.en)")
    case .needsTimeOfDay:
      LocalizedText(zh: "以時計算的期間需要起算的時刻", en: "a limit from the instant needs the time of day")
    case .length(let text, let problem):
      LocalizedText(
        zh: "期間「\(text)」\(problem.message.zhHant)", en: "length '\(text)' \(problem.message.en)")
    case .unit(let text):
      LocalizedText(zh: "不認得單位「\(text)」", en: "unknown unit '\(text)'")
    case .mode(let text):
      LocalizedText(zh: "不認得計算方式「\(text)」", en: "unknown mode '\(text)'")
    case .contradiction(let unit, let mode):
      LocalizedText(
        zh: "單位 \(unit) 與計算方式 \(mode) 不合", en: "unit \(unit) contradicts mode \(mode)")
    case .adjustment(let text):
      LocalizedText(zh: "不認得調整「\(text)」", en: "adjustment '\(text)' is not understood")
    case .adjustmentDate(let text, let problem):
      LocalizedText(
        zh: "調整中的日期「\(text)」\(problem.message.zhHant)",
        en: "date '\(text)' of an adjustment \(problem.message.en)")
    case .outsideCalendar(_, let name, let range):
      LocalizedText(
        zh: "所需日期不在行事曆 \(name)（\(range.lowerBound) 至 \(range.upperBound)）之內",
        en: "calendar \(name) (\(range.lowerBound) to \(range.upperBound)) lacks a day needed")
    case .fields(let found, let expected):
      LocalizedText(
        zh: "此列有 \(found) 欄，標題有 \(expected) 欄",
        en: "the row has \(found) fields, the header \(expected)")
    }
  }
}

extension TimeTextProblem {
  /// What is wrong, to follow the text.
  public var message: LocalizedText {
    switch self {
    case .empty: LocalizedText(zh: "是空的", en: "is empty")
    case .malformed: LocalizedText(zh: "不是日期或時間的寫法", en: "is not written as a date or time")
    case .impossibleDate: LocalizedText(zh: "是不存在的日期", en: "is a day that does not exist")
    case .impossibleTime: LocalizedText(zh: "是不存在的時刻", en: "has a time of day that does not exist")
    case .ambiguous: LocalizedText(zh: "可以是不同的日期", en: "can mean different dates")
    case .outOfRange: LocalizedText(zh: "超出可計算的年代", en: "is outside the years that are computed")
    case .undeclaredForm: LocalizedText(zh: "不是所宣告的日期寫法", en: "is not in a declared form")
    case .unexpectedTime: LocalizedText(zh: "應只有日期", en: "has a time where only a day is wanted")
    }
  }
}

extension PeriodTextProblem {
  /// What is wrong, to follow the text.
  public var message: LocalizedText {
    switch self {
    case .empty: LocalizedText(zh: "是空的", en: "is empty")
    case .noNumber: LocalizedText(zh: "不是整數", en: "is not a whole number")
    case .noUnit: LocalizedText(zh: "沒有單位", en: "has no unit")
    case .unknownUnit: LocalizedText(zh: "的單位不認得", en: "has an unknown unit")
    case .outOfRange: LocalizedText(zh: "須為 1 以上且合理的長度", en: "is 0 or longer than any period")
    }
  }
}
