import ArgumentParser
import Diagnostics
import JSON
import Pipeline
import Platform
import RuleCheck
import RuleSyntax

/// `qixian lint`: checks rule files and nothing else.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: say("檢查規則檔：鍵、名稱、型別、單位、可及性。", "Checks rule files: keys, names, types, units, reach."),
    discussion: say(
      """
      可為規則包、其引用之檔案、行事曆、測試、豁免或專案檔；資料夾代表其下全部檔案。\
      未寫引數時檢查 rules/，無此資料夾時檢查 qixian.yaml 及其規則。

      結束代碼：0 無錯誤（警告仍會印出）；2 有錯誤，或用法有誤。
      """,
      """
      Files may be packs, files that packs use, calendars, tests, waivers or projects; a folder \
      stands for all of them in it and below. Without arguments the folder rules/ is checked, or, where \
      there is none, qixian.yaml and its rules.

      Exit code 0: no errors (warnings are printed); 2: errors, or wrong usage.
      """))

  enum Format: String, WordOption {
    case text, json, github
  }

  @Argument(help: .say("規則檔與資料夾。", "Rule files and folders.", valueName: "rules"))
  var rules: [String] = []

  @Option(help: .say("text、json 或 github（註記）。", "text, json or github (annotations)."))
  var format: Format = .text

  @Flag(help: .say("警告亦視為錯誤。", "Warnings are errors."))
  var strict = false

  @OptionGroup var libraryOption: LibraryOption

  @OptionGroup var language: LanguageOption

  func run() throws {
    let paths = try DefaultRules.paths(rules, withProject: true)
    let library = libraryOption.library
    let lint = RuleLinting.check(paths, library: library)
    let diagnostics = DiagnosticRenderer.sorted(lint.diagnostics)
    switch format {
    case .text: try showText(diagnostics, lint)
    case .json: try Terminal.print(JSONValue.array(diagnostics.map(json)).text(indent: 2))
    case .github:
      for diagnostic in diagnostics where diagnostic.severity != .note {
        try Terminal.print(annotation(diagnostic))
      }
    }
    let worst = diagnostics.map(\.severity).max() ?? .note
    if worst == .error || strict && worst == .warning { throw ExitCode.wrongUsage }
  }

  private func showText(_ diagnostics: [Diagnostic], _ lint: RuleLinting.Result) throws {
    let renderer = DiagnosticRenderer(
      language: language.language, colour: StandardStream.output.isColourful)
    try Terminal.write(Array(renderer.render(diagnostics).utf8))
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count { $0.severity == .warning }
    let summary = LocalizedText(
      zh: "\(lint.fileCount) 個檔案，\(lint.ruleCount) 條規則：\(errors) 個錯誤，\(warnings) 個警告",
      en: "\(counted(lint.fileCount, "file")), \(counted(lint.ruleCount, "rule")): "
        + "\(counted(errors, "error")), \(counted(warnings, "warning"))")
    try Terminal.print(summary[language.language])
  }

  private func json(_ diagnostic: Diagnostic) -> JSONValue {
    .object([
      "code": .string(diagnostic.code.name), "severity": .string(diagnostic.severity.rawValue),
      "message": .string(diagnostic.message[language.language]),
      "file": diagnostic.place.map { .string($0.fileName) },
      "line": diagnostic.place?.position.map { .int(Int64($0.line)) },
      "column": diagnostic.place?.position.map { .int(Int64($0.column)) },
      "help": diagnostic.help.map { .string($0[language.language]) },
    ])
  }

  private func annotation(_ diagnostic: Diagnostic) -> String {
    var properties: [String] = []
    if let place = diagnostic.place { properties.append("file=\(Self.escaped(place.fileName))") }
    if let position = diagnostic.place?.position {
      properties += ["line=\(position.line)", "col=\(position.column)"]
    }
    properties.append("title=\(Self.escaped(diagnostic.code.name))")
    var message = diagnostic.message[language.language]
    if let help = diagnostic.help { message += "\n" + help[language.language] }
    return "::\(diagnostic.severity.rawValue) \(properties.joined(separator: ","))::"
      + message.replacing("%", with: "%25").replacing("\n", with: "%0A")
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("%", with: "%25").replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
