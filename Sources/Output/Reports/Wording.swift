import CivilTime
import Diagnostics
import Findings

/// Says values in one language: days, moments, lateness, subjects.
struct Wording {
  let language: Language

  init(_ language: Language) { self.language = language }

  /// One of two wordings; the other is not made.
  func callAsFunction(_ zh: @autoclosure () -> String, _ en: @autoclosure () -> String) -> String {
    language == .zhHant ? zh() : en()
  }

  subscript(text: LocalizedText) -> String { text[language] }

  /// A day: `109年3月19日` or `2020-03-19`.
  func day(_ date: CivilDate) -> String { self(date.rocText, date.isoText) }

  /// A moment, as exactly as it is known; the end of a day is the day.
  func moment(_ time: StatedTime) -> String {
    if time.isEndOfDay || time.precision == .day { return day(time.local.date) }
    return self(
      time.local.rocClockText(seconds: time.precision == .second), Self.isoMoment(time))
  }

  /// A moment in ISO 8601 with a space, as spreadsheets read it.
  static func isoMoment(_ time: StatedTime) -> String {
    time.local.isoText(precision: time.isEndOfDay ? .day : time.precision, separator: " ")
  }

  /// The time of day: `09:05`, with seconds where they are known.
  static func clock(_ time: StatedTime) -> String {
    time.local.clockText(seconds: time.precision == .second)
  }

