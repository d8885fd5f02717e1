import CivilTime
import Diagnostics
import Findings
import LogReaders
import Pipeline
import Platform
import TestSupport
import Testing

/// Whole checks of event logs that outgrow the memory given.
@Suite struct MemoryLimitTests {
  /// Fines whose events stand in disorder.
  static let log: [UInt8] = {
    var random = SeededGenerator(state: 23)
    var lines: [(key: UInt64, text: String)] = []
    for number in 0..<400 {
      var day = CivilDate(dayNumber: 14_000 + Int32.random(in: 0..<300, using: &random))
      for activity in [
        "Create Fine", "Send Fine", "Insert Fine Notification", "Add penalty", "Payment", "Payment",
      ] where Int.random(in: 0..<4, using: &random) > 0 {
        day = day.adding(days: Int.random(in: 0..<80, using: &random))
        let officer = activity == "Create Fine" ? String(number % 3) : ""
        lines.append((random.next(), "A\(number),\(activity),\(officer),\(day.isoText)"))
      }
    }
    lines.sort { $0.key < $1.key }
    let text = ["case_id,activity,resource,timestamp"] + lines.map(\.text)
    return Array(text.joined(separator: "\n").utf8)
  }()

  static func check(_ limit: MemoryLimit, threads: Int) throws -> Check.Outcome {
    let loaded = RuleLoading.load(
      ["\(Repository.root)/Tests/PipelineTests/Packs/traffic-fines.yaml"],
      library: RuleLibrary(folders: []))
    try #require(!loaded.hasErrors)
    var request = CheckRequest(
      data: [.init(dataset: "fines", sources: [LogSource(name: "fines.csv", content: log)])],
      asOf: try TimeText.parse("2013-06-18").get())
    request.threads = threads
    request.memoryLimit = limit
    return Check.run(request, rules: loaded.rules)
  }

  @Test(arguments: [1, 2])
  func `a small limit changes no byte of the result`(threads: Int) throws {
    let whole = try Self.check(.standard, threads: 1).result
    let spilled = try Self.check(MemoryLimit(bytes: 1), threads: threads).result
    #expect(whole.findings.count > 100)
    #expect(spilled.jsonBytes() == whole.jsonBytes())
  }

  @Test func `temporary files that cannot be made are told, and nothing is judged`() throws {
    let outcome = try Self.check(MemoryLimit(bytes: 1, folder: "no/such/folder"), threads: 1)
    #expect(outcome.result.diagnostics.map(\.code) == [.temporaryFiles])
    #expect(outcome.isDataMissing)
    #expect(outcome.result.findings.isEmpty)
    #expect(outcome.result.rules.allSatisfy { !$0.wasEvaluated })
  }
}
