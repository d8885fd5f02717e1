import Alerts
import CivilTime
import Diagnostics
import Findings

/// An invented office with its calendar, its people and its cases day by day.
enum Office {
  static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: month, day: day))
  }

  static let taipei = TimeZoneRules(name: "Asia/Taipei", firstOffset: 28_800)

  /// New Year 2021 and the two make-up Saturdays around the lunar one, as the government set them.
  static let calendar: WorkCalendar = {
    let rest = [day(2021, 1, 1)] + (10...16).map { day(2021, 2, $0) } + [day(2021, 3, 1)]
    let days =
      rest.map { CalendarDay(date: $0, kind: .holiday) }
      + [
        CalendarDay(date: day(2021, 2, 20), kind: .makeupWorkday),
        CalendarDay(date: day(2021, 2, 28), kind: .holiday),
      ]
    return WorkCalendar(
      definition: CalendarDefinition(
        identifier: "test", title: CalendarName(zh: "測試", en: "test"), timeZone: "Asia/Taipei",
        years: 2020...2021, days: days))
  }()

  static func box(_ address: String, _ name: String? = nil) -> Recipient {
    .mail(Mailbox(name: name, address: address) ?? sender)
  }

  static let sender: Mailbox = {
    guard let mailbox = Mailbox(name: "期限通知", address: "qixian@city.example") else {
      preconditionFailure("a plain address")
    }
    return mailbox
  }()

  static var settings: AlertSettings {
    var settings = AlertSettings(sender: sender)
    settings.recipients = RecipientTable(entries: [
      .init(unit: "社工科", role: "officer", recipient: box("officer@city.example", "承辦")),
      .init(unit: "社工科", role: "section-chief", recipient: box("chief@city.example")),
      .init(unit: nil, role: "head", recipient: box("head@city.example")),
      .init(unit: nil, role: "ethics", recipient: box("ethics@city.example")),
      .init(unit: nil, role: "operator", recipient: box("operator@city.example")),
    ])
    settings.stages = [
      stage("due-soon", "2 working days before due", ["officer"]),
      stage("due", "at due", ["section-chief"]),
      stage("late", "3 working days after due", ["head", "ethics"]),
    ]
    settings.digests = [
      Digest(id: "daily", schedule: DigestSchedule(.workingDays, minute: 510))
    ]
    return settings
  }

  static func stage(
    _ id: String, _ moment: String, _ recipients: [String], _ filter: AlertFilter = AlertFilter()
  ) -> AlertStage {
    guard let moment = StageMoment(moment) else { preconditionFailure("a written stage") }
    return AlertStage(id: id, moment: moment, to: recipients, filter: filter)
  }

  /// A case with its due day and the day on which it is done.
  struct Case {
    var key: String
    var due: CivilDate
    var done: CivilDate?
    var owner: String? = "社工科"
    /// The dataset's index, where there are several.
    var input = 0
  }

  static let ruleID = "test.pack/limit"

  static func result(_ cases: [Case], on day: CivilDate) -> CheckResult {
    let moment = StatedTime(
      local: LocalTime(date: day, hour: 8, minute: 0), instant: taipei.start(of: day),
      precision: .minute)
    var result = CheckResult(
      toolVersion: "0", title: LocalizedText(zh: "測試市", en: "Test City"), asOf: moment,
      observedThrough: moment, knownOn: nil, zoneName: "Asia/Taipei")
    result.rules = [
      RuleSummary(
        id: ruleID, title: LocalizedText(zh: "三十日內辦結", en: "done within 30 days"),
        kind: "deadline", severity: .high,
        citations: [Citation(title: "行政程序法", place: "51")], dataset: "cases")
    ]
    result.findings = FindingList(
      cases.compactMap { item in
        let isDone = item.done.map { $0 <= day } ?? false
        let isLate = (isDone ? item.done ?? day : day) > item.due
        if isDone, !isLate { return nil }
        var finding = Finding(
          rule: 0, subject: .row(key: [NamedValue("case", item.key)]),
          verdict: isLate ? .violated : .pending,
          reason: LocalizedText(zh: "理由 \(item.key)", en: "reason \(item.key)"), owner: item.owner)
        finding.due = StatedTime(
          local: LocalTime(date: item.due, millisecondOfDay: 86_400_000),
          instant: taipei.end(of: item.due), precision: .day, isEndOfDay: true)
        if isDone, let done = item.done {
          finding.actual = StatedTime(
            local: LocalTime(date: done, millisecondOfDay: 0), instant: taipei.start(of: done),
            precision: .day)
        }
        finding.fingerprint = Finding.fingerprint(ruleID: ruleID, subject: finding.subject)
        return finding
      })
    return result
  }

  /// Inputs that are complete through the ends of days; `nil` for as far as the moment judged.
  static func inputs(through days: [CivilDate?]) -> [InputSummary] {
    days.enumerated().map { index, day in
      var input = InputSummary(
        dataset: "cases-\(index)", path: "cases-\(index).csv", sha256: "", bytes: 0, rows: 1,
        encoding: "UTF-8", format: "csv")
      input.observedThrough = day.map(endOfDay)
      return input
    }
  }

  static func endOfDay(_ day: CivilDate) -> StatedTime {
    StatedTime(
      local: LocalTime(date: day, millisecondOfDay: 86_400_000), instant: taipei.end(of: day),
      precision: .day, isEndOfDay: true)
  }

  static func composer(_ settings: AlertSettings) -> MailComposer {
    MailComposer(
      settings: settings, title: LocalizedText(zh: "測試市", en: "Test City"), zone: taipei)
  }

  static func plan(
    _ settings: AlertSettings, _ cases: [Case], on day: CivilDate,
    history: AlertHistory = AlertHistory()
  ) -> AlertPlan {
    let time = LocalTime(date: day, hour: 8, minute: 30)
    return AlertPlanner(settings: settings, calendar: calendar).plan(
      settings.digests[0], occurrence: time, result: result(cases, on: day), now: time,
      history: history)
  }
}

