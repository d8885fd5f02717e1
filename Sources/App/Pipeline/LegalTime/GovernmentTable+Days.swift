public import CivilTime

extension GovernmentTable {
  /// The days that depart from the weekly order, and named days of rest on a weekend.
  public var days: [CalendarDay] { rows.compactMap { Self.day($0, year: year) } }

  /// The days that a later table of the year changes, as entries adopted on a day.
  public func changes(from earlier: GovernmentTable, adopted: CivilDate) -> [CalendarDay] {
    let before = Dictionary(
      earlier.rows.map { ($0.date, $0) }, uniquingKeysWith: { first, _ in first })
    return rows.compactMap { row in
      guard let old = before[row.date], old != row else { return nil }
      let wasListed = Self.day(old, year: year) != nil
      var day = Self.day(row, year: year)
      if day == nil, wasListed { day = CalendarDay(date: row.date, kind: .ordinary) }
      day?.adopted = adopted
      return day
    }
  }

  private static func day(_ row: Row, year: Int) -> CalendarDay? {
    let isWeekend = row.date.weekday > 5
    let kind: DayKind
    switch (row.rests, isWeekend) {
    case (false, true): kind = .makeupWorkday
    case (false, false): return nil
    case (true, true):
      if row.note.isEmpty || isGeneric(row.note) { return nil }
      kind = .holiday
    case (true, false):
      kind = row.note.isEmpty || isGeneric(row.note) ? .compensatoryHoliday : .holiday
    }
    return CalendarDay(
      date: row.date, kind: kind, name: name(row.note, kind),
      authority: "辦公日曆表\(year - 1911)年")
  }

  /// Whether a note says only that a day is free, not why.
  private static func isGeneric(_ note: String) -> Bool {
    ["補假", "放假", "調整放假", "例假日"].contains { note.hasPrefix($0) }
  }

  private static func name(_ note: String, _ kind: DayKind) -> CalendarName {
    let fallback: CalendarName =
      switch kind {
      case .makeupWorkday: CalendarName(zh: "補行上班", en: "Make-up working Saturday")
      case .compensatoryHoliday: CalendarName(zh: "補假", en: "Compensatory day off")
      default: CalendarName(zh: "放假", en: "Day off")
      }
    if note.isEmpty { return fallback }
    let known = englishNames.first { note.contains($0.zh) }?.en
    return CalendarName(zh: note, en: known ?? (isGeneric(note) ? fallback.en : note))
  }

  private static let englishNames: [(zh: String, en: String)] = [
    ("開國紀念日", "Founding Day of the Republic (New Year's Day)"),
    ("小年夜", "Day before Lunar New Year's Eve"), ("除夕", "Lunar New Year's Eve"),
    ("春節", "Lunar New Year"), ("和平紀念日", "Peace Memorial Day"),
    ("兒童節及", "Children's Day and Tomb-Sweeping Day"), ("兒童節", "Children's Day"),
    ("掃墓節", "Tomb-Sweeping Day"), ("清明節", "Tomb-Sweeping Day (Qingming)"),
    ("勞動節", "Labour Day"), ("端午節", "Dragon Boat Festival"), ("中秋節", "Mid-Autumn Festival"),
    ("教師節", "Confucius's Birthday / Teachers' Day"), ("孔子誕辰", "Confucius's Birthday"),
    ("國慶日", "National Day"),
    ("臺灣光復", "Taiwan Retrocession and Battle of Guningtou Memorial Day"),
    ("行憲紀念日", "Constitution Day"), ("補行上班", "Make-up working Saturday"),
    ("調整上班", "Make-up working Saturday"),
  ]
}
