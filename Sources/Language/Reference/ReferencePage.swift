public import Diagnostics
import RuleSyntax

/// The reference of the rule language as Markdown, made from the table of keys.
public struct ReferencePage: Sendable {
  /// The language of the page.
  public var language: Language

  /// Creates a page in a language.
  public init(_ language: Language) { self.language = language }

  /// The whole reference.
  public var text: String {
    var output = header
    for definition in KeyTable.objects where !definition.name.hasSuffix("-version") {
      output += section(definition)
    }
    return output
  }

  private var header: String {
    say(
      zh: """
        # 規則語言參考

        本頁由 `qixian schema rules --format markdown --lang zh-Hant` 從程式中的鍵表產生，請勿手動修改。
        帶 * 的鍵必須寫。名稱後的型別見各節；「期間」如 `30 days`、`72 hours`、`3 months`、`6 working days`，
        日期如 `2021-01-01` 或民國 `110-01-01`。條件式為 CEL，也可寫成欄位條件對照表。

        """,
      en: """
        # Reference of the rule language

        This page is made by `qixian schema rules --format markdown --lang en` from the table of keys \
        in the program; do not edit it. Keys with * are required. Lengths are written `30 days`, \
        `72 hours`, `3 months`, `6 working days`; dates `2021-01-01` or, of the Republic, \
        `110-01-01`. Conditions are CEL, or a map of columns that stands for it.

        """)
  }

  /// The part of the page about one object.
  public func section(of name: String) -> String? {
    KeyTable.object(name).map(section)
  }

  private func section(_ definition: ObjectDefinition) -> String {
    let isKind = KeyTable.kinds.contains(definition.name)
    let heading = isKind ? "kind: \(definition.name)" : definition.name
    var output =
      "\n## \(heading) – \(definition.title[language])\n\n\(definition.meaning[language])\n\n"
    if let example = definition.example { output += "```yaml\n\(example)\n```\n\n" }
    // A template takes the keys of rules, which have sections of their own.
    if definition.name == "template" { return output }
    output += say(zh: "| 鍵 | 值 | 意義 |\n", en: "| key | takes | meaning |\n") + "|---|---|---|\n"
    for key in keys(of: definition, isKind) { output += row(key) }
    for line in rules(definition) { output += "\n- \(line)" }
    if !rules(definition).isEmpty { output += "\n" }
    if isKind {
      output += say(
        zh: "\n此外可用 [rule](#rule--規則) 的共同鍵與 `versions`。\n",
        en: "\nThe common keys of [rule](#rule--rule) and `versions` are allowed too.\n")
    }
    return output
  }

  /// A kind's own keys: the common ones have a section of their own.
  private func keys(of definition: ObjectDefinition, _ isKind: Bool) -> [KeyDefinition] {
    guard isKind, let common = KeyTable.object("rule") else { return definition.keys }
    return definition.keys.filter { common.key($0.name) == nil && $0.name != "versions" }
  }

  private func row(_ key: KeyDefinition) -> String {
    var meaning = key.meaning[language]
    if case .word(let words) = key.shape {
      meaning +=
        "<br>" + words.map { "`\($0.word)` \($0.meaning[language])" }.joined(separator: "<br>")
    }
    if let example = key.example {
      meaning += "<br>" + say(zh: "例：", en: "Example: ") + "`\(key.name): \(example)`"
    }
    return
      "| `\(key.name)`\(key.isRequired ? " *" : "") | \(takes(key.shape)) | \(escaped(meaning)) |\n"
  }

  /// The shape in a few words, with links to the objects.
  private func takes(_ shape: ValueShape) -> String {
    switch shape {
    case .word: say(zh: "字詞", en: "a word")
    case .object(let name): "[\(name)](#\(anchor(name)))"
    case .list(let element): say(zh: "清單：", en: "list: ") + takes(element)
    case .oneOrMore(let element): takes(element) + say(zh: "，或其清單", en: ", or a list")
    case .map(.anything, _): say(zh: "對照表", en: "a map")
    case .map(let value, _): say(zh: "名稱對", en: "map of names to ") + takes(value)
    case .either(let shapes): shapes.map(takes).joined(separator: say(zh: "，或", en: " or "))
    default: escaped(shape.expected[language])
    }
  }

  /// The anchor that Markdown renderers make of a section's heading.
  private func anchor(_ name: String) -> String {
    guard let definition = KeyTable.object(name) else { return name }
    let isKind = KeyTable.kinds.contains(name)
    let heading = (isKind ? "kind: \(name)" : name) + " – " + definition.title[language]
    return String(
      heading.lowercased().compactMap { character in
        character == " "
          ? "-" : character.isLetter || character.isNumber || character == "-" ? character : nil
      })
  }

  private func rules(_ definition: ObjectDefinition) -> [String] {
    func list(_ group: [String]) -> String { group.map { "`\($0)`" }.joined(separator: ", ") }
    return definition.exactlyOne.map {
      say(zh: "恰寫其中一個：", en: "Exactly one of: ") + list($0)
    }
      + definition.atLeastOne.map { say(zh: "至少寫其中一個：", en: "At least one of: ") + list($0) }
      + definition.atMostOne.map { say(zh: "至多寫其中一個：", en: "At most one of: ") + list($0) }
  }

  private func escaped(_ text: String) -> String {
    String(text.flatMap { $0 == "|" ? Array("\\|") : [$0] })
  }

  private func say(zh: String, en: String) -> String { LocalizedText(zh: zh, en: en)[language] }
}
