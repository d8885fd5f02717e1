public import CivilTime
import Diagnostics
public import JSON

extension PeriodTrace {
  /// The trace as data: the profile and one object a step.
  public var json: JSONValue {
    .object([
      "profile": .string(profile), "article": article.map { .string($0) },
      "steps": .array(steps.map(\.json)),
    ])
  }
}

extension PeriodTrace.Step {
  /// The step as an object whose member `step` names it.
  public var json: JSONValue {
    var members: [JSONValue.Member] = [JSONValue.Member("step", .string(name))]
    members += fields.map { JSONValue.Member($0.0, $0.1) }
    for language in [("zh-Hant", text.zhHant), ("en", text.en)] {
      members.append(JSONValue.Member(language.0, .string(language.1)))
    }
    return .object(members)
  }

  /// The step's name, in kebab-case.
  public var name: String {
    switch self {
    case .start: "start"
    case .restarted: "restarted"
    case .startExcluded: "start-excluded"
    case .startIncluded: "start-included"
    case .runsAtOnce: "runs-at-once"
    case .countedDays: "counted-days"
    case .countedMonths: "counted-months"
    case .countedWorkingDays: "counted-working-days"
    case .countedTime: "counted-time"
    case .restDaysInside: "rest-days-inside"
    case .extended: "extended"
    case .suspended: "suspended"
    case .suspendedTime: "suspended-time"
    case .transit: "transit"
    case .rolledOver: "rolled-over"
    case .staysOnRestDay: "stays-on-rest-day"
    case .worksOnMakeupDay: "works-on-makeup-day"
    case .hoursNeverRoll: "hours-never-roll"
    case .closuresDecide: "closures-decide"
    case .outsideCalendar: "outside-calendar"
    case .dueEndOfDay: "due-end-of-day"
    case .takesEffect: "takes-effect"
    case .dueAt: "due-at"
    case .dueBetween: "due-between"
    }
  }

  private var fields: [(String, JSONValue)] {
    switch self {
    case .start(let time, let precision): [("at", .string(time.isoText(precision: precision)))]
    case .restarted(let event, let first): [("event", day(event)), ("first", day(first))]
    case .startExcluded(let start, let first): [("day", day(start)), ("first", day(first))]
    case .startIncluded(let start): [("first", day(start))]
    case .runsAtOnce: []
    case .countedDays(let length, let last), .countedMonths(let length, let last, _):
      [("length", .string(length.description)), ("last", day(last))]
    case .countedWorkingDays(let count, let last, let skipped):
      [("working-days", .int(Int64(count))), ("last", day(last)), ("skipped", rest(skipped))]
    case .countedTime(let length, let end):
      [("length", .string(length.description)), ("end", time(end))]
    case .restDaysInside(let days): [("rest-days", rest(days))]
    case .extended(_, let from, let to, let wasCut):
      [("from", day(from)), ("to", day(to)), ("cut", .bool(wasCut))]
    case .suspended(let range, let days, let last):
      [
        ("from", day(range.first)), ("to", day(range.last)), ("days", .int(Int64(days))),
        ("last", day(last)),
      ]
    case .suspendedTime(let from, let to, let milliseconds, let end):
      [
        ("from", time(from)), ("to", time(to)), ("milliseconds", .int(milliseconds)),
        ("end", time(end)),
      ]
    case .transit(let days, let last): [("days", .int(Int64(days))), ("last", day(last))]
    case .rolledOver(let from, let over, let to):
      [("from", day(from)), ("over", rest(over)), ("to", day(to))]
    case .staysOnRestDay(let status), .worksOnMakeupDay(let status), .hoursNeverRoll(let status):
      [("day", status.json)]
    case .closuresDecide(let closuresRest, let otherwise):
      [("closures-rest", .bool(closuresRest)), ("otherwise", day(otherwise))]
    case .outsideCalendar(let name, let coverage):
      [
        ("calendar", .string(name)), ("from", day(coverage.lowerBound)),
        ("to", day(coverage.upperBound)),
      ]
    case .dueEndOfDay(let date), .takesEffect(let date): [("day", day(date))]
    case .dueAt(let end): [("at", time(end))]
    case .dueBetween(let first, let last): [("earliest", time(first)), ("latest", time(last))]
    }
  }

  private func day(_ date: CivilDate) -> JSONValue { .string(date.isoText) }

  private func time(_ time: LocalTime) -> JSONValue { .string(time.isoText(precision: .second)) }

  private func rest(_ days: RestDays) -> JSONValue {
    .object(["count": .int(Int64(days.count)), "days": .array(days.days.map(\.json))])
  }
}

extension DayStatus {
  /// The day as an object: date, kind, names and authority.
  public var json: JSONValue {
    .object([
      "date": .string(date.isoText), "kind": .string(kind.rawValue),
      "zh-Hant": name.map { .string($0.zhHant) }, "en": name.map { .string($0.en) },
      "authority": authority.map { .string($0) }, "covered": isCovered ? nil : false,
    ])
  }
}
