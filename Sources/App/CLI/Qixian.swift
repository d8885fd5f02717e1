import ArgumentParser

/// The program `qixian`: one subcommand a task, one file a subcommand in `Commands/`.
@main
struct Qixian: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qixian",
    abstract: "Checks case logs against statutory deadlines and targets (期限).",
    version: "0.1.0",
    subcommands: [EvalCommand.self])
}
