import CivilTime
import Diagnostics
import Findings
import Reports
import TestSupport
import Testing

/// Lines of rows, which are written from packed findings, are those that findings give one by one.
@Suite struct PlainReportTests {
  private static let texts =
    HostileTests.words.map { String($0.prefix(40)) } + [
      "", "T20220101-00114", "a,b", "12345678,", "say \"yes\"", "1234567\"", "one two", "勞動服務中心",
      "12345678\u{7F}", "abcdefgh\u{A0}", "～！abcdefgh", "12345678\n9", "tab\tin it",
    ]

  private static func finding(_ subject: Subject, _ number: Int) -> Finding {
    var finding = Finding(
      rule: 0, subject: subject, verdict: Verdict.allCases[number % Verdict.allCases.count],
      reason: LocalizedText(verbatim: ""))
    let days: [Int32] = [-719_529, -719_528, 0, 19_000, 20_024, 2_932_896, 2_932_897]
    let clocks = [0, 60_000, 45_296_789, 86_399_000, 86_400_000]
    func time(_ number: Int) -> StatedTime {
      let (day, clock) = (days[number % days.count], clocks[number % clocks.count])
      return StatedTime(
        local: LocalTime(date: CivilDate(dayNumber: day), millisecondOfDay: clock),
        instant: Instant(milliseconds: Int64(day) * 86_400_000 + Int64(clock)),
        precision: Precision.allCases[number % 3], isEndOfDay: number % 4 == 0)
    }
    if number % 2 == 0 { finding.start = time(number + 1) }
    if number % 3 != 0 { finding.due = time(number) }
    if number % 5 != 0 { finding.actual = time(number / 2) }
    if number % 4 != 0 { finding.lateness = Lateness(minutes: -7, days: number - 3) }
    finding.cells = (0..<number % 4).map {
      NamedValue("c\($0)", texts[($0 + number) % texts.count])
    }
    return finding
  }

  private static func lines(_ findings: [Finding]) throws -> String {
    var result = SampleResult.make()
    result.findings = FindingList(findings)
    result.groups = []
    var bytes: [UInt8] = []
    try Reports.render(result, as: .plain, options: ReportOptions(language: .en)) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `a line is the same however its finding is read`() throws {
    let count = Self.texts.count * 30
    func all(_ subject: (NamedValue) -> Subject) throws -> String {
      try Self.lines(
        (0..<count).map { number in
          let key = NamedValue("k", Self.texts[number % Self.texts.count])
          return Self.finding(subject(key), number)
        })
    }
    let packed = try all { .row(key: [$0]) }
    #expect(packed == (try all { .member(key: [$0], period: nil) }))
    #expect(packed.contains(",\"12345678,\",,"))
    #expect(packed.contains(",T20220101-00114,,"))
  }

  @Test func `a line holds what its finding does`() throws {
    var finding = Self.finding(.row(key: [NamedValue("case_id", "A-1")]), 0)
    finding.verdict = .violated
    finding.due = SampleResult.day(2021, 1, 5)
    finding.actual = SampleResult.minute(2021, 1, 7, 9, 5)
    finding.lateness = Lateness(minutes: 1985, days: 2)
    finding.cells = [NamedValue("a", "1"), NamedValue("b", "2022-01-01 00:06")]
    let rule = SampleResult.make().rules[0].id
    #expect(
      try Self.lines([finding]).split(separator: "\n").last.map(String.init)
        == "\(rule),violated,A-1,,2021-01-05,2021-01-07 09:05,2,,,,,,,,a=1;b=2022-01-01 00:06")
  }
}
