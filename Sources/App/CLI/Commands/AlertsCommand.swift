import Alerts
import ArgumentParser
import Delivery
import Diagnostics
import Platform

/// `qixian alerts`: mails about what is due soon, overdue or resolved.
struct AlertsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alerts",
    abstract: say(
      "將即將屆期、已逾期、已解除之案件通知應知之人。", "Tells the right people of what is due soon, overdue or resolved."),
    discussion: say(
      """
      設定寫於 qixian.yaml 之 alerts，說明見 docs/alerts.zh-Hant.md。每位收件人就一案之每一階段只通知一次。

      結束代碼：0 全數送達；否則為下列之首項：2 用法、設定或規則有誤；3 資料無法讀取；4 有未送達者
      （留於寄件匣）。能通知者仍一律通知。
      """,
      """
      The settings stand under 'alerts' in qixian.yaml; docs/alerts.md explains them. Each \
      recipient is told once of each stage of a case.

      Exit code 0: all delivered; else the first of these: 2: wrong usage, settings or rules; \
      3: data could not be read; 4: something was not delivered (it stays in the outbox). What can \
      be told is told in any case.
      """),
    subcommands: [
      AlertsPreviewCommand.self, AlertsSendCommand.self, AlertsRunCommand.self,
      AlertsHistoryCommand.self,
    ])
}

extension AlertsOptions {
  /// Carries out a command's work; a state that fails is a delivery that failed.
  func attempt(_ body: () throws -> Void) throws { try Self.attempt(language, body) }

  /// Carries out a command's work, saying in a language why it failed.
  static func attempt(_ language: Language, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as AlertsFailure {
      Terminal.complain(failure.message[language])
      throw ExitCode.deliveryFailed
    } catch let code as ExitCode {
      throw code
    } catch let error as ValidationError {
      throw error
    } catch {
      Terminal.complain(
        LocalizedText(zh: "通知失敗：\(error)", en: "alerts failed: \(error)")[language])
      throw ExitCode.deliveryFailed
    }
  }

  /// Takes the lock of a state; another process that has it ends the command.
  func lock(_ settings: AlertSettings) throws -> InstanceLock {
    if let folder = Files.parent(of: settings.statePath) { try? Files.makeFolder(folder) }
    guard let lock = InstanceLock(path: settings.statePath + ".lock") else {
      throw AlertsFailure(
        LocalizedText(
          zh: "另一個 qixian alerts 正在使用 \(settings.statePath)",
          en: "another qixian alerts is using \(settings.statePath)"))
    }
    return lock
  }
}

/// Says on standard error which roles nobody holds.
func showMissing(_ roles: [String: Int], in language: Language) {
  for (role, cases) in roles.sorted(by: { $0.key < $1.key }) {
    Terminal.complain(
      LocalizedText(
        zh: "\(cases) 件無人擔任「\(role)」，改寄系統管理者",
        en: "nobody holds '\(role)' for \(counted(cases, "case")); the operator is told")[language])
  }
}

/// Says on standard error what a pass came to.
func show(_ report: AlertPass.Report, in language: Language) {
  Terminal.complain(
    LocalizedText(
      zh:
        "新增 \(report.queued) 封，送出 \(report.sent) 封，稍後再試 \(report.retried) 封，無法送達 \(report.dead) 封，留待下次 \(report.deferred) 封",
      en:
        "\(report.queued) new, \(report.sent) sent, \(report.retried) to be tried again, \(report.dead) given up, \(report.deferred) left for the next run"
    )[language])
  showMissing(report.missingRoles, in: language)
  for reason in report.failures { Terminal.complain("  " + reason[language]) }
  if let stopped = report.stopped {
    Terminal.complain(
      LocalizedText(zh: "停止寄送：\(stopped.zhHant)", en: "sending stopped: \(stopped.en)")[language])
  }
}
