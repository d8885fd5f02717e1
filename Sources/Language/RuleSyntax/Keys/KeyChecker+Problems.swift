import CivilTime
import Diagnostics

extension KeyChecker {
  /// Reports a key that the object does not have.
  mutating func unknown(_ entry: YAMLEntry, in definition: ObjectDefinition) {
    // Without a known kind it is unknown which keys a rule has.
    if definition.name == "rule" { return }
    if ["transport", "webhook"].contains(definition.name),
      KeyTable.secretKeys.contains(entry.key.lowercased())
    {
      return secret(entry, in: definition)
    }
    // A misspelt key of a secret still holds one.
    if ["transport", "webhook"].contains(definition.name) { source.hide(entry.value.span) }
    if isFull { return count(entry.keySpan) }
    let names = definition.keys.map(\.name)
    let others = KeyTable.kinds.filter {
      KeyTable.kinds.contains(definition.name) && KeyTable.object($0)?.key(entry.key) != nil
    }
    let help: LocalizedText
    if let near = nearest(to: entry.key, in: names) {
      help = Self.didYouMean(near)
    } else if !others.isEmpty {
      let kinds = ValueShape.alternatives(others, "or")
      help = LocalizedText(
        zh: "此鍵屬於 kind: \(others.joined(separator: "、"))", en: "the key belongs to kind: \(kinds)")
    } else {
      help = LocalizedText(
        zh: "可用的鍵：\(names.joined(separator: "、"))", en: "keys: \(names.joined(separator: ", "))")
    }
    report(
      .rulesUnknownKey,
      LocalizedText(
        zh: "\(definition.title.zhHant)沒有「\(Self.short(entry.key))」這個鍵",
        en: "no key '\(Self.short(entry.key))' in \(Self.article(definition.title.en))"),
      entry.keySpan, help: help)
  }

  /// Reports a password or key that stands in the file.
  private mutating func secret(_ entry: YAMLEntry, in definition: ObjectDefinition) {
    let name = definition.name == "transport" ? "password" : "secret"
    source.hide(entry.value.span)
    report(
      .rulesSecret,
      LocalizedText(
        zh: "\(definition.title.zhHant)的密碼不可寫在檔案中",
        en: "a \(name) of \(definition.title.en) may not stand in the file"),
      entry.keySpan,
      help: LocalizedText(
        zh: "改用 \(name)-env 或 \(name)-file，並更換已寫入的密碼",
        en: "use \(name)-env or \(name)-file, and change the one that was written here"))
  }

  /// Reports that one of some keys is needed.
  mutating func missing(
    _ keys: [KeyDefinition], _ definition: ObjectDefinition, _ place: SourceSpan
  ) {
    if isFull { return count(place) }
    let names = keys.map { "'\($0.name)'" }
    let first = keys.first
    report(
      .rulesMissingKey,
      LocalizedText(
        zh: "\(definition.title.zhHant)缺少 \(keys.map(\.name).joined(separator: " 或 "))",
        en:
          "\(Self.article(definition.title.en)) needs \(ValueShape.alternatives(names, "or"))"),
      place,
      help: first.map { key in
        let value = key.example.map { "\(key.name): \($0)" }
        return LocalizedText(
          zh: value.map { "例如 \($0)" } ?? "\(key.name)：\(Self.withoutStop(key.meaning.zhHant))",
          en: value.map { "such as \($0)" } ?? "\(key.name): \(Self.withoutStop(key.meaning.en))")
      })
  }

  /// Reports keys that exclude one another.
  mutating func conflict(_ group: [String], _ entries: [YAMLEntry]) {
    let present = entries.filter { group.contains($0.key) }
    guard present.count > 1, let first = present.first else { return }
    for entry in present.dropFirst() {
      report(
        .rulesConflictingKeys,
        LocalizedText(
          zh: "\(entry.key) 與 \(first.key) 只能擇一", en: "'\(entry.key)' excludes '\(first.key)'"),
        entry.keySpan,
        labels: [
          .init(.source(source, first.keySpan), LocalizedText(zh: "已寫於此", en: "written here"))
        ])
    }
  }

  /// Reports a value of another shape than the key's.
  mutating func wrong(_ node: YAMLNode, _ shape: ValueShape, key: String) {
    if isFull { return count(node.ownSpan) }
    let found = Self.found(node)
    report(
      .rulesWrongValue,
      LocalizedText(
        zh: "\(key) 不接受\(found.zhHant)", en: "'\(key)' does not take \(found.en)"), node.ownSpan,
      help: advice(node, shape) ?? Self.write(shape.expected))
  }

