/// A language that the program speaks to people in.
public enum Language: String, Sendable, CaseIterable, Hashable {
  /// Traditional Chinese as written in Taiwan.
  case zhHant = "zh-Hant"
  /// English.
  case en
}

/// A sentence in every language of the program; neither can be left out.
public struct LocalizedText: Sendable, Hashable {
  /// The sentence in Traditional Chinese.
  public var zhHant: String
  /// The sentence in English.
  public var en: String

  /// Creates a sentence from its two wordings.
  public init(zh zhHant: String, en: String) {
    self.zhHant = zhHant
    self.en = en
  }

  /// Creates a text that is the same in both languages, such as a name taken from data.
  public init(verbatim text: String) {
    self.zhHant = text
    self.en = text
  }

  /// The wording in one language.
  public subscript(language: Language) -> String {
    switch language {
    case .zhHant: zhHant
    case .en: en
    }
  }
}
