public import Diagnostics

/// Checks nodes against the table of keys; every problem is reported, none stops the check.
public struct KeyChecker {
  /// The most problems that are worded; a file with more is damaged as a whole.
  static let limit = 5000

  /// What is wrong.
  public private(set) var diagnostics: [Diagnostic] = []
  /// The offsets of all problems, worded or not, in the order found.
  public private(set) var offsets: [Int] = []
  /// The file.
  public let source: SourceText
  /// Whether reading the file stopped early, so that nothing can be called missing.
  public let isTruncated: Bool

  /// Creates a checker for a file.
  public init(source: SourceText, isTruncated: Bool = false) {
    self.source = source
    self.isTruncated = isTruncated
  }

  /// Checks a map against an object of the table.
  ///
  /// - Parameters:
  ///   - node: the map.
  ///   - definition: the object.
  ///   - name: where its name is written, for what is missing in it.
  public mutating func check(
    _ node: YAMLNode, _ definition: ObjectDefinition, name: SourceSpan? = nil
  ) {
    guard let entries = node.entries else {
      wrong(node, .object(definition.name), key: definition.name)
      return
    }
    let place = name ?? SourceSpan(start: node.ownSpan.start, end: node.ownSpan.start)
    for entry in entries {
      if let key = definition.key(entry.key) {
        check(entry, key.shape)
      } else {
        unknown(entry, in: definition)
      }
    }
    if isTruncated || node.hasUnread { return }
    let present = Set(entries.map(\.key))
    for key in definition.keys where key.isRequired && !present.contains(key.name) {
      missing([key], definition, place)
    }
    for group in definition.exactlyOne + definition.atLeastOne
    where present.isDisjoint(with: group) {
      missing(group.compactMap(definition.key), definition, place)
    }
    for group in definition.exactlyOne + definition.atMostOne { conflict(group, entries) }
  }

  /// Checks the value of an entry against a shape.
  public mutating func check(_ entry: YAMLEntry, _ shape: ValueShape) {
    check(entry.value, shape, key: entry.key, name: entry.keySpan)
  }

  mutating func check(_ node: YAMLNode, _ shape: ValueShape, key: String, name: SourceSpan) {
    if node.hasUnread, node.scalar != nil { return }
    switch shape {
    case .anything: break
    case .localized: checkLocalized(node, key)
    case .word(let words): checkWord(node, words, key)
    case .condition: checkCondition(node, key)
    case .list(let element): checkList(node, element, shape, key)
    case .oneOrMore(let element):
      if node.elements != nil {
        checkList(node, element, shape, key)
      } else {
        check(node, element, key: key, name: name)
      }
    case .map(let value, let pattern): checkMap(node, value, pattern, shape, key)
    case .object(let object): checkObject(node, object, key, name)
    case .either(let shapes): checkEither(node, shapes, shape, key, name)
    default: checkScalar(node, shape, key)
    }
  }

  private mutating func checkScalar(_ node: YAMLNode, _ shape: ValueShape, _ key: String) {
    guard let text = node.text, !text.isEmpty else { return wrong(node, shape, key: key) }
    let isRight =
      switch shape {
      case .integer(let range): node.integer.map(range.contains) ?? false
      case .number: node.decimal != nil
      case .boolean: node.boolean != nil
      case .date: node.date != nil
      case .moment: (try? node.time?.get()) != nil
      case .monthDay: node.monthDay != nil
      case .period: node.period != nil
      case .identifier: NamePattern.kebab.accepts(text)
      default: true
      }
    if isRight { return }
    if key == KeyTable.versionKey.name { return badVersion(text, node.ownSpan) }
    if case .identifier = shape { return badName(text, .kebab, node.ownSpan) }
    wrong(node, shape, key: key)
  }

  private mutating func checkLocalized(_ node: YAMLNode, _ key: String) {
    guard let entries = node.entries else {
      if node.text?.isEmpty ?? true { wrong(node, .localized, key: key) }
      return
    }
    let languages = KeyTable.languages.map(\.word)
    for entry in entries {
      if !languages.contains(entry.key) {
        // `{ en: Within 30 days, or later }` is two entries to YAML.
        let isRest = entry.value.isNull && entries.first?.key != entry.key
        report(
          .rulesUnknownKey,
          LocalizedText(
            zh: "沒有語言「\(Self.short(entry.key))」", en: "no language '\(Self.short(entry.key))'"),
          entry.keySpan,
          help: isRest
            ? LocalizedText(
              zh: "{ } 之內含半形逗號的文字要加引號", en: "put quotes around a text with a comma inside { }")
            : LocalizedText(zh: "可用 zh-Hant、en", en: "use zh-Hant or en"))
      } else if entry.value.text == nil {
        wrong(entry.value, .text, key: entry.key)
      }
    }
    if entries.isEmpty { wrong(node, .localized, key: key) }
  }

