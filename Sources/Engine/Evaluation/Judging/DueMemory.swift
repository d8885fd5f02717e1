import CivilTime

/// Due moments that were computed for earlier rows of a batch.
///
/// Logs are mostly in order of time, so that many rows of a batch begin on one day.
struct DueMemory {
  private static let slots = 64
  private var days: [Int32]
  private var dues: [Due]

  init(armCount: Int) {
    let nothing = Due(
      earliest: Instant(milliseconds: 0), latest: Instant(milliseconds: 0),
      day: CivilDate(dayNumber: 0), isWholeDay: true, isCovered: true)
    days = [Int32](repeating: .min, count: armCount * Self.slots)
    dues = [Due](repeating: nothing, count: armCount * Self.slots)
  }

  /// What of an arm decides how its due moments come about, without a reference to count.
  struct Shape {
    /// Whether the period runs from the instant of its start.
    let runsFromInstant: Bool
    /// The period in milliseconds, where it is one of hours, minutes or seconds; else -1.
    let clockLength: Int64
  }

  /// The due moment under an arm in which nothing but the start decides.
  @inline(__always)
  mutating func due(
    from start: Moment, arm: Int, _ shape: Shape, in zone: TimeZoneRules,
    _ computed: (Int, Moment) -> Due
  ) -> Due {
    if shape.clockLength >= 0, start.precision != .day {
      let last = start.instant.adding(milliseconds: shape.clockLength)
      return Due(
        earliest: last, latest: last, day: zone.day(of: last), isWholeDay: false, isCovered: true)
    }
    guard !shape.runsFromInstant else { return computed(arm, start) }
    let day = zone.day(of: start.instant).dayNumber
    let slot = arm * Self.slots + Int(day) & (Self.slots - 1)
    if days[slot] == day { return dues[slot] }
    let due = computed(arm, start)
    days[slot] = day
    dues[slot] = due
    return due
  }
}
