extension DueCalculator {
  /// The due moment of a period that nothing changes.
  public func due(from start: Moment) -> Due {
    guard runsFromInstant else { return due(on: dueDay(from: zone.day(of: start.instant))) }
    return due(from: start, adjustments: .none)
  }

  /// The due moment of a period of whole days from a day that at most one extension and one stop change.
  public func due(
    from day: CivilDate, extended item: PeriodExtension?, suspended range: DayRange?
  ) -> Due {
    due(on: dueDay(from: day, extended: item, suspended: range))
  }

  /// The due moment of a last day: its end, or its beginning where the profile says so.
  func due(on day: DueDay) -> Due {
    guard profile.moment == .startOfDay else { return Due(endOf: day, in: zone) }
    let first = zone.start(of: day.day)
    return Due(
      earliest: first, latest: first, day: day.day, isWholeDay: false, isCovered: day.isCovered)
  }

  /// The due moment of a period that begins at a moment.
  ///
  /// A period from the instant whose start is known to the day only is due in a window: `earliest`
  /// and `latest` differ.
  public func due(from start: Moment, adjustments: PeriodAdjustments) -> Due {
    guard runsFromInstant else {
      return due(on: dueDay(from: zone.day(of: start.instant), adjustments: adjustments))
    }
    let begin = adjustments.restart.map { Moment(zone.end(of: $0), precision: .second) } ?? start
    let earliest = lastInstant(from: begin.instant, adjustments: adjustments)
    let latest =
      begin.precision == .day
      ? lastInstant(from: begin.latestInstant(in: zone), adjustments: adjustments) : earliest
    return Due(
      earliest: earliest, latest: latest, day: zone.day(of: latest), isWholeDay: false,
      isCovered: !needsCalendar || coversInstants(from: begin.instant, to: latest))
  }

  /// The last instant of a period that runs from an instant.
  func lastInstant(from start: Instant, adjustments: PeriodAdjustments) -> Instant {
    var end = instant(length, after: start)
    for item in adjustments.extensions {
      switch item.reach {
      case .by(let more):
        let target = instant(more, after: end)
        end = item.atMost.map { min(target, instant($0, after: end)) } ?? target
      case .until(let day):
        let target = zone.end(of: day).adding(milliseconds: -1)
        end = max(end, item.atMost.map { min(target, instant($0, after: end)) } ?? target)
      }
    }
    for span in adjustments.suspendedSpans where span.end > start {
      guard span.start <= end else { break }
      let from = max(span.start, start)
      end = end.adding(milliseconds: span.end.milliseconds - from.milliseconds)
    }
    guard adjustments.transitDays > 0 else { return end }
    return instant(PeriodLength(adjustments.transitDays, .day), after: end, calendarDays: true)
  }

  /// The instant a length after another; days and longer keep the time of day.
  private func instant(
    _ length: PeriodLength, after start: Instant, calendarDays: Bool = false
  ) -> Instant {
    if let unit = length.unit.milliseconds {
      return start.adding(milliseconds: unit * Int64(length.amount))
    }
    var local = zone.localTime(of: start)
    switch length.unit {
    case .week: local.date = local.date.adding(days: length.amount * 7)
    case .month: local.date = local.date.adding(months: length.amount)
    case .year: local.date = local.date.adding(months: length.amount * 12)
    case .second, .minute, .hour, .day, .workingDay:
      local.date =
        countsWorkingDays(length) && !calendarDays
        ? workingDays(length.amount, after: local.date)
        : local.date.adding(days: length.amount)
    }
    return zone.instant(of: local)
  }

  private func coversInstants(from start: Instant, to end: Instant) -> Bool {
    guard let calendar else { return false }
    return calendar.covers(zone.day(of: start)) && calendar.covers(zone.day(of: end))
  }
}
