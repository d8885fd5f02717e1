/// The offsets of an IANA time zone from UTC over time.
///
/// Values only: the bytes of a zone file are handed in by the caller.
public struct TimeZoneRules: Sendable {
  /// The zone's name, such as `Asia/Taipei`.
  public let name: String
  /// Instants (milliseconds) at which the offset changes, ascending.
  let transitions: [Int64]
  /// Seconds east of UTC from the transition at the same index on.
  let offsets: [Int32]
  /// Seconds east of UTC before the first transition.
  let firstOffset: Int32
  /// The last change, after which most instants lie, and the offset from it on.
  @usableFromInline let lastTransition: Int64
  @usableFromInline let lastOffset: Int32

  /// Creates a zone from its changes of offset.
  public init(name: String, firstOffset: Int32, transitions: [(at: Int64, offset: Int32)] = []) {
    self.name = name
    self.firstOffset = firstOffset
    self.transitions = transitions.map(\.at)
    self.offsets = transitions.map(\.offset)
    lastTransition = transitions.last?.at ?? .min
    lastOffset = transitions.last?.offset ?? firstOffset
  }

  /// Coordinated Universal Time.
  public static let utc = TimeZoneRules(name: "UTC", firstOffset: 0)

  /// Seconds east of UTC at an instant.
  @inlinable
  public func offsetSeconds(at instant: Instant) -> Int32 {
    instant.milliseconds >= lastTransition ? lastOffset : earlierOffset(at: instant)
  }

  @usableFromInline
  func earlierOffset(at instant: Instant) -> Int32 {
    var low = -1
    var high = transitions.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if transitions[middle] <= instant.milliseconds { low = middle } else { high = middle }
    }
    return low < 0 ? firstOffset : offsets[low]
  }

  /// Seconds east of UTC at an instant and ever after; `nil` where that changes later.
  public func lastingOffsetSeconds(from instant: Instant) -> Int32? {
    instant.milliseconds >= lastTransition ? lastOffset : nil
  }

  /// The local time of an instant.
  @inlinable
  public func localTime(of instant: Instant) -> LocalTime {
    let local = instant.milliseconds + Int64(offsetSeconds(at: instant)) * 1000
    let day = local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000
    return LocalTime(
      date: CivilDate(dayNumber: Int32(truncatingIfNeeded: day)),
      millisecondOfDay: Int(local - day * 86_400_000))
  }

  /// The civil day of an instant.
  @inlinable
  public func day(of instant: Instant) -> CivilDate { localTime(of: instant).date }

  /// The instant of a local time.
  ///
  /// A time that a forward change skips is read with the offset before the change, and one that a
  /// backward change repeats is its first occurrence (as RFC 5545 reads them).
  public func instant(of local: LocalTime) -> Instant {
    let wall = Int64(local.date.dayNumber) * 86_400_000 + Int64(local.millisecondOfDay)
    let early = offsetSeconds(at: Instant(milliseconds: wall - 86_400_000))
    let first = Instant(milliseconds: wall - Int64(early) * 1000)
    if offsetSeconds(at: first) == early { return first }
    let late = offsetSeconds(at: first)
    let second = Instant(milliseconds: wall - Int64(late) * 1000)
    return offsetSeconds(at: second) == late ? second : first
  }

  /// The first instant of a civil day.
  public func start(of date: CivilDate) -> Instant {
    instant(of: LocalTime(date: date, millisecondOfDay: 0))
  }

  /// The first instant after a civil day: its 24:00.
  public func end(of date: CivilDate) -> Instant { start(of: date.adding(days: 1)) }
}
