import Alerts
import Delivery
import Diagnostics
import Testing

/// A real client against a server on loopback that fails in each way.
@Suite struct FaultTests {
  /// What a pass against a server came to, and the mails the server took.
  private func pass(
    _ script: ScriptedServer.Script, security: MailTransport.Security = .none,
    change: (inout AlertSettings) -> Void = { _ in },
    files: @escaping (PlannedMail) -> [MailFile] = { _ in [] }
  ) throws -> (report: AlertPass.Report, recipients: [String], waiting: Int) {
    let server = try #require(ScriptedServer(script))
    defer { server.close() }
    var settings = try #require(Office.settings(port: server.port, security: security))
    change(&settings)
    let path = Office.statePath()
    defer { Office.remove(path) }
    let hands = Office.Hands()
    let store = try AlertStore(path: path)
    var carrier = Carrier(settings: settings, now: { hands.now })
    var pass = Office.pass(settings, store, hands)
    pass.files = files
    let report = try Office.run(pass, &carrier)
    return (
      report, server.accepted.map(\.recipient).sorted(), try store.counts()[.queued] ?? 0
    )
  }

  @Test func `a good server takes every mail whole`() throws {
    let (report, recipients, waiting) = try pass(ScriptedServer.Script())
    #expect(!report.hasFailed)
    #expect(recipients == ["a@city.example", "b@city.example", "c@city.example"])
    #expect(waiting == 0)
  }

