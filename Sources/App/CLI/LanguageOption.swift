public import ArgumentParser
public import Diagnostics
import FoundationEssentials
import Platform

/// The language that a command speaks, by default that of the locale.
struct LanguageOption: ParsableArguments {
  @Option(help: .say("輸出語言：zh-Hant 或 en。", "The language: zh-Hant or en.", valueName: "language"))
  var lang: Language?

  /// The language.
  var language: Language {
    lang ?? Language.ofLocale(in: ProcessInfo.processInfo.environment)
  }
}

extension Language: ExpressibleByArgument {}
