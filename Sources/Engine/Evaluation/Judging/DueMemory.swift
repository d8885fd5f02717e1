import CivilTime

/// Due moments that were computed for earlier rows of a batch.
///
/// Logs are mostly in order of time, so that many rows of a batch begin on one day.
struct DueMemory {
  /// What is remembered of an arm and a day of start.
  struct Entry {
    /// The day number of the start.
    var startDay: Int32
    /// The day number of the due moment.
    var dueDay: Int32
    /// The last millisecond that is in time if the period began at the earliest possible instant; the
    /// least there is where the calendar does not speak for the period.
    var last: Int64
  }

  private static let slots = 64
  /// The entries, by `place`; of no memory but this one's.
  var entries: UnsafePointer<Entry> { UnsafePointer(storage.entries) }
  private let storage: Storage
  private var dues: [Due]

  /// Memory for entries.
  private final class Storage {
    // Bounds: a place is one of an arm below the number of arms, and of the slots.
    let entries: UnsafeMutablePointer<Entry>

    init(_ count: Int) {
      entries = .allocate(capacity: count)
      entries.initialize(repeating: Entry(startDay: .min, dueDay: 0, last: 0), count: count)
    }

    deinit { entries.deallocate() }
  }

  init(armCount: Int) {
    let nothing = Due(
      earliest: Instant(milliseconds: 0), latest: Instant(milliseconds: 0),
      day: CivilDate(dayNumber: 0), isWholeDay: true, isCovered: true)
    storage = Storage(armCount * Self.slots)
    dues = [Due](repeating: nothing, count: armCount * Self.slots)
  }

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
    let place = Self.place(arm: arm, startDay: day)
    if storage.entries[place].startDay == day { return dues[place] }
    let due = computed(arm, start)
    dues[place] = due
    storage.entries[place] = Entry(
      startDay: day, dueDay: due.day.dayNumber,
      last: due.isCovered ? due.earliest.milliseconds : .min)
    return due
  }
}
