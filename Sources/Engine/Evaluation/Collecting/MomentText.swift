import CivilTime
import Diagnostics
import Findings

extension StatedTime {
  /// A moment as findings state it.
  init(_ moment: Moment, in zone: TimeZoneRules) {
    self.init(
      local: zone.localTime(of: moment.instant), instant: moment.instant,
      precision: moment.precision)
  }

  /// A due moment as findings state it; the end of a day is stated as that day.
  ///
  /// Where the time of day of the start is not known, the latest due moment is stated.
  init(_ due: Due, in zone: TimeZoneRules) {
    if due.isWholeDay || zone.end(of: due.day) == due.latest.adding(milliseconds: 1) {
      self.init(
        local: LocalTime(date: due.day, millisecondOfDay: 86_400_000),
        instant: zone.end(of: due.day), precision: .day, isEndOfDay: true)
    } else {
      let local = zone.localTime(of: due.latest)
      self.init(
        local: local, instant: due.latest,
        precision: local.millisecondOfDay % 60_000 == 0 ? .minute : .second)
    }
  }
}

/// Words moments and spans in both languages.
enum MomentText {
  /// A moment: ROC years in Chinese, ISO in English.
  static func moment(_ time: StatedTime) -> LocalizedText {
    let day = time.local.date
    guard !time.isEndOfDay, time.precision != .day else {
      return LocalizedText(zh: day.rocText, en: day.isoText)
    }
    return LocalizedText(
      zh: time.local.rocClockText(seconds: time.precision == .second),
      en: time.local.isoText(precision: time.precision, separator: " "))
  }

  /// How late something is: in days where the due moment is a day, else in hours and minutes.
  static func late(_ lateness: Lateness, inDays: Bool) -> LocalizedText {
    if inDays {
      let days = max(1, lateness.days)
      var text = LocalizedText(zh: "\(days)日", en: counted(days, "day"))
      if let working = lateness.workingDays, working != days {
        text.zhHant += "（\(working)個工作天）"
        text.en += " (\(counted(working, "working day")))"
      }
      return text
    }
    return span(minutes: lateness.minutes)
  }

  /// A span of minutes in days, hours and minutes; what is under a minute counts as one.
  static func span(minutes: Int64) -> LocalizedText {
    let total = max(1, minutes)
    let parts: [(Int64, String, String)] = [
      (total / 1440, "日", "day"), (total / 60 % 24, "小時", "hour"), (total % 60, "分鐘", "minute"),
    ]
    var text = LocalizedText(verbatim: "")
    for (amount, zh, noun) in parts where amount > 0 {
      text.zhHant += "\(amount)\(zh)"
      if !text.en.isEmpty { text.en += " " }
      text.en += counted(amount, noun)
    }
    return text
  }
}
