import CivilTime
import Columns
import Diagnostics
import Findings
import RuleSyntax

extension RuleSetChecker {
  /// The checked form of a rule; `nil` where anything in it is wrong.
  mutating func checkedRule(_ index: Int) -> CheckedRule? {
    let draft = drafts[index]
    let before = errorCount
    hasBrokenDependency = false
    let name = draft.declaration.name
    checkUncited(draft)
    _ = citations(draft.node["cites"], file: draft.file)
    // Without a kind or a dataset the rest is checked as far as it does not depend on them.
    let known = draft.kind.flatMap { KeyTable.kinds.contains($0) ? $0 : nil }
    let dataset = dataset(of: index)
    drafts[index].dataset = dataset
    var context = RuleContext(
      draft: index, file: draft.file, id: draft.id, kind: known ?? "", dataset: dataset,
      schema: dataset.map { rules.datasets[$0].schema })
    let checkedKind = self.kind(draft.node, &context)
    let title = draft.node["title"]?.localized ?? LocalizedText(verbatim: name)
    let definition = Definition(
      source: files.files[draft.file].document.source, span: draft.declaration.nameSpan)
    // What else is wrong is reported even where the kind is.
    var rule = CheckedRule(
      id: draft.id, title: title, kind: checkedKind ?? .assert(AssertRule(that: nil)),
      dataset: dataset ?? 0, definition: definition)
    rule.condition = condition(draft.node["when"], &context)
    fillCommon(&rule, draft.node, &context)
    rule.governingColumn = governingColumn(draft.node, context)
    rule.versions = versions(draft.node, &context)
    rule.calendar = calendar(draft.node, &context)
    checkTimes(rule, isKindKnown: checkedKind != nil, draft.node, context)
    // What could not be read of the files in sight might have changed the rule.
    let isKnown = ownScopes[draft.file].allSatisfy { files.files[$0].isComplete }
    let isSound =
      isKnown && checkedKind != nil && dataset != nil && draft.declaration.isSound
      && errorCount == before && !hasBrokenDependency
    return isSound ? rule : nil
  }

  private mutating func checkUncited(_ draft: RuleDraft) {
    let document = files.files[draft.file].document
    guard draft.node["cites"] == nil, draft.node.entries != nil, !draft.node.hasUnread,
      !document.isTruncated
    else { return }
    report(
      .checkUncited, .warning,
      LocalizedText(
        zh: "規則「\(draft.declaration.name)」沒有註明依據",
        en: "rule '\(draft.declaration.name)' cites no authority"),
      at: files.files[draft.file].place(draft.declaration.nameSpan),
      help: LocalizedText(zh: "例如 cites: apa, 48", en: "such as cites: apa, 48"))
  }

  /// The dataset of a rule: its own, or that of the rule that a rate is of.
  private mutating func dataset(of index: Int) -> Int? {
    let draft = drafts[index]
    if let node = draft.node["dataset"] {
      guard let found = dataset(node, file: draft.file) else { return nil }
      if draft.kind == "rate", let other = draft.dependencies.first.flatMap({ drafts[$0].dataset }),
        other != found
      {
        report(
          .checkUnknownDataset,
          LocalizedText(
            zh: "of 的規則使用另一個資料集", en: "the rule in 'of' is about another dataset"),
          at: files.files[draft.file].place(node.ownSpan),
          help: LocalizedText(zh: "省略 dataset", en: "leave 'dataset' out"))
        return nil
      }
      return found
    }
    if let other = draft.dependencies.first {
      hasBrokenDependency = hasBrokenDependency || drafts[other].rule == nil
      return drafts[other].dataset
    }
    if draft.node["of"] != nil, draft.kind == "rate" { return nil }
    // A template that could not be taken up may state it.
    let isIncomplete =
      files.files[draft.file].document.isTruncated || draft.node.entries == nil
      || draft.node.hasUnread || draft.node["like"] != nil
    let scope = scopes[draft.file]
    if let only = datasets.onlyName(in: scope),
      case .found(let index) = datasets.find(only, in: scope)
    {
      return index
    }
    if isIncomplete { return nil }
    report(
      .rulesMissingKey,
      LocalizedText(
        zh: "規則「\(draft.declaration.name)」缺少 dataset",
        en: "rule '\(draft.declaration.name)' needs 'dataset'"),
      at: files.files[draft.file].place(draft.declaration.nameSpan),
      help: suggestion("", datasets.names(in: scope)))
    return nil
  }

  /// The dataset that a node names; an unknown one is reported.
  mutating func dataset(_ node: YAMLNode, file: Int) -> Int? {
    guard let name = node.text else { return nil }
    switch datasets.find(name, in: scopes[file]) {
    case .found(let index): return index
    case .broken: leftOut("資料集", "dataset", name, node, file)
    case .unknown:
      report(
        .checkUnknownDataset, LocalizedText(zh: "沒有資料集「\(name)」", en: "no dataset '\(name)'"),
        at: files.files[file].place(node.ownSpan),
        help: suggestion(name, datasets.names(in: scopes[file])))
    }
    return nil
  }

