import Alerts
import ArgumentParser
import CivilTime
import Delivery
import Diagnostics
import Findings
import Pipeline
import Platform
import RuleCheck
import Reports

/// What the commands of alerts have in common: project, clock and rule options.
struct AlertsOptions: ParsableArguments {
  @OptionGroup var run: RunOptions

  @Option(
    help: .say("視為現在之時刻，供試行。", "The moment that counts as now, for trials.", valueName: "time"))
  var now: String?

  func validate() throws {
    guard run.reveal.isEmpty else {
      throw ValidationError(
        zh: "--reveal：郵件一律遮蔽個人資料", en: "--reveal: mails never show sensitive columns as they are")
    }
  }

  /// The language.
  var language: Language { run.language }

  /// The project with its settings; a broken one ends the command.
  func project() throws -> (project: Project, settings: AlertSettings) {
    try Self.project(run.project, language)
  }

  /// The project at a path, or of this folder, with its settings; a broken one ends the command.
  static func project(
    _ path: String?, _ language: Language
  ) throws -> (project: Project, settings: AlertSettings) {
    let path = path ?? "qixian.yaml"
    guard Files.isFile(path) else {
      throw ValidationError(
        zh: "沒有專案檔 \(path)",
        en: "There is no project file '\(path)'")
    }
    let project = Project(path: path)
    Terminal.show(project.diagnostics, in: language)
    guard let settings = project.alerts else {
      if !project.hasAlerts, !project.diagnostics.contains(where: { $0.severity == .error }) {
        Terminal.show(
          [
            Diagnostic(
              .alertsMissing,
              LocalizedText(zh: "\(path) 沒有 alerts 設定", en: "'\(path)' has no alerts"))
          ], in: language)
      }
      throw ExitCode.wrongUsage
    }
    return (project, settings)
  }

  /// The fixed clock, or the system's.
  func clock(_ zone: TimeZoneRules) throws -> () -> Instant {
    guard let now else { return { Clock.now() } }
    guard case .success(let time) = TimeText.parse(now) else {
      throw ValidationError(
        zh: "--now：「\(now)」不是日期或時刻（2021-01-31 08:30）",
        en: "--now: '\(now)' is no date or time (2021-01-31 08:30)")
    }
    let instant = time.moment(in: zone).instant
    return { instant }
  }
}

/// One check and all that alerts need around it.
struct AlertsSession {
  let settings: AlertSettings
  let pass: AlertPass
  let store: AlertStore
  let zone: TimeZoneRules
  let language: Language
  let project: Project
  private let options: AlertsOptions
  private let calendar: WorkCalendar
  /// The rules and the data as they stand when the session begins.
  private let prepared: PreparedRun

  /// Reads rules and opens the state; where it is only read, nothing is written.
  init(
    _ options: AlertsOptions, _ found: (project: Project, settings: AlertSettings),
    isReading: Bool = false
  ) throws {
    let (project, settings) = found
    self.options = options
    self.project = project
    self.settings = settings
    language = options.language
    prepared = try options.run.prepare()
    let definition = prepared.rules.calendars.first { $0.identifier == settings.calendar }
    guard let definition else {
      Terminal.complain(
        LocalizedText(
          zh: "找不到行事曆 \(settings.calendar)", en: "there is no calendar '\(settings.calendar)'")[
            options.language])
      throw ExitCode.wrongUsage
    }
    calendar = WorkCalendar(
      definition: definition, places: prepared.check.request.places)
    zone = prepared.rules.zone
    do {
      store =
        try isReading
        ? AlertStore(reading: settings.statePath) : AlertStore(path: settings.statePath)
    } catch {
      throw AlertsFailure(
        LocalizedText(
          zh: "無法開啟狀態檔 \(settings.statePath)：\(error)",
          en: "the state \(settings.statePath) cannot be opened: \(error)"))
    }
    pass = AlertPass(
      settings: settings, calendar: calendar, title: project.title ?? prepared.rules.title,
      zone: zone, store: store, clock: try options.clock(zone))
  }

