import Diagnostics
import Pipeline
import Platform
import TestSupport
import Testing

/// The tests that stand beside the shipped rules.
@Suite struct ShippedTestsTests {
  static let files = RuleLoading.testFiles(in: Repository.root + "/rules")

  @Test func `every folder of rules has tests`() { #expect(Self.files.count >= 60) }

  @Test(arguments: files)
  func `the tests beside a pack hold`(file: String) {
    let report = RuleTests.run(
      file: file, library: RuleLibrary(folders: [Repository.root + "/rules"]))
    #expect(report.failed == 0, "\(report.diagnostics.map(\.message.en).prefix(5))")
    #expect(report.passed > 0)
  }

  /// A sample of the changes that `make mutate` makes in all packs.
  @Test func `the tests notice 95 of a hundred changes`() {
    let report = MutationTests.run(
      tests: Self.files, packs: [], library: RuleLibrary(folders: [Repository.root + "/rules"]),
      threads: 2, choice: MutationTests.Choice(percent: 4))
    print(
      "mutation score of a sample: \(MutationReport.percent(report.noticed, of: report.total)), "
        + "\(report.noticed) of \(report.total) changes in \(report.packs.count) packs")
    let survivors = report.packs.flatMap { pack in
      pack.survivors.map { $0.line(pack.source, .en) }
    }
    #expect(report.packs.flatMap(\.diagnostics).isEmpty)
    #expect(report.total > 80)
    #expect(report.reachesTogether(95), "\(survivors)")
  }
}
