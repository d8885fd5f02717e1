import ArgumentParser
import Platform

/// Where the shipped rules, calendars and counting profiles are.
struct LibraryOption: ParsableArguments {
  /// What the option means.
  static let help = ArgumentHelp.say(
    "規則與行事曆之資料夾（未指定時為此處或上層之 rules/，或已安裝者）。",
    "The folder of rules and calendars (default: rules/ here or above, or installed).",
    valueName: "dir")

  @Option(name: .customLong("rules"), help: help)
  var folder: String?

  /// The library.
  var library: RuleLibrary { RuleLibrary.find(named: folder) }
}
