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
  /// A moment as it is known; of the end of a day, the day.
  static func moment(_ time: StatedTime) -> LocalizedText {
    moment(time.local, time.isEndOfDay ? .day : time.precision)
  }

  /// A local time as exactly as it is known: ROC years in Chinese, ISO in English.
  static func moment(_ time: LocalTime, _ precision: Precision) -> LocalizedText {
    LocalizedText(
      zh: precision == .day
        ? time.date.rocText : time.rocClockText(seconds: precision == .second),
      en: time.isoText(precision: precision, separator: " "))
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
