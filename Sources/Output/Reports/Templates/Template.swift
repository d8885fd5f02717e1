import Diagnostics

/// A text with places for values, in that part of Mustache which needs no code: `{{value}}`,
/// `{{#section}}…{{/section}}`, `{{^section}}…{{/section}}`, `{{> part}}` and `{{! comment}}`.
///
/// Every value is escaped; there is no way around it. A name that does not exist is an error, so that a
/// misspelt mark does not leave an empty place in a letter.
struct Template: Sendable {
  indirect enum Node: Sendable {
    case text(String)
    case value([String], SourceSpan)
    case section(Section)
    case part(String, SourceSpan)
  }

  struct Section: Sendable {
    var path: [String]
    /// Whether it is shown where the value is empty.
    var isInverted: Bool
    var nodes: [Node]
    var span: SourceSpan
  }

  let source: SourceText
  let nodes: [Node]

  /// Reads a template and tells everything that is wrong with its marks.
  static func parse(_ source: SourceText) -> (template: Template, diagnostics: [Diagnostic]) {
    var parser = TemplateParser(source)
    let nodes = parser.parse()
    return (Template(source: source, nodes: nodes), parser.diagnostics)
  }

  /// What is wrong with the names.
  ///
  /// - Parameters:
  ///   - shape: a value as the template will be given, its lists with one thing each.
  ///   - parts: the parts that may be put in.
  ///   - needed: those that may not be missing.
  func problems(
    shape: TemplateValue, parts: [String] = [], needed: [String] = []
  ) -> [Diagnostic] {
    var checker = NameChecker(source: source, parts: parts)
    checker.check(nodes, TemplateScope(shape))
    let missing = needed.filter { checker.usedParts[$0] == nil }
    let repeated = checker.usedParts.filter { $0.value > 1 }.keys.sorted()
    var found = checker.diagnostics
    for name in missing {
      found.append(
        Diagnostic(
          .templateName, .error,
          LocalizedText(zh: "範本缺少 {{> \(name)}}", en: "the template leaves out {{> \(name)}}"),
          at: .file(source.name),
          help: LocalizedText(
            zh: "報表各部分均須列出，次序可調整", en: "every part of the report must appear; their order is free"))
      )
    }
    for name in repeated {
      found.append(
        Diagnostic(
          .templateName, .error,
          LocalizedText(zh: "{{> \(name)}} 出現不只一次", en: "{{> \(name)}} appears more than once"),
          at: .file(source.name)))
    }
    return found
  }

  /// Writes the template with values.
  ///
  /// - Parameters:
  ///   - escape: makes a text literal for the syntax around it.
  ///   - part: writes a part by its name.
  func write(
    _ value: TemplateValue, escape: (String) -> String, to output: inout ReportOutput,
    part: (String, inout ReportOutput) -> Void = { _, _ in }
  ) {
    write(nodes, TemplateScope(value), escape, &output, part)
  }

  private func write(
    _ nodes: [Node], _ scope: TemplateScope, _ escape: (String) -> String,
    _ output: inout ReportOutput, _ part: (String, inout ReportOutput) -> Void
  ) {
    for node in nodes {
      switch node {
      case .text(let text): output.write(text)
      case .part(let name, _): part(name, &output)
      case .value(let path, _):
        if case .text(let text) = scope.value(of: path) { output.write(escape(text)) }
      case .section(let section):
        let value = scope.value(of: section.path) ?? .flag(false)
        if section.isInverted {
          if !value.isShown { write(section.nodes, scope, escape, &output, part) }
        } else if case .list(let items) = value {
          for item in items {
            write(section.nodes, scope.entering(item), escape, &output, part)
          }
        } else if value.isShown {
          write(section.nodes, scope.entering(value), escape, &output, part)
        }
      }
    }
  }
}

/// Compares the names in a template with those that there are.
private struct NameChecker {
  let source: SourceText
  let parts: [String]
  var usedParts: [String: Int] = [:]
  var diagnostics: [Diagnostic] = []

  mutating func check(_ nodes: [Template.Node], _ scope: TemplateScope) {
    for node in nodes {
      switch node {
      case .text: break
      case .value(let path, let span):
        guard let value = find(path, scope, span) else { continue }
        if case .text = value { continue }
        let name = path.joined(separator: ".")
        complain(
          span, zh: "\(name) 不是文字，請寫 {{#\(name)}}…{{/\(name)}}",
          en: "'\(name)' is no text; write {{#\(name)}}…{{/\(name)}}")
      case .part(let name, let span):
        if parts.contains(name) {
          usedParts[name, default: 0] += 1
        } else {
          complain(
            span, zh: "沒有「\(name)」這個部分", en: "there is no part '\(name)'", near: name, among: parts)
        }
      case .section(let section):
        guard let value = find(section.path, scope, section.span) else { continue }
        switch value {
        case .list(let items):
          check(section.nodes, items.first.map(scope.entering) ?? scope)
        case .object: check(section.nodes, scope.entering(value))
        case .text, .flag: check(section.nodes, scope)
        }
      }
    }
  }

  private mutating func find(
    _ path: [String], _ scope: TemplateScope, _ span: SourceSpan
  ) -> TemplateValue? {
    if let value = scope.value(of: path) { return value }
    let name = path.joined(separator: ".")
    complain(
      span, zh: "沒有「\(name)」這個值", en: "there is no value '\(name)'", near: name, among: scope.names)
    return nil
  }

  private mutating func complain(
    _ span: SourceSpan, zh: String, en: String, near: String? = nil, among names: [String] = []
  ) {
    let help = near.flatMap { nearest(to: $0, in: names) }.map {
      LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?")
    }
    let list = LocalizedText(
      zh: "可用：\(names.joined(separator: "、"))", en: "there are: \(names.joined(separator: ", "))")
    diagnostics.append(
      Diagnostic(
        .templateName, .error, LocalizedText(zh: zh, en: en), at: .source(source, span),
        help: help ?? (names.isEmpty ? nil : list)))
  }
}
