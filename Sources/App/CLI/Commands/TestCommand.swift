import ArgumentParser
import Diagnostics
import FoundationEssentials
import JSON
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

      --mutate 逐一變動規則（期限增減一單位、比較符號、條件之一部、參數值），列出無測試察覺之變動、所缺之測試\
      及察覺之比率。--suggest 另就每一無測試察覺之變動尋找一個可察覺之案例，以測試檔之格式印出；其預期結果係現行\
      規則之判定，須由承辦人依規則出處確認後始得採用。

      結束代碼：0 全數相符；1 有測試不符，或有規則包未達 --at-least；2 無可執行之測試，或用法有誤。
      """,
      """
      Files *.test.yaml below the given folders, or beside the given packs, are run.

      --mutate changes the rules one thing at a time (a limit by a unit, a comparison, a part of a \
      condition, a value of a parameter) and names each change that no test notices, with the test \
      that is missing and the share of changes that were noticed. --suggest looks for a case that \
      would notice each such change and prints it as a test; its verdict is that of the rule as it \
      is, which a person must confirm by the rule's source before it is taken up.

      Exit code 0: all hold; 1: a test does not hold, or a pack is below --at-least; 2: nothing to \
      test, or wrong usage.
      """))

  @Argument(
    help: .say(
      "規則包、測試檔或資料夾；預設為 rules，或專案檔之規則。",
      "Packs, test files or folders. Default: rules, or the project file's."))
  var paths: [String] = []

  @Flag(
    help: .say(
      "逐一變動規則，列出無測試察覺之變動。",
      "Changes rules one thing at a time and names the changes that no test notices."))
  var mutate = false

  @Flag(
    help: .say(
      "同 --mutate，並就無測試察覺之變動印出可察覺之案例，供承辦人確認。",
      "As --mutate, and prints cases that would notice what no test notices, for a person to confirm."
    ))
  var suggest = false

  @Option(
    help: .say(
      "併用 --mutate 或 --suggest：僅變動此規則或參數，可重複。",
      "With --mutate or --suggest: change this rule or parameter only; may be repeated.",
      valueName: "name"))
  var select: [String] = []

  @Option(
    help: .say(
      "併用 --mutate：僅變動百分之幾之規則，每次取同一批；--at-least 以全部合計。",
      "With --mutate: the share of rules that is changed, always the same ones; --at-least is of all "
        + "together.",
      valueName: "percent"))
  var sample = 100

  @Option(
    help: .say(
      "併用 --mutate：各規則包之測試至少應察覺之比率。",
      "With --mutate: the share of changes that each pack's tests must notice.",
      valueName: "percent"))
  var atLeast: Double?

  @Option(help: .say("併用 --mutate：text 或 json。", "With --mutate: text or json."))
  var format: PlainFormat = .text

  @OptionGroup var threadsOption: ThreadsOption

  @OptionGroup var libraryOption: LibraryOption

  @OptionGroup var language: LanguageOption

  func validate() throws {
    if !changesRules,
      atLeast != nil || format == .json || threadsOption.threads != nil || !select.isEmpty
    {
      throw ValidationError(
        zh: "--at-least、--format、--select、--threads 須與 --mutate 或 --suggest 併用",
        en: "--at-least, --format, --select and --threads go with --mutate or --suggest")
    }
    guard (1...100).contains(sample), sample == 100 || mutate else {
      throw ValidationError(
        zh: "--sample 為 1 至 100 之百分比，須與 --mutate 併用",
        en: "--sample is a percentage, 1 to 100, and goes with --mutate")
    }
    if let atLeast, !(0...100).contains(atLeast) {
      throw ValidationError(
        zh: "--at-least 為 0 至 100 之百分比", en: "--at-least is a percentage, 0 to 100")
    }
  }

  private var changesRules: Bool { suggest || mutate }

  func run() throws {
    let given = try DefaultRules.paths(paths, withProject: false)
    let files = given.flatMap(testFiles)
    let packs = given.flatMap(packFiles)
    guard !files.isEmpty || changesRules && !packs.isEmpty else {
      Terminal.complain(
        LocalizedText(zh: "沒有 *.test.yaml 測試檔", en: "there are no *.test.yaml files")[
          language.language])
      throw ExitCode.wrongUsage
    }
    let library = libraryOption.library
    let total = try runTests(files, library)
    if changesRules { try runMutants(files, packs, library) }
    if total.failed > 0 { throw ExitCode(1) }
  }

  private func runTests(_ files: [String], _ library: RuleLibrary) throws -> RuleTests.Report {
    var total = RuleTests.Report()
    for file in files {
      let report = RuleTests.run(file: file, library: library)
      let mark = report.failed == 0 ? "ok  " : "FAIL"
      if !changesRules { try Terminal.print("\(mark) \(file): \(summary(report))") }
      total.add(report)
    }
    Terminal.show(total.diagnostics, in: language.language)
    if format == .text, !suggest { try Terminal.print(summary(total)) }
    return total
  }

  private func runMutants(_ files: [String], _ packs: [String], _ library: RuleLibrary) throws {
    let report = MutationTests.run(
      tests: files, packs: packs, library: library, threads: threadsOption.count,
      choice: MutationTests.Choice(
        names: Set(select.map { $0.split(separator: "/").last.map(String.init) ?? $0 }),
        percent: sample), suggests: suggest)
    if !select.isEmpty, report.packs.isEmpty {
      Terminal.complain(
        LocalizedText(
          zh: "沒有可變動之規則或參數：\(select.joined(separator: "、"))",
          en: "there is no rule or parameter to change: \(select.joined(separator: ", "))")[
            language.language])
      throw ExitCode.wrongUsage
    }
    Terminal.show(report.packs.flatMap(\.diagnostics), in: language.language)
    if format == .json {
      try Terminal.print(report.json.text(indent: 2))
    } else if suggest {
      try SuggestionText(report: report, language: language.language).lines
        .forEach(Terminal.print)
    } else {
      try MutationText(report: report, language: language.language, atLeast: atLeast).lines
        .forEach(Terminal.print)
    }
    let isBroken = report.packs.contains { !$0.diagnostics.isEmpty }
    let isEnough =
      sample < 100 ? report.reachesTogether(atLeast ?? 0) : report.reaches(atLeast ?? 0)
    if isBroken || !isEnough { throw ExitCode(1) }
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

  /// Packs whose rules are changed though they may have no tests.
  private func packFiles(_ path: String) -> [String] {
    if Files.isFolder(path) { return RuleLoading.packFiles(in: path) }
    return path.hasSuffix(".test.yaml") ? [] : [path]
  }
}