  /// Checks the data at the present moment.
  func check(at now: Instant) throws -> AlertsFindings {
    let broken = prepared.diagnostics.filter { $0.severity == .error }
    Terminal.show(broken, in: language)
    var request = prepared.check.request
    let text = zone.localTime(of: now).isoText(precision: .second, separator: " ")
    if options.run.asOf == nil, case .success(let time) = TimeText.parse(text) {
      request.asOf = time
    }
    // Of a case that stands in several exports the newest speaks, also where it says that all is well.
    if request.data.contains(where: { $0.sources.count > 1 }) { request.explainedKeys = ["*"] }
    let unsure = limitEnds(of: &request, prepared, at: now)
    let outcome = Check.run(request, rules: prepared.rules)
    // Notes on files would be said again by every run of a timer.
    Terminal.show(
      unsure + outcome.result.diagnostics.filter { $0.severity != .note }, in: language)
    let useless = options.run.select.isEmpty ? uselessFilters(outcome.result) : []
    for problem in useless { Terminal.complain(problem[language]) }
    return AlertsFindings(
      result: outcome.result, isDataMissing: outcome.isDataMissing,
      brokenRules: broken.map(AlertsFindings.sentence) + useless)
  }

  /// Filters of stages and digests that no rule passes, so that nothing would ever be told.
  private func uselessFilters(_ result: CheckResult) -> [LocalizedText] {
    let words = settings.stages.map(\.filter.rules) + settings.digests.map(\.filter.rules)
    return Set(words.flatMap { $0 }).sorted().filter { word in
      !result.rules.contains { AlertFilter(rules: [word]).accepts($0) }
    }.map {
      LocalizedText(
        zh: "alerts：沒有規則或標籤「\($0)」", en: "alerts: no rule or tag matches '\($0)'")
    }
  }

  /// The digests named, whether due or not; those that are due where none is named.
  func digests(
    _ names: [String], at now: Instant
  ) throws -> [(digest: Digest, occurrence: LocalTime)] {
    let known = settings.digests.map(\.id)
    for name in names where !known.contains(name) {
      let hint = nearest(to: name, in: known).map { say("，是否指 \($0)？", "; did you mean '\($0)'?") }
      throw ValidationError(
        zh: "--digest：沒有彙整通知「\(name)」\(hint ?? "")",
        en: "--digest: there is no digest '\(name)'\(hint ?? "")")
    }
    return try pass.selected(names, now: now)
  }

  /// The pass, with the recipient's own cases attached where the settings ask for it.
  func pass(over result: CheckResult) -> AlertPass {
    var pass = pass
    guard let attachment = settings.attachment,
      let format = ReportFormat(rawValue: attachment.rawValue)
    else { return pass }
    var places: [String: [Int]] = [:]
    for (place, finding) in result.findings.enumerated() {
      places[finding.fingerprint, default: []].append(place)
    }
    pass.files = { [places] mail in
      guard case .mail = mail.recipient, mail.kind == .digest else { return [] }
      let cases = Set((mail.new + mail.still + mail.resolved).map(\.caseID))
      var own = result
      own.findings = FindingList(
        cases.flatMap { places[$0] ?? [] }.sorted().map { result.findings[$0] })
      own.groups = result.groups.filter { cases.contains(AlertLine.caseID(of: $0, in: result)) }
      own.dataIssues = []
      own.scorecards = []
      own.waivers = []
      own.diagnostics = []
      for index in own.rules.indices { own.rules[index].counts = VerdictCounts() }
      for finding in own.findings { own.rules[finding.rule].counts.add(finding.verdict, 1) }
      var bytes: [UInt8] = []
      do {
        try Reports.render(own, as: format, options: ReportOptions(language: mail.language)) {
          bytes += $0
        }
      } catch {
        return []
      }
      let type =
        attachment == .ods
        ? "application/vnd.oasis.opendocument.spreadsheet" : "text/csv; charset=utf-8"
      return [MailFile(name: "cases.\(attachment.rawValue)", type: type, bytes: bytes)]
    }
    return pass
  }
}

/// A failure to work with the state, in words.
struct AlertsFailure: Error {
  var message: LocalizedText
  init(_ message: LocalizedText) { self.message = message }
}
