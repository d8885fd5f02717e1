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
      let session = try AlertsSession(options, options.project())
      let now = session.pass.now
      let (result, isDataMissing) = try session.check(at: now)
      let pass = session.pass(over: result)
      let digests = try pass.selected(digest, now: now)
      let plans = try pass.plans(
        for: digests, result: result, inputs: session.inputs(result, at: now), now: now)
      var count = 0
      for (plan, _) in plans {
        for (planned, composed) in pass.compose(plan, now: now) {
          count += 1
          try show(planned, composed, count)
        }
        for (role, cases) in plan.missingRoles.sorted(by: { $0.key < $1.key }) {
          Terminal.complain(
            LocalizedText(
              zh: "\(cases) 件無人擔任「\(role)」，改寄系統管理者",
              en: "nobody holds '\(role)' for \(cases) cases; the operator is told")[
                session.language])
        }
      }
      if count == 0 {
        try Terminal.print(
          LocalizedText(zh: "目前沒有要通知的事項", en: "there is nothing to tell now")[session.language])
      }
      if isDataMissing { throw ExitCode.dataMissing }
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