/// A mail taken apart again, for looking into it.
struct ParsedMail {
  let headers: [(name: String, value: String)]
  let bodies: [String]

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    var headers: [(name: String, value: String)] = []
    var index = 0
    while index < lines.count, !lines[index].isEmpty {
      if lines[index].hasPrefix(" "), !headers.isEmpty {
        headers[headers.count - 1].value += lines[index]
      } else if let colon = lines[index].firstIndex(of: ":") {
        headers.append(
          (String(lines[index][..<colon]), String(lines[index][colon...].dropFirst(2))))
      } else {
        headers.append(("?", lines[index]))
      }
      index += 1
    }
    self.headers = headers
    bodies = text.components(after: "Content-Transfer-Encoding: base64\r\n\r\n").map { part in
      let encoded = part.split(separator: "\r\n").prefix { !$0.hasPrefix("--") }.joined()
      return String(decoding: Self.decoded(encoded), as: UTF8.self)
    }
  }

  func values(_ name: String) -> [String] { headers.filter { $0.name == name }.map(\.value) }

  /// The value of a header with its encoded words decoded.
  func decoded(_ name: String) -> String {
    values(name).map { value in
      value.split(separator: " ").map { word in
        guard word.hasPrefix("=?UTF-8?B?"), word.hasSuffix("?=") else { return String(word) }
        return String(
          decoding: Self.decoded(String(word.dropFirst(10).dropLast(2))), as: UTF8.self)
      }.joined()
    }.joined()
  }

  static func decoded(_ text: String) -> [UInt8] {
    let alphabet = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let values = Dictionary(uniqueKeysWithValues: alphabet.enumerated().map { ($1, UInt32($0)) })
    var output: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8 {
      guard let value = values[byte] else { break }
      bits = (bits << 6 | value) & 0xFFFF
      count += 6
      if count >= 8 {
        count -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return output
  }
}

extension String {
  fileprivate func components(after marker: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: marker) {
      rest = rest[range.upperBound...]
      let end = rest.firstRange(of: marker)?.lowerBound ?? rest.endIndex
      parts.append(String(rest[..<end]))
    }
    return parts
  }
}
