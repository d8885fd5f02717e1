public import CivilTime
import Diagnostics

extension RuleDocument {
  /// The calendar that a calendar file defines; `nil` where the file is another or has errors.
  public var calendarDefinition: CalendarDefinition? {
    guard kind == .calendar, let root, !diagnostics.contains(where: { $0.severity == .error }),
      let name = root["calendar"]?.text, let zone = root["timezone"]?.text,
      let from = root["years"]?["from"]?.integer, let to = root["years"]?["to"]?.integer
    else { return nil }
    let title = root["title"]?.localized ?? LocalizedText(verbatim: name)
    let weekend = (root["weekend"]?.texts ?? []).reduce(into: Weekdays()) { days, word in
      if let index = Weekdays.names.firstIndex(of: word) {
        days.insert(Weekdays(weekday: index + 1))
      }
    }
    let authorities = Dictionary(
      (root["authorities"]?.entries ?? []).compactMap { entry in
        entry.value.text.map { (entry.key, $0) }
      }, uniquingKeysWith: { first, _ in first })
    let first = Self.gregorian(from)
    return CalendarDefinition(
      identifier: name, title: CalendarName(zh: title.zhHant, en: title.en), timeZone: zone,
      weekend: weekend, years: first...max(first, Self.gregorian(to)),
      days: (root["days"]?.elements ?? []).compactMap { Self.day($0, authorities) })
  }

  /// A Gregorian year; a year below 1000 is one of the Republic.
  public static func gregorian(_ year: Int) -> Int { year < 1000 ? year + 1911 : year }

  private static func day(_ node: YAMLNode, _ authorities: [String: String]) -> CalendarDay? {
    guard let date = node["date"]?.date,
      let kind = node["kind"]?.text.flatMap(DayKind.init(rawValue:))
    else { return nil }
    let name = node["name"]?.localized.map { CalendarName(zh: $0.zhHant, en: $0.en) }
    let authority = node["authority"]?.texts.map { authorities[$0] ?? $0 }
    return CalendarDay(
      date: date, kind: kind, name: name, authority: authority?.joined(separator: "; "),
      adopted: node["adopted"]?.date, place: node["place"]?.text,
      part: node["part"]?.text.flatMap(DayPart.init(rawValue:)) ?? .day)
  }
}
