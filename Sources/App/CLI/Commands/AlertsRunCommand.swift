import Alerts
import ArgumentParser
import CivilTime
import Delivery
import Diagnostics
import Platform

/// `qixian alerts run`: keeps the schedule until it is told to stop.
struct AlertsRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: say("常駐執行，自行依時程寄送；同時只有一個。", "Keeps the schedule itself, one instance at a time."),
    discussion: say(
      """
      停機後補寄，待寄之郵件再試；收到 SIGTERM 或 SIGINT 時，處理完手上一封即正常停止。
      同一狀態檔同時只有一個程式使用。
      """,
      """
      Catches up after downtime, tries waiting mails again, and stops cleanly on SIGTERM or \
      SIGINT after the mail in hand. Only one instance works on a state at a time.
      """))

  @OptionGroup var options: AlertsOptions

  func run() throws {
    try options.attempt {
      let found = try options.project()
      let lock = try options.lock(found.settings)
      let stop = StopSignal()
      var session = try AlertsSession(options, found)
      var carrier = Carrier(settings: session.settings, now: { Clock.now() })
      while !stop.isRaised {
        let now = session.pass.now
        let digests = try session.pass.dueDigests(now: now)
        let isMailDue = try !session.store.due(at: now).isEmpty
        if !digests.isEmpty || isMailDue {
          // Rules and settings of the data may have changed since the last time.
          session = try AlertsSession(options, found)
          try pass(session, digests, stop, &carrier)
        } else {
          try HealthFile.write(session.settings.healthPath, nil, store: session.store, at: now)
        }
        stop.wait(seconds: 30)
      }
      Terminal.complain(
        LocalizedText(zh: "已停止", en: "stopped")[session.language])
      withExtendedLifetime(lock) {}
    }
  }

  private func pass(
    _ session: AlertsSession, _ digests: [(digest: Digest, occurrence: LocalTime)],
    _ stop: StopSignal, _ carrier: inout Carrier
  ) throws {
    let now = session.pass.now
    var report = AlertPass.Report()
    if digests.isEmpty {
      try session.pass.deliver(&carrier, &report)
    } else {
      let (result, _) = try session.check(at: now)
      var pass = session.pass(over: result)
      pass.shouldStop = { stop.isRaised }
      report = try pass.run(
        digests: digests, result: result, inputs: session.inputs(result, at: now),
        carrier: &carrier)
    }
    show(report, in: session.language)
    try HealthFile.write(session.settings.healthPath, report, store: session.store, at: now)
  }
}
