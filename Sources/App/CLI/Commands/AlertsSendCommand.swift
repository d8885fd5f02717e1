import Alerts
import ArgumentParser
import Delivery
import Diagnostics
import Platform

/// `qixian alerts send`: one pass, for cron or a timer.
struct AlertsSendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: say("寄送一次：屆時之通知與寄件匣中待寄者。", "Sends what is due and what waits in the outbox, once."),
    discussion: say(
      """
      供 cron 或 systemd 計時器使用，次數不拘：每則彙整通知於其各時刻只寄一次，主機曾停機者補寄。
      """,
      """
      Meant for cron or a systemd timer, as often as wanted: a digest goes out once for each of \
      its times, and late where the machine was down.
      """))

  @OptionGroup var options: AlertsOptions

  @Option(help: .say("立即寄送之彙整通知，不論是否屆時。", "Digests to send now, due or not.", valueName: "id"))
  var digest: [String] = []

  @Flag(help: .say("再寄先前放棄之郵件。", "Tries mails again that were given up."))
  var retryDead = false

  func run() throws {
    try options.attempt {
      let project = try options.project()
      let lock = try options.lock(project.settings)
      let session = try AlertsSession(options, project)
      let now = session.pass.now
      if retryDead { _ = try session.store.reviveDead(at: now) }
      let digests = try session.digests(digest, at: now)
      let found = try session.check(at: now)
      let pass = session.pass(over: found.result)
      var carrier = Carrier(settings: session.settings, now: { Clock.now() })
      let report = try pass.run(
        digests: digests, result: found.result, inputs: session.inputs(found.result, at: now),
        brokenRules: found.brokenRules, carrier: &carrier)
      show(report, in: session.language)
      try HealthFile.write(
        session.settings.healthPath, report, problem: found.brokenRules.first,
        store: session.store, at: now)
      withExtendedLifetime(lock) {}
      if !found.brokenRules.isEmpty { throw ExitCode.wrongUsage }
      if found.isDataMissing { throw ExitCode.dataMissing }
      if report.hasFailed { throw ExitCode.deliveryFailed }
    }
  }
}