  /// A number with separators of thousands.
  static func grouped(_ number: Int) -> String {
    if number.magnitude < 1000 { return String(number) }
    let digits = Array(String(number.magnitude).utf8)
    var output: [UInt8] = number < 0 ? [0x2D] : []
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { output.append(0x2C) }
      output.append(digit)
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// A number of things with the English word in singular or plural.
  func count(_ number: Int, zh: String, en: String, plural: String? = nil) -> String {
    self(
      Self.grouped(number) + zh,
      Self.grouped(number) + " " + (number == 1 ? en : plural ?? en + "s"))
  }

  func period(_ period: Period) -> String { self(period.rocLabel, period.label) }

  /// Key or group values, then the period.
  func subject(_ subject: Subject) -> String {
    switch subject {
    case .row(let key): return names(key)
    case .group(let values, let span), .member(let values, let span):
      let parts = values.map { name($0.value) } + (span.map { [period($0)] } ?? [])
      return parts.isEmpty ? self("全部", "all") : parts.joined(separator: " ")
    }
  }

  /// A group with its period; rows without a day stand under a period that is not known.
  func subject(_ group: GroupResult) -> String {
    guard group.isUnplaced, case .group(let values, _) = group.subject else {
      return subject(group.subject)
    }
    return (values.map { name($0.value) } + [unknownPeriod]).joined(separator: " ")
  }

  /// The values of a key, one after the other; a key whose cells are all empty says so.
  func names(_ key: [NamedValue]) -> String {
    let text =
      key.count == 1
      ? name(key[0].value) : key.map { name($0.value) }.joined(separator: " ")
    return text.utf8.contains { $0 != 0x20 } || key.isEmpty ? text : self("（空白）", "(empty)")
  }

  /// A name as people read it: a cell that could not be read says so.
  func name(_ value: String) -> String {
    value == Subject.unreadable ? self("（無法讀取）", "(unreadable)") : value
  }

  /// The verdict on a group, and whether its period is still running; rows without a day have none.
  func verdict(_ group: GroupResult) -> String {
    let isRunning = group.isOpen && !group.isUnplaced
    return self[group.verdict.label] + (isRunning ? self("（期間未滿）", " (open)") : "")
  }

  /// What is said of a rule that was evaluated and found no case to judge.
  var noCases: String { self("無案件", "no cases") }

  /// What is to be done about a defect of the data.
  func advice(_ issue: DataIssue) -> String {
    self("處理：", "what to do: ") + self[SendInstead.advice(for: issue.code)]
  }

  /// What stands for the period of rows that belong to none.
  var unknownPeriod: String { self("期間不明", "period unknown") }

  /// A citation: `行政程序法第48條`, `行政程序法 art. 48`, `… P7-10`.
  func citation(_ citation: Citation) -> String {
    citation.text(in: language)
  }

  /// The kind of a rule.
  func kind(_ keyword: String) -> String {
    let names: [String: String] = [
      "deadline": "期限", "assert": "條件", "order": "次序", "rate": "比率", "count": "次數",
      "measure": "量值", "coverage": "涵蓋", "recurrence": "定期", "unique": "不重複",
      "serial": "連號", "window": "累計",
    ]
    return self(names[keyword] ?? keyword, keyword)
  }

  /// The unit of a value; the parameters' own units are names from the rules.
  func unit(_ name: String) -> String {
    switch name {
    case "percent": "%"
    case "count": self("件", "count")
    default: name
    }
  }

  /// How value and target are compared.
  func comparison(_ keyword: String) -> String {
    switch keyword {
    case "at-least": self("至少", "at least")
    case "at-most": self("至多", "at most")
    case "exactly": self("恰為", "exactly")
    case "above": self("高於", "above")
    case "below": self("低於", "below")
    default: keyword
    }
  }

  /// What is required of a group: comparison and target; empty without one.
  func requirement(_ group: GroupResult) -> String {
    group.target == nil ? "" : comparison(group.comparison) + " " + group.targetText
  }

  /// The value of a group and what is required.
  func standing(_ group: GroupResult) -> String {
    [group.valueText, requirement(group)].filter { !$0.isEmpty }.joined(separator: self("，", ", "))
  }

  /// Why a group got its verdict, and what can still become of it.
  func reason(_ group: GroupResult) -> String {
    guard let outlook = group.outlookText else { return self[group.reason] }
    return self[group.reason] + self("；", "; ") + self[outlook]
  }

  /// How late a finding is: days where a day was due, else the clock; empty where it is not.
  func lateness(_ finding: Finding) -> String {
    guard let lateness = finding.lateness else { return "" }
    let isEarly = lateness.minutes < 0
    var text: String
    if finding.due?.isEndOfDay ?? true, lateness.days != 0 {
      let days = abs(lateness.days)
      text = count(days, zh: "日", en: "day")
      if let working = lateness.workingDays {
        let number = abs(working)
        text += self("（\(number)個工作天）", " (\(number) working)")
      }
    } else {
      text = clockSpan(minutes: lateness.minutes.magnitude)
    }
    return isEarly ? self("提前" + text, text + " early") : text
  }

  /// How many whole days late a finding is: civil days where a day was due, else spans of 24 hours.
  func wholeDaysLate(_ finding: Finding) -> Int? {
    guard let lateness = finding.lateness else { return nil }
    return finding.due?.isEndOfDay ?? true ? lateness.days : Int(lateness.minutes / 1440)
  }

  /// A span of minutes: `1天3小時5分`, `1 d 3 h 5 min`.
  func clockSpan(minutes: UInt64) -> String {
    var text = ""
    for (number, unit) in [
      (minutes / 1440, self("天", " d")), (minutes / 60 % 24, self("小時", " h")),
      (minutes % 60, self("分", " min")),
    ] where number > 0 {
      if !text.isEmpty { text += self("", " ") }
      text += String(number)
      text += unit
    }
    return text.isEmpty ? self("不到1分", "under 1 min") : text
  }

  /// A sentence made only from a finding's verdict and times, for places that hide cells.
  func plainReason(_ finding: Finding) -> String {
    var parts = [finding.verdict.label[language]]
    if let due = finding.due { parts.append(self("應於", "due ") + moment(due) + self("前完成", "")) }
    if let actual = finding.actual { parts.append(self("實際", "done ") + moment(actual)) }
    if finding.verdict == .violated, let late = finding.lateness, late.minutes > 0 {
      parts.append(self("逾期", "late by ") + lateness(finding))
    }
    return parts.joined(separator: self("，", ", "))
  }
}
