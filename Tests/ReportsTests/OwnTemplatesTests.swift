import Archives
import Diagnostics
import Findings
import TestSupport
import Testing

@testable import Reports

/// An office's templates in place of the program's own.
@Suite struct OwnTemplatesTests {
  static func source(_ name: String, _ text: String) -> SourceText {
    SourceText(name: "office/" + name, text: text)
  }

  static func page(_ templates: TemplateSet) throws -> String {
    var options = ReportOptions()
    options.templates = templates
    return String(
      decoding: try Reports.render(SampleResult.make(), as: .html, options: options), as: UTF8.self)
  }

  @Test(arguments: Language.allCases)
  func `the templates that the program writes give what it gives without them`(language: Language)
    throws
  {
    let files = try TemplateSet.defaults(language)
    #expect(files.map(\.name) == TemplateSet.fileNames)
    let (templates, problems) = TemplateSet.read(
      files.filter { $0.name != "style.css" }
        .map { SourceText(name: "office/" + $0.name, bytes: $0.bytes) })
    #expect(problems.map(\.message.en) == [])
    var options = ReportOptions(language: language)
    let own = try Reports.render(SampleResult.make(), as: .html, options: options)
    let ownLetters = try Reports.render(SampleResult.make(), as: .letters, options: options)
    options.templates = templates
    #expect(try Reports.render(SampleResult.make(), as: .html, options: options) == own)
    #expect(try Reports.render(SampleResult.make(), as: .letters, options: options) == ownLetters)
  }

  @Test func `banner, footer and style are the office's`() throws {
    let (templates, problems) = TemplateSet.read([
      Self.source("banner.html", "<header><b>範例市政府</b> {{title}}（{{asOf}}）</header>"),
      Self.source("footer.html", "<footer>承辦：法制處</footer>"),
      Self.source("style.css", "h1 { color: teal; }"),
    ])
    #expect(problems.map(\.message.en) == [])
    let page = try Self.page(templates)
    #expect(page.contains("<b>範例市政府</b> 範例市政府社會處 110年1月（110年1月31日）</header>"))
    #expect(page.contains("<footer>承辦：法制處</footer>"))
    #expect(page.contains("h1 { color: teal; }"))
    #expect(MarkupScanner.problem(in: page, isHTML: true) == nil)
  }

  @Test func `a page that leaves out a part of the report is refused`() {
    let text = PageFrame.page.split(separator: "\n").filter { !$0.contains("> data}}") }
      .joined(separator: "\n")
    let (templates, problems) = TemplateSet.read([Self.source("page.html", text)])
    #expect(problems.map(\.message.en) == ["the template leaves out {{> data}}"])
    #expect(templates.page == nil)
  }

  @Test(arguments: ["page.htm", "letter.doc", "logo.png"])
  func `a file that is no template is told`(name: String) {
    let problems = TemplateSet.read([Self.source(name, "")]).diagnostics
    #expect(problems.map(\.code) == [.templateFile])
  }

  @Test func `a style cannot leave its element, and text must be text`() {
    let problems = TemplateSet.read([
      Self.source("style.css", "</STYLE><script>"),
      SourceText(name: "banner.html", bytes: [0xFF, 0xFE]),
      Self.source("letter.odt", "PK no archive"),
    ]).diagnostics
    #expect(problems.map(\.code) == [.templateFile, .templateFile, .templateFile])
  }

  // MARK: - Letters

  /// What an XML reader must know of the names in a letter.
  static let names = ["office", "text", "table"].map { " xmlns:\($0)=\"urn:\($0)\"" }.joined()

  /// A letter whose content is given.
  static func letter(_ content: String) throws -> SourceText {
    let pieces = Pieces()
    var archive = ArchiveWriter { pieces.add($0) }
    try archive.add("mimetype", isStored: true, Array(LetterTemplate.type.utf8))
    try archive.add("content.xml", Array("<office:text\(names)>\(content)</office:text>".utf8))
    try archive.finish()
    return SourceText(name: "letter.odt", bytes: pieces.take().flatMap { $0 })
  }

  @Test func `marks may stand in formatted text, and rows repeat`() throws {
    let (template, problems) = LetterTemplate.read(
      try Self.letter(
        """
        <text:p>受文者：{{<text:span text:style-name="T1">reci</text:span><text:span>pient</text:span>}}</text:p>\
        <table:table><table:table-row><table:table-cell><text:p>{{#open}}</text:p></table:table-cell>\
        <table:table-cell><text:p/></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell><text:p>{{case}}</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell><text:p>{{/open}}</text:p></table:table-cell></table:table-row>\
        </table:table><text:p><text:span>{{^due}}</text:span></text:p><text:p>無將屆期案件</text:p><text:p>{{/due}}</text:p>
        """))
    #expect(problems.map(\.message.en) == [])
    let values: TemplateValue = .object([
      "recipient": .text("社工科"), "due": .list([]),
      "open": .list([.object(["case": .text("<A&1>")]), .object(["case": .text("A2")])]),
    ])
    let text = try ArchiveText.parts(of: try #require(template).letter(values)).joined()
    #expect(
      text.contains(
        """
        <text:p>受文者：社工科</text:p><table:table>\
        <table:table-row><table:table-cell><text:p>&lt;A&amp;1&gt;</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell><text:p>A2</text:p></table:table-cell></table:table-row></table:table>\
        <text:p>無將屆期案件</text:p></office:text>
        """))
  }

  @Test(arguments: [
    ("<text:p>{{recipiant}}</text:p>", "recipiant"),
    ("<text:p>{{reci</text:p><text:p>pient}} </text:p><text:span>{{a</text:span>b}}", "formatting"),
    ("<text:p>見 {{#open}}</text:p><text:p>{{/open}}</text:p>", "different paragraphs"),
    ("<text:p>{{#open}}</text:p>", "never closed"),
  ])
  func `a letter that would come out wrong is refused`(content: String, word: String) throws {
    let (template, problems) = LetterTemplate.read(try Self.letter(content))
    #expect(template == nil)
    #expect(problems.contains { $0.message.en.contains(word) }, "\(problems.map(\.message.en))")
  }
}
