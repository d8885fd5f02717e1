import Alerts
import Delivery
import Diagnostics
import FoundationEssentials
import Glibc
import Testing

/// The mail server that `scripts/with-mail-server.sh` starts, where it runs.
private enum MailServer {
  static func value(_ name: String) -> String? {
    ProcessInfo.processInfo.environment["QIXIAN_MAIL_\(name)"]
  }
  static let port = value("PORT").flatMap(UInt16.init)
  static let absence: Comment = "there is no mail server; scripts/with-mail-server.sh starts one"
}

/// Delivery to a real server with TLS and AUTH, and mails read back from the mailbox.
@Suite(.enabled(if: MailServer.port != nil, MailServer.absence), .serialized)
struct RealServerTests {
  private func deliver(
    _ change: (inout AlertSettings) -> Void = { _ in }
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
    let report = try Office.run(Office.pass(settings, store, hands), &carrier)
    return (report, try store.lines().map(\.messageID), try store.counts())
  }

  /// The mails of a mailbox that hold one of some ids; the server delivers a moment after it accepts.
  private func mails(_ box: String, _ ids: [String]) throws -> [String] {
    let folder = try #require(MailServer.value("BOXES")) + "/\(box)/new"
    for _ in 0..<100 {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      let found = try names.map {
        String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/\($0)")), as: UTF8.self)
      }.filter { text in ids.contains { text.contains($0) } }
      if !found.isEmpty { return found }
      usleep(100_000)
    }
    return []
  }

  @Test func `mails arrive whole through TLS and AUTH`() throws {
    let (report, ids, _) = try deliver()
    #expect(report.sent == 3)
    #expect(!report.hasFailed)
    #expect(ids.count == 3)
    for box in ["a", "b", "c"] {
      let found = try mails(box, ids)
      #expect(found.count == 1)
      #expect(found.first?.contains("Auto-Submitted: auto-generated") == true)
      #expect(found.first?.contains("To: <\(box)@city.example>") == true)
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
}
