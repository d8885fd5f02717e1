public import CivilTime

/// One question for a due date: when it starts, how long, how counted, what changes it.
public struct DueRequest: Sendable {
  /// The event.
  public var start: WrittenTime
  /// The length.
  public var length: PeriodLength
  /// How it is counted.
  public var profile: CountingProfile
  /// What changes the period, as tables write it.
  public var adjustment: String

  /// Creates a request.
  public init(
    start: WrittenTime, length: PeriodLength, profile: CountingProfile, adjustment: String = ""
  ) {
    self.start = start
    self.length = length
    self.profile = profile
    self.adjustment = adjustment
  }

  /// Computes the due moment.
  ///
  /// A result outside the calendar is given with `isCovered` false. A period from the instant whose
  /// start is a day only has no exact answer: it is refused, or given as a window where that is
  /// allowed.
  public func answer(
    with library: CountingLibrary, allowsWindow: Bool = false
  ) throws(DueProblem) -> (due: Due, trace: PeriodTrace) {
    let calculator = DueCalculator(
      length: length, profile: profile, calendar: library.calendar, zone: library.zone)
    var text = AdjustmentText(zone: library.zone, runsFromInstant: calculator.runsFromInstant)
    try text.read(adjustment)
    var begin = start
    if let restart = text.restart, restart.precision > .day { begin = restart }
    if calculator.runsFromInstant, begin.precision == .day, text.restart == nil, !allowsWindow {
      throw .needsTimeOfDay
    }
    return calculator.trace(from: begin.moment(in: library.zone), adjustments: text.adjustments)
  }

  /// The due moment as the worked examples write it.
  ///
  /// The end of a day is its 23:59:59; other moments are exact.
  public static func text(of due: Due, in zone: TimeZoneRules) -> String {
    guard due.isWholeDay else { return zone.isoText(of: due.latest) }
    let last = LocalTime(date: due.day, hour: 23, minute: 59, second: 59)
    return last.isoText(precision: .second) + zone.offsetText(at: due.latest)
  }
}
