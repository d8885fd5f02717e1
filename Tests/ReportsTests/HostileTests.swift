import CivilTime
import Diagnostics
import Findings
import Foundation
import Reports
import TestSupport
import Testing

/// A log whose cells were written to do harm, in every format.
@Suite struct HostileTests {
  static let words: [String] = [
    "<script>alert('x')</script>", "\"><img src=x onerror=alert(1)>", "]]>--><!--", "</style>",
    "=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "\t=1+1", "＝1+1", "\u{200B}=1+1",
    "null\u{0}bell\u{7}escape\u{1B}[31mred\u{1B}]0;title\u{7}",
    "delete\u{7F}next\u{85}csi\u{9B}31m",
    "right\u{202E}gpj.exe", "isolate\u{2066}\u{2069}\u{061C}\u{200F}\u{200E}",
    "line\u{2028}\u{2029}",
    "tag\u{E0041}\u{FEFF}", "%0A::error::x", "::error file=a::b", "\r\n::error::c",
    "\nnot ok 1 # skip",
    "|a|b|`c`[d](javascript:alert(1))", "{{subject}}{{> x}}", "</text:p><text:p>", "${x}{0}",
    String(repeating: "長", count: 10_000), String(repeating: "<&\u{202E}", count: 5_000),
  ]

  /// Every text that data can put into a result, replaced by each of the words in turn.
  static let result: CheckResult = {
    var result = SampleResult.make()
    let first = result.findings[0]
    let pending = result.findings[3]
    var all: [Finding] = []
    for (number, word) in words.enumerated() {
      for var copy in [first, pending] {
        copy.subject = .row(key: [NamedValue("k", word), NamedValue("n", "\(number)")])
        copy.reason = LocalizedText(zh: "逾期：\(word)", en: "late: \(word)")
        copy.owner = word
        copy.cells = [NamedValue("note", word)]
        copy.taints = [word]
        copy.fingerprint = "f\(number)-\(copy.verdict.rawValue)"
        all.append(copy)
      }
    }
    result.findings = FindingList(all)
    result.groups = words.map { word in
      var group = result.groups[0]
      group.subject = .group(
        values: [NamedValue("unit", word)],
        period: Period(.month, holding: SampleResult.day(2021, 1, 5).local.date))
      group.owner = word
      return group
    }
    for index in result.dataIssues.indices {
      result.dataIssues[index].message = LocalizedText(verbatim: words[index % words.count])
      for example in result.dataIssues[index].examples.indices {
        result.dataIssues[index].examples[example].found = words[(index + example) % words.count]
      }
    }
    result.inputs[0].path = "data/\u{202E}<b>\"'&\u{1B}[31m\n::error::.csv"
    result.waivers = words.enumerated().map { number, word in
      var waiver = result.waivers[0]
      waiver.id = "w\(number)\(word)"
      waiver.reason = word
      waiver.approvedBy = word
      return waiver
    }
    result.title = LocalizedText(verbatim: words[0] + words[13] + words[11])
    return result
  }()

  static let options = ReportOptions(
    language: .zhHant, reveal: ["keys"], baseline: GoldenTests.baseline)

  /// What a format says: its bytes, or those of an archive's parts.
  static func texts(_ format: ReportFormat) throws -> [String] {
    let bytes = try Reports.render(result, as: format, options: options)
    guard format.isBinary else { return [String(decoding: bytes, as: UTF8.self)] }
    return try ArchiveText.parts(of: bytes)
  }

  /// The only hidden character that a format may hold.
  static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\r" || scalar == "\t"
  }

  @Test(arguments: ReportFormat.allCases)
  func `no format holds a character that cannot be seen`(format: ReportFormat) throws {
    let texts = try Self.texts(format)
    #expect(!texts.isEmpty)
    for text in texts {
      var scalars = text.unicodeScalars[...]
      if format == .csv, scalars.first == "\u{FEFF}" { scalars = scalars.dropFirst() }
      let hidden = scalars.first { scalar in
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: !Self.isAllowed(scalar)
        case .format: !format.isData || (0x202A...0x2069).contains(scalar.value)
        default: false
        }
      }
      #expect(hidden == nil, "\(format) holds U+\(String(hidden?.value ?? 0, radix: 16))")
    }
  }

  @Test(arguments: ReportFormat.allCases.filter { !$0.isData })
  func `no format for people holds a word as it was written to do harm`(format: ReportFormat) throws
  {
    for text in try Self.texts(format) {
      if format == .html || format == .markdown || format.isBinary || format == .junit {
        #expect(!text.contains("<script>alert"), "\(format)")
        #expect(!text.contains("<img src=x"), "\(format)")
        #expect(!text.contains("</text:p><text:p></text"), "\(format)")
      }
      #expect(!text.contains(String(repeating: "長", count: 10_000)) || format.isUncut, "\(format)")
    }
  }

  @Test(arguments: [ReportFormat.junit, .html])
  func `markup stays well-formed`(format: ReportFormat) throws {
    for text in try Self.texts(format) {
      #expect(MarkupScanner.problem(in: text, isHTML: format == .html) == nil)
    }
  }

  @Test func `only the program itself speaks to the build log`() throws {
    let text = try Self.texts(.github).joined()
    for line in text.split(separator: "\n") where line.contains("::") {
      let isOwn = ["::error ", "::warning ", "::notice "].contains { line.hasPrefix($0) }
      let isText = !line.hasPrefix("::")
      #expect(isOwn || isText, "\(line.prefix(80))")
    }
    #expect(!text.contains("\n::error::"))
  }

  @Test func `only the program itself writes test points`() throws {
    let lines = try Self.texts(.tap).joined().split(separator: "\n")
    let plan = lines.first { $0.hasPrefix("1..") }.flatMap { Int($0.dropFirst(3)) }
    let points = lines.count { $0.hasPrefix("ok ") || $0.hasPrefix("not ok ") }
    #expect(plan == points)
  }

  @Test func `no cell of csv is a formula, whatever stands before it`() throws {
    let text = try Self.texts(.csv).joined()
    var cells = 0
    for cell in csvRows(text).flatMap(\.values) {
      cells += 1
      let start = cell.unicodeScalars.first { !" \u{3000}".unicodeScalars.contains($0) }
      guard let start, "=+-@＝＋－＠\t".unicodeScalars.contains(start) else { continue }
      #expect(cell.hasPrefix("=\"") && cell.hasSuffix("\""), "\(cell.prefix(40))")
    }
    #expect(cells > 400)
  }
}

extension ReportFormat {
  /// Whether the format is for programs, which must get back the very characters of the data.
  var isData: Bool { self == .json || self == .ndjson || self == .plain || self == .sarif }

  /// Whether the format keeps long texts whole, because nothing is laid out by it.
  var isUncut: Bool { [.csv, .tap, .junit, .ods, .xlsx].contains(self) }
}
