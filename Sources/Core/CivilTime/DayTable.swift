/// Working days of a span of years as dense arrays: every question is O(1).
///
/// Before and after the span the weekly order alone answers; whoever asks compares with the
/// calendar's coverage and says so.
final class DayTable: Sendable {
  /// Day number of the first day covered.
  let first: Int
  /// Whether each covered day is worked.
  let working: [Bool]
  /// For each covered day, the number of working days from `first` to it, itself included.
  let ordinals: [Int32]
  /// For each covered day, the first working day on or after it (as day number).
  let nexts: [Int32]
  /// Day numbers of the working days, in order.
  let workdays: [Int32]
  /// The weekly rest days.
  let weekend: Weekdays

  /// Day number of the last day covered.
  var last: Int { first + working.count - 1 }

  /// Creates the table from the working flags of its days.
  init(first: Int, working: [Bool], weekend: Weekdays) {
    self.first = first
    self.working = working
    self.weekend = weekend
    var ordinals: [Int32] = []
    var workdays: [Int32] = []
    ordinals.reserveCapacity(working.count)
    for (index, isWorking) in working.enumerated() {
      if isWorking { workdays.append(Int32(first + index)) }
      ordinals.append(Int32(workdays.count))
    }
    self.ordinals = ordinals
    self.workdays = workdays
    var nexts = [Int32](repeating: 0, count: working.count)
    var next = Int32(Self.weeklyNext(first + working.count, weekend))
    for index in working.indices.reversed() {
      if working[index] { next = Int32(first + index) }
      nexts[index] = next
    }
    self.nexts = nexts
  }

  /// Whether a day is worked.
  func isWorking(_ day: Int) -> Bool {
    let index = day - first
    if index >= 0, index < working.count { return working[index] }
    return !weekend.contains(weekday: CivilDate(dayNumber: Int32(day)).weekday)
  }

  /// The number of working days up to and including a day, counted from the table's first day.
  ///
  /// Negative differences hold before the table: the ordinals of two days always differ by the
  /// working days between them.
  func ordinal(_ day: Int) -> Int {
    let index = day - first
    if index < 0 { return Self.weekly(day, weekend) - Self.weekly(first - 1, weekend) }
    if index < working.count { return Int(ordinals[index]) }
    return workdays.count + Self.weekly(day, weekend) - Self.weekly(last, weekend)
  }

  /// The first working day on or after a day.
  func next(_ day: Int) -> Int {
    let index = day - first
    if index >= 0, index < working.count { return Int(nexts[index]) }
    let next = Self.weeklyNext(day, weekend)
    return day < first && next >= first ? self.next(first) : next
  }

  /// The last working day on or before a day.
  func previous(_ day: Int) -> Int { self.day(ordinal: ordinal(day)) }

  /// The working day with an ordinal, the inverse of `ordinal`.
  func day(ordinal: Int) -> Int {
    if ordinal >= 1, ordinal <= workdays.count { return Int(workdays[ordinal - 1]) }
    if ordinal < 1 {
      return Self.weeklyDay(ordinal + Self.weekly(first - 1, weekend), weekend)
    }
    return Self.weeklyDay(ordinal - workdays.count + Self.weekly(last, weekend), weekend)
  }

  /// The working day a number of working days after a day that is not itself counted.
  func adding(workingDays count: Int, to day: CivilDate) -> CivilDate {
    let target = self.day(ordinal: ordinal(Int(day.dayNumber)) + count)
    return CivilDate(dayNumber: Int32(truncatingIfNeeded: target))
  }

  /// The number of working days from one day to another, both included; 0 where reversed.
  func workingDays(from first: CivilDate, through last: CivilDate) -> Int {
    guard first <= last else { return 0 }
    return ordinal(Int(last.dayNumber)) - ordinal(Int(first.dayNumber) - 1)
  }

  /// The day itself if it is worked, else the next working day.
  func rolledForward(_ day: CivilDate) -> CivilDate {
    CivilDate(dayNumber: Int32(truncatingIfNeeded: next(Int(day.dayNumber))))
  }

  /// Weekly working days up to and including a day, counted from Monday 1969-12-29 (day -3).
  private static func weekly(_ day: Int, _ weekend: Weekdays) -> Int {
    let shifted = day + 3
    let week = shifted >= 0 ? shifted / 7 : (shifted - 6) / 7
    let inWeek = UInt8(shifted - week * 7 + 1)
    let open = ~weekend.rawValue & 0x7F
    let upTo = open & ((1 << inWeek) - 1)
    return week * open.nonzeroBitCount + upTo.nonzeroBitCount
  }

  /// The working day with a weekly ordinal, the inverse of `weekly`.
  private static func weeklyDay(_ ordinal: Int, _ weekend: Weekdays) -> Int {
    let open = ~weekend.rawValue & 0x7F
    let perWeek = max(1, open.nonzeroBitCount)
    let index = ordinal - 1
    let week = index >= 0 ? index / perWeek : (index - perWeek + 1) / perWeek
    var left = index - week * perWeek
    for bit in 0..<7 where open & (1 << UInt8(bit)) != 0 {
      if left == 0 { return week * 7 + bit - 3 }
      left -= 1
    }
    return week * 7 - 3
  }

  /// The first day on or after one that the weekly order works.
  private static func weeklyNext(_ day: Int, _ weekend: Weekdays) -> Int {
    for candidate in day..<(day + 7)
    where !weekend.contains(weekday: CivilDate(dayNumber: Int32(candidate)).weekday) {
      return candidate
    }
    return day
  }
}
