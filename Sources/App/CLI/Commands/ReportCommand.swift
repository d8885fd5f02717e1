import ArgumentParser
import Diagnostics
import Evidence
import Findings
import Pipeline
import Platform
import Reports

/// `qixian report`: a stored result in other formats.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: say(
      "將已存之結果再製成一種或數種格式；數份結果則為趨勢。",
      "Renders a stored result again, in one or more formats; several results give their trend."),
    discussion: """
      qixian check --period 110-01 --format json=runs/110-01.json
      qixian report runs/110-01.json --format html=report.html --format letters=letters
      qixian report runs/*.json --format html=trend.html --format csv=trend.csv
      """)

  @Argument(
    help: .say(
      "已存之結果，或 -；兩份以上為各期趨勢（html、markdown、csv）。",
      "The stored result, or '-'; two or more give their trend (html, markdown, csv).",
      valueName: "result.json"))
  var files: [String]

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
    let options = try reports.options(
      language, isColourful: StandardStream.output.isColourful, reveal: reveal)
    guard let file = files.first, files.count == 1 else {
      return try writeSeries(requests, options)
    }
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

  /// Writes the trend over several results, which holds counts alone: no case and no cell.
  private func writeSeries(_ requests: [ReportRequest], _ options: ReportOptions) throws {
    let language = options.language
    let all = requests.isEmpty ? [ReportRequest(.markdown)] : requests
    let known = SeriesReports.formats
    if let other = all.first(where: { !known.contains($0.format) }) {
      let names = known.map(\.rawValue)
      throw ValidationError(
        zh: "數份結果之趨勢只有 \(names.joined(separator: "、"))，沒有 \(other.format.rawValue)",
        en:
          "The trend over several results is \(names.joined(separator: ", ")), not \(other.format.rawValue)"
      )
    }
    if options.baseline != nil {
      throw ValidationError(
        zh: "--baseline 只用於一份結果；趨勢逐期與前一期比較",
        en: "--baseline goes with one result; a trend compares each with the one before")
    }
    var series = Series()
    for file in files { series.add(try StoredResult.read(file, language), name: file) }
    guard ReportDelivery.deliver(series, all, options) else { throw ExitCode.deliveryFailed }
  }
}
