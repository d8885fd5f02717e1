import ArgumentParser
public import Diagnostics
import Platform

/// The language that a command speaks, by default that of the locale.
struct LanguageOption: ParsableArguments {
  /// What the option means.
  static let help = ArgumentHelp.say(
    "輸出語言：zh-Hant 或 en。", "The language: zh-Hant or en.", valueName: "language")

  @Option(help: help)
  var lang: Language?

  /// The language.
  var language: Language { lang ?? .ofLocale }
}

extension Language: WordOption {}
