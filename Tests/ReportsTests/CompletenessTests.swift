import Diagnostics
import Findings
import JSON
import Reports
import TestSupport
import Testing

@Suite struct CompletenessTests {
  static let listing: [ReportFormat] = ReportFormat.allCases.filter {
    !$0.isBinary && $0 != .github
  }

  @Test(arguments: 0..<40, listing)
  func `a report names every violated subject`(seed: Int, format: ReportFormat) throws {
    var random = RandomResult(seed: UInt64(seed) + 1)
    let result = random.result()
    let options = ReportOptions(language: .zhHant, reveal: ["keys"])
    let report = String(
      decoding: try Reports.render(result, as: format, options: options), as: UTF8.self)
    for finding in result.findings where finding.verdict == .violated {
      #expect(report.contains(finding.subject.label), "\(format) lacks \(finding.subject.label)")
    }
  }

  @Test(arguments: [ReportFormat.text, .markdown, .html], Language.allCases)
  func `a report that lists only some says how many it leaves out`(
    format: ReportFormat, language: Language
  ) throws {
    var result = SampleResult.make()
    let finding = result.findings[0]
    result.findings = FindingList(
      (0..<1_300).map { number in
        var copy = finding
        copy.subject = .row(key: [NamedValue("case_id", "case-\(number)-")])
        return copy
      })
    let options = ReportOptions(language: language, listLimit: 50)
    let report = String(
      decoding: try Reports.render(result, as: format, options: options), as: UTF8.self)
    #expect(report.contains("1,250"))
    #expect(report.contains("csv"))
  }

  @Test func `annotations say how many violations there are`() throws {
    var random = RandomResult(seed: 7)
    let result = random.result()
    let report = String(decoding: try Reports.render(result, as: .github), as: UTF8.self)
    let total =
      result.findings.count { $0.verdict == .violated && $0.waiver == nil }
      + result.groups.count { $0.verdict == .violated }
    #expect(report.contains("違反 \(total) 件"))
    for command in ["::error ", "::warning ", "::notice "] {
      #expect(report.split(separator: "\n").count { $0.hasPrefix(command) } <= 10)
    }
  }

  @Test(arguments: [ReportFormat.sarif, .github, .junit])
  func `formats for code hosts hide case keys and cells`(format: ReportFormat) throws {
    var random = RandomResult(seed: 3)
    var result = random.result()
    for index in result.findings.indices {
      result.findings[index].reason = LocalizedText(verbatim: "quotes case-secret")
      result.findings[index].cells = [NamedValue("column", "cell-secret")]
    }
    let report = String(decoding: try Reports.render(result, as: format), as: UTF8.self)
    #expect(!report.contains("case-"))
    #expect(!report.contains("secret"))
    for finding in result.findings { #expect(!report.contains("\"\(finding.fingerprint)\"")) }
  }

  @Test func `the same result gives the same bytes`() throws {
    for format in ReportFormat.allCases {
      let first = try Reports.render(SampleResult.make(), as: format)
      let second = try Reports.render(SampleResult.make(), as: format)
      #expect(first == second, "\(format)")
    }
  }

  @Test func `a failing sink ends the report with its error`() {
    struct Full: Error {}
    #expect(throws: Full.self) {
      try Reports.render(SampleResult.make(), as: .json, options: ReportOptions()) { _ in
        throw Full()
      }
    }
  }

  @Test(
    arguments: [
      ("html=out.html", .html, "out.html"), ("text", .text, nil), ("csv=-", .csv, nil),
      ("json=a=b.json", .json, "a=b.json"),
    ] as [(String, ReportFormat, String?)])
  func `a format and its path are read`(argument: String, format: ReportFormat, path: String?) {
    #expect(ReportRequest(argument: argument) == ReportRequest(format, path: path))
  }

  @Test(arguments: ["", "pdf", "html=", "HTML", "=x"])
  func `an argument that is no format is refused`(argument: String) {
    #expect(ReportRequest(argument: argument) == nil)
  }
}
