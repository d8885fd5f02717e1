import ArgumentParser
import Diagnostics
import Pipeline
import Platform

/// `qixian test`: the tests that stand beside rules.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: say("執行規則旁之測試。", "Runs the tests beside rules."),
    discussion: say(
      """
      執行所列資料夾下，或所列規則包旁之 *.test.yaml。
      結束代碼：0 全數相符；1 有測試不符；2 無可執行之測試，或用法有誤。
      """,
      """
      Files *.test.yaml below the given folders, or beside the given packs, are run. \
      Exit code 0: all hold; 1: a test does not hold; 2: nothing to test, or wrong usage.
      """))

  @Argument(help: .say("規則包、測試檔或資料夾；預設為 rules。", "Packs, test files or folders. Default: rules."))
  var paths: [String] = []

  @Option(
    name: .customLong("rules"),
    help: .say(
      "隨附規則與行事曆之資料夾。", "The folder with the shipped rules and calendars.", valueName: "dir"))
  var library: String?

  @OptionGroup var language: LanguageOption

  func run() throws {
    let files = (paths.isEmpty ? ["rules"] : paths).flatMap(testFiles)
    guard !files.isEmpty else {
      Terminal.complain(
        LocalizedText(zh: "沒有 *.test.yaml 測試檔", en: "there are no *.test.yaml files")[
          language.language])
      throw ExitCode.wrongUsage
    }
    let library = RuleLibrary.find(named: library)
    var total = RuleTests.Report()
    for file in files {
      let report = RuleTests.run(file: file, library: library)
      let mark = report.failed == 0 ? "ok  " : "FAIL"
      try Terminal.print("\(mark) \(file): \(summary(report))")
      total.add(report)
    }
    Terminal.show(total.diagnostics, in: language.language)
    try Terminal.print(summary(total))
    if total.failed > 0 { throw ExitCode(1) }
  }

  private func summary(_ report: RuleTests.Report) -> String {
    LocalizedText(
      zh: "通過 \(report.passed)、不符 \(report.failed)、待辦 \(report.todo)",
      en: "\(report.passed) passed, \(report.failed) failed, \(report.todo) to do")[
        language.language]
  }

  private func testFiles(_ path: String) -> [String] {
    if Files.isFolder(path) { return RuleLoading.testFiles(in: path) }
    if path.hasSuffix(".test.yaml") { return [path] }
    let beside = (path.hasSuffix(".yaml") ? String(path.dropLast(5)) : path) + ".test.yaml"
    return Files.isFile(beside) ? [beside] : []
  }
}
