import Alerts
import ArgumentParser
import CivilTime
import Delivery
import Diagnostics
import Platform

/// `qixian alerts preview`: who would be told what.
struct AlertsPreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: say("預覽何人將收到何通知，不寄送。", "Shows who would be told what, and sends nothing."),
    discussion: say(
      """
      qixian alerts preview --now '110-01-08 08:30'
      qixian alerts preview --output mails/      （一封一檔，.eml 或 .json）
      """,
      """
      qixian alerts preview --now '110-01-08 08:30'
      qixian alerts preview --output mails/      (one .eml or .json file a mail)
      """))

  @OptionGroup var options: AlertsOptions

  @Option(help: .say("將郵件存為檔案之資料夾。", "A folder for the mails as files.", valueName: "folder"))
  var output: String?

  @Option(help: .say("指定之彙整通知，不論是否屆時。", "Digests, whether they are due or not.", valueName: "id"))
  var digest: [String] = []

  func run() throws {
    try options.attempt {
      let session = try AlertsSession(options, options.project(), isReading: true)
      let now = session.pass.now
      let digests = try session.digests(digest, at: now)
      let found = try session.check(at: now)
      let pass = session.pass(over: found.result)
      var plans = try pass.plans(
        for: digests, result: found.result, inputs: session.inputs(found.result, at: now),
        brokenRules: found.brokenRules, now: now
      ).map(\.plan)
      plans.append(try pass.undelivered(now: now))
      var count = 0
      for plan in plans {
        for (planned, composed) in pass.compose(plan, now: now) {
          count += 1
          try show(planned, composed, count)
        }
        showMissing(plan.missingRoles, in: session.language)
        if plan.deferredCount > 0 {
          Terminal.complain(
            LocalizedText(
              zh: "另有 \(plan.deferredCount) 封因 limit 留待下次",
              en: "\(plan.deferredCount) more are left for the next run by the limit")[
                session.language])
        }
      }
      if count == 0 {
        try Terminal.print(
          LocalizedText(zh: "目前沒有要通知的事項", en: "there is nothing to tell now")[session.language])
      }
      if let waiting = try session.store.counts()[.queued] {
        Terminal.complain(
          LocalizedText(
            zh: "寄件匣尚有 \(waiting) 封等待重試",
            en: "waiting in the outbox to be tried again: \(counted(waiting, "mail"))"
          )[session.language])
      }
      if !found.brokenRules.isEmpty { throw ExitCode.wrongUsage }
      if found.isDataMissing { throw ExitCode.dataMissing }
    }
  }

  private func show(_ planned: PlannedMail, _ composed: ComposedMail, _ number: Int) throws {
    guard let output else {
      try Terminal.print("=== \(composed.recipient.key) · \(composed.subject)")
      for line in planned.new + planned.resolved {
        try Terminal.print(
          "  \(line.label[planned.language]) · \(line.occasion[planned.language]) · \(line.ruleID)")
      }
      for notice in planned.notices { try Terminal.print("  " + notice[planned.language]) }
      return
    }
    let digits = String(number)
    let suffix = if case .mail = composed.recipient { "eml" } else { "json" }
    let name = String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "." + suffix
    try Files.write(composed.bytes, to: "\(output)/\(name)")
    try Terminal.print("\(output)/\(name) \(composed.recipient.key)")
  }
}
