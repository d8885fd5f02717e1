import ArgumentParser

/// The program `qixian`: one subcommand a task, one file a subcommand in `Commands/`.
@main
struct Qixian: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qixian",
    abstract: "Checks case logs against statutory deadlines and targets (期限).",
    version: "0.1.0",
    subcommands: [
      CheckCommand.self, LintCommand.self, TestCommand.self, ExplainCommand.self,
      DueCommand.self, CalendarCommand.self, EvalCommand.self, ReportCommand.self,
    ])

  /// Runs the command line; wrong usage ends with exit code 2.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
      Terminal.complain(fullMessage(for: error))
      exit(withError: ExitCode.wrongUsage)
    }
  }
}
