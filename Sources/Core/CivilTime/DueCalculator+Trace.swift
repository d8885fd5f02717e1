extension DueCalculator {
  /// The due moment with every step that led to it, for explanations.
  ///
  /// The steps come from the same arithmetic as `due(from:adjustments:)`, which gives the result.
  public func trace(
    from start: Moment, adjustments: PeriodAdjustments = .none
  ) -> (due: Due, trace: PeriodTrace) {
    let due = due(from: start, adjustments: adjustments)
    var trace = PeriodTrace(profile: profile.name, article: profile.article)
    let local = zone.localTime(of: start.instant)
    trace.steps.append(.start(local, precision: start.precision))
    if runsFromInstant {
      traceInstants(from: start, adjustments, due, into: &trace.steps)
    } else {
      traceDays(from: local.date, adjustments, into: &trace.steps)
    }
    if !due.isCovered, let calendar {
      trace.steps.append(
        .outsideCalendar(name: calendar.identifier, coverage: calendar.coverage))
    }
    trace.steps.append(endStep(due))
    return (due, trace)
  }

  private func endStep(_ due: Due) -> PeriodTrace.Step {
    if due.isWholeDay { return .dueEndOfDay(due.day) }
    if !runsFromInstant { return .takesEffect(due.day) }
    guard due.isExact else {
      // The latest start is the day's last instant; people read its 24:00.
      let latest = due.latest.adding(milliseconds: 1)
      return .dueBetween(zone.localTime(of: due.earliest), zone.localTime(of: latest))
    }
    return .dueAt(zone.localTime(of: due.latest))
  }

  // MARK: - Days

  private func traceDays(
    from start: CivilDate, _ adjustments: PeriodAdjustments, into steps: inout [PeriodTrace.Step]
  ) {
    let first = firstCountedDay(from: start, restart: adjustments.restart)
    if let event = adjustments.restart {
      steps.append(.restarted(event: event, firstCounted: first))
    } else {
      steps.append(
        profile.start == .included
          ? .startIncluded(day: start) : .startExcluded(day: start, firstCounted: first))
    }
    var last = rawLastDay(firstCounted: first)
    steps.append(countingStep(first: first, last: last))
    for item in adjustments.extensions {
      let longer = extended(last, from: first, by: item)
      let unlimited = extended(last, from: first, by: PeriodExtension(item.reach))
      steps.append(.extended(item, from: last, to: longer, wasCut: longer < unlimited))
      last = longer
    }
    var stops: [DayRange] = []
    for range in adjustments.suspendedDays {
      let later = suspended(last, from: first, by: range)
      if later > last {
        stops.append(range)
        steps.append(.suspended(range, days: later.days(since: last), last: later))
      }
      last = later
    }
    if adjustments.transitDays > 0 {
      last = last.adding(days: adjustments.transitDays)
      steps.append(.transit(days: adjustments.transitDays, last: last))
    }
    if !countsWorkingDays(length),
      let inside = restDays(from: first, through: last.adding(days: -1), except: stops),
      inside.count > 0
    {
      steps.append(.restDaysInside(inside))
    }
    traceEnd(of: last, into: &steps)
    traceClosures(from: start, adjustments, into: &steps)
  }

  private func countingStep(first: CivilDate, last: CivilDate) -> PeriodTrace.Step {
    if countsWorkingDays(length) {
      let skipped = restDays(from: first, through: last) ?? RestDays(count: 0, days: [])
      return .countedWorkingDays(length.amount, rawLast: last, skipped: skipped)
    }
    guard let months = length.months else { return .countedDays(length, rawLast: last) }
    let corresponding = first.adding(months: months)
    let end: PeriodTrace.MonthEnd =
      if profile.months == .sameDay {
        .sameDay
      } else if first.day == 1 {
        .withMonth
      } else if corresponding.day == first.day {
        .dayBefore(corresponding: corresponding)
      } else {
        .noCorrespondingDay
      }
    return .countedMonths(length, rawLast: last, end: end)
  }

  private func traceEnd(of last: CivilDate, into steps: inout [PeriodTrace.Step]) {
    guard let calendar else { return }
    let status = calendar.status(of: last, closuresRest: profile.closuresRest)
    let rolled = rolledOver(last)
    if rolled > last {
      if let over = restDays(from: last, through: rolled.adding(days: -1)) {
        steps.append(.rolledOver(from: last, over: over, to: rolled))
      }
    } else if !status.isWorking {
      steps.append(.staysOnRestDay(status))
    } else if status.kind == .makeupWorkday {
      steps.append(.worksOnMakeupDay(status))
    }
  }

  /// Tells when the setting for closures changes the due day.
  private func traceClosures(
    from start: CivilDate, _ adjustments: PeriodAdjustments, into steps: inout [PeriodTrace.Step]
  ) {
    guard let calendar, calendar.hasClosures, needsCalendar else { return }
    var other = profile
    other.closures = profile.closuresRest ? .workingDays : .restDays
    let otherwise = DueCalculator(
      length: length, profile: other, calendar: calendar, zone: zone
    ).dueDay(from: start, adjustments: adjustments).day
    if otherwise != dueDay(from: start, adjustments: adjustments).day {
      steps.append(.closuresDecide(closuresRest: profile.closuresRest, otherwise: otherwise))
    }
  }

  /// The rest days of a span; names are listed for spans of up to a year, abridged beyond.
  ///
  /// Days on which the period was stopped are not of it, and left out.
  func restDays(
    from first: CivilDate, through last: CivilDate, except stops: [DayRange] = []
  ) -> RestDays? {
    guard let calendar, first <= last else { return nil }
    let length = last.days(since: first) + 1
    func isStopped(_ day: CivilDate) -> Bool {
      stops.contains { $0.first <= day && day <= $0.last }
    }
    let working = calendar.workingDays(
      from: first, through: last, closuresRest: profile.closuresRest)
    var count = length - working
    if !stops.isEmpty {
      for day in (0..<length).map({ first.adding(days: $0) }) where isStopped(day) {
        count -= calendar.isWorking(day, closuresRest: profile.closuresRest) ? 0 : 1
      }
    }
    var days: [DayStatus] = []
    let isAbridged = length > 100
    if !isAbridged { days.reserveCapacity(count) }
    for offset in 0..<min(length, 400) {
      let day = first.adding(days: offset)
      // Asked for first: most days are worked, and their names are not wanted.
      guard !calendar.isWorking(day, closuresRest: profile.closuresRest) else { continue }
      guard !isStopped(day), !isAbridged || calendar.isNamed(day) else { continue }
      let status = calendar.status(of: day, closuresRest: profile.closuresRest)
      guard !status.isWorking, !isAbridged || status.kind != .weekend else { continue }
      days.append(status)
    }
    return RestDays(count: count, days: days)
  }

  // MARK: - Instants

  private func traceInstants(
    from start: Moment, _ adjustments: PeriodAdjustments, _ due: Due,
    into steps: inout [PeriodTrace.Step]
  ) {
    var begin = start.instant
    if let event = adjustments.restart {
      begin = zone.end(of: event)
      steps.append(.restarted(event: event, firstCounted: event.adding(days: 1)))
    }
    steps.append(.runsAtOnce)
    var done = PeriodAdjustments.none
    var end = lastInstant(from: begin, adjustments: done)
    steps.append(.countedTime(length, end: zone.localTime(of: end)))
    for item in adjustments.extensions {
      let before = done
      done.extensions.append(item)
      let longer = lastInstant(from: begin, adjustments: done)
      var uncut = before
      uncut.extensions.append(PeriodExtension(item.reach))
      let unlimited = lastInstant(from: begin, adjustments: uncut)
      steps.append(
        .extended(
          item, from: zone.day(of: end), to: zone.day(of: longer), wasCut: longer < unlimited))
      end = longer
    }
    for span in adjustments.suspendedSpans {
      done.suspendedSpans.append(span)
      let later = lastInstant(from: begin, adjustments: done)
      if later > end {
        steps.append(
          .suspendedTime(
            from: zone.localTime(of: span.start), to: zone.localTime(of: span.end),
            milliseconds: later.milliseconds - end.milliseconds, end: zone.localTime(of: later)))
      }
      end = later
    }
    if adjustments.transitDays > 0 {
      steps.append(.transit(days: adjustments.transitDays, last: due.day))
    }
    if let calendar, calendar.covers(due.day) {
      let status = calendar.status(of: due.day)
      if !status.isWorking { steps.append(.hoursNeverRoll(status)) }
    }
  }
}
