import CivilTime
import Testing

@Suite struct PeriodLengthTests {
  @Test(arguments: [
    ("30 days", PeriodLength(30, .day)), ("1 day", PeriodLength(1, .day)),
    ("72 hours", PeriodLength(72, .hour)), ("3 months", PeriodLength(3, .month)),
    ("6 working days", PeriodLength(6, .workingDay)), ("1 week", PeriodLength(1, .week)),
    ("15d", PeriodLength(15, .day)), ("2mo", PeriodLength(2, .month)),
    ("1 year", PeriodLength(1, .year)), ("60 seconds", PeriodLength(60, .second)),
    ("5wd", PeriodLength(5, .workingDay)), ("6 working_days", PeriodLength(6, .workingDay)),
    ("30日", PeriodLength(30, .day)), ("3個月", PeriodLength(3, .month)),
    ("15個工作天", PeriodLength(15, .workingDay)), ("２４小時", PeriodLength(24, .hour)),
    (" 1　週 ", PeriodLength(1, .week)), ("366000 days", PeriodLength(366_000, .day)),
  ])
  func `a length is read as people write it`(text: String, length: PeriodLength) {
    #expect(PeriodLength.parse(text) == .success(length))
    #expect(PeriodLength.parse(length.description) == .success(length))
    #expect(PeriodLength.parse(length.zhText) == .success(length))
  }

  @Test(arguments: [
    ("", PeriodTextProblem.empty), ("  ", .empty), ("days", .noNumber), ("-3 days", .noNumber),
    ("30", .noUnit), ("3 m", .unknownUnit), ("3 fortnights", .unknownUnit),
    ("1.5 days", .unknownUnit), ("0 days", .outOfRange), ("366001 days", .outOfRange),
    ("99999999999999999999 days", .outOfRange),
  ])
  func `what is not a length says why`(text: String, problem: PeriodTextProblem) {
    #expect(PeriodLength.parse(text) == .failure(problem))
  }
}
