public import ArgumentParser
import CivilTime
import Diagnostics
public import Findings
import FoundationEssentials
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
    abstract: "Checks case logs against rules and reports violations (檢核).",
    discussion: """
      qixian check rules/taiwan/petitions.yaml --data petitions=petitions.csv
      qixian check --period 110-01            (with a project file qixian.yaml)

      Exit code 0: nothing at or above --fail-on; 1: violations at or above it; 2: wrong usage or \
      broken rules; 3: data could not be read or verdicts are missing; 4: a report could not be \
      written; 70: internal error.
      """)

  @OptionGroup var options: RunOptions

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "A report: text, json, csv, ndjson, markdown, html, ods, xlsx, junit, sarif, tap, github; "
        + "several are allowed, at most one without a path.", valueName: "format[=path]"))
  var formats: [String] = []

  @Option(help: ArgumentHelp("info, low, medium, high or critical.", valueName: "severity"))
  var failOn: Severity?

  @Option(help: ArgumentHelp("An earlier result to compare with.", valueName: "result.json"))
  var baseline: String?

  @Option(help: ArgumentHelp("A secret for pseudonyms that last.", valueName: "file"))
  var pseudonymKey: String?

  @Flag(help: "Prints what would be done with the data, and does not do it.")
  var explainPlan = false

  @Flag(help: "Prints nothing but what was asked for with --format.")
  var quiet = false

  func run() throws {
    let language = options.language.language
    let requests = try reportRequests()
    let prepared = try options.prepare()
    Terminal.show(prepared.diagnostics, in: language)
    if explainPlan {
      try Terminal.print(prepared.plan.describe(language))
      return
    }
    var outcome = Check.run(prepared.request, rules: prepared.rules)
    Terminal.show(outcome.result.diagnostics, in: language)
    outcome.result.diagnostics = prepared.diagnostics + outcome.result.diagnostics
    outcome.result.failOn = failOn ?? prepared.failOn ?? .medium
    try warn(outcome, language)
    var style = ReportOptions(language: language)
    style.colour = options.isColourful
    style.reveal = Set(options.reveal)
    if let baseline { style.baseline = try StoredResult.read(baseline, language) }
    if let pseudonymKey { style.pseudonymKey = try StoredResult.bytes(pseudonymKey, language) }
    var wasDelivered = true
    for request in requests + projectReports(prepared) {
      wasDelivered = deliver(request, outcome.result, style, language) && wasDelivered
    }
    let code = outcome.result.outcome.exitCode
    if code >= 2 { throw ExitCode(Int32(code)) }
    if !wasDelivered { throw ExitCode.deliveryFailed }
    if code > 0 { throw ExitCode(Int32(code)) }
  }

  private func reportRequests() throws -> [ReportRequest] {
    if formats.isEmpty { return quiet ? [] : [ReportRequest(.text)] }
    let requests = try formats.map { argument in
      guard let request = ReportRequest(argument: argument) else {
        let known = ReportFormat.allCases.map(\.rawValue)
        let word = String(argument.prefix { $0 != "=" })
        let hint = nearest(to: word, in: known).map { "; did you mean '\($0)'?" } ?? ""
        throw ValidationError(
          "Unknown format '\(argument)'\(hint) (\(known.joined(separator: ", ")))")
      }
      return request
    }
    if requests.filter({ $0.path == nil }).count > 1 {
      throw ValidationError(
        "At most one --format can go to standard output; give the others a path")
    }
    return requests
  }

  /// The reports that the project file asks for, unless the command line asks itself.
  private func projectReports(_ prepared: PreparedRun) -> [ReportRequest] {
    formats.isEmpty ? prepared.reports : []
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

  /// Writes one report; `false` where it could not be written.
  private func deliver(
    _ request: ReportRequest, _ result: CheckResult, _ options: ReportOptions, _ language: Language
  ) -> Bool {
    do {
      guard let path = request.path else {
        try Reports.render(result, as: request.format, options: options) { try Terminal.write($0) }
        return true
      }
      var options = options
      options.colour = false
      try Files.writeAtomically(path) { write in
        try withoutActuallyEscaping(write) { write in
          try Reports.render(result, as: request.format, options: options, to: write)
        }
      }
      return true
    } catch {
      let text = (error as? FileError)?.message ?? LocalizedText(verbatim: "\(error)")
      Terminal.complain(
        LocalizedText(zh: "報告無法寫出：\(text.zhHant)", en: "a report could not be written: \(text.en)")[
          language])
      return false
    }
  }
}

extension Severity: ExpressibleByArgument {}
