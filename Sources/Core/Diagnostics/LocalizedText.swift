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

extension LocalizedText {
  /// A library of the system that is opened only when it is needed is not there.
  ///
  /// - Parameters:
  ///   - name: The library's usual name.
  ///   - package: The package of Debian and Ubuntu that holds it.
  public static func missingLibrary(_ name: String, package: String) -> LocalizedText {
    LocalizedText(
      zh: "系統未安裝程式庫 \(name)；請先安裝（Debian、Ubuntu 之套件為 \(package)）",
      en: "the library \(name) is not installed (package \(package) of Debian and Ubuntu)")
  }
}
