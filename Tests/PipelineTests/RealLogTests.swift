import CivilTime
import Findings
import Foundation
import LogReaders
import Pipeline
import Platform
import TestSupport
import Testing

/// Public logs, checked from rule text to verdict counts, in every form that a log may take.
@Suite(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)))
struct RealLogTests {
  /// A form of a log that must not change a verdict.
  enum Form: String, CaseIterable, CustomTestStringConvertible {
    case asPublished, twoThreads, littleMemory
    case crlf, byteOrderMark, shuffled, split, splitShuffledCRLF

    var testDescription: String { rawValue }
  }

  private static func check(
    pack: String, dataset: String, log: String, asOf: String, form: Form
  ) throws -> [VerdictCounts] {
    let loaded = RuleLoading.load(
      ["\(Repository.root)/Tests/PipelineTests/Packs/\(pack).yaml"],
      library: RuleLibrary(folders: [Repository.root + "/rules"]))
    #expect(!loaded.hasErrors)
    let path = "\(SharedData.folder)/logs/\(log)"
    let sources =
      [.asPublished, .twoThreads, .littleMemory].contains(form)
      ? [LogSource(path: path)] : try sources(of: path, form)
    var request = CheckRequest(
      data: [.init(dataset: dataset, sources: sources)],
      asOf: try TimeText.parse(asOf).get())
    request.threads = form == .asPublished ? 1 : 2
    if form == .littleMemory { request.memoryLimit = MemoryLimit(mebibytes: 1) }
    request.explains = false
    return Check.run(request, rules: loaded.rules).result.rules.map(\.counts)
  }

  /// The log's text in another form, in memory.
  private static func sources(of path: String, _ form: Form) throws -> [LogSource] {
    let text = String(decoding: try Gunzip.bytes(ofFile: path), as: UTF8.self)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    let header = lines.removeFirst()
    if form == .shuffled || form == .splitShuffledCRLF {
      var random = SeededGenerator(state: 20_130_618)
      lines.shuffle(using: &random)
    }
    let lineEnd = form == .crlf || form == .splitShuffledCRLF ? "\r\n" : "\n"
    let parts = form == .split || form == .splitShuffledCRLF ? 3 : 1
    let size = lines.count / parts + 1
    return (0..<parts).map { part in
      let rows = lines[min(part * size, lines.count)..<min((part + 1) * size, lines.count)]
      let mark = form == .byteOrderMark ? "\u{FEFF}" : ""
      let body = mark + ([header] + rows).joined(separator: lineEnd) + lineEnd
      return LogSource(name: "part \(part + 1)", content: Array(body.utf8))
    }
  }

  @Test(arguments: Form.allCases)
  func `the permits give 952 in time, 377 late and 105 open`(form: Form) throws {
    let counts = try Self.check(
      pack: "permits", dataset: "permits", log: "receipt.csv.gz", asOf: "2014-01-01", form: form)
    let first = try #require(counts.first)
    #expect(first.compliant == 952)
    #expect(first.violated == 377 + 105)
    #expect(first.undetermined + first.notApplicable + first.pending == 0)
  }

  @Test func `the permits' overdue cases are the 105 without an end`() throws {
    let loaded = RuleLoading.load(
      ["\(Repository.root)/Tests/PipelineTests/Packs/permits.yaml"],
      library: RuleLibrary(folders: [Repository.root + "/rules"]))
    let request = CheckRequest(
      data: [
        .init(
          dataset: "permits",
          sources: [LogSource(path: "\(SharedData.folder)/logs/receipt.csv.gz")])
      ], asOf: try TimeText.parse("2014-01-01").get())
    let result = Check.run(request, rules: loaded.rules).result
    let violated = result.findings.filter { $0.verdict == .violated }
    #expect(violated.count { $0.actual == nil } == 105)
    #expect(violated.count { $0.actual != nil } == 377)
  }

  @Test(arguments: [Form.asPublished, .splitShuffledCRLF])
  func `the fines' 561,470 events give known verdicts on dates, orders and a week's fines`(
    form: Form
  ) throws {
    let counts = try Self.check(
      pack: "traffic-fines", dataset: "fines", log: "traffic_fines.csv.gz", asOf: "2013-06-18",
      form: form)
    let deadline = try #require(counts.first)
    #expect(deadline.compliant == 32_267)
    #expect(deadline.violated == 47_593 + 69_380)
    #expect(deadline.pending == 1130)
    #expect(deadline.undetermined + deadline.notApplicable == 0)
    /// Compliant, violated, pending and not applicable, as counted from the log by other means.
    let expected: [(Int, Int, Int, Int)] = [
      (79_860, 0, 0, 70_510), (924, 75, 0, 149_371), (76_608, 18, 3234, 70_510),
      (142_828, 7542, 0, 0), (150_242, 128, 0, 0),
    ]
    for (rule, numbers) in zip(counts.dropFirst(), expected) {
      #expect(rule.compliant == numbers.0)
      #expect(rule.violated == numbers.1)
      #expect(rule.pending == numbers.2)
      #expect(rule.notApplicable == numbers.3)
      #expect(rule.undetermined == 0)
    }
    #expect(counts.count == expected.count + 1)
  }
}

/// Unpacks gzip files for tests.
enum Gunzip {
  static func bytes(ofFile path: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return [UInt8](data)
  }
}
