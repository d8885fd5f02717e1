/// Which case numbers were seen, and which of them more than once (R9).
///
/// A number of the known form is one bit, at its day and its number within the day; all others are
/// kept as texts.
struct CaseNumbers {
  /// Bit 31: the rest is an index of `others`.
  static let other: UInt32 = 1 << 31
  private static let days = 1 << 14
  private let seen = zeroed(days << 11, of: UInt64.self)
  /// Words in use for each day.
  private let used = zeroed(days, of: UInt16.self)
  /// Codes once for each time but the first.
  private(set) var repeated = Growing<UInt32>()
  private(set) var others: [[UInt8]] = []

  /// Where a day's word is.
  ///
  /// The first 64 words of all days lie together, so that few pages are touched.
  @inline(__always) private static func place(_ day: Int, _ word: Int) -> Int {
    (word >> 6) << 20 | day << 6 | word & 63
  }

  @inline(__always) mutating func see(_ text: Bytes, _ length: Int) -> UInt32 {
    let code = case_code(text)
    if code == UInt32.max {
      others.append(Array(UnsafeBufferPointer(start: text, count: length)))
      return CaseNumbers.other | UInt32(truncatingIfNeeded: others.count &- 1)
    }
    let day = Int(truncatingIfNeeded: code >> 17)
    let inDay = Int(truncatingIfNeeded: code >> 6) & 2047
    let word = CaseNumbers.place(day, inDay)
    let bit: UInt64 = 1 << UInt64(code & 63)
    let before = seen[word]
    seen[word] = before | bit
    if before & bit != 0 { repeated.append(code) }
    let now = UInt16(truncatingIfNeeded: inDay &+ 1)
    if used[day] < now { used[day] = now }
    return code
  }

  /// One line for each number that occurs more than once, for every so-many-th day.
  static func report(_ all: [CaseNumbers], share: Int, of shares: Int, _ lines: inout Lines) {
    var codes: [UInt32] = []
    for numbers in all {
      for i in 0..<numbers.repeated.count {
        let code = numbers.repeated.items[i]
        if Int(code >> 17) % shares == share { codes.append(code) }
      }
    }
    for day in stride(from: share, to: days, by: shares) { seenByTwo(all, day, &codes) }
    codes.sort()
    eachRun(codes.count, { codes[$0] == codes[$1] }) { first, count in
      lines.begin(codes[first], [])
      lines.repeated(count + 1)
    }
    if share == 0 { reportOthers(all, &lines) }
  }

  /// Adds the numbers of a day that several threads have seen, once for each thread but the first.
  private static func seenByTwo(_ all: [CaseNumbers], _ day: Int, _ codes: inout [UInt32]) {
    for second in all.indices.dropFirst() {
      for inDay in 0..<Int(all[second].used[day]) {
        let word = place(day, inDay)
        var before: UInt64 = 0
        for first in 0..<second { before |= all[first].seen[word] }
        var both = before & all[second].seen[word]
        while both != 0 {
          codes.append(UInt32(day << 17 | inDay << 6 | both.trailingZeroBitCount))
          both &= both - 1
        }
      }
    }
  }

  private static func reportOthers(_ all: [CaseNumbers], _ lines: inout Lines) {
    let texts = all.flatMap(\.others).sorted { $0.lexicographicallyPrecedes($1) }
    eachRun(texts.count, { texts[$0] == texts[$1] }) { first, count in
      if count == 1 { return }
      texts[first].withUnsafeBufferPointer {
        lines.begin($0.baseAddress.unsafelyUnwrapped, $0.count)
      }
      lines.repeated(count)
    }
  }

  /// Calls with the first index and the length of each run of equal neighbours.
  private static func eachRun(
    _ count: Int, _ same: (Int, Int) -> Bool, _ body: (Int, Int) -> Void
  ) {
    var first = 0
    for i in 0..<count where i + 1 == count || !same(first, i + 1) {
      body(first, i + 1 - first)
      first = i + 1
    }
  }
}
