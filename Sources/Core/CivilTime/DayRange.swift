/// Whole civil days from one to another, both included.
public struct DayRange: Sendable, Hashable {
  /// The first day.
  public var first: CivilDate
  /// The last day, not before the first.
  public var last: CivilDate

  /// Creates a range; `nil` where the last day is before the first.
  public init?(first: CivilDate, last: CivilDate) {
    guard first <= last else { return nil }
    self.first = first
    self.last = last
  }

  /// The whole days that a stop requested on one day and ended on another takes out.
  ///
  /// They are the days after the request up to the day of the end; `nil` where there are none.
  public init?(stoppedOn stop: CivilDate, endedOn end: CivilDate) {
    self.init(first: stop.adding(days: 1), last: end)
  }

  /// The number of days.
  public var count: Int { last.days(since: first) + 1 }

  /// The ranges in order, with those that overlap or touch made one.
  public static func merged(_ ranges: [DayRange]) -> [DayRange] {
    guard ranges.count > 1 else { return ranges }
    var merged: [DayRange] = []
    for range in ranges.sorted(by: { $0.first < $1.first }) {
      if let previous = merged.last, range.first <= previous.last.adding(days: 1) {
        merged[merged.count - 1].last = max(previous.last, range.last)
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}

/// A span of time from one instant up to, not including, another.
public struct InstantSpan: Sendable, Hashable {
  /// Its first instant.
  public var start: Instant
  /// The first instant after it.
  public var end: Instant

  /// Creates a span; `nil` where it would be empty.
  public init?(start: Instant, end: Instant) {
    guard start < end else { return nil }
    self.start = start
    self.end = end
  }

  /// The spans in order, with those that overlap or touch made one.
  public static func merged(_ spans: [InstantSpan]) -> [InstantSpan] {
    guard spans.count > 1 else { return spans }
    var merged: [InstantSpan] = []
    for span in spans.sorted(by: { $0.start < $1.start }) {
      if let previous = merged.last, span.start <= previous.end {
        merged[merged.count - 1].end = max(previous.end, span.end)
      } else {
        merged.append(span)
      }
    }
    return merged
  }
}
