import ArgumentParser
import FoundationEssentials

/// How many threads a command uses.
struct ThreadsOption: ParsableArguments {
  /// What the option means.
  static let help = ArgumentHelp.say(
    "執行緒數；預設為每處理器一個。", "The number of threads. Default: one a processor.")

  @Option(help: help)
  var threads: Int?

  /// The number, at least 1.
  var count: Int { Self.count(threads) }

  /// The number that is meant by a value, or by none, at least 1.
  static func count(_ threads: Int?) -> Int {
    max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
  }
}
