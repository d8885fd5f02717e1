public import CivilTime
public import Diagnostics

extension PeriodTrace {
  /// The steps as sentences, in the order of work.
  public var lines: [LocalizedText] {
    var lines = steps.map(\.text)
    if let article {
      lines.append(
        LocalizedText(
          zh: "計算依據：\(article)（\(profile)）", en: "counted under \(article) (\(profile))"))
    }
    return lines
  }
}

extension PeriodTrace.Step {
  /// The step as a sentence.
  public var text: LocalizedText {
    switch self {
    case .start(let time, let precision):
      sentence(zh: "起算事件：%", en: "the event: %", DayWording.time(time, precision: precision))
    case .restarted, .startExcluded, .startIncluded, .runsAtOnce: beginning
    case .countedDays, .countedMonths, .countedWorkingDays, .countedTime, .restDaysInside: counting
    case .extended, .suspended, .suspendedTime, .transit: adjusting
    case .rolledOver, .staysOnRestDay, .worksOnMakeupDay, .hoursNeverRoll: ending
    case .closuresDecide, .outsideCalendar: caution
    case .dueEndOfDay, .takesEffect, .dueAt, .dueBetween: result
    }
  }

  /// A sentence whose `%` are replaced in turn by texts of its language.
  private func sentence(zh: String, en: String, _ parts: LocalizedText...) -> LocalizedText {
    func fill(_ template: String, _ language: Language) -> String {
      var filled = ""
      var rest = parts[...]
      for character in template {
        if character == "%", let part = rest.popFirst() {
          filled += part[language]
        } else {
          filled.append(character)
        }
      }
      return filled
    }
    return LocalizedText(zh: fill(zh, .zhHant), en: fill(en, .en))
  }

  private func number(_ value: Int) -> LocalizedText { LocalizedText(verbatim: "\(value)") }

  private var beginning: LocalizedText {
    switch self {
    case .restarted(let event, let first):
      sentence(
        zh: "因%之事由重行起算，第 1 日為%", en: "counted anew after the event of %: day 1 is %",
        DayWording.day(event), DayWording.day(first))
    case .startExcluded(_, let first):
      sentence(
        zh: "始日不計算在內，第 1 日為%", en: "the day of the event is not counted: day 1 is %",
        DayWording.day(first))
    case .startIncluded(let day):
      sentence(
        zh: "始日計算在內，%即為第 1 日", en: "the day of the event counts as a whole day: day 1 is %",
        DayWording.day(day))
    default:
      LocalizedText(
        zh: "即時起算，不因夜間、假日而停止", en: "runs at once, across nights and holidays")
    }
  }

  private var counting: LocalizedText {
    switch self {
    case .countedDays(let length, let last):
      return sentence(
        zh: "期間 %，算至%", en: "%: the last day is %", DayWording.length(length), DayWording.day(last)
      )
    case .countedMonths(let length, let last, let end):
      return sentence(
        zh: "期間 %，算至%（%）", en: "%: the last day is % (%)", DayWording.length(length),
        DayWording.day(last), monthEnd(end))
    case .countedWorkingDays(let count, let last, let skipped):
      let text = sentence(
        zh: "期間 % 個工作天，算至%", en: "working days to count: %; the last one is %", number(count),
        DayWording.day(last))
      guard skipped.count > 0 else { return text }
      return sentence(
        zh: "%；扣除休息日 %", en: "%, leaving out %", text, DayWording.restDays(skipped))
    case .countedTime(let length, let end):
      return sentence(
        zh: "期間 %，至%屆滿", en: "%: the end is %", DayWording.length(length), DayWording.time(end))
    case .restDaysInside(let rest):
      return sentence(
        zh: "期間內之休息日不予扣除，計 %", en: "the period includes %",
        DayWording.restDays(rest))
    default: return LocalizedText(verbatim: "")
    }
  }

  private func monthEnd(_ end: PeriodTrace.MonthEnd) -> LocalizedText {
    switch end {
    case .dayBefore(let corresponding):
      sentence(
        zh: "相當日%之前一日", en: "the day before the corresponding day %",
        DayWording.day(corresponding))
    case .withMonth: LocalizedText(zh: "自月之始日起算，至月之末日", en: "begun with a month, it ends with one")
    case .noCorrespondingDay:
      LocalizedText(
        zh: "最後之月無相當日，以其末日為期間之末日", en: "the month has no corresponding day: its last day")
    case .sameDay:
      LocalizedText(zh: "同數字之日或月之末日", en: "the day of the same number, or the month's last")
    }
  }