  private mutating func checkWord(_ node: YAMLNode, _ words: [AllowedWord], _ key: String) {
    guard let text = node.text else { return wrong(node, .word(words), key: key) }
    if words.contains(where: { $0.word == text }) { return }
    let near = nearest(to: text, in: words.map(\.word))
    report(
      .rulesUnknownWord,
      LocalizedText(
        zh: "\(key) 不接受「\(Self.short(text))」", en: "'\(key)' does not take '\(Self.short(text))'"),
      node.ownSpan, help: near.map(Self.didYouMean) ?? Self.write(ValueShape.word(words).expected))
  }

  private mutating func checkCondition(_ node: YAMLNode, _ key: String) {
    guard let entries = node.entries else {
      return checkScalar(node, .condition, key)
    }
    if entries.isEmpty { wrong(node, .condition, key: key) }
    for entry in entries {
      if let elements = entry.value.elements {
        if elements.isEmpty { wrong(entry.value, .list(.text), key: entry.key) }
        for element in elements where element.text == nil {
          wrong(element, .text, key: entry.key)
        }
      } else if entry.value.entries != nil {
        checkObject(entry.value, "comparison", entry.key, entry.keySpan)
      } else if entry.value.text == nil {
        wrong(entry.value, .text, key: entry.key)
      }
    }
  }

  private mutating func checkList(
    _ node: YAMLNode, _ element: ValueShape, _ shape: ValueShape, _ key: String
  ) {
    guard let elements = node.elements, !elements.isEmpty else {
      return wrong(node, shape, key: key)
    }
    for item in elements {
      let start = SourceSpan(start: item.ownSpan.start, end: item.ownSpan.start)
      check(item, element, key: key, name: start)
    }
  }

  private mutating func checkMap(
    _ node: YAMLNode, _ value: ValueShape, _ pattern: NamePattern, _ shape: ValueShape,
    _ key: String
  ) {
    guard let entries = node.entries else { return wrong(node, shape, key: key) }
    for entry in entries {
      if !pattern.accepts(entry.key) { badName(entry.key, pattern, entry.keySpan) }
      check(entry, value)
    }
  }

  private mutating func checkObject(
    _ node: YAMLNode, _ name: String, _ key: String, _ place: SourceSpan
  ) {
    guard node.entries != nil else { return wrong(node, .object(name), key: key) }
    guard let definition = KeyTable.definition(name, for: node) else { return }
    check(node, definition, name: place)
  }

  private mutating func checkEither(
    _ node: YAMLNode, _ shapes: [ValueShape], _ shape: ValueShape, _ key: String,
    _ name: SourceSpan
  ) {
    let fitting = shapes.filter { $0.accepts(node) }
    guard let first = fitting.first else { return wrong(node, shape, key: key) }
    if fitting.count == 1 { return check(node, first, key: key, name: name) }
    for candidate in fitting {
      var trial = KeyChecker(source: source, isTruncated: isTruncated)
      trial.check(node, candidate, key: key, name: name)
      if trial.diagnostics.isEmpty { return }
    }
    wrong(node, shape, key: key)
  }

  /// Whether problems are only counted from here on.
  var isFull: Bool { diagnostics.count >= Self.limit }

  /// Counts a problem without words.
  mutating func count(_ span: SourceSpan) { offsets.append(span.start) }

  mutating func report(
    _ code: DiagnosticCode, _ message: LocalizedText, _ span: SourceSpan,
    labels: [Diagnostic.Label] = [], help: LocalizedText? = nil
  ) {
    offsets.append(span.start)
    if isFull { return }
    diagnostics.append(
      Diagnostic(code, message, at: .source(source, span), labels: labels, help: help))
  }
}

extension ValueShape {
  /// Whether the shape is one for nodes of this kind (scalar, list or map).
  func accepts(_ node: YAMLNode) -> Bool {
    switch self {
    case .anything: true
    case .localized, .condition: node.elements == nil
    case .list: node.elements != nil
    case .oneOrMore(let element): node.elements != nil || element.accepts(node)
    case .map, .object: node.entries != nil
    case .either(let shapes): shapes.contains { $0.accepts(node) }
    default: node.scalar != nil
    }
  }
}

extension KeyTable {
  /// The object that a map is checked against.
  ///
  /// That of a rule depends on its `kind`; a rule with `like` is checked for what is missing once
  /// its template has been filled in.
  static func definition(_ name: String, for node: YAMLNode) -> ObjectDefinition? {
    guard name == "rule" || name == "template" else { return object(name) }
    let isPartial = name == "template" || node["like"] != nil
    if let kind = node["kind"]?.text, kinds.contains(kind) {
      return isPartial ? partialKinds[kind] : object(kind)
    }
    return object(isPartial ? "template" : name)
  }
}
