import CivilTime
import Diagnostics
import Findings
import LogReaders
import Pipeline
import Platform
import Reports
import RuleCheck
import TestSupport
import Testing

/// However the same rows are written, cut into files or read, the findings are the same.
@Suite struct InvarianceTests {
  @Test(arguments: [1, 2, 3])
  func `the number of threads changes nothing`(threads: Int) throws {
    let log = RaceLog(rows: 3000, seed: 7)
    let result = try RaceLog.check([log.bytes], threads: threads)
    #expect(try RaceLog.plain(result) == RaceLog.plain(try RaceLog.check([log.bytes], threads: 1)))
    #expect(result.findings.count > 100)
  }

  @Test(arguments: [2, 5, 12])
  func `one file or several are one log`(parts: Int) throws {
    let log = RaceLog(rows: 1500, seed: 11)
    let whole = try RaceLog.plain(RaceLog.check([log.bytes], threads: 2))
    #expect(try RaceLog.plain(RaceLog.check(log.split(into: parts), threads: 2)) == whole)
  }

  @Test(arguments: RaceLog.Form.allCases)
  func `line ends, marks and compression change nothing`(form: RaceLog.Form) throws {
    let log = RaceLog(rows: 1500, seed: 13)
    let whole = try RaceLog.plain(RaceLog.check([log.bytes], threads: 2))
    #expect(try RaceLog.plain(RaceLog.check([form.apply(to: log.bytes)], threads: 2)) == whole)
  }

  @Test(arguments: UInt64(1)...4)
  func `the order of rows changes the order of findings only`(seed: UInt64) throws {
    let log = RaceLog(rows: 1500, seed: 17)
    let lines = { (bytes: [[UInt8]]) in
      try RaceLog.plain(RaceLog.check(bytes, threads: 2)).split(separator: "\n").sorted()
    }
    #expect(try lines([log.shuffled(seed: seed).bytes]) == lines([log.bytes]))
  }

  @Test func `findings without sentences are the same verdicts`() throws {
    let log = RaceLog(rows: 1500, seed: 19)
    let full = try RaceLog.check([log.bytes], threads: 2)
    let bare = try RaceLog.check([log.bytes], threads: 2, describes: false)
    #expect(try RaceLog.plain(full) == RaceLog.plain(bare))
    #expect(full.findings.allSatisfy { !$0.fingerprint.isEmpty && !$0.reason.en.isEmpty })
    #expect(full.findings.map(Self.withoutWords) == bare.findings.map(Self.withoutWords))
  }

  /// All that a finding holds but its sentences and what only they need.
  private static func withoutWords(_ finding: Finding) -> String {
    var finding = finding
    (finding.reason, finding.fingerprint) = (LocalizedText(verbatim: ""), "")
    (finding.explanation, finding.relatedLocations) = ([], [])
    return "\(finding)"
  }
}

/// A made-up log for the rules of the race, from a seed.
struct RaceLog {
  var header: String
  var rows: [String]

  init(rows count: Int, seed: UInt64) {
    header =
      "case_id,agency,unit,category,priority,subject_age,disabled,received_at,dispatched_at,"
      + "first_reply_at,supplement_requested_at,supplement_received_at,extended_until,"
      + "extension_notified_at,closed_at,result,public_use,officer,amount"
    var random = SeededGenerator(state: seed)
    rows = (0..<count).map { Self.row($0, of: count, &random) }
  }

  var bytes: [UInt8] { Array(([header] + rows).joined(separator: "\n").utf8) + [0x0A] }

  func split(into parts: Int) -> [[UInt8]] {
    let size = (rows.count + parts - 1) / parts
    return (0..<parts).map { part in
      var file = self
      file.rows = Array(rows[min(part * size, rows.count)..<min((part + 1) * size, rows.count)])
      return file.bytes
    }
  }

  func shuffled(seed: UInt64) -> RaceLog {
    var random = SeededGenerator(state: seed)
    var copy = self
    copy.rows.shuffle(using: &random)
    return copy
  }

