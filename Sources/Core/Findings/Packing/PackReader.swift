import CivilTime
import Diagnostics

/// Reads findings that `PackWriter` wrote.
struct PackReader {
  private let pack: FindingPack
  /// Where the next finding begins.
  private(set) var offset: Int
  /// What locations of the pack count from.
  private let origin: DataLocation

  init(_ pack: FindingPack, at offset: Int, origin: DataLocation) {
    self.pack = pack
    self.offset = offset
    self.origin = origin
  }

  /// What tells most about a finding.
  struct Head: Hashable, Sendable {
    var rule: Int
    var verdict: Verdict
    var isWaived: Bool
  }

  /// Passes over a finding, reading its head.
  mutating func head() -> Head {
    let length = number()
    let next = offset + length
    defer { offset = next }
    let rule = number()
    let verdict = verdict()
    return Head(rule: rule, verdict: verdict, isWaived: flags().contains(.waiver))
  }

  /// Passes over a finding.
  mutating func skip() {
    let length = number()
    offset += length
  }

  /// Goes on at a place where a finding begins.
  mutating func go(to offset: Int) { self.offset = offset }

  /// Reads when a finding is due, and passes over all else of it.
  mutating func due() -> StatedTime? {
    let length = number()
    let next = offset + length
    defer { offset = next }
    _ = number()
    _ = verdict()
    let flags = flags()
    guard flags.contains(.due) else { return nil }
    let kind = byte()
    skipValues()
    if kind == 2 || kind == 4 { skipPeriod() }
    if flags.contains(.identity) { skipText() }
    if flags.contains(.owner) { _ = number() }
    if flags.contains(.location) { _ = location() }
    return times(flags).due
  }

  /// Reads a finding.
  ///
  /// - Parameter isBrief: Leaves identity, cells, trace and explanation empty.
  mutating func finding(isBrief: Bool = false) -> Finding {
    _ = number()
    let rule = number()
    let verdict = verdict()
    let flags = flags()
    let subject = subject()
    var finding = Finding(
      rule: rule, subject: subject, verdict: verdict, reason: LocalizedText(verbatim: ""))
    if isBrief {
      if flags.contains(.identity) { skipText() }
    } else if flags.contains(.identity) {
      finding.identity = text()
    } else if case .row(let key) = subject {
      finding.identity =
        key.count == 1 ? key[0].value : key.map(\.value).joined(separator: " ")
    }
    if flags.contains(.owner) { finding.owner = sharedText() }
    if flags.contains(.location) { finding.location = location() }
    (finding.start, finding.due, finding.actual) = times(flags)
    finding.lateness = lateness(flags)
    if flags.contains(.cells) {
      if isBrief { skipValues() } else { finding.cells = values() }
    }
    readSeldom(flags, isBrief, into: &finding)
    return finding
  }

  private mutating func times(
    _ flags: PackFlags
  ) -> (start: StatedTime?, due: StatedTime?, actual: StatedTime?) {
    var base: Int32 = 18_262
    let start = flags.contains(.start) ? time(&base) : nil
    let due = flags.contains(.due) ? time(&base) : nil
    return (start, due, flags.contains(.actual) ? time(&base) : nil)
  }

  private mutating func lateness(_ flags: PackFlags) -> Lateness? {
    guard flags.contains(.lateness) else { return nil }
    return Lateness(
      minutes: Int64(signedNumber()), days: signedNumber(),
      workingDays: flags.contains(.workingDays) ? signedNumber() : nil)
  }