  mutating func condition(_ node: YAMLNode?, _ context: inout RuleContext) -> Condition? {
    guard let schema = context.schema else {
      checkSyntax(node, file: context.file)
      return nil
    }
    let condition = condition(node, schema: schema, file: context.file)
    context.usedParameters.formUnion(condition?.parameters ?? [])
    if let node, condition?.constant != nil {
      report(
        .checkDeadCondition, .warning,
        LocalizedText(zh: "條件式對每一列都相同", en: "the condition is the same for every row"),
        at: files.files[context.file].place(node.ownSpan))
    }
    return condition
  }

  private mutating func fillCommon(
    _ rule: inout CheckedRule, _ node: YAMLNode, _ context: inout RuleContext
  ) {
    rule.severity = node["severity"]?.text.flatMap(Severity.init(rawValue:)) ?? .medium
    rule.status = node["status"]?.text.flatMap(RuleStatus.init(rawValue:)) ?? .active
    rule.suspension = suspension(node, context)
    rule.owner = owner(node["owner"], context)
    rule.citations = citations(node["cites"], file: context.file)
    rule.effectiveFrom = node["effective"]?["from"]?.date
    rule.effectiveTo = node["effective"]?["to"]?.date
    if let from = rule.effectiveFrom, let to = rule.effectiveTo, to < from,
      let place = node["effective"]?["to"]
    {
      report(
        .checkEffective,
        LocalizedText(
          zh: "末日 \(to) 早於首日 \(from)", en: "the last day \(to) is before the first, \(from)"),
        at: files.files[context.file].place(place.ownSpan))
    }
    rule.message = node["message"]?.localized
    rule.remedy = node["remedy"]?.localized
    rule.tags = node["tags"]?.texts ?? []
    rule.obligations = node["obligation"]?.texts ?? []
    rule.governedBy = node["governed-by"]?.text.flatMap(GoverningMoment.init(rawValue:))
    rule.undeterminedIsViolated = node["undetermined"]?.text == "violated"
    rule.reportColumns = columns(node["report"], context)
  }

  /// The column whose day governs versions and parameters, for kinds without a start of their own.
  private mutating func governingColumn(_ node: YAMLNode, _ context: RuleContext) -> Int? {
    guard let place = node["dated-by"], let word = place.text else { return nil }
    if KeyTable.momentWords.contains(word), context.schema?.columnIndex(word) == nil { return nil }
    return column(place, types: .moments, context)
  }

  private mutating func suspension(_ node: YAMLNode, _ context: RuleContext) -> String? {
    let isSuspended = node["status"]?.text == "suspended"
    let details = node["suspended"]
    if isSuspended != (details != nil), let place = details ?? node["status"] {
      report(
        .checkStatus,
        isSuspended
          ? LocalizedText(
            zh: "停止適用而未寫明 suspended", en: "suspended without 'suspended: { since, reason }'")
          : LocalizedText(
            zh: "有 suspended 而狀態不是 suspended", en: "'suspended' without 'status: suspended'"),
        at: files.files[context.file].place(place.ownSpan))
    }
    guard isSuspended, let since = details?["since"]?.date else { return nil }
    return "\(since) \(details?["reason"]?.localized?.zhHant ?? "")"
  }

  private mutating func owner(_ node: YAMLNode?, _ context: RuleContext) -> Owner? {
    guard let node else { return nil }
    if let constant = node["constant"]?.text { return .constant(constant) }
    guard let name = node.text, let schema = context.schema else { return nil }
    if let index = schema.columnIndex(name) { return .column(index) }
    let names = schema.allColumns.map(\.name)
    let near = nearest(to: name, in: names)
    report(
      .checkUnknownColumn, LocalizedText(zh: "沒有欄位「\(name)」", en: "no column '\(name)'"),
      at: files.files[context.file].place(node.ownSpan),
      help: near.map { LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?") }
        ?? LocalizedText(
          zh: "固定的單位寫 owner: { constant: \(name) }",
          en: "an owner that is the same for all: owner: { constant: \(name) }"))
    return nil
  }

  /// The column that a node names; an unknown one, or one of another type, is reported.
  ///
  /// Where the dataset is unknown, so is every column, and nothing is reported.
  mutating func column(
    _ node: YAMLNode?, types: [ColumnType] = [], _ context: RuleContext
  ) -> Int? {
    guard let node, let name = node.text, let schema = context.schema else { return nil }
    guard let index = schema.columnIndex(name) else {
      unknownColumn(name, schema.allColumns.map(\.name), node, files.files[context.file])
      return nil
    }
    let type = schema.allColumns[index].type
    if types.isEmpty || types.contains(type) { return index }
    let wanted = types.map(\.rawValue)
    report(
      .checkColumnType,
      LocalizedText(
        zh: "欄位「\(name)」的型別是 \(type.rawValue)", en: "column '\(name)' is of type \(type.rawValue)"),
      at: files.files[context.file].place(node.ownSpan),
      help: LocalizedText(
        zh: "此處須為 \(wanted.joined(separator: " 或 "))",
        en: "this takes \(wanted.joined(separator: " or "))"))
    return nil
  }

  /// The columns of one name or a list.
  mutating func columns(
    _ node: YAMLNode?, types: [ColumnType] = [], _ context: RuleContext
  ) -> [Int] {
    (node?.oneOrMore ?? []).compactMap { column($0, types: types, context) }
  }
}

extension [ColumnType] {
  /// The types that are moments of a case.
  static var moments: [ColumnType] { [.date, .timestamp] }
  /// The types that are numbers.
  static var numbers: [ColumnType] { [.integer, .decimal] }
}