  @Test(arguments: [
    ("550 5.1.1 no such user", 0, 1), ("451 4.2.0 mailbox busy", 1, 0),
  ])
  func `one refused recipient does not keep the others from their mail`(
    _ reply: String, _ retried: Int, _ dead: Int
  ) throws {
    var script = ScriptedServer.Script()
    script.refusedRecipients = ["b@city.example": reply]
    let (report, recipients, waiting) = try pass(script)
    #expect((report.retried, report.dead) == (retried, dead))
    #expect(
      report.failures.map(\.en).filter { $0.contains(reply) }.count == 1, "\(report.failures)")
    let operators = dead > 0 ? ["operator@city.example"] : []
    #expect(recipients == ["a@city.example", "c@city.example"] + operators)
    #expect(waiting == retried)
  }

  @Test(arguments: [("554 5.6.0 refused", 0, 3), ("452 4.3.1 disk full", 3, 0)])
  func `the answer to the body decides`(_ reply: String, _ retried: Int, _ dead: Int) throws {
    var script = ScriptedServer.Script()
    script.bodyReply = reply
    let (report, recipients, _) = try pass(script)
    #expect(report.retried == retried)
    // The mail to the operator about the others is refused as well.
    #expect(report.dead == (dead == 0 ? 0 : dead + 1))
    #expect(recipients.isEmpty)
  }

  @Test func `a connection cut in the body is one mail to try again, the rest is sent`() throws {
    var script = ScriptedServer.Script()
    script.cutConnections = [0]
    let (report, recipients, waiting) = try pass(script)
    #expect((report.sent, report.retried, report.dead, waiting) == (2, 1, 0, 1))
    #expect(recipients == ["b@city.example", "c@city.example"])
  }

  @Test func `a refused sender stops the run without giving mails up`() throws {
    var script = ScriptedServer.Script()
    script.senderReply = "550 5.7.1 not your address"
    let (report, recipients, waiting) = try pass(script)
    #expect(report.stopped?.en == "mail server 127.0.0.1 refused: 550 5.7.1 not your address")
    #expect(recipients.isEmpty)
    #expect((report.dead, waiting) == (0, 3))
  }

  @Test func `a mail that is too large is given up alone`() throws {
    var script = ScriptedServer.Script()
    script.largestMail = 60_000
    let (report, recipients, waiting) = try pass(script) { settings in
      guard let mailbox = Mailbox(name: "b", address: "b@city.example") else { return }
      settings.recipients.add(
        RecipientTable.Entry(
          unit: "b", role: "officer", recipient: .mail(mailbox), language: .en))
    } files: { mail in
      guard mail.recipient.key == "b@city.example", mail.kind == .digest else { return [] }
      return [MailFile(name: "big", type: "text/csv", bytes: Array(repeating: 65, count: 90_000))]
    }
    #expect((report.sent, report.dead) == (3, 1))
    #expect(report.failures.map(\.en) == ["refused: 552 5.3.4 too large"])
    #expect(recipients == ["a@city.example", "c@city.example", "operator@city.example"])
    #expect(waiting == 0)
  }

  @Test func `many recipients refused for now do not keep those after them from their mail`() throws
  {
    var script = ScriptedServer.Script()
    script.refusedRecipients = Dictionary(
      uniqueKeysWithValues: (1...6).map { ("r\($0)@city.example", "450 4.2.1 busy") })
    let (report, recipients, waiting) = try pass(script) { settings in
      for number in 1...6 {
        guard let mailbox = Mailbox(address: "r\(number)@city.example") else { return }
        settings.recipients.add(
          RecipientTable.Entry(unit: "a", role: "officer", recipient: .mail(mailbox)))
      }
    }
    #expect((report.sent, report.retried) == (3, 6))
    #expect(report.stopped == nil)
    #expect(recipients == ["a@city.example", "b@city.example", "c@city.example"])
    #expect(waiting == 6)
  }

  @Test func `a slow server that answers in time gets every mail`() throws {
    var script = ScriptedServer.Script()
    script.delay = 60
    let (report, recipients, _) = try pass(script)
    #expect((report.sent, report.hasFailed) == (3, false))
    #expect(recipients.count == 3)
  }

  @Test func `a refused login stops the run, loses nothing and says what the server said`() throws {
    var script = ScriptedServer.Script()
    script.refusesLogin = true
    let (report, recipients, waiting) = try pass(script) { settings in
      settings.transport?.user = "qixian"
      settings.transport?.password = .environment("PATH")
    }
    #expect(report.stopped?.en.contains("refused the login") == true)
    #expect(recipients.isEmpty)
    #expect(waiting == 3)
  }

  @Test func `a missing password is said by the name of its variable`() throws {
    let (report, _, waiting) = try pass(ScriptedServer.Script()) { settings in
      settings.transport?.user = "qixian"
      settings.transport?.password = .environment("QIXIAN_NO_SUCH_VARIABLE")
    }
    #expect(report.stopped?.en == "the variable QIXIAN_NO_SUCH_VARIABLE is not set")
    #expect(waiting == 3)
  }

  @Test func `a server without encryption gets no mail that asks for it`() throws {
    let (report, recipients, waiting) = try pass(ScriptedServer.Script(), security: .startTLS)
    #expect(report.stopped?.en.contains("offers no encryption") == true)
    #expect(recipients.isEmpty)
    #expect(waiting == 3)
  }

  @Test func `a server that refuses service stops the run without giving mails up`() throws {
    var script = ScriptedServer.Script()
    script.greeting = "554 no service"
    let (report, _, waiting) = try pass(script)
    #expect(report.stopped != nil)
    #expect((report.dead, waiting) == (0, 3))
  }

  @Test func `a mute server is left after its time, and all mails wait`() throws {
    var script = ScriptedServer.Script()
    script.isMute = true
    let (report, _, waiting) = try pass(script) { $0.transport?.timeoutSeconds = 1 }
    #expect(report.failures.map(\.en) == ["the server did not answer in time"])
    #expect((report.dead, waiting) == (0, 3))
  }

  @Test func `a server that is down is said, and all mails wait`() throws {
    let server = try #require(ScriptedServer())
    server.close()
    let settings = try #require(Office.settings(port: server.port))
    let path = Office.statePath()
    defer { Office.remove(path) }
    let hands = Office.Hands()
    let store = try AlertStore(path: path)
    var carrier = Carrier(settings: settings, now: { hands.now })
    let report = try Office.run(Office.pass(settings, store, hands), &carrier)
    #expect(report.stopped?.en.hasPrefix("mail server 127.0.0.1 cannot be reached") == true)
    #expect(try store.counts() == [.queued: 3])
  }
}
