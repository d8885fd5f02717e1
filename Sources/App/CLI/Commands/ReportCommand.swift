import ArgumentParser
import Diagnostics
import Evidence
import Findings
import FoundationEssentials
import Pipeline
import Platform
import Reports

/// `qixian report`: a stored result in other formats.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: say("將已存之結果再製成一種或數種格式。", "Renders a stored result again, in one or more formats."),
    discussion: """
      qixian check --period 110-01 --format json=result.json
      qixian report result.json --format html=report.html --format xlsx=report.xlsx
      """)

  @Argument(help: .say("已存之結果，或 -。", "The stored result, or '-'.", valueName: "result.json"))
  var file: String

  @OptionGroup var reports: ReportArguments

  @Option(
    help: .say(
      "顯示預設隱藏者：keys 為 sarif、junit、github 格式之案號。",
      "Show what is hidden by default: 'keys' for case keys in sarif, junit and github.",
      valueName: "what"))
  var reveal: [String] = []

  @OptionGroup var ledger: LedgerOptions

  @OptionGroup var languageOption: LanguageOption

  func run() throws {
    let language = languageOption.language
    let requests = try reports.requests()
    let options = try reports.options(language, isColourful: isColourful, reveal: reveal)
    let result = try StoredResult.read(file, language)
    let all = requests.isEmpty ? [ReportRequest(.text)] : requests
    var facts = LedgerFacts(
      command: "report", at: Clock.now(), user: CurrentUser.name, host: CurrentUser.host)
    facts.reveals = reveal.sorted()
    facts.reports = all.map { $0.format.rawValue + ($0.path.map { "=" + $0 } ?? "") }
    facts.result = Sealing.digest(of: result)
    try ledger.record(facts, of: result, language)
    guard ReportDelivery.deliver(result, all, options) else { throw ExitCode.deliveryFailed }
  }

  private var isColourful: Bool {
    StandardStream.output.isTerminal && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
  }
}
