import Diagnostics
import Testing

@testable import Reports

/// The engine of templates, by the rules of Mustache that it follows.
@Suite struct TemplateTests {
  static let values: TemplateValue = .object([
    "name": .text("王<b>"), "empty": .text(""), "yes": .flag(true), "no": .flag(false),
    "list": .list([
      .object(["name": .text("一"), "inner": .list([.text("a"), .text("b")])]),
      .object(["name": .text("二"), "inner": .list([])]),
    ]),
    "none": .list([]), "owner": .object(["unit": .text("甲科")]),
  ])

  static func render(_ text: String) -> String {
    let (template, _) = Template.parse(SourceText(name: "t.html", text: text))
    let pieces = Pieces()
    var output = ReportOutput { pieces.add($0) }
    template.write(values, escape: Escape.xml, to: &output) { name, output in
      output.write("<\(name)>")
    }
    try? output.finish()
    return String(decoding: pieces.take().flatMap { $0 }, as: UTF8.self)
  }

  @Test func `marks become values`() {
    let cases: [(String, String)] = [
      ("", ""), ("plain {single} text", "plain {single} text"), ("{{name}}", "王&lt;b&gt;"),
      ("{{ name }}！", "王&lt;b&gt;！"), ("[{{empty}}]", "[]"), ("{{owner.unit}}", "甲科"),
      ("{{#owner}}{{unit}}{{/owner}}", "甲科"), ("{{#yes}}是{{/yes}}{{#no}}否{{/no}}", "是"),
      ("{{^yes}}是{{/yes}}{{^no}}否{{/no}}", "否"), ("{{^none}}無{{/none}}", "無"),
      ("{{#empty}}x{{/empty}}{{^empty}}空{{/empty}}", "空"),
      ("{{#list}}{{name}}({{#inner}}{{.}}{{/inner}}){{/list}}", "一(ab)二()"),
      ("{{#list}}{{owner.unit}}{{/list}}", "甲科甲科"), ("a{{! 註 }}b", "ab"), ("{{> part}}", "<part>"),
      ("a\n{{#yes}}\nb\n{{/yes}}\nc", "a\nb\nc"), ("a\n  {{! c }}\nb", "a\nb"),
      ("a {{#yes}} b {{/yes}} c", "a  b  c"), ("\r\n{{#yes}}\r\nx{{/yes}}", "\r\nx"),
    ]
    for (text, expected) in cases { #expect(Self.render(text) == expected, "\(text)") }
  }

  @Test(arguments: [
    ("{{#list}}", 1, 1), ("{{/list}}", 1, 1), ("a\n b{{name", 2, 3), ("{{#yes}}{{/no}}", 1, 9),
    ("{{{name}}}", 1, 1), ("{{&name}}", 1, 1), ("{{=<% %>=}}", 1, 1), ("{{a b}}", 1, 1),
    ("{{}}", 1, 1),
    ("{{a..b}}", 1, 1),
  ])
  func `a wrong mark is told with its place`(text: String, line: Int, column: Int) {
    let problems = Template.parse(SourceText(name: "t.html", text: text)).diagnostics
    #expect(problems.first?.code == .templateMark)
    #expect(problems.first?.place?.position?.line == line)
    #expect(problems.first?.place?.position?.column == column)
  }

  @Test func `a name that there is none of is told, with the nearest`() {
    let (template, _) = Template.parse(
      SourceText(name: "t.html", text: "{{naem}}{{#list}}{{inner.x}}{{/list}}{{list}}{{> prt}}"))
    let problems = template.problems(shape: Self.values, parts: ["part"], needed: ["part"])
    let texts = problems.map { $0.message.en + ($0.help.map { "; " + $0.en } ?? "") }
    #expect(texts.count == 5)
    #expect(texts.contains { $0.contains("'naem'") && $0.contains("'name'?") })
    #expect(texts.contains { $0.contains("'inner.x'") })
    #expect(texts.contains { $0.contains("{{#list}}") })
    #expect(texts.contains { $0.contains("'prt'") && $0.contains("'part'?") })
    #expect(texts.contains { $0.contains("leaves out {{> part}}") })
  }
}
