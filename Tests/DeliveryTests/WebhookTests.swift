import Alerts
import CivilTime
import Delivery
import Diagnostics
import Foundation
import Glibc
import Testing

/// Calls of webhooks over real HTTP, checked by another program's HMAC.
@Suite struct WebhookTests {
  private static let secret = "a key of the tests"

  /// A pass in which all three officers are one webhook; the secret is in a file.
  private func pass(
    _ server: ScriptedWebhook, _ store: AlertStore, _ folder: String, _ hands: Office.Hands
  ) throws -> AlertPass.Report {
    let secretPath = folder + "/secret"
    try Data((Self.secret + "\n").utf8).write(to: URL(filePath: secretPath))
    defer { unlink(secretPath) }
    var settings = try #require(Office.settings(port: 1))
    settings.transport = nil
    settings.webhooks = [
      Webhook(
        name: "chat", url: "http://127.0.0.1:\(server.port)/hooks/1?room=7",
        secret: .file(secretPath))
    ]
    settings.recipients = RecipientTable(entries: [
      .init(unit: nil, role: "officer", recipient: .webhook("chat")),
      .init(unit: nil, role: "operator", recipient: .webhook("chat")),
    ])
    var carrier = Carrier(settings: settings, now: { hands.now })
    return try Office.run(Office.pass(settings, store, hands), &carrier)
  }

  /// A pass in which a webhook is told of the officers' cases beside their mail.
  private func pass(
    _ mail: ScriptedServer, _ chat: ScriptedWebhook, _ store: AlertStore, _ hands: Office.Hands
  ) throws -> AlertPass.Report {
    var settings = try #require(Office.settings(port: mail.port))
    settings.webhooks = [
      Webhook(
        name: "chat", url: "http://127.0.0.1:\(chat.port)/", secret: .environment("PATH"))
    ]
    settings.recipients.add(.init(unit: nil, role: "officer", recipient: .webhook("chat")))
    var carrier = Carrier(settings: settings, now: { hands.now })
    return try Office.run(Office.pass(settings, store, hands), &carrier)
  }

  /// The HMAC-SHA-256 of a text as OpenSSL computes it.
  private func code(of bytes: [UInt8], key: String) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = ["dgst", "-sha256", "-hmac", key, "-r"]
    let input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(bytes))
    try input.fileHandleForWriting.close()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: said.prefix { $0 != 0x20 }, as: UTF8.self)
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl"), "there is no openssl"))
  func `a call is JSON, signed so that another program verifies it`() throws {
    let server = try #require(ScriptedWebhook())
    defer { server.close() }
    let path = Office.statePath()
    defer { Office.remove(path) }
    let hands = Office.Hands()
    let store = try AlertStore(path: path)
    let report = try pass(server, store, String(path.dropLast(13)), hands)
    #expect((report.sent, report.hasFailed) == (1, false))
    let call = try #require(server.calls.first)
    #expect(call.request == "POST /hooks/1?room=7 HTTP/1.1")
    #expect(call.headers["content-type"] == "application/json")
    let seconds = String(hands.now.milliseconds / 1000)
    let expected = try code(of: Array("\(seconds).".utf8) + call.body, key: Self.secret)
    #expect(expected.count == 64)
    #expect(call.headers["x-qixian-signature"] == "t=\(seconds),v1=\(expected)")
    let body = try #require(
      try JSONSerialization.jsonObject(with: Data(call.body)) as? [String: Any])
    let cases = try #require(body["cases"] as? [[String: Any]])
    #expect(cases.compactMap { $0["case"] as? String } == ["case-a", "case-b", "case-c"])
    #expect((body["text"] as? String)?.contains("逾期或違反 3 件") == true)
    let id = try #require(call.headers["x-qixian-delivery"])
    #expect(try store.lines().first?.messageID == "<\(id)>")
  }

  @Test(arguments: [(503, 0, 1, 0), (429, 0, 1, 0), (410, 0, 0, 1), (301, 0, 0, 1), (204, 1, 0, 0)])
  func `the status decides whether a call is done, tried again or given up`(
    _ status: Int, _ sent: Int, _ retried: Int, _ dead: Int
  ) throws {
    // What is said of a call that was given up goes to the same tool, which takes it.
    let server = try #require(ScriptedWebhook(statuses: [status]))
    defer { server.close() }
    let path = Office.statePath()
    defer { Office.remove(path) }
    let store = try AlertStore(path: path)
    let hands = Office.Hands()
    let report = try pass(server, store, String(path.dropLast(13)), hands)
    #expect((report.sent, report.retried, report.dead) == (sent + dead, retried, dead))
    if retried > 0 {
      #expect(report.failures.map(\.en) == ["webhook chat: HTTP \(status)"])
      hands.move(minutes: 1)
      #expect(try pass(server, store, String(path.dropLast(13)), hands).sent == 1)
      let ids = server.calls.compactMap { $0.headers["x-qixian-delivery"] }
      #expect(ids.count == 2 && Set(ids).count == 1)
      #expect(Set(server.calls.compactMap { $0.headers["x-qixian-signature"] }).count == 2)
    }
  }

  @Test func `a webhook that is down keeps no mail waiting`() throws {
    let mail = try #require(ScriptedServer())
    defer { mail.close() }
    let chat = try #require(ScriptedWebhook())
    chat.close()
    let path = Office.statePath()
    defer { Office.remove(path) }
    let hands = Office.Hands()
    let store = try AlertStore(path: path)
    let report = try pass(mail, chat, store, hands)
    #expect((report.sent, report.retried) == (3, 1))
    #expect(mail.accepted.count == 3)
  }

  @Test func `a mail server that is down keeps no call waiting`() throws {
    let mail = try #require(ScriptedServer())
    mail.close()
    let chat = try #require(ScriptedWebhook())
    defer { chat.close() }
    let path = Office.statePath()
    defer { Office.remove(path) }
    let hands = Office.Hands()
    let store = try AlertStore(path: path)
    let report = try pass(mail, chat, store, hands)
    #expect(report.sent == 1, "\(report.failures)")
    #expect(report.stopped?.en.contains("cannot be reached") == true)
    #expect(chat.calls.count == 1)
    #expect(try store.counts() == [.sent: 1, .queued: 3])
  }
}
