import CivilTime
import Columns
import Diagnostics
import Findings
import Foundation
import LogReaders
import Pipeline
import TestSupport
import Testing

/// The published months of one city's hotline, each damaged in its own way.
///
/// `scripts/count-damage.py` counts the same by itself, from the text of the file alone.
@Suite(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)))
struct TaipeiTests {
  struct Month: CustomTestStringConvertible, Sendable {
    var name: String
    var counts: [String: Int]
    var testDescription: String { name }
  }

  static let months = [
    Month(
      name: "201508",
      counts: [
        "data/outside-period": 10_095, "data/key-date-mismatch": 14, "data/volume-jump": 4,
      ]),
    Month(name: "201701", counts: ["data/key-date-mismatch": 15]),
    Month(name: "202104", counts: ["data/key-date-mismatch": 2]),
    Month(name: "202304", counts: ["data/key-date-mismatch": 6]),
    Month(
      name: "202402",
      counts: [
        "data/truncated-identifier": 11_591, "data/duplicate-key": 11_562,
        "data/duplicate-row": 10, "data/key-date-mismatch": 6,
      ]),
    Month(
      name: "202505", counts: ["data/scientific-notation": 13_280, "data/lost-characters": 5]),
    Month(name: "202604-browser", counts: ["data/key-date-mismatch": 11]),
  ]

  static func examine(_ names: [String]) -> LogExamination.Outcome {
    let sources = names.map {
      LogSource(path: SharedData.folder + "/logs/taipei-1999-\($0).csv.gz")
    }
    let zone = TimeZoneRules(name: "Asia/Taipei", firstOffset: 28_800)
    return LogExamination.run(
      LogExamination.Request(sources: sources, dataset: nil, period: nil, zone: zone), rules: nil)
  }

  @Test(arguments: months)
  func `each month's damage is named with its count, and nothing else`(month: Month) {
    let outcome = Self.examine([month.name])
    #expect(outcome.isReadable)
    let counts = outcome.result.dataIssues.map { ($0.code, $0.count) }
    #expect(Dictionary(uniqueKeysWithValues: counts) == month.counts)
  }

  @Test(.enabled(if: (try? counted("--help")) != nil, "needs python3"), arguments: months)
  func `an independent count of each month gives the same`(month: Month) throws {
    let path = SharedData.folder + "/logs/taipei-1999-\(month.name).csv.gz"
    let counts = try Self.counted(path, String(month.name.prefix(6)))
    #expect(try JSONDecoder().decode([String: Int].self, from: counts) == month.counts)
  }

  /// What `scripts/count-damage.py` writes.
  static func counted(_ arguments: String...) throws -> Data {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", Repository.root + "/scripts/count-damage.py"] + arguments
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return data
  }

  @Test func `addresses are known as personal and never shown`() throws {
    let outcome = Self.examine(["202402"])
    let address = try #require(outcome.schema.columns.first { $0.headers == ["案件地址"] })
    #expect(address.sensitivity == .address)
    let examples = outcome.result.dataIssues.flatMap(\.examples)
    #expect(examples.allSatisfy { $0.column != "案件地址" || $0.found.isEmpty })
    #expect(!examples.isEmpty)
  }

  @Test func `of several months those missing are named, and which file is damaged`() throws {
    let outcome = Self.examine(["202304", "202402", "202304"])
    let issues = outcome.result.dataIssues
    let missing = try #require(issues.first { $0.code == "data/month-missing" })
    #expect(missing.count == 9)
    #expect(missing.examples.map(\.found).first == "2023-05")
    let twice = try #require(issues.first { $0.code == "data/file-twice" })
    #expect(twice.examples.map(\.location.input) == [2])
    let cut = try #require(issues.first { $0.code == "data/truncated-identifier" })
    #expect(cut.message.en.contains("all in taipei-1999-202402.csv.gz"))
    #expect(cut.examples.allSatisfy { $0.location.input == 1 })
  }
}
