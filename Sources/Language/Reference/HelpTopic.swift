public import Diagnostics
import RuleSyntax

/// What `qixian help` knows beside commands: kinds of rule, other objects, keys, diagnostic codes.
public enum HelpTopic {
  /// The text about a topic; `nil` where there is none of that name.
  public static func text(_ topic: String, in language: Language) -> String? {
    if let code = DiagnosticCode.named(topic) {
      return "\(code.name)\n\n\(code.explanation[language])\n"
    }
    if let section = ReferencePage(language).section(of: topic) {
      return String(section.drop { $0 == "\n" })
    }
    let owners = KeyTable.objects.filter {
      $0.key(topic) != nil && !$0.name.hasSuffix("-version") && $0.name != "template"
    }
    guard !owners.isEmpty else { return nil }
    var output = ""
    for owner in owners {
      // A key that every kind has is told once, at the rule.
      if KeyTable.kinds.contains(owner.name), KeyTable.object("rule")?.key(topic) != nil {
        continue
      }
      guard let key = owner.key(topic) else { continue }
      output +=
        "\(owner.name): \(key.name)\n  \(key.meaning[language])\n  \(key.shape.expected[language])\n"
      if let example = key.example { output += "  \(key.name): \(example)\n" }
    }
    return output
  }

  /// The topics, for suggestions.
  public static var names: [String] {
    KeyTable.objects.map(\.name) + DiagnosticCode.all.map(\.name)
      + Array(Set(KeyTable.objects.flatMap { $0.keys.map(\.name) })).sorted()
  }
}
