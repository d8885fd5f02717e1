import CivilTime
import Diagnostics
import RuleCheck
import RuleSyntax
import TestSupport
import Testing

@Suite struct CalendarFileTests {
  private func read(_ text: String) -> (definition: CalendarDefinition?, diagnostics: [Diagnostic])
  {
    let source = SourceText(name: "calendar.yaml", bytes: Array(text.utf8))
    return CalendarDefinition.read(RuleDocument.parse(source))
  }

  private func government() throws -> CalendarDefinition {
    let path = "rules/calendars/tw-government.yaml"
    let (definition, diagnostics) = read(try Repository.text(path))
    #expect(diagnostics.isEmpty)
    return try #require(definition)
  }

  @Test(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)))
  func `the shipped calendar is the shared table, day by day`() throws {
    let calendar = WorkCalendar(definition: try government())
    let rows = csvRows(try SharedData.text("calendars/tw-government.csv"))
    var listed: [CivilDate: [String: String]] = [:]
    for row in rows { listed[try TimeText.parseDate(row["date"] ?? "").get()] = row }
    #expect(listed.count == 254)
    for offset in 0...calendar.coverage.upperBound.days(since: calendar.coverage.lowerBound) {
      let date = calendar.coverage.lowerBound.adding(days: offset)
      let status = calendar.status(of: date)
      guard let row = listed[date] else {
        #expect(status.kind == (date.weekday > 5 ? .weekend : .workday), "\(date)")
        #expect(status.name == nil)
        continue
      }
      let kind = row["kind"]?.split(separator: "_").joined(separator: "-")
      #expect(status.kind.rawValue == kind, "\(date)")
      #expect(status.name?.zhHant == row["name_zh"])
      #expect(status.name?.en == row["name_en"])
      #expect(status.authority == row["authority"])
    }
  }

  @Test(arguments: [
    (2015, 116), (2016, 116), (2017, 116), (2018, 115), (2019, 115), (2020, 115), (2021, 116),
    (2022, 115), (2023, 116), (2024, 115), (2025, 118), (2026, 120), (2027, 121),
  ])
  func `each year of the shipped calendar has its days off`(year: Int, off: Int) throws {
    let calendar = WorkCalendar(definition: try government())
    let days = (0..<366).compactMap { offset -> CivilDate? in
      let date = CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: 1, day: 1))
        .adding(days: offset)
      return date.year == year ? date : nil
    }
    #expect(days.count { !calendar.isWorking($0) } == off)
  }

  @Test(arguments: [("2025-06-12", 115), ("2025-06-13", 118)])
  func `the revision of 2025 has its day`(known: String, off: Int) throws {
    let knownOn = try TimeText.parseDate(known).get()
    let calendar = WorkCalendar(definition: try government(), knownOn: knownOn)
    let first = try TimeText.parseDate("114/1/1").get()
    let last = try TimeText.parseDate("114/12/31").get()
    #expect(365 - calendar.workingDays(from: first, through: last) == off)
  }

  private static let head = """
    qixian: 1
    calendar: x
    timezone: Asia/Taipei
    weekend: [saturday, sunday]
    years: { from: 114, to: 114 }
    days:

    """

  @Test func `years of the Republic are read in dates and years`() throws {
    let (definition, diagnostics) = read(
      Self.head + "  - { date: 114-01-01, kind: holiday, name: 開國紀念日, authority: 條例 }\n")
    #expect(diagnostics.isEmpty)
    #expect(definition?.years == 2025...2025)
    #expect(definition?.days.first?.date.isoText == "2025-01-01")
    #expect(definition?.days.first?.authority == "條例")
  }

  @Test(
    arguments: [
      ("  - { date: 2025-02-30, kind: holiday }\n", nil),
      ("  - { date: 2025-01-01, kind: feast }\n", nil),
      ("  - { kind: holiday }\n", nil),
      ("  - { date: 2024-01-01, kind: holiday }\n", "calendar/outside-years"),
      (
        "  - { date: 2025-01-01, kind: holiday }\n  - { date: 114-01-01, kind: ordinary }\n",
        "calendar/duplicate-day"
      ),
    ] as [(String, String?)])
  func `a wrong day makes the file unusable and says why`(days: String, code: String?) {
    let (definition, diagnostics) = read(Self.head + days)
    #expect(definition == nil)
    #expect(
      diagnostics.contains {
        (code == nil || $0.code.name == code) && $0.severity == .error
      })
  }

  @Test(arguments: [
    ("  - { date: 2025-02-07, kind: makeup-workday }\n", "calendar/weekday"),
    ("  - { date: 2025-02-08, kind: compensatory-holiday }\n", "calendar/weekday"),
    ("  - { date: 2025-02-08, kind: makeup-workday }\n", "calendar/empty-year"),
  ])
  func `a suspicious day is a warning`(days: String, code: String) {
    let (definition, diagnostics) = read(Self.head + days)
    #expect(definition != nil)
    #expect(diagnostics.contains { $0.code.name == code && $0.severity == .warning })
  }

  @Test func `the shipped profiles are those of the statutes`() throws {
    let source = SourceText(
      name: "counting.yaml", bytes: try Repository.bytes("rules/taiwan/counting.yaml"))
    let document = RuleDocument.parse(source)
    #expect(document.diagnostics.isEmpty)
    let profiles = CountingProfile.read(document)
    #expect(
      profiles == [
        CountingProfile(name: "apa-48", article: "行政程序法 §48 II-IV"),
        CountingProfile(
          name: "apa-48-adverse", start: .included, endOnRestDay: .stays, article: "行政程序法 §48 V"),
        CountingProfile(name: "civil-code", article: "民法 §119-§124"),
        CountingProfile(
          name: "hours", start: .instant, endOnRestDay: .stays, article: "行政程序法 §48 I"),
        CountingProfile(name: "working-days", count: .workingDays, article: "文書流程管理作業規範"),
        CountingProfile(
          name: "working-days-from-start", start: .included, count: .workingDays,
          article: "文書流程管理作業規範"),
        CountingProfile(
          name: "effective-day", start: .included, endOnRestDay: .stays, moment: .startOfDay,
          article: "中央法規標準法 §13"),
      ])
  }
}
