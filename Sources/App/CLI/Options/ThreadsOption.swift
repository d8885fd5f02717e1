import ArgumentParser
import Foundation

/// How many threads a command uses.
struct ThreadsOption: ParsableArguments {
  @Option(help: .say("執行緒數；預設為每處理器一個。", "The number of threads. Default: one a processor."))
  var threads: Int?

  /// The number, at least 1.
  var count: Int { max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount) }
}
