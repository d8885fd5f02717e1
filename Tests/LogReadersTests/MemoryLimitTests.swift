import Columns
import Diagnostics
import LogReaders
import TemporaryFiles
import TestSupport
import Testing

/// Event logs that outgrow the memory given: the cases are the same as with all memory.
@Suite struct MemoryLimitTests {
  typealias Moment = DatasetSchema.EventMapping.Moment

  static let moments = [
    Moment(name: "first", choice: .first, activities: ["a"]),
    Moment(name: "last", choice: .last, activities: ["a", "b"]),
    Moment(name: "second", choice: .nth(2), activities: ["a", "c"]),
    Moment(name: "times", choice: .count, activities: ["c"]),
    Moment(name: "done", choice: .first, activities: ["b"], lifecycle: "complete"),
    Moment(name: "unit_at", choice: .last, activities: ["c"], valueColumn: "unit"),
    Moment(name: "fee_at", choice: .first, activities: ["a"], valueColumn: "fee"),
    Moment(name: "third_fee", choice: .nth(3), activities: ["a"], valueColumn: "fee"),
  ]
  static let columns = ["case", "unit", "fee"] + moments.map(\.name)

  /// Events of some cases at random: times that repeat, are wrong or wanting, cases without a key.
  static func events(_ count: Int, cases: Int, seed: UInt64) -> [String] {
    var random = SeededGenerator(state: seed)
    func any(_ texts: [String]) -> String { texts.randomElement(using: &random) ?? "" }
    return (0..<count).map { _ in
      let number = Int.random(in: 0..<cases, using: &random)
      let key = any(["", "案件第\(number)號"] + Array(repeating: "A\(number)", count: 30))
      let day = Int.random(in: 1...28, using: &random)
      let time = any(
        ["", "不明", "2021-01-40"]
          + Array(repeating: "2021-01-\(day < 10 ? "0" : "")\(day)", count: 40))
      return [
        key, any(["a", "a", "b", "c", "d"]), time, any(["start", "complete", ""]),
        any(["", "甲", "乙科", "承辦單位名稱較長之某科"]), any(["", "x", "7", "-12"]),
      ].joined(separator: ",")
    }
  }

  static func read(
    _ files: [[String]], limit: MemoryLimit, threads: Int = 1, blockSize: Int = 1 << 19
  ) throws -> Reading {
    let sources = files.enumerated().map { index, lines in
      LogSource(
        name: "part \(index)",
        content: Array((["case,act,time,phase,unit,fee"] + lines).joined(separator: "\n").utf8))
    }
    return try Reading(
      sources, EventTests.schema(moments, lifecycle: true), threads: threads,
      blockSize: blockSize, columns: columns, limit: limit)
  }

  /// Limits that are passed with every batch, now and then, and once.
  @Test(arguments: [1, 20_000, 80_000], [1, 2])
  func `a small limit changes nothing`(bytes: Int, threads: Int) throws {
    for seed in UInt64(1)...3 {
      let events = Self.events(1500, cases: 150, seed: seed)
      let files = [Array(events[..<700]), Array(events[700..<710]), Array(events[710...])]
      let whole = try Self.read(files, limit: .standard)
      let spilled = try Self.read(
        files, limit: MemoryLimit(bytes: bytes), threads: threads, blockSize: 1000)
      #expect(whole.rows.count > 150)
      #expect(whole.issues.contains { $0.kind == .emptyRequired && $0.column == "unit" })
      #expect(spilled.rows == whole.rows)
      #expect(spilled.issues == whole.issues)
      #expect(spilled.files.map(\.rows) == whole.files.map(\.rows))
    }
  }

  @Test(arguments: [false, true])
  func `more cases than a run holds come in order of their first events`(isSorted: Bool) throws {
    var events = Self.events(20_000, cases: 9000, seed: 5)
    if isSorted { events.sort() }
    let files = [Array(events[..<12_000]), Array(events[12_000...])]
    let whole = try Self.read(files, limit: .standard, threads: 2)
    let spilled = try Self.read(
      files, limit: MemoryLimit(bytes: 300_000), threads: 2, blockSize: 20_000)
    #expect(whole.rows.count > 8192)
    #expect(spilled.rows == whole.rows)
    #expect(spilled.issues == whole.issues)
  }

  @Test func `a folder of temporary files that is not there ends the reading`() throws {
    let folder = "no/such/folder"
    let error = #expect(throws: TemporaryFileError.self) {
      try Self.read(
        [Self.events(50, cases: 9, seed: 1)], limit: MemoryLimit(bytes: 1, folder: folder))
    }
    #expect(error?.folder == folder)
    #expect(error?.text.en.hasSuffix(": No such file or directory") == true)
  }
}
