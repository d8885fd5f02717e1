import CivilTime
import TestSupport

/// The shared calendar table as a definition, with the revision of 2025 marked.
enum GovernmentCalendar {
  static let taipei = TimeZoneRules(name: "Asia/Taipei", firstOffset: 28_800)

  static func definition() throws -> CalendarDefinition {
    var days: [CalendarDay] = []
    for row in csvRows(try SharedData.text("calendars/tw-government.csv")) {
      let date = try date(row["date"])
      let kinds: [String: DayKind] = [
        "holiday": .holiday, "compensatory_holiday": .compensatoryHoliday,
        "makeup_workday": .makeupWorkday,
      ]
      let kind = kinds[row["kind"] ?? ""] ?? .ordinary
      let authority = row["authority"] ?? ""
      var day = CalendarDay(
        date: date, kind: kind,
        name: CalendarName(zh: row["name_zh"] ?? "", en: row["name_en"] ?? ""),
        authority: authority)
      if authority.contains("修正版") {
        if ["2025-10-06", "2025-10-10"].contains(date.isoText) {
          day.authority = "紀念日及節日實施辦法; 辦公日曆表114年"
          days.append(day)
          day.authority = authority
        }
        day.adopted = CivilDate(year: 2025, month: 6, day: 13)
      }
      days.append(day)
    }
    return CalendarDefinition(
      identifier: "tw-government", title: CalendarName(zh: "政府行政機關辦公日曆表", en: "Government"),
      timeZone: "Asia/Taipei", years: 2015...2027, days: days)
  }

  static func calendar(knownOn: CivilDate? = nil) throws -> WorkCalendar {
    WorkCalendar(definition: try definition(), knownOn: knownOn)
  }

  static func date(_ text: String?) throws -> CivilDate {
    try TimeText.parseDate(text ?? "").get()
  }
}

extension CountingProfile {
  static let apa = CountingProfile(name: "apa-48")
  static let adverse = CountingProfile(
    name: "apa-48-adverse", start: .included, endOnRestDay: .stays)
  static let hours = CountingProfile(name: "hours", start: .instant)
  static let working = CountingProfile(name: "working-days", count: .workingDays)
  static let workingFromStart = CountingProfile(
    name: "working-days-from-start", start: .included, count: .workingDays)
  static let effective = CountingProfile(
    name: "effective-day", start: .included, endOnRestDay: .stays, moment: .startOfDay)
  static let sameDay = CountingProfile(name: "same-day", months: .sameDay)

  /// The profile of a mode of the worked examples.
  static func mode(_ name: String) -> CountingProfile? {
    switch name {
    case "hours": .hours
    case "calendar": .apa
    case "adverse": .adverse
    case "working_days": .working
    case "working_days_from_start": .workingFromStart
    case "effective_day": .effective
    default: nil
    }
  }
}
