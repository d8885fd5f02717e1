import CivilTime
import Diagnostics

/// What a packed finding has, as bits before its members.
struct PackFlags: OptionSet {
  let rawValue: UInt16

  static let owner = PackFlags(rawValue: 1 << 0)
  static let location = PackFlags(rawValue: 1 << 1)
  static let relatedLocations = PackFlags(rawValue: 1 << 2)
  static let start = PackFlags(rawValue: 1 << 3)
  static let due = PackFlags(rawValue: 1 << 4)
  static let actual = PackFlags(rawValue: 1 << 5)
  static let lateness = PackFlags(rawValue: 1 << 6)
  static let cells = PackFlags(rawValue: 1 << 7)
  static let trace = PackFlags(rawValue: 1 << 8)
  static let explanation = PackFlags(rawValue: 1 << 9)
  static let waiver = PackFlags(rawValue: 1 << 10)
  /// The identity differs from the values of the subject's key.
  static let identity = PackFlags(rawValue: 1 << 11)
  static let fingerprint = PackFlags(rawValue: 1 << 12)
  static let taints = PackFlags(rawValue: 1 << 13)
  static let reason = PackFlags(rawValue: 1 << 14)
  static let workingDays = PackFlags(rawValue: 1 << 15)
}

/// Writes findings; `PackReader` reads what it wrote.
enum PackWriter {
  static func write(_ finding: Finding, to pack: inout FindingPack) {
    let flags = flags(of: finding)
    // Two bytes are kept for the length, as most findings need; a longer one is moved.
    let start = pack.bytes.count
    pack.bytes.append(0)
    pack.bytes.append(0)
    putHead(finding.rule, finding.verdict, flags, &pack)
    put(finding.subject, &pack)
    if flags.contains(.identity) { put(finding.identity, &pack) }
    if flags.contains(.owner), let owner = finding.owner { put(pack.index(of: owner), &pack) }
    if let location = finding.location { put(location, &pack) }
    put(finding.start, finding.due, finding.actual, &pack)
    put(finding.lateness, &pack)
    if flags.contains(.cells) { put(finding.cells, &pack) }
    putSeldom(finding, flags, &pack)
    close(start, &pack)
  }

  /// Writes what `write(_:to:)` would of the same finding.
  static func write(
    _ row: PackedRow, _ key: UnsafeBufferPointer<UInt8>, _ cells: [(name: Int, text: String)],
    to pack: inout FindingPack
  ) {
    var flags: PackFlags = [.location]
    if row.owner != nil { flags.insert(.owner) }
    if row.start != nil { flags.insert(.start) }
    if row.due != nil { flags.insert(.due) }
    if row.actual != nil { flags.insert(.actual) }
    if row.lateness != nil { flags.insert(.lateness) }
    if row.lateness?.workingDays != nil { flags.insert(.workingDays) }
    if !cells.isEmpty { flags.insert(.cells) }
    let start = pack.bytes.count
    pack.bytes.append(0)
    pack.bytes.append(0)
    putHead(row.rule, row.verdict, flags, &pack)
    // A row's key of one value.
    pack.bytes.append(0)
    put(1, &pack)
    put(row.keyName, &pack)
    put(key.count, &pack)
    pack.bytes.append(contentsOf: key)
    if let owner = row.owner { put(owner, &pack) }
    put(DataLocation(input: 0, line: row.line), &pack)
    put(row.start, row.due, row.actual, &pack)
    put(row.lateness, &pack)
    if !cells.isEmpty {
      put(cells.count, &pack)
      for cell in cells {
        put(cell.name, &pack)
        put(cell.text, &pack)
      }
    }
    close(start, &pack)
  }

  private static func putHead(
    _ rule: Int, _ verdict: Verdict, _ flags: PackFlags, _ pack: inout FindingPack
  ) {
    put(rule, &pack)
    pack.bytes.append(code(verdict))
    pack.bytes.append(UInt8(truncatingIfNeeded: flags.rawValue))
    pack.bytes.append(UInt8(truncatingIfNeeded: flags.rawValue >> 8))
  }

  /// Writes the moments of a finding, each day as it differs from the one before it.
  private static func put(
    _ start: StatedTime?, _ due: StatedTime?, _ actual: StatedTime?, _ pack: inout FindingPack
  ) {
    var base: Int32 = 18_262
    if let start { put(start, &base, &pack) }
    if let due { put(due, &base, &pack) }
    if let actual { put(actual, &base, &pack) }
  }

  private static func put(_ lateness: Lateness?, _ pack: inout FindingPack) {
    guard let lateness else { return }
    put(signed: Int(lateness.minutes), &pack)
    put(signed: lateness.days, &pack)
    if let days = lateness.workingDays { put(signed: days, &pack) }
  }

  private static func flags(of finding: Finding) -> PackFlags {
    var flags: PackFlags = []
    func add(_ flag: PackFlags, _ isThere: Bool) { if isThere { flags.insert(flag) } }
    add(.owner, finding.owner != nil)
    add(.location, finding.location != nil)
    add(.relatedLocations, !finding.relatedLocations.isEmpty)
    add(.start, finding.start != nil)
    add(.due, finding.due != nil)
    add(.actual, finding.actual != nil)
    add(.lateness, finding.lateness != nil)
    add(.workingDays, finding.lateness?.workingDays != nil)
    add(.cells, !finding.cells.isEmpty)
    add(.trace, finding.trace != nil)
    add(.explanation, !finding.explanation.isEmpty)
    add(.waiver, finding.waiver != nil)
    add(.identity, !finding.subject.isKey(finding.identity))
    add(.fingerprint, !finding.fingerprint.isEmpty)
    add(.taints, !finding.taints.isEmpty)
    add(.reason, !finding.reason.zhHant.isEmpty || !finding.reason.en.isEmpty)
    return flags
  }

