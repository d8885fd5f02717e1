import ArgumentParser
import Diagnostics
import Platform

/// The language of help and of refused arguments.
///
/// Both are worded before arguments are parsed, so `--lang` is looked for in them as they stand.
enum HelpLanguage {
  /// The language of this run: that of `--lang`, else that of the locale.
  static let current = of(Array(CommandLine.arguments.dropFirst()))

  /// The language that arguments ask for, else that of the locale.
  static func of(_ arguments: [String]) -> Language {
    let stated = arguments.indices.compactMap { index in
      arguments[index] == "--lang"
        ? arguments.dropFirst(index + 1).first
        : arguments[index].hasPrefix("--lang=") ? String(arguments[index].dropFirst(7)) : nil
    }
    return stated.last.flatMap(Language.init(rawValue:)) ?? .ofLocale
  }
}

/// A sentence of help, or of a refusal, in the language of this run.
func say(_ zh: String, _ en: String) -> String {
  HelpLanguage.current == .zhHant ? zh : en
}

extension ArgumentHelp {
  /// What an argument means, in the language of this run.
  static func say(
    _ zh: @autoclosure () -> String, _ en: @autoclosure () -> String, valueName: String? = nil
  ) -> ArgumentHelp {
    ArgumentHelp(HelpLanguage.current == .zhHant ? zh() : en(), valueName: valueName)
  }
}

extension ValidationError {
  /// A refusal of arguments, in the language of this run.
  init(zh: String, en: String) { self.init(say(zh, en)) }
}
