import Alerts
import CivilTime
import Diagnostics
import Findings
import Platform
import RuleSyntax

/// Reads the `alerts` of a project file, whose keys are checked already, into settings.
struct AlertSettingsReader {
  let source: SourceText
  let folder: String
  /// The datasets that the project has data of.
  let datasets: [String]
  var diagnostics: [Diagnostic] = []

  init(source: SourceText, folder: String, datasets: [String]) {
    self.source = source
    self.folder = folder
    self.datasets = datasets
  }

  /// The settings; `nil` where something is wrong that would send mail astray.
  mutating func read(_ node: YAMLNode) -> AlertSettings? {
    // The rest is read without a sender as well, so that all problems are said in one run.
    let sender = node["sender"].flatMap { mailbox($0) }
    guard let box = sender ?? Mailbox(address: "nobody@localhost") else { return nil }
    var settings = AlertSettings(sender: box)
    settings.replyTo = node["reply-to"].flatMap { mailbox($0) }
    if let transport = node["transport"] { settings.transport = read(transport: transport) }
    settings.webhooks = (node["webhooks"]?.entries ?? []).compactMap { read(webhook: $0) }
    if let recipients = node["recipients"] {
      settings.recipients = read(recipients: recipients)
    }
    settings.stages = (node["stages"]?.elements ?? []).compactMap { read(stage: $0) }
    settings.digests = (node["digests"]?.elements ?? []).compactMap { read(digest: $0) }
    if node["digests"] == nil {
      settings.digests = [Digest(id: "daily", schedule: DigestSchedule(.workingDays))]
    }
    settings.watches = (node["watch"]?.entries ?? []).compactMap { read(watch: $0) }
    readScalars(node, into: &settings)
    settings.sourcePaths =
      [source.name] + (node["recipients"]?["table"]?.text.map { [resolved($0)] } ?? [])
    checkNames(node, settings)
    checkUse(node, settings)
    let isWhole = sender != nil && !diagnostics.contains { $0.severity == .error }
    return isWhole ? settings : nil
  }

  private mutating func readScalars(_ node: YAMLNode, into settings: inout AlertSettings) {
    settings.remindEvery = node["remind-every"].flatMap { span($0) }
    if let most = node["remind-at-most"]?.integer { settings.remindAtMost = most }
    if let words = node["stop-when"]?.texts {
      settings.stopWhen = Set(words.compactMap(StopCondition.init(rawValue:)))
    }
    if let calendar = node["calendar"]?.text { settings.calendar = calendar }
    if let quiet = node["quiet-days"] { settings.quiet = read(quiet: quiet) }
    if let language = node["language"]?.text.flatMap(Language.init(rawValue:)) {
      settings.language = language
    }
    settings.since = node["since"]?.date
    if let limit = node["limit"]?.integer { settings.limit = limit }
    if let cases = node["cases-per-mail"]?.integer { settings.casesPerMail = cases }
    settings.reportLink = node["report-link"]?.text
    settings.attachment = node["attach"]?.text.flatMap(Attachment.init(rawValue:))
    settings.statePath = resolved(node["state"]?.text ?? "alerts.sqlite")
    settings.healthPath = node["health"]?.text.map(resolved)
    if let keep = node["keep"].flatMap({ span($0) }) { settings.keepDays = keep.count }
    if let keep = node["keep-mails"].flatMap({ span($0) }) { settings.keepMailDays = keep.count }
  }

  // MARK: - Parts

  private mutating func read(stage node: YAMLNode) -> AlertStage? {
    guard let id = node["id"]?.text, let when = node["when"], let text = when.text else {
      return nil
    }
    let moment = StageMoment(text)
    if moment == nil {
      problem(
        .alertsValue, when, zh: "階段 \(id) 的時間「\(text)」無法辨識",
        en: "'\(text)' is no moment of a stage",
        help: LocalizedText(
          zh: """
            2 working days before due、at due、3 working days after due、when found、\
            when undetermined
            """,
          en: """
            write 2 working days before due, at due, 3 working days after due, when found or \
            when undetermined
            """))
    }
    // What else the stage says is looked at with a moment that it might have had.
    return AlertStage(
      id: id, moment: moment ?? .found, to: node["to"]?.texts ?? [], filter: filter(node))
  }

