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
    pack.bytes.write(atMost: 16) { writer in
      writer.put(0)
      writer.put(0)
      putHead(finding.rule, finding.verdict, flags, &writer)
    }
    put(finding.subject, &pack)
    if flags.contains(.identity) { put(finding.identity, &pack) }
    if flags.contains(.owner), let owner = finding.owner { put(pack.index(of: owner), &pack) }
    // A place 20 bytes, three moments of 31, lateness 30.
    pack.bytes.write(atMost: 160) { writer in
      if let location = finding.location { put(location, &writer) }
      put(finding.start, finding.due, finding.actual, &writer)
      if let lateness = finding.lateness { put(lateness, &writer) }
    }
    if flags.contains(.cells) { put(finding.cells, &pack) }
    putSeldom(finding, flags, &pack)
    close(start, &pack)
  }

  /// Writes what `write(_:to:)` would of the same finding.
  static func write(
    _ row: PackedRow, _ key: UnsafeBufferPointer<UInt8>, _ cells: borrowing PackedCells,
    to pack: inout FindingPack
  ) {
    var flags: PackFlags = [.location]
    if row.owner != nil { flags.insert(.owner) }
    if row.start != nil { flags.insert(.start) }
    if row.due != nil { flags.insert(.due) }
    if row.actual != nil { flags.insert(.actual) }
    if row.lateness != nil { flags.insert(.lateness) }
    if row.lateness?.workingDays != nil { flags.insert(.workingDays) }
    if cells.count > 0 { flags.insert(.cells) }
    let start = pack.bytes.count
    let count = cells.count
    cells.bytes.withBytes { cells in
      // The length 2 bytes, a head 13, a key's head 22, owner and place 30, three moments of 31,
      // lateness 30, the number of cells 10.
      pack.bytes.write(atMost: 200 + key.count + cells.count) { writer in
        writer.put(0)
        writer.put(0)
        putHead(row.rule, row.verdict, flags, &writer)
        // A row's key of one value.
        writer.put(0)
        writer.put(1)
        writer.put(number: row.keyName)
        writer.put(number: key.count)
        writer.put(key)
        if let owner = row.owner { writer.put(number: owner) }
        put(DataLocation(input: row.input, line: row.line), &writer)
        put(row.start, row.due, row.actual, &writer)
        if let lateness = row.lateness { put(lateness, &writer) }
        if count > 0 {
          writer.put(number: count)
          writer.put(cells)
        }
      }
    }
    close(start, &pack)
  }

  /// Writes rule, verdict and flags: 13 bytes at most.
  @inline(__always)
  private static func putHead(
    _ rule: Int, _ verdict: Verdict, _ flags: PackFlags, _ writer: inout ByteWriter
  ) {
    writer.put(number: rule)
    writer.put(code(verdict))
    writer.put(UInt8(truncatingIfNeeded: flags.rawValue))
    writer.put(UInt8(truncatingIfNeeded: flags.rawValue >> 8))
  }

  /// Writes the moments of a finding, each day as it differs from the one before it.
  private static func put(
    _ start: StatedTime?, _ due: StatedTime?, _ actual: StatedTime?, _ writer: inout ByteWriter
  ) {
    var base: Int32 = 18_262
    if let start { put(start, &base, &writer) }
    if let due { put(due, &base, &writer) }
    if let actual { put(actual, &base, &writer) }
  }

  private static func put(_ lateness: Lateness, _ writer: inout ByteWriter) {
    writer.put(signed: Int(lateness.minutes))
    writer.put(signed: lateness.days)
    if let days = lateness.workingDays { writer.put(signed: days) }
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
      for location in finding.relatedLocations {
        pack.bytes.write(atMost: 20) { put(location, &$0) }
      }
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
    let content = pack.bytes.withBytes { Array($0[(start + 2)...]) }
    pack.bytes.truncate(to: start)
    put(length, &pack)
    content.withUnsafeBufferPointer { pack.bytes.append($0) }
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

  private static func put(_ number: Int, _ pack: inout FindingPack) {
    pack.bytes.write(atMost: 10) { $0.put(number: number) }
  }

  private static func put(_ text: String, _ pack: inout FindingPack) {
    var text = text
    text.withUTF8 { text in
      pack.bytes.write(atMost: 10 + text.count) { writer in
        writer.put(number: text.count)
        writer.put(text)
      }
    }
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

  @inline(__always)
  private static func put(_ location: DataLocation, _ writer: inout ByteWriter) {
    writer.put(signed: location.input)
    writer.put(signed: location.line)
  }

  private static func put(_ subject: Subject, _ pack: inout FindingPack) {
    let period: Period?
    switch subject {
    case .row(let key):
      put(0, &pack)
      return put(key, &pack)
    case .group(let values, let span):
      put(span == nil ? 1 : 2, &pack)
      put(values, &pack)
      period = span
    case .member(let key, let span):
      put(span == nil ? 3 : 4, &pack)
      put(key, &pack)
      period = span
    }
    guard let period else { return }
    pack.bytes.write(atMost: 21) { writer in
      writer.put(UInt8(Period.Unit.allCases.firstIndex(of: period.unit) ?? 0))
      writer.put(signed: Int(period.first.dayNumber))
      writer.put(signed: Int(period.last.dayNumber))
    }
  }

  /// A moment: a byte of flags, the day less the day before it, the time of day, the offset.
  ///
  /// Bits: 0-1 precision, 2 end of a day, 3 the time of day is whole minutes, 4 it is 24:00.
  @inline(__always)
  private static func put(_ time: StatedTime, _ base: inout Int32, _ writer: inout ByteWriter) {
    let clock = time.local.millisecondOfDay
    let minutes = clock / 60_000
    let isWhole = clock == minutes * 60_000
    let isMidnight = clock == 86_400_000
    let marks: UInt8 = (isWhole ? 8 : 0) | (isMidnight ? 16 : 0)
    writer.put(time.precision.rawValue | (time.isEndOfDay ? 4 : 0) | marks)
    let day = time.local.date.dayNumber
    writer.put(signed: Int(day) - Int(base))
    base = day
    if !isMidnight { writer.put(signed: isWhole ? minutes : clock) }
    let wall = Int64(day) * 86_400_000 + Int64(clock)
    let offset = wall - time.instant.milliseconds
    // Offsets of whole quarters of an hour, as all in use, take one byte.
    let quarters = offset / 900_000
    writer.put(signed: Int(offset == quarters * 900_000 ? quarters << 1 : offset << 1 | 1))
  }
}

extension Subject {
  /// Whether a text is that of the key's values, parted by a space.
  func isKey(_ text: String) -> Bool {
    guard case .row(let key) = self else { return false }
    return key.count == 1 ? key[0].value == text : key.map(\.value).joined(separator: " ") == text
  }
}
