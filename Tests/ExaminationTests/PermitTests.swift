import CivilTime
import Diagnostics
import Findings
import LogReaders
import Pipeline
import Platform
import RuleCheck
import TestSupport
import Testing

/// The public log of permits, which is there both as a table and as an event log.
@Suite(.enabled(if: SharedData.isPresent, Comment(rawValue: SharedData.absence)))
struct PermitTests {
  static let pack = """
    qixian: 1
    pack: test.permits
    title: t
    timezone: Asia/Taipei
    sources: { basis: { title: x } }
    datasets:
      permits:
        columns:
          case: { type: text, header: "case:concept:name" }
          activity: { type: text, header: "concept:name" }
          time: { type: timestamp, header: "time:timestamp" }
          resource: { type: text, header: "org:resource", optional: true }
          department: { type: text, header: "case:department", optional: true }
          deadline: { type: timestamp, header: "case:deadline", optional: true }
          end: { type: timestamp, header: "case:enddate", optional: true }
        events:
          case: case
          activity: activity
          time: time
          moments:
            confirmed: { first: Confirmation of receipt }
            checked: { last: T02 Check confirmation of receipt }
            by: { first: Confirmation of receipt, value: resource }
    counting:
      plain: { start: excluded, end-on-rest-day: stays }
    rules:
      in-time: { title: t, kind: assert, dataset: permits, that: end <= deadline, cites: basis }
      check: { title: t, kind: deadline, dataset: permits, from: confirmed, to: checked,
        within: 14 days, counting: plain, cites: basis }
      named: { title: t, kind: assert, dataset: permits, required: [by, department], cites: basis }
    """

  /// The result over one form of the log, without what may differ: the file and the places in it.
  static func result(_ name: String, threads: Int) throws -> CheckResult {
    let path = try TemporaryFile.write(Array(pack.utf8), ending: ".yaml")
    defer { TemporaryFile.remove(path) }
    let loaded = RuleLoading.load(
      [path], library: RuleLibrary(folders: [Repository.root + "/rules"]))
    #expect(loaded.diagnostics.filter { $0.severity == .error }.map(\.message.en) == [])
    var request = CheckRequest(
      data: [
        .init(
          dataset: "permits",
          sources: [LogSource(path: SharedData.folder + "/logs/receipt." + name)])
      ], asOf: try TimeText.parse("2013-01-01").get())
    request.threads = threads
    var result = Check.run(request, rules: loaded.rules).result
    #expect(result.inputs.map(\.rows) == [8_577])
    for index in result.inputs.indices {
      result.inputs[index].path = ""
      result.inputs[index].sha256 = ""
      result.inputs[index].bytes = 0
      result.inputs[index].encoding = ""
      result.inputs[index].format = ""
    }
    result.diagnostics = []
    for index in result.ruleFiles.indices { result.ruleFiles[index].path = "" }
    for index in result.rules.indices { result.rules[index].definedAt = "" }
    for index in result.findings.indices {
      result.findings[index].location?.line = 0
      for place in result.findings[index].relatedLocations.indices {
        result.findings[index].relatedLocations[place].line = 0
      }
    }
    for index in result.dataIssues.indices {
      for example in result.dataIssues[index].examples.indices {
        result.dataIssues[index].examples[example].location.line = 0
      }
    }
    return result
  }

  @Test func `the table and the event log give the same result, byte for byte`() throws {
    let csv = try Self.result("csv.gz", threads: 1)
    let xes = try Self.result("xes.gz", threads: 2)
    let isSame = csv.jsonBytes() == xes.jsonBytes()
    #expect(isSame)
    #expect(csv.findings.count > 500)
    let counts = try #require(csv.rules.first { $0.id.hasSuffix("in-time") }).counts
    #expect([counts.compliant, counts.violated] == [952, 377])
    #expect(
      counts.compliant + counts.violated + counts.undetermined + counts.notApplicable == 1_434)
  }
}
