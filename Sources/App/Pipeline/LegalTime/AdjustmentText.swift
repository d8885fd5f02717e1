import CivilTime

/// Reads adjustments as tables write them: `extend:15d; suspend:2026-06-11/2026-06-25`.
///
/// `suspend:A/B` names the whole days A to B that do not run; for hours A and B may have times, and
/// then the span itself does not run.
struct AdjustmentText {
  let zone: TimeZoneRules
  /// Whether the period runs from an instant.
  let runsFromInstant: Bool

  private(set) var extensions: [PeriodExtension] = []
  private(set) var days: [DayRange] = []
  private(set) var spans: [InstantSpan] = []
  private(set) var restart: WrittenTime?
  private(set) var transitDays = 0

  init(zone: TimeZoneRules, runsFromInstant: Bool) {
    self.zone = zone
    self.runsFromInstant = runsFromInstant
  }

  /// All adjustments read, without a restart at a time of day.
  var adjustments: PeriodAdjustments {
    PeriodAdjustments(
      extensions: extensions, suspendedDays: days, suspendedSpans: spans,
      restart: restart.flatMap { $0.precision == .day ? $0.date : nil }, transitDays: transitDays)
  }

  /// Reads a cell with any number of adjustments.
  mutating func read(_ text: String) throws(DueProblem) {
    let parts = text.split { $0 == ";" || $0 == "；" }
    // More than any case has; a thousand extensions would leave the range of dates.
    guard parts.count <= 100 else { throw .adjustment("\(parts[0]);…") }
    for part in parts {
      let item = part.trimmedBlanks
      if item.isEmpty { continue }
      let halves = item.split(maxSplits: 1) { $0 == ":" || $0 == "：" }
      guard halves.count == 2 else { throw .adjustment(item) }
      try read(halves[0].trimmedBlanks.lowercased(), halves[1].trimmedBlanks, item)
    }
  }

  private mutating func read(
    _ kind: String, _ value: String, _ item: String
  ) throws(DueProblem) {
    switch kind {
    case "extend": try readExtension(value, item)
    case "suspend": try readSuspension(value, item)
    case "restart":
      guard restart == nil else { throw .adjustment(item) }
      let time = try date(value)
      guard time.precision == .day || runsFromInstant else {
        throw .adjustmentDate(value, .unexpectedTime)
      }
      restart = time
    case "transit":
      guard case .success(let length) = PeriodLength.parse(value), length.unit == .day else {
        throw .adjustment(item)
      }
      transitDays += length.amount
    default: throw .adjustment(item)
    }
  }

  mutating func readExtension(_ value: String, _ item: String) throws(DueProblem) {
    if case .success(let length) = PeriodLength.parse(value) {
      guard runsFromInstant || !length.unit.isClock else { throw .adjustment(item) }
      extensions.append(PeriodExtension(.by(length)))
      return
    }
    guard case .success(let day) = TimeText.parseDate(value) else { throw .adjustment(item) }
    extensions.append(PeriodExtension(.until(day)))
  }

  mutating func readSuspension(_ value: String, _ item: String) throws(DueProblem) {
    // Dates may themselves hold slashes (115/6/11/115/6/25), so the middle slash parts them.
    let slashes = value.indices.filter { value[$0] == "/" }
    guard slashes.count % 2 == 1 else { throw .adjustment(item) }
    let middle = slashes[slashes.count / 2]
    let first = try date(value[..<middle].trimmedBlanks)
    let last = try date(value[value.index(after: middle)...].trimmedBlanks)
    if first.precision == .day, last.precision == .day {
      guard let range = DayRange(first: first.date, last: last.date),
        let span = InstantSpan(start: zone.start(of: first.date), end: zone.end(of: last.date))
      else { throw .adjustment(item) }
      days.append(range)
      spans.append(span)
      return
    }
    guard runsFromInstant else {
      let timed = first.precision == .day ? value[value.index(after: middle)...] : value[..<middle]
      throw .adjustmentDate(String(timed), .unexpectedTime)
    }
    let end =
      last.precision == .day ? zone.end(of: last.date) : last.moment(in: zone).instant
    guard let span = InstantSpan(start: first.moment(in: zone).instant, end: end) else {
      throw .adjustment(item)
    }
    spans.append(span)
  }

  private func date(_ text: String) throws(DueProblem) -> WrittenTime {
    switch TimeText.parse(text) {
    case .success(let time): return time
    case .failure(let problem): throw .adjustmentDate(text, problem)
    }
  }
}

extension StringProtocol {
  /// The text without blanks (also full-width ones) at its ends.
  var trimmedBlanks: String {
    let blank: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" }
    var text = self[...]
    while let first = text.first, blank(first) { text = text.dropFirst() }
    while let last = text.last, blank(last) { text = text.dropLast() }
    return String(text)
  }
}