  private mutating func read(digest node: YAMLNode) -> Digest? {
    guard let id = node["id"]?.text, let when = node["when"], let text = when.text else {
      return nil
    }
    let schedule = DigestSchedule(text)
    if schedule == nil {
      problem(
        .alertsValue, when, zh: "彙整 \(id) 的時間「\(text)」無法辨識", en: "'\(text)' is no schedule",
        help: LocalizedText(
          zh: "例如 working-days 08:30、weekdays 08:30、weekly monday 08:30、monthly by 10 09:00",
          en: "such as working-days 08:30, weekdays 08:30, weekly monday 08:30, monthly by 10 09:00"
        ))
    }
    return Digest(
      id: id, schedule: schedule ?? DigestSchedule(.workingDays),
      content: node["what"]?.text.flatMap(Digest.Content.init(rawValue:)) ?? .changes,
      filter: filter(node), stages: node["stages"]?.texts ?? [], to: node["to"]?.texts ?? [],
      language: node["language"]?.text.flatMap(Language.init(rawValue:)))
  }

  private func filter(_ node: YAMLNode) -> AlertFilter {
    AlertFilter(
      rules: node["rules"]?.texts ?? [],
      atLeast: node["at-least"]?.text.flatMap(Severity.init(rawValue:)) ?? .info)
  }

  private mutating func read(watch entry: YAMLEntry) -> InputWatch? {
    let node = entry.value
    return InputWatch(
      dataset: entry.key, byDay: node["by-day"]?.integer,
      maximumAge: node["max-age"].flatMap { span($0) },
      minimumRows: node["at-least-rows"]?.integer ?? 1, to: node["to"]?.texts ?? ["operator"])
  }

  private mutating func read(quiet node: YAMLNode) -> QuietDays {
    var quiet = QuietDays(restDays: false)
    for item in node.oneOrMore {
      if item.text == "rest-days" {
        quiet.restDays = true
      } else if let date = item.date {
        quiet.dates.insert(date)
      } else if item.text != "none" {
        problem(
          .alertsValue, item, zh: "quiet-days 不接受「\(item.text ?? "")」",
          en: "'quiet-days' does not take '\(item.text ?? "")'",
          help: LocalizedText(zh: "rest-days、none 或日期", en: "write rest-days, none or a date"))
      }
    }
    return quiet
  }

  private mutating func span(_ node: YAMLNode) -> DaySpan? {
    guard let text = node.text, let span = DaySpan(text) else {
      problem(
        .alertsValue, node, zh: "「\(node.text ?? "")」不是日數",
        en: "'\(node.text ?? "")' is no number of days",
        help: LocalizedText(
          zh: "例如 5 working days、30 days", en: "such as 5 working days or 30 days"))
      return nil
    }
    return span
  }

  // MARK: - Problems and paths

  /// What is to be said beside errors of the keys: errors of values on lines that have none yet, and
  /// nothing that may follow from the others.
  func problems(beside others: [Diagnostic]) -> [Diagnostic] {
    let lines = Set(others.compactMap { $0.place?.position?.line })
    return diagnostics.filter { item in
      item.severity == .error && item.code != .alertsRole
        && item.place?.position.map { !lines.contains($0.line) } ?? true
    }
  }

  func resolved(_ path: String) -> String {
    path.hasPrefix("/") || folder == "." ? path : folder + "/" + path
  }

  mutating func problem(
    _ code: DiagnosticCode, _ node: YAMLNode, zh: String, en: String,
    severity: DiagnosticSeverity = .error, help: LocalizedText? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        code, severity, LocalizedText(zh: zh, en: en), at: .source(source, node.ownSpan),
        help: help))
  }
}
