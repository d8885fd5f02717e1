import CivilTime

extension StoredStep {
  /// The stored form of a step.
  init(_ step: PeriodTrace.Step) {
    self.init()
    switch step {
    case .start(let time, let precision):
      (kind, self.time, self.precision) = (.start, time, precision)
    case .restarted(let event, let firstCounted):
      (kind, day, first) = (.restarted, event, firstCounted)
    case .startExcluded(let day, let firstCounted):
      (kind, self.day, first) = (.startExcluded, day, firstCounted)
    case .startIncluded(let day): (kind, self.day) = (.startIncluded, day)
    case .runsAtOnce: kind = .runsAtOnce
    case .countedDays(let length, let rawLast):
      (kind, self.length, last) = (.countedDays, length, rawLast)
    case .countedMonths(let length, let rawLast, let end):
      (kind, self.length, last) = (.countedMonths, length, rawLast)
      set(end)
    case .countedWorkingDays(let count, let rawLast, let skipped):
      (kind, self.count, last, restDays) = (.countedWorkingDays, count, rawLast, skipped)
    case .countedTime(let length, let end):
      (kind, self.length, endTime) = (.countedTime, length, end)
    case .restDaysInside(let days): (kind, restDays) = (.restDaysInside, days)
    case .extended(let item, let from, let to, let wasCut):
      (kind, day, last, flag, atMost) = (.extended, from, to, wasCut, item.atMost)
      switch item.reach {
      case .by(let length): self.length = length
      case .until(let day): until = day
      }
    case .suspended, .suspendedTime, .transit, .rolledOver, .staysOnRestDay, .worksOnMakeupDay,
      .hoursNeverRoll, .closuresDecide, .outsideCalendar, .dueEndOfDay, .takesEffect, .dueAt,
      .dueBetween:
      setLater(step)
    }
  }

  private mutating func setLater(_ step: PeriodTrace.Step) {
    switch step {
    case .suspended(let range, let days, let last):
      (kind, day, first, count, self.last) = (.suspended, range.first, range.last, days, last)
    case .suspendedTime(let from, let to, let milliseconds, let end):
      (kind, time, untilTime, endTime) = (.suspendedTime, from, to, end)
      self.milliseconds = milliseconds
    case .transit(let days, let last): (kind, count, self.last) = (.transit, days, last)
    case .rolledOver(let from, let over, let to):
      (kind, day, restDays, last) = (.rolledOver, from, over, to)
    case .staysOnRestDay(let status): (kind, self.status) = (.staysOnRestDay, status)
    case .worksOnMakeupDay(let status): (kind, self.status) = (.worksOnMakeupDay, status)
    case .hoursNeverRoll(let status): (kind, self.status) = (.hoursNeverRoll, status)
    case .closuresDecide(let closuresRest, let otherwise):
      (kind, flag, day) = (.closuresDecide, closuresRest, otherwise)
    case .outsideCalendar(let name, let coverage):
      (kind, self.name, first, last) = (
        .outsideCalendar, name, coverage.lowerBound, coverage.upperBound
      )
    case .dueEndOfDay(let day): (kind, self.day) = (.dueEndOfDay, day)
    case .takesEffect(let day): (kind, self.day) = (.takesEffect, day)
    case .dueAt(let time): (kind, self.time) = (.dueAt, time)
    case .dueBetween(let from, let to): (kind, time, untilTime) = (.dueBetween, from, to)
    case .start, .restarted, .startExcluded, .startIncluded, .runsAtOnce, .countedDays,
      .countedMonths, .countedWorkingDays, .countedTime, .restDaysInside, .extended:
      break
    }
  }

  private mutating func set(_ end: PeriodTrace.MonthEnd) {
    switch end {
    case .dayBefore(let corresponding): (monthEnd, day) = (.dayBefore, corresponding)
    case .withMonth: monthEnd = .withMonth
    case .noCorrespondingDay: monthEnd = .noCorrespondingDay
    case .sameDay: monthEnd = .sameDay
    }
  }

  /// The step that is stored; `nil` where a member that its kind needs is missing.
  var step: PeriodTrace.Step? {
    switch kind {
    case .start: both(time, precision).map { .start($0, precision: $1) }
    case .restarted: both(day, first).map { .restarted(event: $0, firstCounted: $1) }
    case .startExcluded: both(day, first).map { .startExcluded(day: $0, firstCounted: $1) }
    case .startIncluded: day.map { .startIncluded(day: $0) }
    case .runsAtOnce: .runsAtOnce
    case .countedDays: both(length, last).map { .countedDays($0, rawLast: $1) }
    case .countedMonths:
      both(both(length, last), end).map { .countedMonths($0.0, rawLast: $0.1, end: $1) }
    case .countedWorkingDays:
      both(both(count, last), restDays).map {
        .countedWorkingDays($0.0, rawLast: $0.1, skipped: $1)
      }
    case .countedTime: both(length, endTime).map { .countedTime($0, end: $1) }
    case .restDaysInside: restDays.map { .restDaysInside($0) }
    case .extended: extended
    case .suspended:
      both(both(day, first).flatMap { DayRange(first: $0, last: $1) }, both(count, last)).map {
        .suspended($0, days: $1.0, last: $1.1)
      }
    case .suspendedTime:
      both(both(time, untilTime), both(milliseconds, endTime)).map {
        .suspendedTime(from: $0.0, to: $0.1, milliseconds: $1.0, end: $1.1)
      }
    case .transit: both(count, last).map { .transit(days: $0, last: $1) }
    case .rolledOver:
      both(both(day, restDays), last).map { .rolledOver(from: $0.0, over: $0.1, to: $1) }
    case .staysOnRestDay: status.map { .staysOnRestDay($0) }
    case .worksOnMakeupDay: status.map { .worksOnMakeupDay($0) }
    case .hoursNeverRoll: status.map { .hoursNeverRoll($0) }
    case .closuresDecide: both(flag, day).map { .closuresDecide(closuresRest: $0, otherwise: $1) }
    case .outsideCalendar: outsideCalendar
    case .dueEndOfDay: day.map { .dueEndOfDay($0) }
    case .takesEffect: day.map { .takesEffect($0) }
    case .dueAt: time.map { .dueAt($0) }
    case .dueBetween: both(time, untilTime).map { .dueBetween($0, $1) }
    }
  }

  private var end: PeriodTrace.MonthEnd? {
    switch monthEnd {
    case .dayBefore: day.map { .dayBefore(corresponding: $0) }
    case .withMonth: .withMonth
    case .noCorrespondingDay: .noCorrespondingDay
    case .sameDay: .sameDay
    case nil: nil
    }
  }

  private var extended: PeriodTrace.Step? {
    guard let day, let last, let flag else { return nil }
    guard let reach = length.map(PeriodExtension.Reach.by) ?? until.map({ .until($0) }) else {
      return nil
    }
    return .extended(PeriodExtension(reach, atMost: atMost), from: day, to: last, wasCut: flag)
  }

  private var outsideCalendar: PeriodTrace.Step? {
    guard let name, let first, let last, first <= last else { return nil }
    return .outsideCalendar(name: name, coverage: first...last)
  }
}

private func both<A, B>(_ a: A?, _ b: B?) -> (A, B)? {
  guard let a, let b else { return nil }
  return (a, b)
}
