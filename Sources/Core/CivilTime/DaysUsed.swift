extension DueCalculator {
  /// The days used from a start to an end (使用日數), in half days.
  ///
  /// Counted are the days of the profile from the first counted day to the end, less suspended ones;
  /// what is finished on the day of the start itself counts as half a day.
  public func halfDaysUsed(
    from start: CivilDate, through end: CivilDate, suspendedDays: [DayRange] = []
  ) -> Int {
    let first = firstCountedDay(from: start)
    if end < first { return end < start ? 0 : 1 }
    var days = countedDays(from: first, through: end)
    for range in suspendedDays where range.first <= end && range.last >= first {
      days -= countedDays(from: max(first, range.first), through: min(end, range.last))
    }
    return max(0, days) * 2
  }

  /// The number of days from one to another, both included, that the profile counts.
  public func countedDays(from first: CivilDate, through last: CivilDate) -> Int {
    guard first <= last else { return 0 }
    guard profile.count == .workingDays || length.unit == .workingDay, let calendar else {
      return last.days(since: first) + 1
    }
    return calendar.workingDays(from: first, through: last, closuresRest: profile.closuresRest)
  }
}
