import Diagnostics
import Findings
import Foundation
import Reports
import TestSupport
import Testing

/// Reports of the sample, byte for byte; `RECORD_GOLDENS=1` records them again and fails.
@Suite struct GoldenTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  static let formats: [ReportFormat] = ReportFormat.allCases.filter { !$0.isBinary }

  @Test(arguments: formats, Language.allCases)
  func `the sample's report is the recorded one`(format: ReportFormat, language: Language) throws {
    let options = ReportOptions(
      language: language, pseudonymKey: Array("golden".utf8), baseline: Self.baseline)
    let bytes = try Reports.render(SampleResult.make(), as: format, options: options)
    let name = "\(format.rawValue).\(language.rawValue).\(format.fileExtension)"
    let file = Self.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
      try Data(bytes).write(to: file)
      Issue.record("\(name) was recorded, not compared")
      return
    }
    let expected = try [UInt8](Data(contentsOf: file))
    #expect(bytes == expected, "\(name) differs at byte \(Self.firstDifference(bytes, expected))")
  }

  /// An earlier run in which one of today's violations, and one that is gone, stood.
  static let baseline: CheckResult = {
    var result = SampleResult.make()
    result.findings = [result.findings[0], result.findings[1]]
    result.findings[1].subject = .row(key: [NamedValue("case_id", "A-12")])
    result.findings[1].fingerprint = "gone"
    result.groups = []
    return result
  }()

  private static func firstDifference(_ left: [UInt8], _ right: [UInt8]) -> Int {
    zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(left.count, right.count)
  }
}