  /// Advice on mistakes that are often made.
  private func advice(_ node: YAMLNode, _ shape: ValueShape) -> LocalizedText? {
    guard let text = node.text else { return nil }
    switch shape {
    case .number, .integer:
      if case .text? = node.scalar?.value, DecimalNumber(text) != nil {
        return LocalizedText(zh: "數字不加引號：\(text)", en: "write the number without quotes: \(text)")
      }
      let plain = text.filter { $0 != "," && $0 != "%" && $0 != "％" && $0 != " " }
      if plain != text, DecimalNumber(plain) != nil {
        return LocalizedText(zh: "只寫數字：\(plain)", en: "write the number alone: \(plain)")
      }
      return nil
    case .boolean where ["yes", "no", "on", "off"].contains(text.lowercased()):
      return LocalizedText(
        zh: "寫 true 或 false（yes、no 在 YAML 1.2 是文字）",
        en: "write true or false (yes and no are texts)")
    case .date, .moment:
      return node.time.flatMap { time in
        if case .failure(.impossibleDate) = time {
          return LocalizedText(zh: "沒有這一天", en: "there is no such day")
        }
        return nil
      }
    default: return nil
    }
  }

  /// Reports a name that is not spelled as names are.
  mutating func badName(_ name: String, _ pattern: NamePattern, _ span: SourceSpan) {
    let isReserved = NamePattern.reserved.contains(name) && pattern == .identifier
    let rule =
      switch pattern {
      case .kebab:
        LocalizedText(
          zh: "用小寫英文字母、數字、連字號與點，例如 dispatch-time；中文名稱寫在 title",
          en: "use lower-case letters, digits, hyphens and dots, such as dispatch-time")
      case .identifier, .free:
        isReserved
          ? LocalizedText(zh: "這是 CEL 的保留字，請改名", en: "CEL keeps this word; choose another")
          : LocalizedText(
            zh: "用英文字母、數字與底線，例如 received_at；中文標題寫在 header",
            en:
              "use letters, digits and underscores, such as received_at; other text goes to header")
      }
    report(
      .rulesName,
      LocalizedText(zh: "「\(Self.short(name))」不能作名稱", en: "'\(Self.short(name))' cannot be a name"),
      span, help: rule)
  }

  /// Reports a version of the language that is not known.
  mutating func badVersion(_ text: String, _ span: SourceSpan) {
    report(
      .rulesVersion,
      LocalizedText(
        zh: "不認得規則語言版本「\(Self.short(text))」",
        en: "version '\(Self.short(text))' of the language is not known"),
      span, help: LocalizedText(zh: "請寫 qixian: 1", en: "write qixian: 1"))
  }

  static func didYouMean(_ word: String) -> LocalizedText {
    LocalizedText(zh: "是否指 \(word)？", en: "did you mean '\(word)'?")
  }

  static func write(_ expected: LocalizedText) -> LocalizedText {
    LocalizedText(zh: "請寫\(expected.zhHant)", en: "write \(expected.en)")
  }

  static func found(_ node: YAMLNode) -> LocalizedText {
    if node.elements?.isEmpty == true { return LocalizedText(zh: "空的清單", en: "an empty list") }
    if node.entries?.isEmpty == true { return LocalizedText(zh: "空的對照表", en: "an empty map") }
    if node.elements != nil { return LocalizedText(zh: "清單", en: "a list") }
    if node.entries != nil { return LocalizedText(zh: "對照表", en: "a map") }
    guard let text = node.text, !text.isEmpty else { return LocalizedText(zh: "空值", en: "nothing") }
    return LocalizedText(zh: "「\(short(text))」", en: "'\(short(text))'")
  }

  static func short(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    return line.count > 40 || line.count < text.count ? line.prefix(39) + "…" : line
  }

  static func withoutStop(_ sentence: String) -> String {
    sentence.hasSuffix(".") || sentence.hasSuffix("。") ? String(sentence.dropLast()) : sentence
  }

  static func article(_ noun: String) -> String {
    let vowels: Set<Character> = noun.hasPrefix("uni") ? [] : ["a", "e", "i", "o", "u"]
    return (noun.first.map(vowels.contains) == true ? "an " : "a ") + noun
  }
}
