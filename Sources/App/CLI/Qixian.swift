import ArgumentParser
import Diagnostics
import Glibc
import Pipeline
import Reference

/// The program `qixian`: one subcommand a task, one file a subcommand in `Commands/`.
@main
struct Qixian: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qixian",
    abstract: say("依法定期限與目標檢核案件紀錄。", "Checks case logs against statutory deadlines and targets."),
    discussion: say(
      """
      qixian help 主題：說明一種規則、一個鍵或一個診斷代碼。
      結束代碼：0 無應報事項；1 有違反；2 用法或規則有誤；3 資料缺漏或不符約定；
      4 未能寫出或送達；70 內部錯誤。
      """,
      """
      qixian help TOPIC tells of a kind of rule, a key or a diagnostic code. Exit codes: 0 nothing \
      to report, 1 violations, 2 wrong usage or broken rules, 3 data missing or broken, 4 output \
      not delivered, 70 internal error.
      """),
    version: Check.toolVersion,
    subcommands: [
      CheckCommand.self, ExamineCommand.self, InitCommand.self, ExplainCommand.self,
      ReportCommand.self, TemplatesCommand.self, CompareCommand.self,
      LintCommand.self,
      FmtCommand.self, TestCommand.self, SchemaCommand.self, DueCommand.self,
      CalendarCommand.self, EvalCommand.self, AlertsCommand.self, VerifyCommand.self,
    ])

  /// Runs the command line; wrong usage ends with exit code 2.
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    // The commonest question of scripts: answered without building the commands.
    if arguments == ["--version"] {
      try? Terminal.print(Check.toolVersion)
      exit()
    }
    if arguments.first == "help", arguments.count > 1 { showTopic(Array(arguments.dropFirst())) }
    do {
      var command = try command(arguments)
      try command.run()
    } catch let code as ExitCode {
      // The command has said why; the parser would make up its help first.
      Glibc.exit(code.rawValue)
    } catch {
      let message = HelpFrame.shown(fullMessage(for: error), in: HelpLanguage.current)
      let code = exitCode(for: error)
      guard code == .validationFailure || code == .success else { exit(withError: error) }
      if code == .success {
        try? Terminal.print(message)
        exit()
      }
      Terminal.complain(message)
      exit(withError: ExitCode.wrongUsage)
    }
  }

  /// The names of the commands.
  private static var names: [String] {
    configuration.subcommands.map { $0.configuration.commandName ?? "" }
  }

  /// The command that arguments ask for.
  ///
  /// A command reads its arguments sooner than the whole program; where it refuses them, the program
  /// says why, as it alone knows all names and its own usage.
  private static func command(_ arguments: [String]) throws -> any ParsableCommand {
    guard let word = arguments.first, !word.hasPrefix("-"), word != "help" else {
      return try parseAsRoot(arguments)
    }
    guard
      let named = configuration.subcommands.first(where: { $0.configuration.commandName == word })
    else { refuse(word) }
    if named.configuration.subcommands.isEmpty,
      let command = try? named.parseAsRoot(Array(arguments.dropFirst())),
      type(of: command) == named
    {
      return command
    }
    return try parseAsRoot(arguments)
  }

  /// Ends where the first word is no command; the parser would find fault with what follows it.
  private static func refuse(_ word: String) -> Never {
    let near = nearest(to: word, in: names)
    Terminal.complain(
      say(
        "沒有命令「\(word)」" + (near.map { "；是否指 \($0)？" } ?? "；命令見 qixian --help"),
        "there is no command '\(word)'"
          + (near.map { "; did you mean '\($0)'?" } ?? "; qixian --help lists the commands")))
    exit(withError: ExitCode.wrongUsage)
  }

  /// Prints what is known of a kind of rule, a key or a code, and ends; commands are left alone.
  private static func showTopic(_ arguments: [String]) {
    let commands = names
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

extension CommandConfiguration {
  /// The configuration of a command that is run often.
  ///
  /// Its arguments are not searched for `--generate-completion-script`, which only the whole program
  /// answers; that takes as long as reading the arguments.
  var readSooner: CommandConfiguration {
    var configuration = self
    configuration._superCommandName = Qixian._commandName
    return configuration
  }
}
