import ArgumentParser
import Diagnostics
import Pipeline
import Platform
import RuleCheck
import RuleSyntax

/// `qixian fmt`: rule files in canonical layout.
struct FmtCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: say("將規則檔排成標準版面，保留註解。", "Lays rule files out in canonical form, comments kept."),
    discussion: say(
      """
      原地改寫檔案，資料夾則含其下所有 YAML 檔；未寫引數時為 rules/，無此資料夾時為 qixian.yaml 及其規則。只更動空白：\
      結果重讀後所載須與原檔相同。--explain 印出各規則條件（含對照表寫法）所代表之條件式，不改檔案。

      結束代碼：0 完成；1 使用 --check 時有檔案會改變；2 有檔案無法排版。
      """,
      """
      Files are rewritten in place, folders with all YAML files in and below; without arguments the \
      folder rules/, or, where there is none, qixian.yaml and its rules. Only white space is changed: the result is read again and must say the same. \
      --explain prints each rule's conditions as expressions, plain maps too, and changes nothing.

      Exit code 0: done; 1: with --check, a file would change; 2: a file cannot be laid out.
      """))

  @Argument(help: .say("規則檔與資料夾。", "Rule files and folders.", valueName: "rules"))
  var rules: [String] = []

  @Flag(help: .say("只列出會改變的檔案，不改寫。", "Lists the files that would change, and changes none."))
  var check = false

  @Flag(help: .say("印出各條件所代表之條件式。", "Prints the expressions that conditions stand for."))
  var explain = false

  @OptionGroup var libraryOption: LibraryOption

  @OptionGroup var language: LanguageOption

  func run() throws {
    let paths = try DefaultRules.paths(rules, withProject: true)
    if explain { return try explainConditions(paths) }
    var problems: [Diagnostic] = []
    var changed = 0
    for path in RuleLinting.yamlFiles(paths) {
      let source: SourceText
      do {
        source = SourceText(name: path, bytes: try Files.read(path))
      } catch {
        problems.append(Diagnostic(.checkFileMissing, error.message, at: .file(path)))
        continue
      }
      guard let text = RuleFormatter.format(source) else {
        problems += Self.reasons(source)
        continue
      }
      if Array(text.utf8) == source.bytes { continue }
      changed += 1
      if check {
        try Terminal.print(path)
      } else {
        try write(text, to: path)
      }
    }
    Terminal.show(problems, in: language.language)
    if !problems.isEmpty { throw ExitCode.wrongUsage }
    if check, changed > 0 { throw ExitCode(1) }
  }

  private func write(_ text: String, to path: String) throws {
    do {
      try Files.write(Array(text.utf8), to: path)
    } catch {
      let message = LocalizedText(zh: "無法寫入 \(path)", en: "cannot write \(path)")
      Terminal.complain(message[language.language])
      throw ExitCode.deliveryFailed
    }
  }

  /// Why a file cannot be laid out.
  private static func reasons(_ source: SourceText) -> [Diagnostic] {
    let problems = YAMLDocument.parse(source).diagnostics
    if !problems.isEmpty { return problems }
    return [
      Diagnostic(
        .rulesLayout,
        LocalizedText(
          zh: "檔案的寫法無法重新排版", en: "the file is written in a way that cannot be laid out anew"),
        at: .file(source.name))
    ]
  }

  private func explainConditions(_ paths: [String]) throws {
    let loaded = RuleLoading.load(paths, library: libraryOption.library)
    for rule in loaded.rules.rules {
      for (label, condition) in Self.conditions(rule) {
        let source = condition.definition.source
        let line = source.position(ofOffset: condition.definition.span.start).line
        try Terminal.print("\(source.name):\(line): \(rule.id) \(label): \(condition.text)")
      }
    }
    let errors = loaded.diagnostics.filter { $0.severity == .error }
    Terminal.show(errors, in: language.language)
    if !errors.isEmpty { throw ExitCode.wrongUsage }
  }

  /// The conditions of a rule with the keys they stand under.
  private static func conditions(_ rule: CheckedRule) -> [(String, Condition)] {
    var result: [(String, Condition)] = []
    if let condition = rule.condition { result.append(("when", condition)) }
    switch rule.kind {
    case .deadline(let deadline):
      for (index, arm) in deadline.arms.enumerated() {
        if let condition = arm.condition { result.append(("within[\(index + 1)]", condition)) }
        if let granted = arm.extending?.granted { result.append(("granted", granted)) }
      }
    case .assert(let assertion): if let that = assertion.that { result.append(("that", that)) }
    case .rate(let rate):
      if case .condition(let that) = rate.members { result.append(("that", that)) }
    case .coverage(let coverage):
      if let members = coverage.registerCondition { result.append(("register-when", members)) }
    default: break
    }
    return result
  }
}
