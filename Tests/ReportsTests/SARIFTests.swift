import Findings
import Foundation
import JSON
import Reports
import TestSupport
import Testing

@Suite struct SARIFTests {
  static let schema = URL(filePath: SharedData.folder + "/schemas/sarif-2.1.0.json")

  /// Whether python3 with jsonschema is there to validate.
  static let canValidate: Bool = {
    guard FileManager.default.fileExists(atPath: schema.path) else { return false }
    return (try? run("import jsonschema", [])) == 0
  }()

  @Test(
    .enabled(if: canValidate, "needs python3 with jsonschema, and the schema in ../shared"),
    arguments: ["", "https://example.org/repo/"])
  func `a log is valid under the schema`(base: String) throws {
    for baseline in [nil, GoldenTests.baseline] {
      let options = ReportOptions(baseline: baseline, linkBase: base.isEmpty ? nil : base)
      var result = SampleResult.make()
      // One file for two datasets, one row with two defects: repetitions, which the schema forbids.
      result.inputs.append(result.inputs[0])
      result.inputs[2].dataset = "other"
      result.dataIssues[1].examples += result.dataIssues[1].examples
      result.findings[0].relatedLocations += result.findings[0].relatedLocations
      result.findings[0].cells += result.findings[0].cells
      result.rules[0].tags += result.rules[0].tags
      let bytes = try Reports.render(result, as: .sarif, options: options)
      let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("qixian-\(UUID().uuidString).sarif")
      try Data(bytes).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      let script = """
        import json, sys, jsonschema
        schema = json.load(open(sys.argv[1])); log = json.load(open(sys.argv[2]))
        kind = jsonschema.validators.validator_for(schema)
        checker = jsonschema.FormatChecker()
        sys.exit(1 if list(kind(schema, format_checker=checker).iter_errors(log)) else 0)
        """
      #expect(try Self.run(script, [Self.schema.path, file.path]) == 0)
    }
  }

  @Test func `results stay within the limits and the rest is one result that says how many`() throws
  {
    var result = SampleResult.make()
    var rule = result.rules[0]
    result.rules = (0..<7).map { number in
      rule.id = "r\(number)"
      return rule
    }
    let sizes = [6_000, 5_000, 4_999, 5_001, 5_000, 5_000, 3]
    let finding = result.findings[0]
    result.groups = []
    result.scorecards = []
    result.dataIssues = []
    result.findings = FindingList(
      sizes.enumerated().flatMap { rule, size in
        (0..<size).map { number in
          var copy = finding
          copy.rule = rule
          copy.subject = .row(key: [NamedValue("k", "\(rule)-\(number)")])
          return copy
        }
      })
    let log = try JSONValue.parse(try Reports.render(result, as: .sarif))
    let results = try #require(log["runs"]?[0]?["results"]?.arrayValue)
    #expect(results.count <= 25_000)
    var listed = [Int64](repeating: 0, count: sizes.count)
    var counted = [Int64](repeating: 0, count: sizes.count)
    for entry in results {
      let rule = Int(try #require(entry["ruleIndex"]?.intValue))
      listed[rule] += 1
      counted[rule] += entry["occurrenceCount"]?.intValue ?? 1
    }
    #expect(counted == sizes.map(Int64.init))
    #expect(listed.allSatisfy { $0 <= 5_000 })
    #expect(listed[6] == 3)
  }

  @Test func `waived, new, persisting and resolved violations are marked`() throws {
    let options = ReportOptions(reveal: ["keys"], baseline: GoldenTests.baseline)
    let log = try JSONValue.parse(
      try Reports.render(SampleResult.make(), as: .sarif, options: options))
    let results = try #require(log["runs"]?[0]?["results"]?.arrayValue)
    let states = results.map { $0["baselineState"]?.stringValue }
    #expect(states.count { $0 == "unchanged" } == 1)
    #expect(states.count { $0 == "absent" } == 1)
    #expect(states.count { $0 == "new" } == results.count - 2)
    let waived = results.filter { $0["suppressions"]?[0] != nil }
    #expect(waived.count == 1)
    #expect(waived[0]["suppressions"]?[0]?["justification"] == "W-1：颱風停班 <i>")
  }

  private static func run(_ script: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