  private static func putSeldom(
    _ finding: Finding, _ flags: PackFlags, _ pack: inout FindingPack
  ) {
    if flags.contains(.relatedLocations) {
      put(finding.relatedLocations.count, &pack)
      for location in finding.relatedLocations { put(location, &pack) }
    }
    if flags.contains(.reason) { put(finding.reason, &pack) }
    if let trace = finding.trace {
      put(pack.traces.count, &pack)
      pack.traces.append(trace)
    }
    if flags.contains(.explanation) {
      put(finding.explanation.count, &pack)
      for line in finding.explanation { put(line, &pack) }
    }
    if let waiver = finding.waiver { put(waiver, &pack) }
    if flags.contains(.fingerprint) { put(finding.fingerprint, &pack) }
    if flags.contains(.taints) {
      put(finding.taints.count, &pack)
      for taint in finding.taints { put(pack.index(of: taint), &pack) }
    }
  }

  /// Sets the length of what was written since an offset.
  private static func close(_ start: Int, _ pack: inout FindingPack) {
    let length = pack.bytes.count - start - 2
    guard length >= 1 << 14 else {
      pack.bytes[start] = UInt8(truncatingIfNeeded: length | 0x80)
      pack.bytes[start + 1] = UInt8(truncatingIfNeeded: length >> 7)
      return
    }
    let content = Array(pack.bytes[(start + 2)...])
    pack.bytes.removeLast(pack.bytes.count - start)
    put(length, &pack)
    pack.bytes += content
  }

  // MARK: - Parts

  static func code(_ verdict: Verdict) -> UInt8 {
    switch verdict {
    case .compliant: 0
    case .violated: 1
    case .pending: 2
    case .notApplicable: 3
    case .undetermined: 4
    }
  }

  /// A number of at least 0, seven bits a byte.
  @inline(__always)
  private static func put(_ number: Int, _ pack: inout FindingPack) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      pack.bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    pack.bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A number that may be negative: small ones of either sign are short.
  private static func put(signed number: Int, _ pack: inout FindingPack) {
    put((number << 1) ^ (number >> (Int.bitWidth - 1)), &pack)
  }

  private static func put(_ text: String, _ pack: inout FindingPack) {
    put(text.utf8.count, &pack)
    pack.bytes.append(contentsOf: text.utf8)
  }

  private static func put(_ text: LocalizedText, _ pack: inout FindingPack) {
    put(text.zhHant, &pack)
    put(text.en, &pack)
  }

  private static func put(_ values: [NamedValue], _ pack: inout FindingPack) {
    put(values.count, &pack)
    for value in values {
      put(pack.index(of: value.name), &pack)
      put(value.value, &pack)
    }
  }

  private static func put(_ location: DataLocation, _ pack: inout FindingPack) {
    put(signed: location.input, &pack)
    put(signed: location.line, &pack)
  }

  private static func put(_ subject: Subject, _ pack: inout FindingPack) {
    let period: Period?
    switch subject {
    case .row(let key):
      pack.bytes.append(0)
      return put(key, &pack)
    case .group(let values, let span):
      pack.bytes.append(span == nil ? 1 : 2)
      put(values, &pack)
      period = span
    case .member(let key, let span):
      pack.bytes.append(span == nil ? 3 : 4)
      put(key, &pack)
      period = span
    }
    guard let period else { return }
    pack.bytes.append(UInt8(Period.Unit.allCases.firstIndex(of: period.unit) ?? 0))
    put(signed: Int(period.first.dayNumber), &pack)
    put(signed: Int(period.last.dayNumber), &pack)
  }

  /// A moment: a byte of flags, the day less the day before it, the time of day, the offset.
  ///
  /// Bits: 0-1 precision, 2 end of a day, 3 the time of day is whole minutes, 4 it is 24:00.
  private static func put(_ time: StatedTime, _ base: inout Int32, _ pack: inout FindingPack) {
    let clock = time.local.millisecondOfDay
    let isWhole = clock % 60_000 == 0
    let isMidnight = clock == 86_400_000
    pack.bytes.append(
      time.precision.rawValue | (time.isEndOfDay ? 4 : 0) | (isWhole ? 8 : 0)
        | (isMidnight ? 16 : 0))
    let day = time.local.date.dayNumber
    put(signed: Int(day) - Int(base), &pack)
    base = day
    if !isMidnight { put(signed: isWhole ? clock / 60_000 : clock, &pack) }
    let wall = Int64(day) * 86_400_000 + Int64(clock)
    let offset = wall - time.instant.milliseconds
    // Offsets of whole quarters of an hour, as all in use, take one byte.
    if offset % 900_000 == 0 {
      put(signed: Int(offset / 900_000) << 1, &pack)
    } else {
      put(signed: Int(offset) << 1 | 1, &pack)
    }
  }
}

extension Subject {
  /// Whether a text is that of the key's values, parted by a space.
  func isKey(_ text: String) -> Bool {
    guard case .row(let key) = self else { return false }
    return key.count == 1 ? key[0].value == text : key.map(\.value).joined(separator: " ") == text
  }
}
