import CivilTime
import Diagnostics
import Findings
import JSON
import Testing

@Suite struct PeriodTraceTextTests {
  private static let zone = TimeZoneRules(name: "Asia/Taipei", firstOffset: 28_800)

  private static func day(_ month: Int, _ day: Int) -> CivilDate {
    CivilDate(dayNumber: CivilDate.dayNumber(year: 2026, month: month, day: day))
  }

  private static let calendar = WorkCalendar(
    definition: CalendarDefinition(
      identifier: "small", title: CalendarName(zh: "小", en: "small"), timeZone: "Asia/Taipei",
      years: 2026...2026,
      days: [
        CalendarDay(
          date: day(6, 19), kind: .holiday,
          name: CalendarName(zh: "端午節", en: "Dragon Boat Festival")),
        CalendarDay(
          date: day(6, 27), kind: .makeupWorkday, name: CalendarName(zh: "補行上班", en: "make-up")),
        CalendarDay(date: day(7, 10), kind: .closure, name: CalendarName(zh: "颱風", en: "typhoon")),
      ]))

  private func trace(
    _ length: PeriodLength, _ profile: CountingProfile = CountingProfile(name: "apa-48"),
    from start: CivilDate = day(6, 1), adjustments: PeriodAdjustments = .none
  ) -> PeriodTrace {
    let moment = Moment(Self.zone.start(of: start), precision: .day)
    return DueCalculator(
      length: length, profile: profile, calendar: Self.calendar, zone: Self.zone
    ).trace(from: moment, adjustments: adjustments).trace
  }

  @Test func `a rest day at the end is told by name in both languages`() {
    let lines = trace(PeriodLength(18, .day)).lines
    #expect(
      lines.map(\.zhHant) == [
        "起算事件：115年6月1日（一）", "始日不計算在內，第 1 日為115年6月2日（二）",
        "期間 18日，算至115年6月19日（五）",
        "期間內之休息日不予扣除，計 4 日：115年6月6日（六）例假日、115年6月7日（日）例假日、115年6月13日（六）例假日、115年6月14日（日）例假日",
        "末日115年6月19日（五）為休息日，以次一上班日代之；經過 3 日：115年6月19日（五）端午節、115年6月20日（六）例假日、115年6月21日（日）例假日，至115年6月22日（一）",
        "期限：115年6月22日（一）24時",
      ])
    #expect(lines.last?.en == "due: Mon 2026-06-22 24:00")
  }

  @Test
  func `days of a stop are no rest days of the period, also where only named days are listed`()
    throws
  {
    // Stopped from 6 June to 14 June, over both weekends; the Festival and 20, 21 June are left.
    let stop = try #require(DayRange(first: Self.day(6, 6), last: Self.day(6, 14)))
    let short = trace(
      PeriodLength(18, .day), adjustments: PeriodAdjustments(suspendedDays: [stop])
    ).lines
    #expect(
      short.contains {
        $0.zhHant
          == "期間內之休息日不予扣除，計 3 日：115年6月19日（五）端午節、115年6月20日（六）例假日、115年6月21日（日）例假日"
      }, "\(short.map(\.zhHant))")
    let long = trace(
      PeriodLength(4, .month), adjustments: PeriodAdjustments(suspendedDays: [stop])
    ).lines
    #expect(
      long.contains {
        $0.zhHant == "期間內之休息日不予扣除，計 32 日，包括115年6月19日（五）端午節"
          && $0.en
            == "the period includes 32 rest days, among them Fri 2026-06-19 (Dragon Boat Festival)"
      }, "\(long.map(\.zhHant))")
  }

  @Test(arguments: [
    (Self.day(6, 25), nil, "自115年6月19日（五）延長至115年6月25日（四）"),
    (
      Self.day(7, 30), PeriodLength(10, .day),
      "自115年6月19日（五）延長至115年7月30日（四），實為115年6月29日（一）（超過上限 10日，以上限為準）"
    ),
  ])
  func `an extension to a day says what came of it where that is another day`(
    until: CivilDate, atMost: PeriodLength?, line: String
  ) {
    let lines = trace(
      PeriodLength(18, .day),
      adjustments: PeriodAdjustments(extensions: [PeriodExtension(.until(until), atMost: atMost)])
    ).lines
    #expect(lines.contains { $0.zhHant == line }, "\(lines.map(\.zhHant))")
  }

  @Test func `a make-up Saturday, a counted rest day and a closure are told`() {
    let makeup = trace(PeriodLength(26, .day))
    #expect(makeup.lines.contains { $0.zhHant == "末日115年6月27日（六）補行上班須上班，不順延" })
    let adverse = CountingProfile(name: "adverse", start: .included, endOnRestDay: .stays)
    let stays = trace(PeriodLength(7, .day), adverse)
    #expect(stays.lines.contains { $0.zhHant == "末日115年6月7日（日）例假日為休息日，照計" })
    let closure = trace(PeriodLength(39, .day))
    #expect(
      closure.lines.contains {
        $0.en.contains("the other way the last day would be Mon 2026-07-13")
      })
  }

  @Test func `every step has words in both languages and a name in json`() {
    let hours = CountingProfile(name: "hours", start: .instant)
    let range = DayRange(first: Self.day(6, 3), last: Self.day(6, 4))
    let span = InstantSpan(
      start: Self.zone.start(of: Self.day(6, 1)), end: Self.zone.start(of: Self.day(6, 2)))
    let adjusted = PeriodAdjustments(
      extensions: [
        PeriodExtension(.by(PeriodLength(30, .day)), atMost: PeriodLength(10, .day)),
        PeriodExtension(.until(Self.day(9, 1))),
      ], suspendedDays: [range].compactMap { $0 }, suspendedSpans: [span].compactMap { $0 },
      transitDays: 2)
    let restarted = PeriodAdjustments(restart: Self.day(6, 5))
    let effective = CountingProfile(
      name: "effective-day", start: .included, endOnRestDay: .stays, moment: .startOfDay)
    let traces = [
      trace(PeriodLength(15, .day), adjustments: adjusted),
      trace(PeriodLength(24, .hour), hours, adjustments: adjusted),
      trace(PeriodLength(48, .hour), hours, adjustments: restarted),
      trace(PeriodLength(24, .hour), hours, from: Self.day(6, 5)),
      trace(PeriodLength(1, .month)), trace(PeriodLength(1, .month), from: Self.day(6, 10)),
      trace(PeriodLength(1, .month), from: Self.day(5, 30), adjustments: restarted),
      trace(PeriodLength(1, .month), from: Self.day(1, 30)),
      trace(PeriodLength(1, .month), CountingProfile(name: "same-day", months: .sameDay)),
      trace(PeriodLength(6, .workingDay)), trace(PeriodLength(3, .day), effective),
      trace(PeriodLength(300, .day)),
    ]
    var names: Set<String> = []
    for step in traces.flatMap(\.steps) {
      names.insert(step.name)
      for text in [step.text.zhHant, step.text.en] {
        #expect(!text.isEmpty && !text.contains("%"), "\(step.name)")
      }
      #expect(step.json["step"]?.stringValue == step.name)
    }
    #expect(
      names.isSuperset(of: [
        "start", "restarted", "start-excluded", "start-included", "runs-at-once", "counted-days",
        "counted-months", "counted-working-days", "counted-time", "rest-days-inside", "extended",
        "suspended", "suspended-time", "transit", "rolled-over", "hours-never-roll",
        "outside-calendar", "due-end-of-day", "takes-effect", "due-at", "due-between",
      ]))
  }
}