  private var adjusting: LocalizedText {
    switch self {
    case .extended(let item, let from, let to, let wasCut):
      let text: LocalizedText =
        switch item.reach {
        case .by(let length):
          sentence(
            zh: "自%延長 %，至%", en: "extended from % by %, to %", DayWording.day(from),
            DayWording.length(length), DayWording.day(to))
        case .until(let day) where day == to:
          sentence(
            zh: "自%延長至%", en: "extended from % until %", DayWording.day(from),
            DayWording.day(to))
        case .until(let day):
          sentence(
            zh: "自%延長至%，實為%", en: "extended from % until %: %", DayWording.day(from),
            DayWording.day(day), DayWording.day(to))
        }
      guard wasCut, let atMost = item.atMost else { return text }
      return sentence(
        zh: "%（超過上限 %，以上限為準）", en: "% (cut to the longest allowed, %)", text,
        DayWording.length(atMost))
    case .suspended(let range, let days, let last):
      return sentence(
        zh: "停止進行%至%，順延 % 日，至%", en: "stopped from % to %: % days later, %",
        DayWording.day(range.first), DayWording.day(range.last), number(days), DayWording.day(last))
    case .suspendedTime(let from, let to, _, let end):
      return sentence(
        zh: "停止進行%至%，順延至%", en: "stopped from % to %: until %", DayWording.time(from),
        DayWording.time(to), DayWording.time(end))
    case .transit(let days, let last):
      return sentence(
        zh: "加計在途期間 % 日，至%", en: "% days of transit: %", number(days), DayWording.day(last))
    default: return LocalizedText(verbatim: "")
    }
  }

  private var ending: LocalizedText {
    switch self {
    case .rolledOver(let from, let over, let to):
      sentence(
        zh: "末日%為休息日，以次一上班日代之；經過 %，至%",
        en: "the last day, %, is a rest day; past %, the next working day is %",
        DayWording.day(from), DayWording.restDays(over), DayWording.day(to))
    case .staysOnRestDay(let status):
      sentence(
        zh: "末日%為休息日，照計", en: "the last day, %, is a rest day and is counted",
        DayWording.status(status))
    case .worksOnMakeupDay(let status):
      sentence(
        zh: "末日%須上班，不順延", en: "the last day, %, is worked: no rollover",
        DayWording.status(status))
    case .hoursNeverRoll(let status):
      sentence(
        zh: "屆滿於%，以時計者不順延", en: "it ends on %: hours never roll over",
        DayWording.status(status))
    default: LocalizedText(verbatim: "")
    }
  }

  private var caution: LocalizedText {
    switch self {
    case .closuresDecide(let rest, let otherwise):
      let setting =
        rest
        ? LocalizedText(zh: "停止上班日視為休息日", en: "closures count as rest days")
        : LocalizedText(zh: "停止上班日不視為休息日", en: "closures do not count as rest days")
      return sentence(
        zh: "注意：%；若採相反見解，末日為%", en: "note: %; the other way the last day would be %",
        setting, DayWording.day(otherwise))
    case .outsideCalendar(let name, let coverage):
      return sentence(
        zh: "注意：所需日期不在行事曆 %（%至%）之內，僅以每週作息推算",
        en: "warning: calendar % (% to %) does not cover every day needed; only weekends are known",
        LocalizedText(verbatim: name), DayWording.day(coverage.lowerBound),
        DayWording.day(coverage.upperBound))
    default: return LocalizedText(verbatim: "")
    }
  }

  private var result: LocalizedText {
    switch self {
    case .dueEndOfDay(let day):
      sentence(zh: "期限：%24時", en: "due: % 24:00", DayWording.day(day))
    case .takesEffect(let day):
      sentence(zh: "生效：%0時", en: "takes effect: % 00:00", DayWording.day(day))
    case .dueAt(let time):
      sentence(zh: "期限：%", en: "due: %", DayWording.time(time))
    case .dueBetween(let first, let last):
      sentence(
        zh: "期限在%與%之間：需要起算的時刻",
        en: "due between % and %: the time of day of the start is needed",
        DayWording.time(first), DayWording.time(last))
    default: LocalizedText(verbatim: "")
    }
  }
}
