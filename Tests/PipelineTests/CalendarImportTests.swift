import CivilTime
import Diagnostics
import Pipeline
import Platform
import RuleCheck
import RuleSyntax
import TestSupport
import Testing

@Suite struct CalendarImportTests {
  private static let title = CalendarName(zh: "辦公日曆表", en: "Work calendar")

  /// A year's table as the government publishes it, from a calendar.
  private func table(_ year: Int, _ calendar: WorkCalendar, notes: Bool = true) -> String {
    let weekdays = ["一", "二", "三", "四", "五", "六", "日"]
    var lines = ["西元日期,星期,是否放假,備註"]
    for offset in 0..<366 {
      let date = CivilDate(dayNumber: CivilDate.dayNumber(year: year, month: 1, day: 1))
        .adding(days: offset)
      guard date.year == year else { continue }
      let status = calendar.status(of: date)
      let note =
        switch status.kind {
        case .compensatoryHoliday: notes ? "補假" : ""
        case .makeupWorkday: "補行上班"
        default: status.name?.zhHant ?? ""
        }
      let text = String(date.isoText.filter { $0 != "-" })
      lines.append("\(text),\(weekdays[date.weekday - 1]),\(status.isWorking ? 0 : 2),\(note)")
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  private func shipped(knownOn: String? = nil) throws -> WorkCalendar {
    let rules = RuleLibrary(folders: [Repository.root + "/rules"])
    let definition = try #require(CountingLibrary.calendar("tw-government", in: rules).definition)
    return WorkCalendar(
      definition: definition, knownOn: try knownOn.map { try TimeText.parseDate($0).get() })
  }

  private func imported(
    _ files: [[UInt8]], adopted: [Int: CivilDate] = [:]
  ) -> (definition: CalendarDefinition?, diagnostics: [Diagnostic]) {
    CalendarImport(adopted: adopted).definition(
      identifier: "x", title: Self.title,
      files: files.enumerated().map { ("\($0.offset).csv", $0.element) })
  }

  @Test func `every published year comes back day by day, also without notes`() throws {
    let calendar = try shipped()
    for notes in [true, false] {
      let files = (2015...2027).map { year in
        [0xEF, 0xBB, 0xBF] + Array(table(year, calendar, notes: notes).utf8)
      }
      let (definition, diagnostics) = imported(files)
      #expect(diagnostics.isEmpty)
      let text = try #require(definition).yaml
      let source = SourceText(name: "x.yaml", bytes: Array(text.utf8))
      let (again, problems) = CalendarDefinition.read(RuleDocument.parse(source))
      #expect(problems.isEmpty)
      #expect(again == definition)
      let other = WorkCalendar(definition: try #require(again))
      for offset in 0...calendar.coverage.upperBound.days(since: calendar.coverage.lowerBound) {
        let date = calendar.coverage.lowerBound.adding(days: offset)
        #expect(other.isWorking(date) == calendar.isWorking(date), "\(date)")
      }
    }
  }

  @Test func `a Big5 file is read as the UTF-8 one`() throws {
    // 西元日期,星期,是否放假,備註 and the weekdays in CP950.
    let header: [UInt8] = [
      0xA6, 0xE8, 0xA4, 0xB8, 0xA4, 0xE9, 0xB4, 0xC1, 0x2C, 0xAC, 0x50, 0xB4, 0xC1, 0x2C, 0xAC,
      0x4F, 0xA7, 0x5F, 0xA9, 0xF1, 0xB0, 0xB2, 0x2C, 0xB3, 0xC6, 0xB5, 0xF9,
    ]
    let weekdays: [[UInt8]] = [
      [0xA4, 0x40], [0xA4, 0x47], [0xA4, 0x54], [0xA5, 0x7C], [0xA4, 0xAD], [0xA4, 0xBB],
      [0xA4, 0xE9],
    ]
    let calendar = try shipped()
    var bytes = header + [0x0D, 0x0A]
    for offset in 0..<365 {
      let date = CivilDate(dayNumber: CivilDate.dayNumber(year: 2025, month: 1, day: 1))
        .adding(days: offset)
      bytes += date.isoText.utf8.filter { $0 != 0x2D } + [0x2C] + weekdays[date.weekday - 1]
      bytes += [0x2C, calendar.isWorking(date) ? 0x30 : 0x32, 0x2C, 0x0D, 0x0A]
    }
    let (definition, diagnostics) = imported([bytes])
    #expect(diagnostics.isEmpty)
    let off = WorkCalendar(definition: try #require(definition))
    let coverage = off.coverage
    #expect(365 - off.workingDays(from: coverage.lowerBound, through: coverage.upperBound) == 118)
    #expect(GovernmentTable.read(bytes, file: "x").table?.encoding == .cp950)
  }

  @Test func `a revision keeps what was known before`() throws {
    let before = Array(table(2025, try shipped(knownOn: "2025-06-01")).utf8)
    let after = Array(table(2025, try shipped()).utf8)
    let day = try TimeText.parseDate("2025-06-13").get()
    let (definition, _) = imported([before, after], adopted: [2025: day])
    for (known, off) in [("2025-06-12", 115), ("2025-06-13", 118)] {
      let calendar = WorkCalendar(
        definition: try #require(definition), knownOn: try TimeText.parseDate(known).get())
      let coverage = calendar.coverage
      let working = calendar.workingDays(from: coverage.lowerBound, through: coverage.upperBound)
      #expect(365 - working == off)
    }
    let (last, _) = imported([before, after])
    #expect(last?.days == imported([after]).definition?.days)
  }

  @Test(arguments: [
    ("", "the file is empty"),
    ("Subject,Start Date,Start Time\n", "the layout for Google Calendar"),
    ("date,name\n2025-01-01,x\n", "the header lacks"),
    ("西元日期,星期,是否放假,備註\n20250101,三,1,\n", "是否放假 is '1'"),
    ("西元日期,星期,是否放假,備註\n20250101,四,2,\n", "is not the weekday written"),
    ("西元日期,星期,是否放假,備註\n20250230,四,2,\n", "is not a Gregorian date"),
    ("西元日期,星期,是否放假,備註\n20250101,三,2,\n20250101,三,2,\n", "stands twice"),
    ("西元日期,星期,是否放假,備註\n20250101,三,2,\n", "2025-01-02 is missing"),
    ("西元日期,星期,是否放假,備註\n", "there is no day"),
  ])
  func `a file that is not a whole year is refused`(text: String, message: String) {
    let (definition, diagnostics) = imported([Array(text.utf8)])
    #expect(definition == nil)
    #expect(diagnostics.contains { $0.message.en.contains(message) })
  }

  @Test func `a year that is missing between others is refused`() throws {
    let calendar = try shipped()
    let files = [2023, 2025].map { Array(table($0, calendar).utf8) }
    let (definition, diagnostics) = imported(files)
    #expect(definition == nil)
    #expect(diagnostics.contains { $0.message.en == "there is no file of 2024" })
  }

  @Test(arguments: [Language.zhHant, .en])
  func `a calendar's page names its days and totals`(language: Language) throws {
    let page = CalendarPage(try shipped(), language: language)
    let text = page.year(2025)
    #expect(text.contains("* 8*") && text.contains("(10)"))
    #expect(text.contains(language == .en ? "118 days off, 247" : "放假 118 日，上班 247 日"))
    #expect(page.names(of: 2025).count == 19)
    #expect(page.overview.split(separator: "\n").count == 14)
  }
}