  private static let categories = [
    "家庭暴力保護", "性侵害防治", "脆弱家庭", "路燈故障", "一般公文", "人民陳情案", "訴願案件", "行政救濟",
    "建築執照", "小額採購", "",
  ]

  private static func row(_ index: Int, of count: Int, _ random: inout SeededGenerator) -> String {
    func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }
    func time(_ minute: Int, missing: Int) -> String {
      guard below(100) >= missing, minute < 26_000_000 else { return "" }
      let day = CivilDate(dayNumber: Int32(18_500 + minute / 1440))
      let clock = minute % 1440
      return day.isoText + (clock / 60 < 10 ? " 0" : " ") + "\(clock / 60)"
        + (clock % 60 < 10 ? ":0" : ":") + "\(clock % 60)"
    }
    let received = below(1000 * 1440)
    let closed = received + below(150 * 1440)
    let id = "T\(10_000 + (below(50) == 0 ? below(count) : index))"
    let results = ["已辦結", "\"已辦結,列管\"", "\"函復「同意」\"\"甲\"\"\"", "撤回", ""]
    return [
      id, ["社會局", "工務局", ""][below(3)], ["甲科", "乙科", "丙科", ""][below(4)],
      categories[below(categories.count)], ["最速件", "速件", "普通件", ""][below(4)],
      below(10) == 0 ? "" : "\(below(90))", ["Y", "N", "N", ""][below(4)],
      time(received, missing: 1), time(received + below(120 * 60), missing: 20),
      time(received + below(100 * 1440), missing: 10), time(received + below(9000), missing: 60),
      time(received + 9000 + below(20_000), missing: 60),
      below(2) == 0 ? "2023-05-31" : "", time(received + below(120 * 1440), missing: 50),
      time(closed, missing: 15), results[below(5)], "N", ["A1", "A2", "A3", ""][below(4)],
      "\(below(160_000))",
    ].joined(separator: ",")
  }

  /// Ways to write the same text.
  enum Form: CaseIterable {
    case carriageReturns, mark, noLastLineEnd, gzip

    func apply(to bytes: [UInt8]) throws -> [UInt8] {
      switch self {
      case .carriageReturns: bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
      case .mark: [0xEF, 0xBB, 0xBF] + bytes
      case .noLastLineEnd: Array(bytes.dropLast())
      case .gzip: Self.stored(bytes)
      }
    }

    /// A gzip member of stored blocks; the reader checks length and checksum.
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
      var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
      var start = 0
      while start < bytes.count {
        let count = min(65_535, bytes.count - start)
        let (low, high) = (UInt8(count & 255), UInt8(count >> 8))
        out += [start + count == bytes.count ? 1 : 0, low, high, ~low, ~high]
        out += bytes[start..<start + count]
        start += count
      }
      var checksum = UInt32.max
      for byte in bytes {
        checksum ^= UInt32(byte)
        for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 1 ? 0xEDB8_8320 : 0) }
      }
      for word in [~checksum, UInt32(truncatingIfNeeded: bytes.count)] {
        out += (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
      }
      return out
    }
  }

  // MARK: - Checking

  private static let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  static func check(
    _ files: [[UInt8]], threads: Int, describes: Bool = true
  ) throws -> CheckResult {
    try check(
      files.enumerated().map { LogSource(name: "part-\($0)", content: $1) }, threads: threads,
      describes: describes)
  }

  static func check(
    _ sources: [LogSource], threads: Int, describes: Bool = true
  ) throws -> CheckResult {
    let rules = RuleLoading.load(
      ["/\(root)/Benchmarks/rules/race.yaml"], library: RuleLibrary.find(named: nil))
    try #require(!rules.hasErrors)
    var request = CheckRequest(
      data: [CheckRequest.Data(dataset: "cases", sources: sources)],
      asOf: WrittenTime(date: try #require(CivilDate(year: 2023, month: 12, day: 20))))
    request.threads = threads
    request.describes = describes
    request.explains = false
    return Check.run(request, rules: rules.rules).result
  }

  static func plain(_ result: CheckResult) throws -> String {
    String(decoding: try Reports.render(result, as: .plain), as: UTF8.self)
  }
}
