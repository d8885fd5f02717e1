public import CivilTime
public import Diagnostics
import Findings

/// A work calendar as text for people: months, named days, totals.
public struct CalendarPage: Sendable {
  private let calendar: WorkCalendar
  private let language: Language

  /// Creates a page.
  public init(_ calendar: WorkCalendar, language: Language) {
    self.calendar = calendar
    self.language = language
  }

  /// The title and the totals of every year.
  public var overview: String {
    var lines = [title]
    let years = calendar.coverage.lowerBound.year...calendar.coverage.upperBound.year
    lines += years.map { totals(of: $0) }
    return lines.joined(separator: "\n")
  }

  /// One year: the months' grids, the named days, the totals.
  public func year(_ year: Int) -> String {
    var lines = [title, ""]
    for month in 1...12 { lines += grid(year, month) + [""] }
    lines.append(
      LocalizedText(zh: "( ) 休息日　* * 補行上班日", en: "( ) rest day, * * make-up working day")[language])
    lines.append("")
    lines += names(of: year)
    lines.append("")
    lines.append(totals(of: year))
    return lines.joined(separator: "\n")
  }

  /// The named days of a year, one a line.
  public func names(of year: Int) -> [String] {
    days(of: year).compactMap { date in
      let status = calendar.status(of: date, closuresRest: true)
      guard let name = status.name else { return nil }
      let words = LocalizedText(zh: name.zhHant, en: name.en)[language]
      let kind = DayWording.kind(status.kind)[language]
      let authority = status.authority.map { "  [\($0)]" } ?? ""
      return "\(DayWording.day(date)[language])  \(kind)  \(words)\(authority)"
    }
  }

  /// The numbers of a year.
  public func totals(of year: Int) -> String {
    let days = days(of: year)
    let working = days.count { calendar.isWorking($0) }
    let madeUp = days.filter { calendar.status(of: $0).kind == .makeupWorkday }
    let list = madeUp.map { "\($0.month)/\($0.day)" }.joined(separator: "、")
    let zh = madeUp.isEmpty ? "" : "，補行上班 \(madeUp.count) 日（\(list)）"
    let en =
      madeUp.isEmpty ? "" : ", " + counted(madeUp.count, "make-up working day")
    return LocalizedText(
      zh: "\(year) 年（民國 \(year - 1911) 年）：放假 \(days.count - working) 日，上班 \(working) 日\(zh)",
      en:
        "\(year) (ROC \(year - 1911)): \(days.count - working) days off, \(working) working days\(en)"
    )[language]
  }

  private var title: String {
    LocalizedText(
      zh: "\(calendar.title.zhHant)（\(calendar.identifier)）",
      en: "\(calendar.title.en) (\(calendar.identifier))")[language]
  }

  private func days(of year: Int) -> [CivilDate] {
    let first = CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: 1, day: 1))
    return (0..<(CivilDate.isLeap(year) ? 366 : 365)).map { first.adding(days: $0) }
  }

  private func grid(_ year: Int, _ month: Int) -> [String] {
    let first = CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: month, day: 1))
    let heading = LocalizedText(
      zh: "\(year - 1911) 年 \(month) 月", en: "\(year)-\(month < 10 ? "0" : "")\(month)")
    let weekdays = LocalizedText(
      zh: " 一  二  三  四  五  六  日 ", en: " Mo  Tu  We  Th  Fr  Sa  Su ")
    var lines = [heading[language], weekdays[language]]
    var line = String(repeating: "    ", count: first.weekday - 1)
    for offset in 0..<CivilDate.daysIn(month: month, ofYear: year) {
      let date = first.adding(days: offset)
      let number = date.day < 10 ? " \(date.day)" : "\(date.day)"
      switch calendar.status(of: date, closuresRest: true).kind {
      case .workday: line += " \(number) "
      case .makeupWorkday: line += "*\(number)*"
      case .weekend, .holiday, .compensatoryHoliday, .closure: line += "(\(number))"
      }
      if date.weekday == 7 || date.adding(days: 1).month != month {
        lines.append(line)
        line = ""
      }
    }
    return lines
  }
}
