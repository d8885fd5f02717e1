import Diagnostics
import RuleSyntax

/// A template of rules, as some file declares it.
struct TemplateDraft {
  var file: Int
  var declaration: RuleDocument.Declaration
}

extension RuleSetChecker {
  /// Collects the templates of all files.
  mutating func collectTemplates() {
    for index in files.files.indices where files.files[index].document.kind == .rules {
      let file = files.files[index]
      for declaration in file.document.declarations("templates") {
        checkDuplicate(declaration, file: index, in: templateNames)
        templateNames.add(
          declaration.name, file: index, place: file.place(declaration.nameSpan),
          index: declaration.isSound ? templates.count : nil)
        templates.append(TemplateDraft(file: index, declaration: declaration))
      }
    }
  }

  /// A rule with the keys of its template filled in and checked anew; a rule without `like` as it is.
  mutating func completed(
    _ declaration: RuleDocument.Declaration, file: Int
  ) -> RuleDocument.Declaration {
    guard declaration.isSound, let like = declaration.node["like"] else { return declaration }
    var result = declaration
    result.isSound = false
    guard let template = template(like, file: file, above: []) else { return result }
    let own = declaration.node
    var missing: [String] = []
    // What the template says is reported where the rule takes it up: it may stand in another file.
    let filled = template.lacking(own).placed(at: like.ownSpan).filled { key in
      let text = key == "id" ? declaration.name : own[key]?.text
      if text == nil { missing.append(key) }
      return text
    }
    for key in missing {
      report(
        .checkTemplateKey,
        LocalizedText(
          zh: "範本「\(like.text ?? "")」需要規則寫明 \(key)，且為單一文字",
          en: "the template '\(like.text ?? "")' needs the rule's '\(key)', as one text"),
        at: files.files[file].place(declaration.nameSpan))
    }
    result.node = own.without("like").joined(with: filled)
    result.isSound = missing.isEmpty && hasAllKeys(result, file: file)
    return result
  }

  /// Checks a completed rule against the table of keys.
  private mutating func hasAllKeys(_ rule: RuleDocument.Declaration, file: Int) -> Bool {
    let document = files.files[file].document
    var checker = KeyChecker(source: document.source, isTruncated: document.isTruncated)
    checker.check(
      YAMLEntry(key: rule.name, keySpan: rule.nameSpan, value: rule.node), .object("rule"))
    for diagnostic in checker.diagnostics { diagnostics.append(diagnostic) }
    return checker.diagnostics.isEmpty
  }

  /// The keys of a template with those of the templates that it is like itself.
  private mutating func template(_ like: YAMLNode, file: Int, above: [Int]) -> YAMLNode? {
    let name = like.text ?? ""
    switch templateNames.find(name, in: scopes[file]) {
    case .unknown:
      report(
        .checkUnknownTemplate, LocalizedText(zh: "沒有範本「\(name)」", en: "no template '\(name)'"),
        at: files.files[file].place(like.ownSpan),
        help: suggestion(name, templateNames.names(in: scopes[file])))
      return nil
    case .broken:
      leftOut("範本", "template", name, like, file)
      return nil
    case .found(let index):
      if above.contains(index) {
        report(
          .checkRuleCycle,
          LocalizedText(zh: "範本 \(name) 沿用成環", en: "the template '\(name)' is like itself"),
          at: files.files[file].place(like.ownSpan))
        return nil
      }
      let own = templates[index].declaration.node
      guard let base = own["like"] else { return own }
      return template(base, file: templates[index].file, above: above + [index])
        .map { own.without("like").joined(with: $0.lacking(own)) }
    }
  }
}
