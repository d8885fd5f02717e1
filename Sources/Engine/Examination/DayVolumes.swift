import CivilTime

/// The numbers of rows a day, and which of them are far from the others.
struct DayVolumes {
  private(set) var counts: [Int32: Int] = [:]

  mutating func add(_ day: CivilDate) { counts[day.dayNumber, default: 0] += 1 }

  mutating func merge(_ other: DayVolumes) {
    for (day, count) in other.counts { counts[day, default: 0] += count }
  }

  /// A day whose number of rows is far from those of its kind.
  struct Jump {
    var day: CivilDate
    var count: Int
    var median: Int
  }

  /// The days of the longest run of dates without a gap of more than 31 days, which is looked at.
  private var span: ClosedRange<Int32>? {
    var best: ClosedRange<Int32>?
    var bestRows = 0
    var start: Int32?
    var last: Int32 = 0
    var rows = 0
    for day in counts.keys.sorted() + [Int32.max] {
      if let first = start, day == .max || day - last > 31 {
        if rows > bestRows { (best, bestRows) = (first...last, rows) }
        start = nil
        rows = 0
      }
      if start == nil { start = day }
      rows += counts[day] ?? 0
      last = day
    }
    return best
  }

  /// The jumps, in order of days.
  ///
  /// Weekdays and weekends are looked at apart. A day is far from the others where it is more than
  /// 5 times 1.4826 MAD from the median, and above twice or below half of it; there must be eight
  /// days and a median of five.
  var jumps: [Jump] {
    guard let span, span.upperBound - span.lowerBound < 40_000 else { return [] }
    let days = span.map { CivilDate(dayNumber: $0) }
    var jumps: [Jump] = []
    for group in [days.filter { $0.weekday < 6 }, days.filter { $0.weekday >= 6 }] {
      let numbers = group.map { counts[$0.dayNumber] ?? 0 }
      let median = Self.median(numbers)
      guard group.count >= 8, median >= 5 else { continue }
      let deviation = Self.median(numbers.map { abs($0 - median) })
      for (day, count) in zip(group, numbers)
      where abs(count - median) * 10_000 > deviation * 5 * 14_826
        && (count > median * 2 || count * 2 < median)
      {
        jumps.append(Jump(day: day, count: count, median: median))
      }
    }
    return jumps.sorted { $0.day < $1.day }
  }

  /// The upper median.
  static func median(_ numbers: [Int]) -> Int {
    numbers.isEmpty ? 0 : numbers.sorted()[numbers.count / 2]
  }

  /// The number of rows of each month, by year × 12 + month − 1.
  var months: [Int: Int] {
    var months: [Int: Int] = [:]
    for (day, count) in counts {
      let date = CivilDate(dayNumber: day)
      months[date.year * 12 + date.month - 1, default: 0] += count
    }
    return months
  }
}
