import Columns
import Diagnostics
import RuleSyntax

extension RuleSetChecker {
  /// Checks the rules of all files, each after those that it refers to.
  mutating func checkRules() {
    for index in files.files.indices where files.files[index].document.kind == .rules {
      let file = files.files[index]
      let pack = file.document.root?["pack"]?.text ?? file.path
      for declaration in file.document.declarations("rules") {
        ruleNames.add(
          declaration.name, file: index, place: file.place(declaration.nameSpan),
          index: drafts.count)
        let id = "\(pack)/\(declaration.name)"
        checkDuplicateID(id, declaration, file)
        drafts.append(
          RuleDraft(id: id, file: index, declaration: completed(declaration, file: index)))
      }
    }
    for index in drafts.indices { check(draft: index) }
    keepSoundRules()
  }

  private mutating func checkDuplicateID(
    _ id: String, _ declaration: RuleDocument.Declaration, _ file: RuleFile
  ) {
    guard let other = draftIndex[id] else {
      draftIndex[id] = drafts.count
      return
    }
    report(
      .checkDuplicateName, LocalizedText(zh: "規則 \(id) 重複", en: "rule \(id) is defined twice"),
      at: file.place(declaration.nameSpan),
      labels: [
        .init(
          files.files[drafts[other].file].place(drafts[other].declaration.nameSpan),
          LocalizedText(zh: "定義於此", en: "defined here"))
      ])
  }

  /// Checks one rule, first those that it refers to.
  mutating func check(draft index: Int) {
    guard drafts[index].state == .waiting else { return }
    drafts[index].state = .visiting
    for (reference, kinds) in references(of: drafts[index]) {
      if let other = rule(reference, kinds: kinds, of: index) {
        drafts[index].dependencies.append(other)
      }
    }
    drafts[index].rule = checkedRule(index)
    drafts[index].state = .done
  }

  /// The nodes that name other rules, with the kinds that fit.
  private func references(of draft: RuleDraft) -> [(YAMLNode, [String])] {
    var result: [(YAMLNode, [String])] = []
    let versions = draft.node["versions"]?.elements ?? []
    if draft.kind == "rate" {
      for node in [draft.node] + versions {
        if let of = node["of"] { result.append((of, ["deadline", "assert", "order"])) }
      }
    }
    if draft.kind == "deadline" {
      for key in ["due-of", "done-of"] {
        if let node = draft.node["from"]?[key] { result.append((node, ["deadline"])) }
      }
    }
    return result
  }

  /// The draft of a rule that a node names; it is checked first.
  private mutating func rule(_ node: YAMLNode, kinds: [String], of draft: Int) -> Int? {
    let file = drafts[draft].file
    guard let other = findRule(node, file: file) else { return nil }
    let place = files.files[file].place(node.ownSpan)
    if drafts[other].state == .visiting {
      report(
        .checkRuleCycle,
        LocalizedText(
          zh: "規則 \(drafts[draft].declaration.name) 透過引用又指向自己",
          en:
            "rule '\(drafts[draft].declaration.name)' refers to itself through '\(drafts[other].declaration.name)'"
        ),
        at: place)
      return nil
    }
    if let kind = drafts[other].kind, !kinds.contains(kind) {
      report(
        .checkRuleKind,
        LocalizedText(
          zh: "規則「\(node.text ?? "")」是 \(kind)", en: "rule '\(node.text ?? "")' is of kind \(kind)"),
        at: place,
        help: LocalizedText(
          zh: "此處可用 \(kinds.joined(separator: "、"))",
          en: "this takes \(kinds.joined(separator: ", "))"))
      return nil
    }
    check(draft: other)
    if drafts[other].rule == nil { leftOut("規則", "rule", node.text ?? "", node, file) }
    return other
  }

  /// The draft of a rule by short or full id; an unknown one is reported.
  mutating func findRule(_ node: YAMLNode, file: Int) -> Int? {
    guard let name = node.text else { return nil }
    if name.contains("/") {
      if let index = draftIndex[name] { return index }
    } else if case .found(let index) = ruleNames.find(name, in: [file]) {
      return index
    }
    report(
      .checkUnknownRule, LocalizedText(zh: "沒有規則「\(name)」", en: "no rule '\(name)'"),
      at: files.files[file].place(node.ownSpan),
      help: suggestion(
        name, drafts.filter { $0.file == file }.map(\.declaration.name) + drafts.map(\.id)))
    return nil
  }

  /// Keeps the sound rules of the files that were asked for, and those that they need.
  private mutating func keepSoundRules() {
    var needed = drafts.map { files.files[$0.file].isRoot }
    for index in drafts.indices.reversed() where needed[index] {
      var pending = drafts[index].dependencies
      while let other = pending.popLast() {
        if needed[other] { continue }
        needed[other] = true
        pending += drafts[other].dependencies
      }
    }
    var numbers: [Int: Int] = [:]
    for index in drafts.indices where needed[index] {
      if drafts[index].rule != nil {
        numbers[index] = numbers.count
      } else {
        rules.failedRules.append(drafts[index].id)
      }
    }
    for index in drafts.indices {
      guard numbers[index] != nil, var rule = drafts[index].rule else { continue }
      rule.renumberRules { numbers[$0] ?? $0 }
      rules.rules.append(rule)
    }
    ruleNumbers = numbers
  }
}

extension CheckedRule {
  /// Replaces the indices of other rules.
  mutating func renumberRules(_ number: (Int) -> Int) {
    kind.renumberRules(number)
    for index in versions.indices { versions[index].kind.renumberRules(number) }
  }
}

extension CheckedKind {
  mutating func renumberRules(_ number: (Int) -> Int) {
    switch self {
    case .deadline(var rule):
      switch rule.start {
      case .due(let other): rule.start = .due(ofRule: number(other))
      case .done(let other): rule.start = .done(ofRule: number(other))
      case .column, .latest, .earliest: break
      }
      self = .deadline(rule)
    case .rate(var rule):
      if case .rule(let other) = rule.members { rule.members = .rule(number(other)) }
      self = .rate(rule)
    default: break
    }
  }
}
