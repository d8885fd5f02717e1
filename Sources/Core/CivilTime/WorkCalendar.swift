/// The working days of an administration, built for constant-time questions.
///
/// Two layers are kept: the calendar proper, and the calendar with whole-day closures laid over it
/// as rest days; a counting profile says which one it wants.
public final class WorkCalendar: Sendable {
  /// The name by which rules refer to it.
  public let identifier: String
  /// Its title for people.
  public let title: CalendarName
  /// The IANA zone whose civil days it lists.
  public let timeZone: String
  /// The days for which the calendar speaks; outside, only the weekly order is known.
  public let coverage: ClosedRange<CivilDate>
  /// The day up to which decisions were taken into account; `nil` for all.
  public let knownOn: CivilDate?

  let plain: DayTable
  let closed: DayTable
  let listed: [Int32: CalendarDay]
  /// Whether each covered day is listed: most are not, and need not be looked up.
  private let isListed: [Bool]
  let closures: [Int32: [CalendarDay]]

  /// Builds the calendar that was known on a day.
  ///
  /// - Parameters:
  ///   - definition: The calendar's listed days.
  ///   - knownOn: Entries adopted later are left out; `nil` takes all.
  ///   - places: Local closures of these places are laid over it; those without a place always.
  ///   - extraClosures: Further closures, for instance from a second file.
  public init(
    definition: CalendarDefinition, knownOn: CivilDate? = nil, places: Set<String> = [],
    extraClosures: [CalendarDay] = []
  ) {
    identifier = definition.identifier
    title = definition.title
    timeZone = definition.timeZone
    self.knownOn = knownOn
    let first = CivilDate.dayNumber(year: definition.years.lowerBound, month: 1, day: 1)
    let last = CivilDate.dayNumber(year: definition.years.upperBound, month: 12, day: 31)
    coverage = CivilDate(dayNumber: first)...CivilDate(dayNumber: last)

    var listed: [Int32: CalendarDay] = [:]
    var closures: [Int32: [CalendarDay]] = [:]
    for day in definition.days + extraClosures {
      if let adopted = day.adopted, let knownOn, adopted > knownOn { continue }
      if day.kind == .closure {
        if let place = day.place, !places.contains(place) { continue }
        closures[day.date.dayNumber, default: []].append(day)
      } else if let other = listed[day.date.dayNumber], Self.isLater(other, than: day) {
        continue
      } else {
        listed[day.date.dayNumber] = day
      }
    }
    self.listed = listed
    self.closures = closures

    var working = (first...last).map {
      !definition.weekend.contains(weekday: CivilDate(dayNumber: $0).weekday)
    }
    var isListed = Array(repeating: false, count: working.count)
    for (number, day) in listed where first...last ~= number {
      let index = Int(number - first)
      isListed[index] = true
      switch day.kind {
      case .holiday, .compensatoryHoliday: working[index] = false
      case .makeupWorkday: working[index] = true
      case .ordinary, .closure: break
      }
    }
    self.isListed = isListed
    plain = DayTable(first: Int(first), working: working, weekend: definition.weekend)
    for (number, days) in closures
    where number >= first && number <= last && days.contains(where: { $0.part == .day }) {
      working[Int(number - first)] = false
    }
    closed = DayTable(first: Int(first), working: working, weekend: definition.weekend)
  }

  private static func isLater(_ left: CalendarDay, than right: CalendarDay) -> Bool {
    switch (left.adopted, right.adopted) {
    case (let left?, let right?): left > right
    case (_?, nil): true
    case (nil, _): false
    }
  }

  func table(_ closuresRest: Bool) -> DayTable { closuresRest ? closed : plain }

  /// Whether the calendar speaks for a day.
  public func covers(_ date: CivilDate) -> Bool { coverage.contains(date) }

  /// The listed entry that holds for a day, where there is one.
  public func entry(for date: CivilDate) -> CalendarDay? {
    guard covers(date) else { return listed[date.dayNumber] }
    return isListed[Int(date.dayNumber) - plain.first] ? listed[date.dayNumber] : nil
  }

  /// Whether more than the weekly order is known of a day.
  func isNamed(_ date: CivilDate) -> Bool {
    covers(date)
      && (isListed[Int(date.dayNumber) - plain.first] || closures[date.dayNumber] != nil)
  }

  /// Whether whole-day closures are laid over the calendar.
  public var hasClosures: Bool { !closures.isEmpty }

  /// Whether a day is worked; outside the coverage the weekly order answers (see `covers`).
  public func isWorking(_ date: CivilDate, closuresRest: Bool = false) -> Bool {
    table(closuresRest).isWorking(Int(date.dayNumber))
  }

  /// The number of working days up to and including a day.
  ///
  /// Only differences mean something: the working days in (a, b] are `ordinal(b) - ordinal(a)`.
  public func ordinal(of date: CivilDate, closuresRest: Bool = false) -> Int {
    table(closuresRest).ordinal(Int(date.dayNumber))
  }

  /// The working day with an ordinal.
  public func workingDay(ordinal: Int, closuresRest: Bool = false) -> CivilDate {
    CivilDate(dayNumber: Int32(truncatingIfNeeded: table(closuresRest).day(ordinal: ordinal)))
  }

  /// The day itself if it is worked, else the next working day.
  public func rolledForward(_ date: CivilDate, closuresRest: Bool = false) -> CivilDate {
    table(closuresRest).rolledForward(date)
  }

  /// The day itself if it is worked, else the working day before it.
  public func rolledBack(_ date: CivilDate, closuresRest: Bool = false) -> CivilDate {
    CivilDate(
      dayNumber: Int32(truncatingIfNeeded: table(closuresRest).previous(Int(date.dayNumber))))
  }

  /// The working day a number of working days after a day that is not itself counted.
  public func adding(
    workingDays count: Int, to date: CivilDate, closuresRest: Bool = false
  ) -> CivilDate {
    table(closuresRest).adding(workingDays: count, to: date)
  }

  /// The number of working days from one day to another, both included; 0 where reversed.
  public func workingDays(
    from first: CivilDate, through last: CivilDate, closuresRest: Bool = false
  ) -> Int {
    table(closuresRest).workingDays(from: first, through: last)
  }
}
