import ArgumentParser
import Diagnostics
import Findings
import Pipeline
import Reports

/// `qixian compare`: two results, or two rule sets over one log.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: say("比對兩次結果，或兩套規則對同一紀錄之判定。", "Compares two results, or two rule sets over one log."),
    discussion: say(
      """
      qixian compare january.json february.json
      qixian compare rules-old.yaml rules-new.yaml --data cases=cases.csv --as-of 110-06-30

      兩次結果：新增、持續、已解除之違反，及事後變更資料之案件。兩套規則（併用 --data、--project 或 --period）：\
      何案之判定改變，及規則之期限、參數或條件有何不同。結果檔內敏感欄位已遮蔽，遮蔽部分之變更無從察覺。

      結束代碼：0 無達 --fail-on 之新增違反；1 有；2 用法或規則有誤；3 資料或結果檔無法讀取。
      """,
      """
      qixian compare january.json february.json
      qixian compare rules-old.yaml rules-new.yaml --data cases=cases.csv --as-of 110-06-30

      Two results: violations that are new, persisting or resolved, and subjects whose data were \
      changed afterwards. Two rule sets (with --data, --project or --period): whose verdict flips, \
      and which limit, parameter or condition of the rule differs. Sensitive cells are masked in \
      stored results, so that a change inside a mask is not seen.

      Exit code 0: nothing newly violated at or above --fail-on; 1: something is; 2: wrong usage or \
      broken rules; 3: data or a result could not be read.
      """))

  @OptionGroup var options: RunOptions

  @Option(
    help: .say(
      "info、low、medium、high 或 critical。", "info, low, medium, high or critical.",
      valueName: "severity"))
  var failOn: Severity = .medium

  @Option(help: .say("text 或 json。", "text or json."))
  var format: PlainFormat = .text

  func validate() throws {
    guard options.rules.count == 2 else {
      throw ValidationError(
        zh: "須有兩個結果檔或規則檔：qixian compare A B",
        en: "Two results or two rule files are needed: qixian compare A B")
    }
  }

  func run() throws {
    let language = options.language
    let isOfRules = !options.data.isEmpty || options.project != nil || options.period != nil
    let (comparison, code) = isOfRules ? try ruleSets(language) : try results(language)
    let report = ComparisonReport(comparison, isOfRules: isOfRules, language: language)
    try Terminal.write(Array((format == .json ? report.json + "\n" : report.text).utf8))
    if code != 0 { throw ExitCode(code) }
    if comparison.gating(atOrAbove: failOn) > 0 { throw ExitCode(1) }
  }

  private func results(_ language: Language) throws -> (ResultComparison, Int32) {
    let before = try StoredResult.read(options.rules[0], language)
    let after = try StoredResult.read(options.rules[1], language)
    return (ResultComparison(before: before, after: after), 0)
  }

  private func ruleSets(_ language: Language) throws -> (ResultComparison, Int32) {
    let sides = try options.rules.map { path in
      var side = options
      side.rules = [path]
      return try side.prepare()
    }
    let diagnostics = sides.flatMap(\.diagnostics)
    Terminal.show(diagnostics, in: language)
    let (comparison, outcomes) = RuleSetComparison.run(
      (sides[0].rules, sides[0].check.request), (sides[1].rules, sides[1].check.request))
    Terminal.show(outcomes.flatMap(\.result.diagnostics), in: language)
    if sides.contains(where: \.hasBrokenRules) { return (comparison, 2) }
    return (comparison, outcomes.contains(where: \.isDataMissing) ? 3 : 0)
  }
}
