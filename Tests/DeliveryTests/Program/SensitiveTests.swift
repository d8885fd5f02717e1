import Foundation
import TestSupport
import Testing

/// What is sensitive in the data is nowhere in what alerts write, send or say.
@Suite(.enabled(if: ProgramOffice.isBuilt, "the program is not built beside the tests"))
struct SensitiveTests {
  /// Cells of sensitive columns, whole and broken ones.
  private static let secrets = [
    "陳秘密", "李大華", "A123456789", "0912-345-678", "不是日期林小姐", "1985-06-07",
  ]

  /// An office whose register is full of personal data, the case's key included.
  private func office(
    _ server: ScriptedServer, _ chat: ScriptedWebhook, _ more: String
  ) throws -> ProgramOffice {
    let lines = """
      watch: { petitions: { at-least-rows: 1 } }
        webhooks: { chat: { url: "http://127.0.0.1:\(chat.port)/", secret-env: QIXIAN_TEST_SECRET } }
      """
    let office = try ProgramOffice(
      transport: "smtp: 127.0.0.1, port: \(server.port), security: none",
      more: [lines, more].joined(separator: "\n  "))
    try office.write(
      "qixian.yaml",
      office.text("qixian.yaml").replacing(
        "to: section-chief", with: "to: [section-chief, \"webhook:chat\"]"))
    // The key of the case is a person's number, and further columns are sensitive too.
    try office.write(
      "rules.yaml",
      office.text("rules.yaml").replacing(
        "number:   { type: text, header: [案號] }",
        with: """
          number:   { type: text, header: [案號], sensitive: national-id }
                phone:    { type: text, header: [電話], sensitive: phone }
                born:     { type: date, header: [生日], sensitive: address }
          """
      ) + Self.byPerson)
    try office.write(
      "petitions.csv",
      """
      案號,陳情人,電話,生日,承辦單位,收件日,辦結日
      A123456789,陳秘密,0912-345-678,1985-06-07,社工科,2021-01-04,
      A123456788,陳秘密,0912-345-678,不是日期林小姐,社工科,2021-01-05,
      A123456787,李大華,0912-345-678,1985-06-07,社工科,2021-01-05,
      A123456786,李小華,0912-345-678,1985-06-07,社工科,2021-01-05,

      """)
    return office
  }

  /// Groups by a person's name, which their owner is as well.
  private static let byPerson = """
      once:
        title: { zh-Hant: 每人每月至多一件, en: One a month each }
        kind: count
        dataset: petitions
        per: [name, month]
        dated-by: received
        at-most: 0
        severity: high
        owner: name
        cites: "apa, §51"
        remedy: { zh-Hant: 併案辦理, en: Take them together }
      often:
        title: { zh-Hant: 十日內不得逾一件, en: One in ten days }
        kind: window
        dataset: petitions
        per: [name]
        dated-by: received
        count: rows
        span: 10 days
        at-least: 1
        severity: high
        owner: name
        cites: "apa, §51"
        remedy: { zh-Hant: 併案辦理, en: Take them together }

    """

  @Test(arguments: ["", "attach: ods", "attach: csv"])
  func `no sensitive cell is in mails, state, health file or what is said`(_ more: String) throws {
    let server = try #require(ScriptedServer())
    defer { server.close() }
    let chat = try #require(ScriptedWebhook())
    defer { chat.close() }
    let office = try office(server, chat, more)
    let now = ["--now", "2021-02-22 09:00"]
    let key = ["QIXIAN_TEST_SECRET": "chat-key-4711"]
    let lint = try office.run(["lint", "rules.yaml", "qixian.yaml"])
    #expect(lint.code == 0, "\(lint.output)")
    let preview = try office.run(["alerts", "preview", "--output", "mails"] + now, key)
    let send = try office.run(["alerts", "send"] + now, key)
    let history = try office.run(["alerts", "history", "--format", "json"])
    #expect(send.complaints.contains(" 0 given up"), "\(send.complaints)")
    #expect(server.accepted.count >= 4)
    #expect(chat.calls.count == 1)
    let attached = server.accepted.map { MailText($0.message).attached }
    #expect(attached.allSatisfy { $0.isEmpty } == more.isEmpty)
    // The case is told under its masked number.
    #expect(history.output.contains("A123***789"))

    var places: [(String, String)] = [
      ("preview", preview.output + preview.complaints), ("send", send.output + send.complaints),
      ("history", history.output), ("health", office.text("health.json")),
      ("call", String(decoding: chat.calls.first?.body ?? [], as: UTF8.self)),
    ]
    for mail in server.accepted.map({ MailText($0.message) }) {
      #expect(mail.text.contains("A123***789") || mail.header("To") == "<operator@city.example>")
      places.append(
        ("mail", mail.headers.joined(separator: "\n") + mail.text + mail.page + mail.attached))
    }
    for name in try office.files.subpathsOfDirectory(atPath: office.folder)
    where !name.hasSuffix(".yaml") && name != "petitions.csv" {
      let bytes = try? Data(contentsOf: URL(filePath: office.folder + "/" + name))
      places.append((name, String(decoding: bytes ?? Data(), as: UTF8.self)))
    }
    for (place, text) in places {
      for secret in Self.secrets + ["chat-key-4711"] {
        #expect(!text.contains(secret), "\(secret) is in \(place)")
      }
    }
  }
}
