import Alerts
import ArgumentParser
import CivilTime
import Delivery
import Diagnostics
import Platform

/// Alerts as a service: what `qixian alerts run` does again and again.
///
/// Nothing that goes wrong on the way ends it: the problem is said once, stands in the health file, and
/// the work goes on with the settings before.
struct AlertsService {
  /// How long what a limit left waits, in milliseconds: a quarter of an hour.
  private static let breather: Int64 = 900_000

  private let options: AlertsOptions
  private let stop: StopSignal
  private var session: AlertsSession
  private var lock: InstanceLock
  /// The project file and the table of recipients as they were read.
  private var sources: [FileStamp]
  /// The exports as they were last looked at, and on which day.
  private var looked: (day: CivilDate, stamps: [FileStamp])?
  /// Until when no digest is begun.
  private var pausedUntil: Instant?
  /// Why the settings could not be read anew.
  private var settingsProblem: LocalizedText?
  /// What was said last, so that it is said once.
  private var said: LocalizedText?

  var language: Language { session.language }

  /// Takes the lock and opens the state; what is wrong at the start ends the command.
  init(_ options: AlertsOptions, _ stop: StopSignal) throws {
    self.options = options
    self.stop = stop
    let found = try options.project()
    lock = try options.lock(found.settings)
    sources = found.settings.sourcePaths.map { FileStamp($0) }
    session = try AlertsSession(options, found)
  }

  /// Does what is due at this moment.
  mutating func work() {
    let now = session.pass.now
    var report: AlertPass.Report?
    var problem: LocalizedText?
    do {
      try readAnew()
      report = try pass(at: now, &problem)
    } catch {
      problem = Self.message(error)
    }
    if let report { show(report, in: language) }
    problem = problem ?? settingsProblem
    if let problem, problem != said { Terminal.complain(problem[language]) }
    said = problem
    do {
      try HealthFile.write(
        session.settings.healthPath, report, problem: problem, store: session.store, at: now)
    } catch {
      Terminal.complain(Self.message(error)[language])
    }
  }

  /// Reads the settings anew where their files were changed; broken ones are not taken over.
  private mutating func readAnew() throws {
    let found = sources.map { FileStamp($0.path) }
    guard found != sources else { return }
    sources = found
    do {
      let new = try options.project()
      if new.settings.statePath != session.settings.statePath {
        lock = try options.lock(new.settings)
      }
      session = try AlertsSession(options, new)
      sources = new.settings.sourcePaths.map { FileStamp($0) }
      looked = nil
      settingsProblem = nil
      Terminal.complain(
        LocalizedText(zh: "設定已重新讀取", en: "the settings were read anew")[language])
    } catch {
      let reason = Self.message(error)
      settingsProblem = LocalizedText(
        zh: "設定檔有誤，沿用先前的設定：\(reason.zhHant)",
        en: "the settings are broken, and those before are kept: \(reason.en)")
    }
  }

  private mutating func pass(
    at now: Instant, _ problem: inout LocalizedText?
  ) throws -> AlertPass.Report? {
    var digests = try session.pass.dueDigests(now: now)
    if let pausedUntil, now < pausedUntil { digests = [] }
    let today = session.zone.localTime(of: now).date
    let stamps = session.inputStamps(at: now)
    let isSettled = session.isSettled(stamps, at: now)
    let isWatchDue =
      !session.settings.watches.isEmpty && session.pass.watches(at: now)
      && (looked?.day != today || isSettled && looked?.stamps != stamps)
    // Secrets are read anew for each pass.
    var carrier = Carrier(settings: session.settings, now: { Clock.now() })
    guard !digests.isEmpty || isWatchDue else {
      guard try !session.store.due(at: now).isEmpty else { return nil }
      return try whole(session.pass).deliverWaiting(&carrier)
    }
    // Rules and data may have changed since the last time.
    session = try AlertsSession(options, (session.project, session.settings))
    let found = try session.check(at: now)
    let report = try whole(session.pass(over: found.result)).run(
      digests: digests, result: found.result, inputs: session.inputs(found.result, at: now),
      brokenRules: found.brokenRules, carrier: &carrier)
    if isWatchDue { looked = (today, isSettled ? stamps : []) }
    pausedUntil = report.deferred > 0 ? now.adding(milliseconds: Self.breather) : nil
    if let first = found.brokenRules.first {
      problem = LocalizedText(zh: "規則有誤：\(first.zhHant)", en: "rules are broken: \(first.en)")
    } else if found.isDataMissing {
      problem = LocalizedText(zh: "有資料無法讀取", en: "some data could not be read")
    }
    return report
  }

  /// The pass, which ends after the mail in hand when the service is stopped.
  private func whole(_ pass: AlertPass) -> AlertPass {
    var pass = pass
    let stop = stop
    pass.shouldStop = { stop.isRaised }
    return pass
  }

  private static func message(_ error: any Error) -> LocalizedText {
    switch error {
    case let failure as AlertsFailure: failure.message
    case let error as FileError: error.message
    case let error as ValidationError: LocalizedText(verbatim: error.message)
    case is ExitCode:
      LocalizedText(zh: "設定或規則有誤（見上）", en: "settings or rules are broken (see above)")
    default: LocalizedText(zh: "通知失敗：\(error)", en: "alerts failed: \(error)")
    }
  }
}
