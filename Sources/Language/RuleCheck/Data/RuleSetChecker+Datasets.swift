import CivilTime
import Columns
import Diagnostics
import RuleSyntax

extension RuleSetChecker {
  /// Checks the datasets of all files.
  mutating func checkDatasets() {
    for index in files.order where files.files[index].document.kind == .rules {
      for declaration in files.files[index].document.declarations("datasets") {
        let before = errorCount
        checkDuplicate(declaration, file: index, in: datasets)
        checkSameDataset(declaration, file: index)
        let dataset = dataset(declaration, file: index)
        var position: Int?
        if let dataset, declaration.isSound, errorCount == before {
          position = rules.datasets.count
          rules.datasets.append(dataset)
        }
        let place = files.files[index].place(declaration.nameSpan)
        datasets.add(declaration.name, file: index, place: place, index: position)
      }
    }
  }

  /// Two packs that do not see each other may not give one name to different data either, because
  /// `--data` names datasets without their pack.
  private mutating func checkSameDataset(_ declaration: RuleDocument.Declaration, file: Int) {
    guard datasets.other(declaration.name, than: file, in: ownScopes[file]) == nil,
      let other = datasets.other(declaration.name, than: file, in: Array(files.files.indices))
    else { return }
    report(
      .checkDuplicateName,
      LocalizedText(
        zh: "資料集「\(declaration.name)」在另一個規則包已宣告",
        en: "dataset '\(declaration.name)' is declared in another pack too"),
      at: files.files[file].place(declaration.nameSpan),
      labels: [.init(other.place, LocalizedText(zh: "宣告於此", en: "declared here"))],
      help: LocalizedText(
        zh: "--data 以名稱指定資料：請改名，或移到共用檔案以 use 引用",
        en: "--data goes by name: rename it, or share it through a file that both use"))
  }

  private mutating func dataset(
    _ declaration: RuleDocument.Declaration, file: Int
  ) -> CheckedDataset? {
    let node = declaration.node
    let source = files.files[file]
    let entries = node["columns"]?.entries ?? []
    let columns = entries.compactMap { column($0, file: file) }
    checkHeaders(entries, file: file)
    let names = entries.map(\.key)
    var key: [String] = []
    for column in node["key"]?.oneOrMore ?? [] {
      guard let name = column.text else { continue }
      // A log of events is keyed by its case column.
      if names.contains(name) {
        key.append(name)
      } else {
        unknownColumn(name, names, column, source)
      }
    }
    let zone = zone(node["timezone"], in: source) ?? zones[file]
    let mapping = node["events"].flatMap { self.events($0, names, file: file) }
    if key.isEmpty, let mapping { key = [mapping.caseColumn] }
    let schema = DatasetSchema(
      name: declaration.name, key: key, columns: columns, zone: zone, events: mapping)
    let moments = (node["events"]?["moments"]?.entries ?? []).map { $0.value["title"]?.localized }
    return CheckedDataset(
      schema: schema,
      title: node["title"]?.localized ?? LocalizedText(verbatim: declaration.name),
      columnTitles: entries.map { $0.value["title"]?.localized } + moments,
      definition: Definition(source: source.document.source, span: declaration.nameSpan))
  }

  private mutating func column(_ entry: YAMLEntry, file: Int) -> ColumnSchema? {
    let node = entry.value
    guard let type = node["type"]?.text.flatMap(ColumnType.init(rawValue:)) else { return nil }
    let fits: [(key: String, types: [ColumnType])] = [
      ("values", [.text]), ("true", [.boolean]), ("false", [.boolean]),
      ("forms", [.date, .timestamp]),
    ]
    for (key, types) in fits where !types.contains(type) {
      guard let option = node.entry(key) else { continue }
      report(
        .checkColumnOption,
        LocalizedText(
          zh: "\(type.rawValue) 欄位沒有 \(key)",
          en: "a column of type \(type.rawValue) has no '\(key)'"),
        at: files.files[file].place(option.keySpan))
    }
    let yes = node["true"]?.texts ?? []
    for word in node["false"]?.oneOrMore ?? [] where word.text.map(yes.contains) == true {
      report(
        .checkColumnOption,
        LocalizedText(
          zh: "「\(word.text ?? "")」同時表示是與否", en: "'\(word.text ?? "")' means both yes and no"),
        at: files.files[file].place(word.ownSpan))
    }
    return ColumnSchema(
      name: entry.key, headers: node["header"]?.texts ?? [], type: type,
      isOptional: node["optional"]?.boolean ?? false, values: node["values"]?.texts ?? [],
      trueWords: yes, falseWords: node["false"]?.texts ?? [],
      emptyWords: node["empty"]?.texts ?? [], dateForms: node["forms"]?.texts ?? [],
      sensitivity: node["sensitive"]?.text.flatMap(Sensitivity.init(rawValue:)),
      repairs: (node["repair"]?.texts ?? []).compactMap(Repair.init(rawValue:)))
  }

