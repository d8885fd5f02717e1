extension TimeZoneRules {
  /// The last year for which the yearly rule at the end of a zone file is written out.
  static let lastExpandedYear = 2100

  /// Reads a compiled zone file (RFC 8536, version 2 or later); `nil` where the bytes are not one.
  ///
  /// The yearly rule in the footer is written out to the year 2100; after it the last offset stays.
  public init?(name: String, tzif bytes: [UInt8]) {
    guard var reader = ZoneFileReader(bytes), reader.skipFirstBlock(),
      let block = reader.secondBlock()
    else { return nil }
    var transitions = block.transitions
    if let rule = PosixZoneRule(reader.footer()) {
      let last = transitions.last?.at ?? .min
      let first = transitions.isEmpty ? 1970 : Self.year(ofMillisecond: last)
      transitions += rule.transitions(years: first...max(first, Self.lastExpandedYear))
        .filter { $0.at > last }
    }
    self.init(name: name, firstOffset: block.firstOffset, transitions: transitions)
  }

  private static func year(ofMillisecond at: Int64) -> Int {
    let days = at / 86_400_000 - (at % 86_400_000 < 0 ? 1 : 0)
    return CivilDate(dayNumber: Int32(clamping: days)).year
  }
}

/// Reads the parts of a zone file in order.
private struct ZoneFileReader {
  private struct Counts {
    var utcIndicators, standardIndicators, leapSeconds, times, types, characters: Int
  }

  private let bytes: [UInt8]
  private var position = 0
  private var counts = Counts(
    utcIndicators: 0, standardIndicators: 0, leapSeconds: 0, times: 0, types: 0, characters: 0)

  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard header() else { return nil }
  }

  /// Takes a big-endian number; `nil` past the end.
  private mutating func number(_ width: Int) -> Int64? {
    guard position + width <= bytes.count else { return nil }
    var value: Int64 = width > 0 && bytes[position] & 0x80 != 0 ? -1 : 0
    for byte in bytes[position..<position + width] { value = value << 8 | Int64(byte) }
    position += width
    return value
  }

  /// Takes a header; false where there is none of version 2 or later.
  private mutating func header() -> Bool {
    guard position + 20 <= bytes.count, bytes[position...].starts(with: "TZif".utf8),
      bytes[position + 4] >= UInt8(ascii: "2")
    else { return false }
    position += 20
    var list: [Int] = []
    for _ in 0..<6 {
      guard let count = number(4), (0...100_000).contains(count) else { return false }
      list.append(Int(count))
    }
    counts = Counts(
      utcIndicators: list[0], standardIndicators: list[1], leapSeconds: list[2], times: list[3],
      types: list[4], characters: list[5])
    return true
  }

  /// Passes over the block of 32-bit times, and reads the second header.
  mutating func skipFirstBlock() -> Bool {
    position +=
      counts.times * 5 + counts.types * 6 + counts.characters + counts.leapSeconds * 8
      + counts.standardIndicators + counts.utcIndicators
    return header()
  }

  /// The offsets of the block of 64-bit times.
  mutating func secondBlock() -> (firstOffset: Int32, transitions: [(at: Int64, offset: Int32)])? {
    var times: [Int64] = []
    for _ in 0..<counts.times {
      guard let time = number(8) else { return nil }
      times.append(time)
    }
    var kinds: [Int] = []
    for _ in 0..<counts.times {
      guard let kind = number(1) else { return nil }
      kinds.append(Int(kind & 0xFF))
    }
    var offsets: [Int32] = []
    for _ in 0..<counts.types {
      guard let offset = number(4), number(2) != nil else { return nil }
      offsets.append(Int32(truncatingIfNeeded: offset))
    }
    position +=
      counts.characters + counts.leapSeconds * 12 + counts.standardIndicators
      + counts.utcIndicators
    guard let first = offsets.first, kinds.allSatisfy({ $0 < offsets.count }) else { return nil }
    var transitions: [(at: Int64, offset: Int32)] = []
    for (time, kind) in zip(times, kinds) {
      let (at, overflow) = time.multipliedReportingOverflow(by: 1000)
      if overflow { continue }
      if let last = transitions.last, at <= last.at { return nil }
      transitions.append((at, offsets[kind]))
    }
    return (first, transitions)
  }

  /// The text between the line breaks at the end.
  func footer() -> String {
    guard position < bytes.count, bytes[position] == 0x0A else { return "" }
    return String(decoding: bytes[(position + 1)...].prefix { $0 != 0x0A }, as: UTF8.self)
  }
}

