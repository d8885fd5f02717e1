import ArgumentParser
import CivilTime
import Diagnostics
public import Findings
import LogReaders
import Pipeline
import Planning
import Platform
import Reports
import RuleCheck

/// `qixian check`: rules and data in, reports and an exit code out.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: say("依規則檢核案件紀錄，報告違反情形。", "Checks case logs against rules and reports violations."),
    discussion: say(
      """
      qixian check rules/taiwan/petitions.yaml --data petitions=petitions.csv
      qixian check --period 110-01            （有專案檔 qixian.yaml 時）

      結束代碼：0 無達到 --fail-on 之違反；1 有；2 用法或規則有誤；3 資料無法讀取或\
      判定有缺；4 報告未能寫出；70 內部錯誤。兼有數者時，依 3、2、4、1 之序取其先。
      """,
      """
      qixian check rules/taiwan/petitions.yaml --data petitions=petitions.csv
      qixian check --period 110-01            (with a project file qixian.yaml)

      Exit code 0: nothing at or above --fail-on; 1: violations at or above it; 2: wrong usage or \
      broken rules; 3: data could not be read or verdicts are missing; 4: a report could not be \
      written; 70: internal error. Of several, 3 goes before 2, 2 before 4, and 4 before 1.
      """)
  ).readSooner

  @OptionGroup var options: RunOptions

  @OptionGroup var reports: ReportArguments

  @OptionGroup var sealing: SealingOptions

  @Option(
    help: .say(
      "達此等級之違反使結束代碼為 1：info、low、medium、high 或 critical。",
      "Violations of this severity give exit code 1: info, low, medium, high or critical.",
      valueName: "severity"))
  var failOn: Severity?

  @Flag(
    help: .say("只印出將如何處理資料，不執行。", "Prints what would be done with the data, and does not do it."))
  var explainPlan = false

  @Flag(help: .say("除 --format 所求者外不印。", "Prints nothing but what was asked for with --format."))
  var quiet = false

  func run() throws {
    let language = options.language
    var requests = try reports.requests()
    let style = try reports.options(
      language, isColourful: StandardStream.output.isColourful, reveal: options.reveal)
    var prepared = try options.prepare(failOn: failOn)
    Terminal.show(prepared.diagnostics, in: language)
    if explainPlan {
      try Terminal.print(prepared.plan.describe(language))
      return
    }
    if requests.isEmpty {
      requests = (quiet ? [] : [ReportRequest(.text)]) + prepared.reports
    }
    let formats = requests.map(\.format)
    prepared.check.request.describes =
      style.baseline != nil || sealing.isWanted || formats.contains { $0.showsDescriptions }
    prepared.check.request.explains =
      sealing.evidence != nil || formats.contains { $0.showsExplanations }
    let outcome = prepared.check.run()
    // Taking millions of findings apart is of no use to a process that ends.
    _ = Unmanaged.passRetained(Kept(outcome))
    Terminal.show(
      Array(outcome.result.diagnostics.dropFirst(prepared.diagnostics.count)), in: language)
    try warn(outcome, language)
    try sealing.seal(outcome, prepared.check, requests, style)
    let wasDelivered = ReportDelivery.deliver(
      outcome.result, requests, style, threads: prepared.check.request.threads)
    let code = outcome.result.outcome.exitCode
    if code >= 2 { throw ExitCode(Int32(code)) }
    if !wasDelivered { throw ExitCode.deliveryFailed }
    if code > 0 { throw ExitCode(Int32(code)) }
  }

  /// What stays in memory.
  private final class Kept {
    let outcome: Check.Outcome
    init(_ outcome: Check.Outcome) { self.outcome = outcome }
  }

  private func warn(_ outcome: Check.Outcome, _ language: Language) throws {
    let missing = outcome.datasetsWithoutData
    guard !missing.isEmpty else { return }
    Terminal.show(
      missing.map { name in
        Diagnostic(
          .noData, .warning,
          LocalizedText(
            zh: "未提供資料集 \(name)，其規則未檢核", en: "no data for '\(name)': its rules were not evaluated"),
          help: LocalizedText(zh: "--data \(name)=檔案", en: "--data \(name)=FILE"))
      }, in: language)
  }
}

extension Severity: WordOption {}
