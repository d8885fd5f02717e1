import ArgumentParser
import Diagnostics
import Findings
import JSON
import Reference

/// `qixian schema`: JSON Schemas for editors, and the pages that are made from the same tables.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: say("印出 JSON Schema 與參考頁。", "Prints JSON Schemas and reference pages."),
    discussion: say(
      """
      qixian schema rules > rules.schema.json
      qixian schema rules --format markdown --lang zh-Hant > reference.md

      rules 含規則檔及其旁之行事曆、測試、豁免；diagnostics 為全部診斷代碼之頁。\
      編輯器有 YAML 語言伺服器者，檔首寫
      # yaml-language-server: $schema=rules.schema.json
      """,
      """
      qixian schema rules > rules.schema.json
      qixian schema rules --format markdown --lang zh-Hant > reference.md

      rules covers rule files and the calendars, tests and waivers beside them; diagnostics is the \
      page of all diagnostic codes. In an editor with a YAML language server, begin a file with
      # yaml-language-server: $schema=rules.schema.json
      """))

  enum Subject: String, WordOption {
    case rules, project, result, diagnostics
  }

  enum Format: String, WordOption {
    case json, markdown
  }

  @Argument(
    help: .say(
      "rules（規則）、project（專案）、result（結果）或 diagnostics（診斷代碼）。",
      "rules, project, result or diagnostics."))
  var subject: Subject

  @Option(
    help: .say("json（綱要）或 markdown（參考頁）。", "json (the schema) or markdown (the reference page)."))
  var format: Format?

  @OptionGroup var language: LanguageOption

  func run() throws {
    switch (subject, format) {
    case (.result, .markdown):
      throw ValidationError(
        zh: "結果只有綱要，請勿寫 --format",
        en: "The result has a schema only; leave --format out")
    case (.result, _): try Terminal.print(CheckResult.jsonSchema.text(indent: 2))
    case (.diagnostics, .json):
      throw ValidationError(
        zh: "診斷代碼沒有綱要，請勿寫 --format",
        en: "The diagnostics have no schema; leave --format out")
    case (.diagnostics, _):
      try Terminal.write(Array(DiagnosticsPage(language.language).text.utf8))
    case (_, .markdown): try Terminal.write(Array(ReferencePage(language.language).text.utf8))
    case (.rules, _): try Terminal.print(RuleSchema.rules.text(indent: 2))
    case (.project, _): try Terminal.print(RuleSchema.project.text(indent: 2))
    }
  }
}