/// The yearly rule of a zone as POSIX writes it, such as `EST5EDT,M3.2.0,M11.1.0`.
struct PosixZoneRule {
  /// The day of a change in any year.
  private enum Day {
    /// The day of the year from 1, never counting 29 February.
    case julian(Int)
    /// The day of the year from 0, counting 29 February.
    case ordinal(Int)
    /// A weekday (0 for Sunday) in a week (5 for the last) of a month.
    case weekday(month: Int, week: Int, day: Int)

    func number(in year: Int) -> Int {
      let first = Int(CivilDate.dayNumber(year: year, month: 1, day: 1))
      switch self {
      case .julian(let day): return first + day - 1 + (CivilDate.isLeap(year) && day > 59 ? 1 : 0)
      case .ordinal(let day): return first + day
      case .weekday(let month, let week, let day):
        let start = CivilDate(
          dayNumber: CivilDate.dayNumber(year: year, month: month, day: 1))
        let offset = (day - start.weekday % 7 + 7) % 7 + (week - 1) * 7
        let length = CivilDate.daysIn(month: month, ofYear: year)
        return Int(start.dayNumber) + (offset < length ? offset : offset - 7)
      }
    }
  }

  private let standardOffset: Int32
  private let summer: (offset: Int32, start: (Day, Int), end: (Day, Int))?

  /// Reads the text; `nil` where it is not a rule.
  init?(_ text: String) {
    var rest = text.utf8[...]
    guard Self.name(&rest), let offset = Self.time(&rest) else { return nil }
    standardOffset = Int32(-offset)
    if rest.isEmpty {
      summer = nil
      return
    }
    guard Self.name(&rest) else { return nil }
    var summerOffset = -offset + 3600
    if rest.first != UInt8(ascii: ",") {
      guard let written = Self.time(&rest) else { return nil }
      summerOffset = -written
    }
    guard let start = Self.change(&rest), let end = Self.change(&rest), rest.isEmpty else {
      return nil
    }
    summer = (Int32(summerOffset), start, end)
  }

  /// The changes of offset in some years, ascending.
  func transitions(years: ClosedRange<Int>) -> [(at: Int64, offset: Int32)] {
    guard let summer else { return [] }
    var result: [(at: Int64, offset: Int32)] = []
    for year in years {
      let start = summer.start.0.number(in: year) * 86_400 + summer.start.1 - Int(standardOffset)
      let end = summer.end.0.number(in: year) * 86_400 + summer.end.1 - Int(summer.offset)
      result.append((Int64(start) * 1000, summer.offset))
      result.append((Int64(end) * 1000, standardOffset))
    }
    return result.sorted { $0.at < $1.at }
  }

  private static func name(_ rest: inout Substring.UTF8View) -> Bool {
    let name: Substring.UTF8View
    if rest.first == UInt8(ascii: "<") {
      name = rest.prefix { $0 != UInt8(ascii: ">") }
      rest = rest.dropFirst(name.count + 1)
    } else {
      name = rest.prefix { (0x41...0x5A).contains($0 & 0xDF) }
      rest = rest.dropFirst(name.count)
    }
    return name.count >= 3
  }

  private static func number(_ rest: inout Substring.UTF8View) -> Int? {
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    rest = rest.dropFirst(digits.count)
    return digits.count <= 4 ? Int(Substring(digits)) : nil
  }

  private static func take(_ scalar: Unicode.Scalar, _ rest: inout Substring.UTF8View) -> Bool {
    guard rest.first == UInt8(ascii: scalar) else { return false }
    rest.removeFirst()
    return true
  }

  /// Seconds of `[+-]h[h][:mm[:ss]]`.
  private static func time(_ rest: inout Substring.UTF8View) -> Int? {
    let negative = take("-", &rest)
    if !negative { _ = take("+", &rest) }
    guard var seconds = number(&rest).map({ $0 * 3600 }) else { return nil }
    var unit = 60
    while unit > 0, take(":", &rest) {
      guard let part = number(&rest) else { return nil }
      seconds += part * unit
      unit /= 60
    }
    return negative ? -seconds : seconds
  }

  private static func change(_ rest: inout Substring.UTF8View) -> (Day, Int)? {
    guard take(",", &rest) else { return nil }
    let day: Day
    if take("M", &rest) {
      guard let month = number(&rest), (1...12).contains(month), take(".", &rest),
        let week = number(&rest), (1...5).contains(week), take(".", &rest),
        let weekday = number(&rest), (0...6).contains(weekday)
      else { return nil }
      day = .weekday(month: month, week: week, day: weekday)
    } else if take("J", &rest) {
      guard let number = number(&rest), (1...365).contains(number) else { return nil }
      day = .julian(number)
    } else {
      guard let number = number(&rest), (0...365).contains(number) else { return nil }
      day = .ordinal(number)
    }
    guard take("/", &rest) else { return (day, 7200) }
    return time(&rest).map { (day, $0) }
  }
}
