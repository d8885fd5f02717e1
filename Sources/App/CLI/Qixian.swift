import ArgumentParser
import Diagnostics
import Pipeline
import Reference

/// The program `qixian`: one subcommand a task, one file a subcommand in `Commands/`.
@main
struct Qixian: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qixian",
    abstract: "Checks case logs against statutory deadlines and targets (期限).",
    discussion: """
      qixian help TOPIC tells of a kind of rule, a key or a diagnostic code. Exit codes: 0 nothing \
      to report, 1 violations, 2 wrong usage or broken rules, 3 data missing or broken, 4 output \
      not delivered, 70 internal error.
      """,
    version: Check.toolVersion,
    subcommands: [
      CheckCommand.self, ExamineCommand.self, InitCommand.self, ExplainCommand.self,
      ReportCommand.self,
      LintCommand.self,
      FmtCommand.self, TestCommand.self, SchemaCommand.self, DueCommand.self,
      CalendarCommand.self, EvalCommand.self, AlertsCommand.self,
    ])

  /// Runs the command line; wrong usage ends with exit code 2.
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "help", arguments.count > 1 { showTopic(Array(arguments.dropFirst())) }
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

  /// Prints what is known of a kind of rule, a key or a code, and ends; commands are left alone.
  private static func showTopic(_ arguments: [String]) {
    let commands = configuration.subcommands.map { $0.configuration.commandName ?? "" }
    guard let topic = arguments.first(where: { !$0.hasPrefix("-") }), !commands.contains(topic)
    else { return }
    let language = (try? LanguageOption.parse(arguments.filter { $0 != topic })) ?? LanguageOption()
    guard let text = HelpTopic.text(topic, in: language.language) else {
      let near = nearest(to: topic, in: HelpTopic.names + commands)
      let word = LocalizedText(zh: "沒有說明主題「\(topic)」", en: "no help on '\(topic)'")
      let help = near.map { LocalizedText(zh: "，是否指 \($0)？", en: "; did you mean '\($0)'?") }
      Terminal.complain(word[language.language] + (help?[language.language] ?? ""))
      exit(withError: ExitCode.wrongUsage)
    }
    try? Terminal.write(Array(text.utf8))
    exit()
  }
}
