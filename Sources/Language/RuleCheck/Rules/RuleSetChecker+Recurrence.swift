import CivilTime
import Columns
import Diagnostics
import Findings
import RuleSyntax

extension RuleSetChecker {
  mutating func recurrence(_ node: YAMLNode, _ context: inout RuleContext) -> RecurrenceRule? {
    let dated = requiredDate(node, context)
    let grouping = grouping(node, context)
    if let period = grouping.period, let place = node["per"] {
      report(
        .checkPer,
        LocalizedText(
          zh: "recurrence 的期間寫在 every，不寫在 per（\(period.rawValue)）",
          en: "the period of a recurrence is 'every', not 'per' (\(period.rawValue))"),
        at: files.files[context.file].place(place.ownSpan))
    }
    let restDay =
      node["rest-day"]?.text.flatMap(RecurrenceRule.RestDay.init(rawValue:)) ?? .stays
    if restDay != .stays { context.needsCalendar = true }
    let tolerance = node["tolerance"].flatMap { days($0, context) } ?? 0
    guard let (every, schedule) = schedule(node, context), let dated else { return nil }
    return RecurrenceRule(
      datedBy: dated, every: every, schedule: schedule, restDay: restDay,
      toleranceDays: tolerance, grouping: grouping)
  }

  private mutating func days(_ node: YAMLNode, _ context: RuleContext) -> Int? {
    guard let length = node.period else { return nil }
    switch length.unit {
    case .day: return length.amount
    case .week: return length.amount * 7
    default:
      report(
        .checkSchedule, LocalizedText(zh: "此處須以日或週計", en: "this is in days or weeks"),
        at: files.files[context.file].place(node.ownSpan))
      return nil
    }
  }

  private mutating func schedule(
    _ node: YAMLNode, _ context: RuleContext
  ) -> (Period.Unit, RecurrenceRule.Schedule)? {
    guard let every = node["every"] else { return nil }
    let on = node["on"]
    guard let unit = every.text.flatMap(Period.Unit.init(rawValue:)) else {
      if let on {
        report(
          .checkSchedule,
          LocalizedText(zh: "every 是日數時不可寫 on", en: "'on' does not go with 'every' in days"),
          at: files.files[context.file].place(on.ownSpan))
      }
      return days(every, context).map { (.day, .everyDays($0)) }
    }
    guard let on else { return (unit, .once) }
    let found: (schedule: RecurrenceRule.Schedule, units: [Period.Unit])?
    if let word = on["weekday"]?.text, let index = Weekdays.names.firstIndex(of: word) {
      let nth = on["nth"]?.integer
      found = (
        .weekday(index + 1, nth: nth), nth == nil ? [.week] : [.month, .quarter, .halfYear, .year]
      )
    } else if let day = on["day"]?.integer {
      found = (.day(day), [.month, .quarter, .halfYear, .year])
    } else if let day = on["by-day"]?.integer {
      found = (.byDay(day), [.month, .quarter, .halfYear, .year])
    } else if let date = on["by"]?.monthDay {
      found = (.byDate(month: date.month, day: date.day), [.year])
    } else if let months = on["months"]?.elements {
      found = (.months(months.compactMap(\.integer).sorted()), [.year])
    } else {
      found = nil
    }
    guard let found else { return nil }
    if !found.units.contains(unit) || on["nth"]?.integer == 0 {
      report(
        .checkSchedule,
        LocalizedText(
          zh: "此時程不能以 \(unit.rawValue) 為週期",
          en: "this schedule does not repeat every \(unit.rawValue)"),
        at: files.files[context.file].place(on.ownSpan),
        help: LocalizedText(
          zh: "every 可為 \(found.units.map(\.rawValue).joined(separator: "、"))",
          en: "'every' may be \(found.units.map(\.rawValue).joined(separator: ", "))"))
      return nil
    }
    return (unit, found.schedule)
  }
}
