import ArgumentParser
import Delivery
import Diagnostics

/// `qixian alerts run`: keeps the schedule until it is told to stop.
struct AlertsRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: say("常駐執行，自行依時程寄送；同時只有一個。", "Keeps the schedule itself, one instance at a time."),
    discussion: say(
      """
      停機後補寄，待寄之郵件再試；收到 SIGTERM 或 SIGINT 時，處理完手上一封即正常停止。
      設定檔變更時重新讀取，有誤時說明並沿用先前之設定。
      同一狀態檔同時只有一個程式使用。
      """,
      """
      Catches up after downtime, tries waiting mails again, and stops cleanly on SIGTERM or \
      SIGINT after the mail in hand. Settings that were changed are read anew; broken ones are \
      said, and those before are kept. Only one instance works on a state at a time.
      """))

  @OptionGroup var options: AlertsOptions

  @Option(
    help: .say(
      "隔幾秒查看一次有無應寄者。", "How often it looks whether something is due.", valueName: "seconds"))
  var interval = 30

  func validate() throws {
    guard (1...3600).contains(interval) else {
      throw ValidationError(
        zh: "--interval 須為 1 至 3600 秒", en: "--interval is from 1 to 3600 seconds")
    }
  }

  func run() throws {
    try options.attempt {
      let stop = StopSignal()
      var service = try AlertsService(options, stop)
      while !stop.isRaised {
        service.work()
        stop.wait(seconds: interval)
      }
      Terminal.complain(LocalizedText(zh: "已停止", en: "stopped")[service.language])
    }
  }
}
