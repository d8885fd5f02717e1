import CColumnScan
import CivilTime

/// Due moments that were computed for earlier rows of a batch.
///
/// Logs are mostly in order of time, so that many rows of a batch begin on one day. One object, so that
/// what is remembered and by which entry it is found cannot come apart in copies.
final class DueMemory {
  private static let slots = Int(QIXIAN_DUE_SLOTS)
  /// The entries, by `place`, as long as the object lives.
  var entries: UnsafePointer<qixian_due> { UnsafePointer(written) }
  // Bounds: a place is one of an arm below the number of arms, and of the slots.
  private let written: UnsafeMutablePointer<qixian_due>
  private var dues: [Due]

  init(armCount: Int) {
    let nothing = Due(
      earliest: Instant(milliseconds: 0), latest: Instant(milliseconds: 0),
      day: CivilDate(dayNumber: 0), isWholeDay: true, isCovered: true)
    let count = armCount * Self.slots
    written = .allocate(capacity: count)
    written.initialize(repeating: qixian_due(start_day: .min, due_day: 0, last: 0), count: count)
    dues = [Due](repeating: nothing, count: count)
  }

  deinit { written.deallocate() }

  /// What of an arm decides how its due moments come about, without a reference to count.
  struct Shape {
    /// Whether the period runs from the instant of its start.
    let runsFromInstant: Bool
    /// The period in milliseconds, where it is one of hours, minutes or seconds; else -1.
    let clockLength: Int64
  }

  /// The place of what is remembered of an arm and a day of start, if it is remembered.
  @inline(__always)
  static func place(arm: Int, startDay: Int32) -> Int {
    arm &* slots &+ Int(startDay) & (slots &- 1)
  }

  /// The due moment under an arm in which nothing but the start decides.
  func due(
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
    let place = Self.place(arm: arm, startDay: day)
    if written[place].start_day == day { return dues[place] }
    let due = computed(arm, start)
    dues[place] = due
    written[place] = qixian_due(
      start_day: day, due_day: due.day.dayNumber,
      last: due.isCovered ? due.earliest.milliseconds : .min)
    return due
  }
}
