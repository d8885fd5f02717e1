import CivilTime
import Diagnostics
import Findings
import JSON
import TestSupport
import Testing

@Suite struct TraceTests {
  static let steps: [PeriodTrace.Step] = {
    let day = CivilDate(dayNumber: 18_600)
    let other = day.adding(days: 3)
    let time = LocalTime(date: day, hour: 9, minute: 5)
    let status = DayStatus(
      date: day, kind: .holiday, name: CalendarName(zh: "節", en: "Day"), authority: "辦法",
      isCovered: false)
    let rest = RestDays(count: 5, days: [status])
    let length = PeriodLength(3, .workingDay)
    let ranges = DayRange(first: day, last: other).map { [$0] } ?? []
    return [
      .start(time, precision: .minute), .restarted(event: day, firstCounted: other),
      .startExcluded(day: day, firstCounted: other), .startIncluded(day: day), .runsAtOnce,
      .countedDays(length, rawLast: day),
      .countedMonths(length, rawLast: day, end: .dayBefore(corresponding: other)),
      .countedMonths(length, rawLast: day, end: .withMonth),
      .countedMonths(length, rawLast: day, end: .noCorrespondingDay),
      .countedMonths(length, rawLast: day, end: .sameDay),
      .countedWorkingDays(3, rawLast: day, skipped: rest), .countedTime(length, end: time),
      .restDaysInside(RestDays(count: 1, days: [])),
      .extended(PeriodExtension(.by(length)), from: day, to: other, wasCut: false),
      .extended(PeriodExtension(.until(other), atMost: length), from: day, to: other, wasCut: true),
      .suspendedTime(from: time, to: time, milliseconds: 90_000, end: time),
      .transit(days: 2, last: other), .rolledOver(from: day, over: rest, to: other),
      .staysOnRestDay(status), .worksOnMakeupDay(status), .hoursNeverRoll(status),
      .closuresDecide(closuresRest: true, otherwise: other),
      .outsideCalendar(name: "tw", coverage: day...other), .dueEndOfDay(day), .takesEffect(day),
      .dueAt(time), .dueBetween(time, time),
    ] + ranges.map { .suspended($0, days: 4, last: other) }
  }()

  @Test func `every step of a trace is stored and reads back`() throws {
    var result = SampleResult.make()
    let trace = PeriodTrace(profile: "apa-48", article: nil, steps: Self.steps)
    result.findings[0].trace = trace
    let again = try CheckResult(json: JSONValue.parse(result.jsonBytes()))
    #expect(again.findings[0].trace == trace)
  }

  @Test func `a step without a member that it needs is refused`() throws {
    let result = SampleResult.make()
    let text = String(decoding: result.jsonBytes(), as: UTF8.self)
    let broken = text.replacing(
      #""step":"transit","last":"2021-01-09","count":1"#, with: #""step":"transit","count":1"#)
    #expect(broken != text)
    #expect(throws: ResultFormatError.self) { try CheckResult(json: JSONValue.parse(broken)) }
  }

  @Test func `every step is worded in both languages`() {
    for step in Self.steps {
      #expect(!step.text.zhHant.isEmpty && !step.text.en.isEmpty)
      #expect(step.text.zhHant != step.text.en)
      #expect(!step.text.en.contains("%") && !step.text.zhHant.contains("%"))
    }
  }
}
