extension DueCalculator {
  /// The days used from a start to an end (使用日數), in half days.
  ///
  /// Counted are the days of the profile from the first counted day to the end, less suspended ones;
  /// what is finished on the day of the start itself counts as half a day.
  public func halfDaysUsed(
    from start: CivilDate, through end: CivilDate, suspendedDays: [DayRange] = []
  ) -> Int {
    halfDays(from: start, through: end) { first in
      suspendedDays.reduce(0) { $0 + stopped($1, from: first, through: end) }
    }
  }

  /// The days used where at most one stop changes the period, in half days.
  public func halfDaysUsed(
    from start: CivilDate, through end: CivilDate, suspended range: DayRange?
  ) -> Int {
    halfDays(from: start, through: end) { first in
      range.map { stopped($0, from: first, through: end) } ?? 0
    }
  }

  @inline(__always)
  private func halfDays(
    from start: CivilDate, through end: CivilDate, stopped: (_ first: CivilDate) -> Int
  ) -> Int {
    let first = firstCountedDay(from: start)
    if end < first { return end < start ? 0 : 1 }
    return max(0, countedDays(from: first, through: end) - stopped(first)) * 2
  }

  /// How many counted days of a stop lie between two days.
  private func stopped(
    _ range: DayRange, from first: CivilDate, through end: CivilDate
  ) -> Int {
    guard range.first <= end, range.last >= first else { return 0 }
    return countedDays(from: max(first, range.first), through: min(end, range.last))
  }

  /// The number of days from one to another, both included, that the profile counts.
  public func countedDays(from first: CivilDate, through last: CivilDate) -> Int {
    guard first <= last else { return 0 }
    guard profile.count == .workingDays || length.unit == .workingDay,
      let counted = asked({ $0.workingDays(from: first, through: last) })
    else { return last.days(since: first) + 1 }
    return counted
  }
}
