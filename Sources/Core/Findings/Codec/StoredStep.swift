import CivilTime
import Diagnostics
import JSON

/// A step of a period's trace as stored: its name and those members that its kind has.
struct StoredStep: Sendable {
  enum Kind: String, Sendable, CaseIterable {
    case start
    case restarted
    case startExcluded = "start-excluded"
    case startIncluded = "start-included"
    case runsAtOnce = "runs-at-once"
    case countedDays = "counted-days"
    case countedMonths = "counted-months"
    case countedWorkingDays = "counted-working-days"
    case countedTime = "counted-time"
    case restDaysInside = "rest-days-inside"
    case extended
    case suspended
    case suspendedTime = "suspended-time"
    case transit
    case rolledOver = "rolled-over"
    case staysOnRestDay = "stays-on-rest-day"
    case worksOnMakeupDay = "works-on-makeup-day"
    case hoursNeverRoll = "hours-never-roll"
    case closuresDecide = "closures-decide"
    case outsideCalendar = "outside-calendar"
    case dueEndOfDay = "due-end-of-day"
    case takesEffect = "takes-effect"
    case dueAt = "due-at"
    case dueBetween = "due-between"
  }

  enum MonthEnd: String, Sendable, CaseIterable {
    case dayBefore = "day-before"
    case withMonth = "with-month"
    case noCorrespondingDay = "no-corresponding-day"
    case sameDay = "same-day"
  }

  var kind = Kind.runsAtOnce
  var time: LocalTime?
  var untilTime: LocalTime?
  var endTime: LocalTime?
  var precision: Precision?
  var day: CivilDate?
  var first: CivilDate?
  var last: CivilDate?
  var length: PeriodLength?
  var until: CivilDate?
  var atMost: PeriodLength?
  var monthEnd: MonthEnd?
  var restDays: RestDays?
  var status: DayStatus?
  var count: Int?
  var milliseconds: Int64?
  var flag: Bool?
  var name: String?
}

extension ResultCodec {
  static let calendarName = ObjectCodec<CalendarName>(
    "CalendarName", "The name of a day.", blank: { CalendarName(zh: "", en: "") },
    fields: [
      .field("zh-Hant", \.zhHant, .string, "In Traditional Chinese."),
      .field("en", \.en, .string, "In English."),
    ])

  static let dayStatus = ObjectCodec<DayStatus>(
    "DayStatus", "What the work calendar knows of a day.",
    blank: { DayStatus(date: CivilDate(dayNumber: 0), kind: .workday) },
    fields: [
      .field("date", \.date, .date, "The day."),
      .field("kind", \.kind, .words(), "Why it is worked or not."),
      .optional("name", \.name, calendarName.value, "Its name."),
      .optional("authority", \.authority, .string, "The rule that the day rests on."),
      .field("covered", \.isCovered, .bool, "Whether the calendar speaks for the day."),
    ])

  static let restDays = ObjectCodec<RestDays>(
    "RestDays", "Rest days of a span; the named ones only where there are many.",
    blank: { RestDays(count: 0, days: []) },
    fields: [
      .field("count", \.count, .integer, "How many there are."),
      .list("days", \.days, dayStatus.value, "The days."),
    ])

  static let length = ObjectCodec<PeriodLength>(
    "Length", "The length of a period.", blank: { PeriodLength(0, .day) },
    fields: [
      .field("amount", \.amount, .integer, "The number of units."),
      .field("unit", \.unit, .words(), "The unit."),
    ])

  static let storedStep = ObjectCodec<StoredStep>(
    "Step", "A step of the computation of a due moment.", blank: { StoredStep() },
    fields: [
      .field("step", \.kind, .words(), "The kind of step, which decides what else is there."),
      .optional("time", \.time, .localTime, "A local time, or where a span begins."),
      .optional("untilTime", \.untilTime, .localTime, "Where a span ends."),
      .optional("endTime", \.endTime, .localTime, "The end of the period after the step."),
      .optional("precision", \.precision, .precision, "How exactly the time is known."),
      .optional("day", \.day, .date, "The day in question, or the day before the step."),
      .optional("first", \.first, .date, "The first day of a span, or the first counted day."),
      .optional("last", \.last, .date, "The last day of a span, or of the period after the step."),
      .optional("length", \.length, length.value, "A length."),
      .optional("until", \.until, .date, "The day until which a period was extended."),
      .optional("atMost", \.atMost, length.value, "The longest extension allowed."),
      .optional("monthEnd", \.monthEnd, .words(), "Why a period of months ends where it does."),
      .optional("restDays", \.restDays, restDays.value, "Rest days passed."),
      .optional("status", \.status, dayStatus.value, "What the calendar says of the day."),
      .optional("count", \.count, .integer, "A number of days."),
      .optional("milliseconds", \.milliseconds, .integer64, "The length of a span of time."),
      .optional(
        "flag", \.flag, .bool, "Whether an extension was cut, or closures count as rest days."),
      .optional("name", \.name, .string, "The calendar's name."),
    ])

  static let step: ValueCodec<PeriodTrace.Step> = storedStep.value.mapped(
    to: { StoredStep($0) }
  ) { (stored) throws(ResultFormatError) -> PeriodTrace.Step in
    guard let step = stored.step else {
      throw .expected(
        "「\(stored.kind.rawValue)」步驟應有的成員", "the members of a step '\(stored.kind.rawValue)'")
    }
    return step
  }

  static let trace = ObjectCodec<PeriodTrace>(
    "Trace", "How a due moment came about.", blank: { PeriodTrace() },
    fields: [
      .field("profile", \.profile, .string, "The name of the counting profile."),
      .optional("article", \.article, .string, "The article that the profile rests on."),
      .list("steps", \.steps, step, required: true, "The steps in the order of work."),
    ])
}
