import Diagnostics

extension KeyTable {
  /// A template: any keys of a rule, none of them required.
  static let template = ObjectDefinition(
    "template", title: LocalizedText(zh: "範本", en: "template"),
    meaning: LocalizedText(
      zh: """
        數條規則相同的鍵，只寫一次。規則以 `like` 沿用範本，自己再寫的鍵優先；範本也可以 `like` 另一範本。\\
        條件與文字中的 `$鍵` 代表沿用規則該鍵的文字，`$id` 代表其代號。
        """,
      en: """
        Keys that several rules share, written once. A rule takes them up with `like`; its own keys \\
        come first. A template may itself be like another. `$KEY` in a condition or text stands for \\
        the text of that key in the rule that takes the template up, `$id` for its id.
        """),
    keys: unionOfKinds,
    example: """
      all-done:
        kind: coverage
        dataset: activity-log
        when: { activity: $obligation }
        register: registers
        per: [year]
        dated-by: done_on
      """)

  /// The kinds of rule as far as a template or a rule with `like` states them, by name.
  static let partialKinds: [String: ObjectDefinition] = Dictionary(
    uniqueKeysWithValues: wholeKinds.map { kind in
      var partial = kind
      partial.keys = kind.keys.map(optional)
      partial.atMostOne += partial.exactlyOne
      partial.exactlyOne = []
      partial.atLeastOne = []
      return (kind.name, partial)
    })

  /// The keys of all kinds; where kinds differ in what a key takes, it takes anything until the
  /// kind is known.
  private static var unionOfKinds: [KeyDefinition] {
    var keys: [KeyDefinition] = []
    var places: [String: Int] = [:]
    for key in wholeKinds.lazy.flatMap(\.keys).map(optional) {
      guard let known = places[key.name] else {
        places[key.name] = keys.count
        keys.append(key)
        continue
      }
      if keys[known].shape != key.shape { keys[known].shape = .anything }
    }
    return keys
  }

  private static func optional(_ key: KeyDefinition) -> KeyDefinition {
    var key = key
    key.isRequired = false
    return key
  }
}
