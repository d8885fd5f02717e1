import Alerts
import ArgumentParser
import CivilTime
import Delivery
import Diagnostics
import JSON

/// `qixian alerts history`: what was told to whom and when.
struct AlertsHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: say("列出何時通知何人何事。", "Shows what was told to whom and when."))

  enum Format: String, WordOption {
    case text, json
  }

  @Option(help: .say("專案檔。", "The project file.", valueName: "qixian.yaml"))
  var project: String?

  @OptionGroup var language: LanguageOption

  @Option(help: .say("收件地址，或 webhook:名稱。", "An address or webhook:NAME.", valueName: "recipient"))
  var recipient: String?

  @Option(name: .customLong("case"), help: .say("案件鍵值。", "A case's key.", valueName: "key"))
  var label: String?

  @Option(help: .say("起日。", "The first day.", valueName: "date"))
  var since: String?

  @Option(help: .say("最多列數。", "The most lines."))
  var limit = 1000

  @Option(help: .say("text 或 json。", "text or json."))
  var format: Format = .text

  func run() throws {
    try AlertsOptions.attempt(language.language) {
      let (_, settings) = try AlertsOptions.project(project, language.language)
      let first = try since.map { text in
        guard case .success(let day) = TimeText.parseDate(text) else {
          throw ValidationError(
            zh: "--since：「\(text)」不是日期（2021-01-31）",
            en: "--since: '\(text)' is no date (2021-01-31)")
        }
        return day
      }
      let store = try AlertStore(reading: settings.statePath)
      let lines = try store.lines(
        recipient: recipient, label: label, since: first, limit: max(0, limit))
      if format == .json {
        try Terminal.print(JSONValue.array(lines.map(json)).text(indent: 2))
        return
      }
      for line in lines {
        let record = line.record
        try Terminal.print(
          [
            record.day.isoText, record.recipient, record.label, record.stage, record.ruleID,
            line.state.rawValue, line.finished.map { TimeZoneRules.utc.isoText(of: $0) } ?? "",
          ].joined(separator: "\t"))
      }
    }
  }

  private func json(_ line: HistoryLine) -> JSONValue {
    .object([
      "day": .string(line.record.day.isoText), "recipient": .string(line.record.recipient),
      "case": .string(line.record.label), "stage": .string(line.record.stage),
      "rule": .string(line.record.ruleID),
      "due": line.record.dueDay.map { .string($0.isoText) },
      "state": .string(line.state.rawValue),
      "finished_at": line.finished.map { .string(TimeZoneRules.utc.isoText(of: $0)) },
      "message_id": .string(line.messageID),
    ])
  }
}
