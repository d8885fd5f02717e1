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
}
