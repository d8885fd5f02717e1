import ArgumentParser
import Diagnostics
import Findings
import FoundationEssentials
import Platform
import Reports

/// `qixian report`: a stored result in other formats.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Renders a stored result again, in one or more formats (報告).",
    discussion: """
      qixian check --period 110-01 --format json=result.json
      qixian report result.json --format html=report.html --format xlsx=report.xlsx
      """)

  @Argument(help: ArgumentHelp("The stored result, or '-'.", valueName: "result.json"))
  var file: String

  @OptionGroup var reports: ReportArguments

  @Option(
    help: ArgumentHelp(
      "Show what is hidden by default: 'keys' for case keys in sarif, junit and github.",
      valueName: "what"))
  var reveal: [String] = []

  @OptionGroup var languageOption: LanguageOption

  func run() throws {
    let language = languageOption.language
    let requests = try reports.requests()
    let options = try reports.options(language, isColourful: isColourful, reveal: reveal)
    let result = try StoredResult.read(file, language)
    let all = requests.isEmpty ? [ReportRequest(.text)] : requests
    guard ReportDelivery.deliver(result, all, options) else { throw ExitCode.deliveryFailed }
  }

  private var isColourful: Bool {
    StandardStream.output.isTerminal && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
  }
}
