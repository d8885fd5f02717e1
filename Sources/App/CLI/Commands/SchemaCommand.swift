import ArgumentParser
import Diagnostics
import Findings
import JSON
import Reference

/// `qixian schema`: JSON Schemas for editors, and the pages that are made from the same tables.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints JSON Schemas and reference pages (鍵表與綱要).",
    discussion: """
      qixian schema rules > rules.schema.json
      qixian schema rules --format markdown --lang zh-Hant > reference.md

      rules covers rule files and the calendars, tests and waivers beside them; diagnostics is the \
      page of all diagnostic codes. In an editor with a YAML language server, begin a file with
      # yaml-language-server: $schema=rules.schema.json
      """)

  enum Subject: String, CaseIterable, ExpressibleByArgument {
    case rules, project, result, diagnostics
  }

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case json, markdown
  }

  @Argument(help: "rules, project, result or diagnostics.")
  var subject: Subject

  @Option(help: "json (the schema) or markdown (the reference page).")
  var format: Format?

  @OptionGroup var language: LanguageOption

  func run() throws {
    switch (subject, format) {
    case (.result, .markdown):
      throw ValidationError("The result has a schema only; leave --format out")
    case (.result, _): try Terminal.print(CheckResult.jsonSchema.text(indent: 2))
    case (.diagnostics, .json):
      throw ValidationError("The diagnostics have no schema; leave --format out")
    case (.diagnostics, _):
      try Terminal.write(Array(DiagnosticsPage(language.language).text.utf8))
    case (_, .markdown): try Terminal.write(Array(ReferencePage(language.language).text.utf8))
    case (.rules, _): try Terminal.print(RuleSchema.rules.text(indent: 2))
    case (.project, _): try Terminal.print(RuleSchema.project.text(indent: 2))
    }
  }
}