  private mutating func checkHeaders(_ entries: [YAMLEntry], file: Int) {
    var seen: [String: (column: String, span: SourceSpan)] = [:]
    for entry in entries {
      var headings: [(text: String, span: SourceSpan)] = []
      for node in entry.value["header"]?.oneOrMore ?? [] {
        if let text = node.text { headings.append((text, node.ownSpan)) }
      }
      if headings.isEmpty { headings = [(entry.key, entry.keySpan)] }
      for (heading, span) in headings {
        if let first = seen[heading], first.column != entry.key {
          report(
            .checkDuplicateHeader,
            LocalizedText(
              zh: "標題「\(heading)」已由欄位 \(first.column) 使用",
              en: "heading '\(heading)' is column '\(first.column)' already"),
            at: files.files[file].place(span),
            labels: [
              .init(
                files.files[file].place(first.span), LocalizedText(zh: "寫於此", en: "written here"))
            ])
        } else {
          seen[heading] = (entry.key, span)
        }
      }
    }
  }

  private mutating func events(
    _ node: YAMLNode, _ names: [String], file: Int
  ) -> DatasetSchema.EventMapping? {
    let source = files.files[file]
    func known(_ key: String, _ checker: inout RuleSetChecker) -> String? {
      guard let column = node[key], let name = column.text else { return nil }
      if !names.contains(name) { checker.unknownColumn(name, names, column, source) }
      return name
    }
    let caseColumn = known("case", &self)
    let activity = known("activity", &self)
    let time = known("time", &self)
    let lifecycle = known("lifecycle", &self)
    var moments: [DatasetSchema.EventMapping.Moment] = []
    for entry in node["moments"]?.entries ?? [] {
      if names.contains(entry.key) {
        report(
          .checkDuplicateName,
          LocalizedText(
            zh: "時點「\(entry.key)」與欄位同名", en: "moment '\(entry.key)' has the name of a column"),
          at: source.place(entry.keySpan))
      }
      if let value = entry.value["value"], let name = value.text, !names.contains(name) {
        unknownColumn(name, names, value, source)
      }
      if let moment = Self.moment(entry) { moments.append(moment) }
    }
    guard let caseColumn, let activity, let time else { return nil }
    return DatasetSchema.EventMapping(
      caseColumn: caseColumn, activityColumn: activity, timeColumn: time,
      lifecycleColumn: lifecycle, moments: moments)
  }

  private static func moment(_ entry: YAMLEntry) -> DatasetSchema.EventMapping.Moment? {
    let node = entry.value
    let choice: DatasetSchema.EventMapping.Moment.Choice
    let activities: [String]
    if let first = node["first"] {
      (choice, activities) = (.first, first.texts)
    } else if let last = node["last"] {
      (choice, activities) = (.last, last.texts)
    } else if let count = node["count"] {
      (choice, activities) = (.count, count.texts)
    } else if let nth = node["nth"]?.integer {
      (choice, activities) = (.nth(nth), node["of"]?.texts ?? [])
    } else {
      return nil
    }
    return DatasetSchema.EventMapping.Moment(
      name: entry.key, choice: choice, activities: activities,
      lifecycle: node["lifecycle"]?.text, valueColumn: node["value"]?.text)
  }

  /// Reports a column that a dataset does not have.
  mutating func unknownColumn(
    _ name: String, _ names: [String], _ node: YAMLNode, _ source: RuleFile
  ) {
    report(
      .checkUnknownColumn, LocalizedText(zh: "沒有欄位「\(name)」", en: "no column '\(name)'"),
      at: source.place(node.ownSpan), help: suggestion(name, names))
  }
}
