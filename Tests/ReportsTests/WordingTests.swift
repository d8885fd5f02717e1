import CivilTime
import Diagnostics
import Findings
import Testing

@testable import Reports

@Suite struct WordingTests {
  @Test(arguments: [
    (0, "0"), (-7, "-7"), (999, "999"), (-999, "-999"), (1000, "1,000"), (-1000, "-1,000"),
    (999_999, "999,999"), (1_000_000, "1,000,000"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func `numbers have separators of thousands`(number: Int, text: String) {
    #expect(Wording.grouped(number) == text)
  }

  @Test(
    arguments: [
      (0, "不到1分", "under 1 min"), (1, "1分", "1 min"), (60, "1小時", "1 h"),
      (61, "1小時1分", "1 h 1 min"), (1440, "1天", "1 d"), (1439, "23小時59分", "23 h 59 min"),
      (1441, "1天1分", "1 d 1 min"), (3005, "2天2小時5分", "2 d 2 h 5 min"),
    ] as [(UInt64, String, String)])
  func `a span says days, hours and minutes`(minutes: UInt64, zh: String, en: String) {
    #expect(Wording(.zhHant).clockSpan(minutes: minutes) == zh)
    #expect(Wording(.en).clockSpan(minutes: minutes) == en)
  }

  @Test(
    arguments: [
      (2, nil, "2日", "2 days"), (1, 1, "1日（1個工作天）", "1 day (1 working)"),
      (1200, 800, "1,200日（800個工作天）", "1,200 days (800 working)"),
      (-3, -1, "提前3日（1個工作天）", "3 days (1 working) early"),
    ] as [(Int, Int?, String, String)])
  func `lateness is said in days`(days: Int, working: Int?, zh: String, en: String) {
    var finding = Finding(
      rule: 0, subject: .row(key: []), verdict: .violated, reason: .init(verbatim: ""))
    #expect(Wording(.en).lateness(finding) == "")
    finding.lateness = Lateness(minutes: Int64(days * 1440), days: days, workingDays: working)
    #expect(Wording(.zhHant).lateness(finding) == zh)
    #expect(Wording(.en).lateness(finding) == en)
  }

  @Test(arguments: [
    (["A1"], "A1", "A1"), (["A1", "B"], "A1 B", "A1 B"), ([""], "（空白）", "(empty)"),
    ([" ", ""], "（空白）", "(empty)"), (["  "], "（空白）", "(empty)"),
    ([" \u{301}"], " \u{301}", " \u{301}"),
    (["?"], "（無法讀取）", "(unreadable)"), (["?", "A"], "（無法讀取） A", "(unreadable) A"), ([], "", ""),
  ])
  func `a key is said by its values`(values: [String], zh: String, en: String) {
    let key = values.map { NamedValue("k", $0) }
    #expect(Wording(.zhHant).names(key) == zh)
    #expect(Wording(.en).names(key) == en)
  }

  @Test(arguments: [
    (Precision.day, false, "109年3月19日", "2020-03-19"),
    (.minute, false, "109年3月19日 09:05", "2020-03-19 09:05"),
    (.second, false, "109年3月19日 09:05:30", "2020-03-19 09:05:30"),
    (.second, true, "109年3月19日", "2020-03-19"),
  ])
  func `a moment is said as exactly as it is known`(
    precision: Precision, isEndOfDay: Bool, zh: String, en: String
  ) {
    let local = LocalTime(date: CivilDate(dayNumber: 18_340), millisecondOfDay: 32_730_000)
    let time = StatedTime(
      local: local, instant: Instant(milliseconds: 0), precision: precision,
      isEndOfDay: isEndOfDay)
    #expect(Wording(.zhHant).moment(time) == zh)
    #expect(Wording(.en).moment(time) == en)
  }
}
