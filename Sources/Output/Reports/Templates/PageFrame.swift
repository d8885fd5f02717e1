import Diagnostics
import Findings

/// The frame of a page: what stands around the parts that are computed.
struct PageFrame {
  /// The parts of a report's page, all of which a template must put in.
  static let parts = [
    "head", "start", "banner", "contents", "overview", "owners", "gaps", "rates", "ageing",
    "scorecards", "findings", "data", "waivers", "sources", "footer", "script",
  ]

  /// What the templates of a page are given.
  static let shape: TemplateValue = .object([
    "lang": .text(""), "title": .text(""), "kind": .text(""), "note": .text(""),
    "asOf": .text(""), "dataThrough": .text(""), "program": .text(""),
    "facts": .list([.object(["name": .text(""), "value": .text("")])]),
  ])

  static let page =
    """
    <!DOCTYPE html>
    <html lang="{{lang}}">
    <head>
    {{> head}}
    </head>
    <body>
    {{> start}}
    {{> banner}}
    {{> contents}}
    <main id="main">
    {{> overview}}
    {{> owners}}
    {{> gaps}}
    {{> rates}}
    {{> ageing}}
    {{> scorecards}}
    {{> findings}}
    {{> data}}
    {{> waivers}}
    {{> sources}}
    </main>
    {{> footer}}
    {{> script}}
    </body>
    </html>

    """

  static let banner = """
    <header class="banner">
    <p class="kicker">{{kind}}</p>
    <h1>{{title}}</h1>
    <dl class="facts">
    {{#facts}}
    <div><dt>{{name}}</dt><dd>{{value}}</dd></div>
    {{/facts}}
    </dl>
    </header>

    """

  static let footer = """
    <footer><p>{{note}}</p></footer>

    """

  /// What the page is called in its head and on paper.
  let title: String
  let kind: String
  let facts: [(name: String, value: String)]
  let note: String
  let asOf: String
  let dataThrough: String
  let program: String
  let options: ReportOptions
  private var wording: Wording { Wording(options.language) }

  init(
    title: String, kind: String, facts: [(name: String, value: String)], note: String,
    asOf: String, dataThrough: String, program: String, options: ReportOptions
  ) {
    self.title = title
    self.kind = kind
    self.facts = facts
    self.note = note
    self.asOf = asOf
    self.dataThrough = dataThrough
    self.program = program
    self.options = options
  }

  private var value: TemplateValue {
    .object([
      "lang": .text(wording("zh-Hant-TW", "en")), "title": .text(title), "kind": .text(kind),
      "note": .text(note), "asOf": .text(asOf), "dataThrough": .text(dataThrough),
      "program": .text(program),
      "facts": .list(
        facts.map { .object(["name": .text($0.name), "value": .text($0.value)]) }),
    ])
  }

  /// Writes the page; the parts that are not of the frame come from the caller.
  func write(
    _ template: Template? = nil, to output: inout ReportOutput,
    part: (String, inout ReportOutput) -> Void
  ) {
    let template = template ?? Self.own("page.html", Self.page)
    template.write(value, escape: Self.escape, to: &output) { name, output in
      switch name {
      case "head": writeHead(to: &output)
      case "start": writeStart(to: &output)
      case "banner": write(options.templates.banner, Self.banner, to: &output)
      case "footer": write(options.templates.footer, Self.footer, to: &output)
      default: part(name, &output)
      }
    }
  }

  private func write(_ template: Template?, _ text: String, to output: inout ReportOutput) {
    (template ?? Self.own("", text)).write(value, escape: Self.escape, to: &output)
  }

  static func own(_ name: String, _ text: String) -> Template {
    Template.parse(SourceText(name: name, text: text)).template
  }

  private static func escape(_ text: String) -> String {
    Escape.xml(SafeText.oneLine(text))
  }

  private func writeHead(to output: inout ReportOutput) {
    output.line(
      """
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; \
      style-src &#39;unsafe-inline&#39;; script-src &#39;unsafe-inline&#39;; img-src data:">
      <title>\(Self.escape(SafeText.cut(title, toLength: 200, wording))) – \(kind)</title>
      <style>
      """)
    output.write(HTMLReport.styleSheet)
    output.line(
      HTMLReport.pageStyle(left: title, right: wording("查核基準 ", "as of ") + asOf))
    output.line(HTMLReport.rowLabels(wording))
    if let style = options.templates.style { output.line(style) }
    output.line("</style>")
  }

  private func writeStart(to output: inout ReportOutput) {
    output.line("<a class=\"skip\" href=\"#main\">\(wording("跳到主要內容", "Skip to content"))</a>")
    output.line(HTMLReport.sharedDrawings)
  }
}
