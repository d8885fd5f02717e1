public import Diagnostics

/// A key of the rule language.
public struct KeyDefinition: Sendable {
  /// The key.
  public var name: String
  /// What may stand behind it.
  public var shape: ValueShape
  /// What it means.
  public var meaning: LocalizedText
  /// Whether it may not be left out.
  public var isRequired: Bool
  /// A value as it may be written, in flow style.
  public var example: String?

  init(
    _ name: String, _ shape: ValueShape, zh: String, en: String, required: Bool = false,
    example: String? = nil
  ) {
    self.name = name
    self.shape = shape
    meaning = LocalizedText(zh: zh, en: en)
    isRequired = required
    self.example = example
  }
}

/// A map of the rule language with its keys.
public struct ObjectDefinition: Sendable {
  /// Its name in the table, such as `deadline` or `column`.
  public var name: String
  /// What it is, in a few words.
  public var title: LocalizedText
  /// What it means.
  public var meaning: LocalizedText
  /// Its keys, in the order in which they are best written.
  public var keys: [KeyDefinition]
  /// Groups of keys of which exactly one is needed.
  public var exactlyOne: [[String]]
  /// Groups of keys of which at most one is allowed.
  public var atMostOne: [[String]]
  /// Groups of keys of which at least one is needed.
  public var atLeastOne: [[String]]
  /// A whole example in YAML, for the reference.
  public var example: String?

  init(
    _ name: String, title: LocalizedText, meaning: LocalizedText, keys: [KeyDefinition],
    exactlyOne: [[String]] = [], atMostOne: [[String]] = [], atLeastOne: [[String]] = [],
    example: String? = nil
  ) {
    self.name = name
    self.title = title
    self.meaning = meaning
    self.keys = keys
    self.exactlyOne = exactlyOne
    self.atMostOne = atMostOne
    self.atLeastOne = atLeastOne
    self.example = example
  }

  /// The definition of a key.
  public func key(_ name: String) -> KeyDefinition? { keys.first { $0.name == name } }
}

/// The one table of the rule language.
///
/// It drives loading, `lint`, the JSON Schema, the reference page and `help`, so that none of them
/// can disagree with the others.
public enum KeyTable {
  /// The version of the language that this program reads.
  public static let version = 1

  /// Every object, in the order of the reference.
  public static let objects: [ObjectDefinition] =
    fileObjects + dataObjects + parameterObjects + ruleObjects + deadlineObjects + groupObjects
    + scorecardObjects + companionObjects + alertObjects

  private static let byName = Dictionary(
    objects.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

  /// The object of a name.
  public static func object(_ name: String) -> ObjectDefinition? { byName[name] }

  /// The kinds of rule, in the order of the reference.
  public static let kinds: [String] = ruleKinds.map(\.name)
}
