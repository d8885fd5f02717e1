import Alerts
import Delivery
import Diagnostics
import Findings
import Testing

/// Delivery to a real server with TLS and AUTH, and mails read back from the mailbox.
@Suite(.enabled(if: MailServer.port != nil, MailServer.absence), .serialized)
struct RealServerTests {
  func deliver(
    _ result: CheckResult = Office.result, _ change: (inout AlertSettings) -> Void = { _ in }
  ) throws -> (report: AlertPass.Report, ids: [String], counts: [OutboxEntry.State: Int]) {
    let port = try #require(MailServer.port)
    var settings = try #require(Office.settings(port: port, security: .startTLS))
    settings.transport?.host = "localhost"
    settings.transport?.timeoutSeconds = 20
    settings.transport?.user = MailServer.value("USER")
    settings.transport?.password = .environment("QIXIAN_MAIL_PASSWORD")
    settings.transport?.authorityFile = MailServer.value("CA")
    change(&settings)
    let path = Office.statePath()
    defer { Office.remove(path) }
    let store = try AlertStore(path: path)
    let hands = Office.Hands()
    var carrier = Carrier(settings: settings, now: { hands.now })
    let report = try Office.run(
      Office.pass(settings, store, hands), &carrier, over: result)
    return (report, try store.lines(limit: 100_000).map(\.messageID), try store.counts())
  }

  @Test func `mails arrive whole through TLS and AUTH`() throws {
    let (report, ids, _) = try deliver()
    #expect(report.sent == 3)
    #expect(!report.hasFailed)
    #expect(ids.count == 3)
    for box in ["a", "b", "c"] {
      let found = try MailServer.mails(1, in: [box]) { ids.contains($0.header("Message-ID") ?? "") }
      #expect(found.count == 1)
      #expect(found.first?.mail.header("Auto-Submitted") == "auto-generated")
      #expect(found.first?.mail.header("To") == "<\(box)@city.example>")
    }
  }

  @Test func `a certificate of another authority is refused and nothing is lost`() throws {
    let (report, _, counts) = try deliver {
      $0.transport?.authorityFile = MailServer.value("OTHER_CA")
    }
    #expect(report.stopped?.en.contains("is not trusted") == true)
    #expect(counts == [.queued: 3])
  }

  @Test func `a certificate for another name is refused`() throws {
    let (report, _, counts) = try deliver { $0.transport?.host = "127.0.0.1" }
    #expect(report.stopped?.en.contains("is not trusted") == true)
    #expect(counts == [.queued: 3])
  }

  @Test func `a wrong password is said and nothing is lost`() throws {
    let (report, _, counts) = try deliver {
      $0.transport?.password = .environment("QIXIAN_MAIL_WRONG_PASSWORD")
    }
    #expect(report.stopped?.en.contains("refused the login") == true)
    #expect(counts == [.queued: 3])
  }

  @Test func `an unknown recipient is given up and reported, the others get their mail`() throws {
    let (report, _, counts) = try deliver { settings in
      guard let nobody = Mailbox(address: "nobody-there@city.example") else { return }
      settings.recipients.add(
        RecipientTable.Entry(unit: "a", role: "officer", recipient: .mail(nobody)))
    }
    #expect((report.sent, report.dead) == (4, 1))
    #expect(report.failures.first?.en.contains("550") == true)
    #expect(counts == [.sent: 4, .dead: 1])
  }

  @Test func `TLS from the first byte works as well`() throws {
    let port = try #require(MailServer.value("TLS_PORT").flatMap(Int.init))
    let (report, _, _) = try deliver { settings in
      settings.transport?.security = .tls
      settings.transport?.port = port
    }
    #expect((report.sent, report.hasFailed) == (3, false))
  }

  @Test func `a sender that the server refuses stops the run, and nothing is given up`() throws {
    let (report, _, counts) = try deliver { settings in
      if let refused = Mailbox(address: "refused@city.example") { settings.sender = refused }
    }
    #expect(report.stopped?.en.contains("Sender address rejected") == true)
    #expect(counts == [.queued: 3])
  }

  @Test(arguments: [
    "x\r\nBcc: victim@city.example", "x\n\nBcc: v\n<script>alert(1)</script>", "\u{2028}Bcc: v",
    "=?UTF-8?B?DQpCY2M6IHY=?=", "\r\n.\r\nMAIL FROM:<x@city.example>\r\n",
  ])
  func `names, titles and keys with line breaks reach the mailbox as text`(_ text: String) throws {
    let known = Set(MailServer.paths(in: ["head"]))
    var result = Office.result
    result.findings = [result.findings[0]]
    result.findings[0].subject = .row(key: [NamedValue("case", text)])
    result.findings[0].reason = LocalizedText(verbatim: text)
    let (report, ids, _) = try deliver(result) { settings in
      settings.sender.name = text
      settings.reportLink = text
      if let named = Mailbox(name: text, address: "head@city.example") {
        settings.recipients = RecipientTable(entries: [
          RecipientTable.Entry(unit: nil, role: "officer", recipient: .mail(named))
        ])
      }
    }
    #expect((report.sent, report.hasFailed) == (1, false))
    let found = try MailServer.mails(1, in: ["head"], besides: known) {
      ids.contains($0.header("Message-ID") ?? "")
    }
    let mail = try #require(found.first?.mail)
    #expect(mail.header("Bcc") == nil)
    #expect(mail.headers.count { $0.hasPrefix("To: ") } == 1)
    #expect(!mail.page.contains("<script"))
    #expect(mail.text.contains("【本次通知】1 件"))
  }
}