  private mutating func readSeldom(
    _ flags: PackFlags, _ isBrief: Bool, into finding: inout Finding
  ) {
    if flags.contains(.relatedLocations) {
      finding.relatedLocations = (0..<number()).map { _ in location() }
    }
    if flags.contains(.reason) { finding.reason = localizedText() }
    if flags.contains(.trace) {
      let index = number()
      if !isBrief { finding.trace = pack.traces[index] }
    }
    if flags.contains(.explanation) {
      let count = number()
      if isBrief {
        // Each in both languages.
        for _ in 0..<2 * count { skipText() }
      } else {
        finding.explanation = (0..<count).map { _ in localizedText() }
      }
    }
    if flags.contains(.waiver) { finding.waiver = text() }
    if flags.contains(.fingerprint) { finding.fingerprint = text() }
    if flags.contains(.taints) { finding.taints = (0..<number()).map { _ in sharedText() } }
  }

  // MARK: - Parts

  /// Reads on from where the last part ended.
  @inline(__always)
  private mutating func read<Part>(_ part: (inout ByteReader) -> Part) -> Part {
    pack.bytes.withBytes { bytes in
      var reader = ByteReader(bytes, at: offset)
      defer { offset = reader.offset }
      return part(&reader)
    }
  }

  private mutating func byte() -> UInt8 { read { $0.byte() } }

  private mutating func number() -> Int { read { $0.number() } }

  private mutating func signedNumber() -> Int { read { $0.signedNumber() } }

  private mutating func verdict() -> Verdict { Self.verdict(byte()) }

  /// The verdict that a byte stands for.
  static func verdict(_ code: UInt8) -> Verdict {
    switch code {
    case 0: .compliant
    case 1: .violated
    case 2: .pending
    case 3: .notApplicable
    default: .undetermined
    }
  }

  private mutating func flags() -> PackFlags {
    let low = UInt16(byte())
    return PackFlags(rawValue: low | UInt16(byte()) << 8)
  }

  private mutating func text() -> String {
    read { String(decoding: $0.text(), as: UTF8.self) }
  }

  private mutating func skipText() { read { _ = $0.text() } }

  private mutating func sharedText() -> String { pack.texts[number()] }

  private mutating func localizedText() -> LocalizedText {
    let zhHant = text()
    return LocalizedText(zh: zhHant, en: text())
  }

  private mutating func values() -> [NamedValue] {
    let count = number()
    var values: [NamedValue] = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      let name = sharedText()
      values.append(NamedValue(name, text()))
    }
    return values
  }

  private mutating func skipValues() {
    for _ in 0..<number() {
      _ = number()
      skipText()
    }
  }

  private mutating func location() -> DataLocation {
    let input = signedNumber()
    return DataLocation(input: input + origin.input, line: signedNumber() + origin.line)
  }

  private mutating func subject() -> Subject {
    let kind = byte()
    let values = values()
    guard kind > 0 else { return .row(key: values) }
    var period: Period?
    if kind == 2 || kind == 4 {
      let unit = Period.Unit.allCases[Int(byte())]
      let first = CivilDate(dayNumber: Int32(signedNumber()))
      var span = Period(unit, holding: first)
      span.first = first
      span.last = CivilDate(dayNumber: Int32(signedNumber()))
      period = span
    }
    return kind <= 2
      ? .group(values: values, period: period) : .member(key: values, period: period)
  }

  private mutating func skipPeriod() {
    _ = byte()
    _ = signedNumber()
    _ = signedNumber()
  }

  private mutating func time(_ base: inout Int32) -> StatedTime {
    let bits = byte()
    let day = Int32(truncatingIfNeeded: Int(base) + signedNumber())
    base = day
    var clock = 86_400_000
    if bits & 16 == 0 {
      let number = signedNumber()
      clock = bits & 8 != 0 ? number * 60_000 : number
    }
    let coded = signedNumber()
    let offset = coded & 1 == 0 ? (coded >> 1) * 900_000 : coded >> 1
    let wall = Int64(day) * 86_400_000 + Int64(clock)
    return StatedTime(
      local: LocalTime(date: CivilDate(dayNumber: day), millisecondOfDay: clock),
      instant: Instant(milliseconds: wall - Int64(offset)),
      precision: Precision(rawValue: bits & 3) ?? .second, isEndOfDay: bits & 4 != 0)
  }
}
