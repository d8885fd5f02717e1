import ArgumentParser
import Diagnostics
import Evidence
import Findings
import Pipeline
import Platform
import Reports
import RuleCheck

/// `qixian explain`: one verdict, day by day, with articles.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: say(
      "逐日說明一案之判定及其法條依據。", "Explains the verdict on a case, day by day, with its articles."),
    discussion: """
      qixian explain dispatch-time A1100104001 rules/chiayi/social-welfare.yaml \
      --data protection-cases=cases.csv --as-of 110-01-31
      """)

  @Argument(help: .say("規則代號，全名或簡稱。", "The rule's id, full or short."))
  var rule: String

  @Argument(
    help: .say("案件鍵值；鍵由數欄組成時以空格連接。", "The case's key; parts of a key are joined by a space."))
  var subject: String

  @OptionGroup var options: RunOptions

  @OptionGroup var ledger: LedgerOptions

  func run() throws {
    let language = options.language
    var prepared = try options.prepare()
    Terminal.show(prepared.diagnostics, in: language)
    prepared.check.request.selection = [rule]
    prepared.check.request.explainedKeys = [subject]
    guard Check.matches(rule, prepared.rules) > 0 else {
      let near = nearest(to: rule, in: prepared.rules.rules.map(\.id))
      Terminal.complain(
        LocalizedText(
          zh: "沒有規則 \(rule)" + (near.map { "；是否指 \($0)？" } ?? ""),
          en: "there is no rule '\(rule)'" + (near.map { "; did you mean '\($0)'?" } ?? ""))[
            language])
      throw ExitCode.wrongUsage
    }
    let outcome = Check.run(prepared.check.request, rules: prepared.rules)
    Terminal.show(outcome.result.diagnostics, in: language)
    let findings = outcome.result.findings.filter { finding in
      finding.identity == subject || finding.subject.label == subject
    }
    let groups = outcome.result.groups.filter { group in
      [group.identity, group.subject].contains { $0.matches([(name: "", text: subject)]) }
    }
    guard !findings.isEmpty || !groups.isEmpty else {
      Terminal.complain(
        LocalizedText(
          zh: "資料中沒有案件或群組「\(subject)」", en: "the data has no case or group '\(subject)'")[language])
      throw outcome.isDataMissing ? ExitCode.dataMissing : ExitCode.wrongUsage
    }
    var facts = LedgerFacts(
      command: "explain", at: Clock.now(), user: CurrentUser.name, host: CurrentUser.host)
    facts.reveals = options.reveal.sorted()
    facts.looked =
      findings.map(\.fingerprint) + groups.map { outcome.result.fingerprint(of: $0) }
    try ledger.record(facts, of: outcome.result, language)
    for finding in findings {
      try Terminal.print(
        ExplanationText.lines(finding, in: outcome.result, language: language)
          .joined(separator: "\n"))
    }
    for group in groups {
      try Terminal.print(
        ExplanationText.lines(group, in: outcome.result, language: language)
          .joined(separator: "\n"))
    }
  }
}
