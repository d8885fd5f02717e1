import Diagnostics
import Findings
import Reports
import TestSupport
import Testing

/// The smallest reader of XML that notices tags that do not match and characters that may not stand.
struct MarkupScanner {
  static let voidElements: Set<String> = ["meta", "br", "link", "col", "hr", "input"]

  /// What is wrong; `nil` for well-formed text.
  static func problem(in text: String, isHTML: Bool) -> String? {
    var open: [String] = []
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if scalar.value < 0x20, scalar != "\n", scalar != "\t", scalar != "\r" {
        return "control character at \(index)"
      }
      guard scalar == "<" else {
        if scalar == "&", let problem = entity(scalars, index) { return problem }
        index += 1
        continue
      }
      guard let end = scalars[index...].firstIndex(of: ">") else { return "unclosed tag" }
      let tag = String(String.UnicodeScalarView(scalars[index + 1..<end]))
      index = end + 1
      if tag.hasPrefix("?") || tag.hasPrefix("!") { continue }
      if tag.contains("<") { return "'<' in a tag: \(tag.prefix(60))" }
      if tag.split(separator: "\"", omittingEmptySubsequences: false).count % 2 == 0 {
        return "quotes in a tag: \(tag.prefix(60))"
      }
      let name = String(tag.drop { $0 == "/" }.prefix { !" \n/".contains($0) })
      if tag.hasPrefix("/") {
        if open.popLast() != name { return "</\(name)> closes something else" }
      } else if !tag.hasSuffix("/"), !(isHTML && voidElements.contains(name)) {
        open.append(name)
        if isHTML, name == "script" || name == "style" {
          let close = Array("</\(name)>".unicodeScalars)
          while index < scalars.count, !scalars[index...].starts(with: close) { index += 1 }
        }
      }
    }
    return open.isEmpty ? nil : "not closed: \(open)"
  }

  private static func entity(_ scalars: [Unicode.Scalar], _ start: Int) -> String? {
    let names = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"]
    return names.contains { scalars[start...].starts(with: $0.unicodeScalars) }
      ? nil : "a bare ampersand at \(start)"
  }
}

@Suite struct MarkupTests {
  @Test(arguments: [ReportFormat.junit, .html], Language.allCases)
  func `markup is well-formed whatever the data holds`(
    format: ReportFormat, language: Language
  ) throws {
    var result = SampleResult.make()
    result.findings = FindingList(
      SampleResult.nastyTexts.flatMap { text in
        result.findings.prefix(5).map { finding in
          var copy = finding
          copy.subject = .row(key: [NamedValue("k", text)])
          copy.reason = LocalizedText(verbatim: text)
          copy.owner = text
          return copy
        }
      })
    let options = ReportOptions(language: language, reveal: ["keys"])
    let text = String(
      decoding: try Reports.render(result, as: format, options: options), as: UTF8.self)
    #expect(MarkupScanner.problem(in: text, isHTML: format == .html) == nil)
    #expect(!text.contains("<script>alert"))
  }

  @Test(arguments: [
    ("<a><b></a></b>", true), ("<a>&</a>", true), ("<a", true), ("<a>\u{1}</a>", true),
    ("<a x=\"1\">&amp;</a>", false), ("<a/>", false), ("<a>", true),
  ])
  func `the scanner notices what is broken`(text: String, isBroken: Bool) {
    #expect((MarkupScanner.problem(in: text, isHTML: false) != nil) == isBroken)
  }

  @Test func `no cell of a csv report can be taken for a formula`() throws {
    let text = String(
      decoding: try Reports.render(SampleResult.make(), as: .csv), as: UTF8.self)
    #expect(text.unicodeScalars.first == "\u{FEFF}")
    var cells = 0
    for cell in csvRows(text).flatMap(\.values) {
      cells += 1
      guard let first = cell.unicodeScalars.first, "=+-@＝\t".unicodeScalars.contains(first) else {
        continue
      }
      let isQuotedText = cell.hasPrefix("=\"") && cell.hasSuffix("\"")
      #expect(isQuotedText && !cell.dropFirst(2).dropLast().contains("\""), "\(cell.prefix(40))")
    }
    #expect(cells > 400)
    #expect(text.contains("\"=\"\"2021010400123\"\"\""))
  }
}
