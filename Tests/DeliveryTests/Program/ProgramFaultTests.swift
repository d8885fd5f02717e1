import Foundation
import TestSupport
import Testing

/// The program against servers that fail: what it says, its exit code, and that the rest is sent.
@Suite(.enabled(if: ProgramOffice.isBuilt, "the program is not built beside the tests"))
struct ProgramFaultTests {
  private static let late = [
    ProgramOffice.Petition(number: "P-1", received: "2021-01-04"),
    ProgramOffice.Petition(number: "P-2", received: "2021-01-05"),
  ]

  private func plain(_ server: ScriptedServer) -> String {
    "smtp: 127.0.0.1, port: \(server.port), security: none, timeout: 3"
  }

  private func office(_ server: ScriptedServer, _ more: String = "") throws -> ProgramOffice {
    let office = try ProgramOffice(transport: plain(server), more: more)
    try office.register(Self.late)
    return office
  }

  @Test func `all delivered is exit code 0, and a second pass has nothing to say`() throws {
    let server = try #require(ScriptedServer())
    defer { server.close() }
    let office = try office(server)
    let first = try office.send("2021-02-22")
    #expect(first.code == 0)
    #expect(first.complaints.contains("4 new, 4 sent, 0 to be tried again, 0 given up"))
    let second = try office.send("2021-02-22")
    #expect(second.code == 0)
    #expect(second.complaints.contains("0 new, 0 sent"))
    #expect(server.accepted.count == 4)
    #expect(office.text("health.json").contains(#""status": "ok""#))
    let history = try office.run(["alerts", "history"])
    let lines = history.output.split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(lines.count == 8)
    #expect(lines.allSatisfy { $0.count == 7 && $0[0] == "2021-02-22" && $0[5] == "sent" })
    #expect(lines.allSatisfy { $0.last == "2021-02-22T01:00:00Z" })
  }

  @Test(arguments: [
    (1, "refused for now: 451 4.2.0 busy", 3, 1, 0),
    (2, "refused: 550 5.1.1 unknown", 4, 0, 1),
    (3, "the connection broke", 3, 1, 0),
    (4, "refused the login: 535 5.7.8 wrong user or password", 0, 0, 0),
    (5, "mail server 127.0.0.1 refused: 550 5.7.1 not your address", 0, 0, 0),
    (6, "offers no encryption", 0, 0, 0),
  ])
  func `each fault has its message and exit code 4, and the rest is sent`(
    _ fault: Int, _ message: String, _ sent: Int, _ retried: Int, _ dead: Int
  ) throws {
    var script = ScriptedServer.Script()
    var transport = ""
    switch fault {
    case 1: script.refusedRecipients = ["head@city.example": "451 4.2.0 busy"]
    case 2: script.refusedRecipients = ["head@city.example": "550 5.1.1 unknown"]
    case 3: script.cutConnections = [0]
    case 4:
      script.refusesLogin = true
      transport = ", user: qixian, password-env: QIXIAN_TEST_PASSWORD"
    case 5: script.senderReply = "550 5.7.1 not your address"
    default: break
    }
    let server = try #require(ScriptedServer(script))
    defer { server.close() }
    let secure = fault == 6 ? "smtp: 127.0.0.1, port: \(server.port), timeout: 3" : plain(server)
    let office = try ProgramOffice(transport: secure + transport)
    try office.register(Self.late)
    let run = try office.send("2021-02-22", ["QIXIAN_TEST_PASSWORD": "geheim-4711"])
    #expect(run.code == 4)
    #expect(run.complaints.contains(message), "\(run.complaints)")
    #expect(run.complaints.contains("\(sent) sent, \(retried) to be tried again, \(dead) given up"))
    #expect(server.accepted.count == sent)
    #expect(!run.complaints.contains("geheim"))
    let health = office.text("health.json")
    #expect(health.contains(#""status": "failing""#))
    #expect(!health.contains("geheim"))
  }

  @Test func `a server that is down is exit code 4, and all is sent when it is back`() throws {
    let server = try #require(ScriptedServer())
    server.close()
    let office = try office(server)
    let run = try office.send("2021-02-22")
    #expect(run.code == 4)
    #expect(run.complaints.contains("mail server 127.0.0.1 cannot be reached"))
    let back = try #require(ScriptedServer())
    defer { back.close() }
    try office.write("qixian.yaml", ProgramOffice.project("測試府", plain(back), ""))
    let again = try office.run(["alerts", "send", "--now", "2021-02-22 09:15"])
    #expect(again.code == 0)
    #expect(Set(back.accepted.map(\.recipient)).count == 4)
  }

  @Test func `data that are missing are exit code 3, broken rules 2, and the operator is told`()
    throws
  {
    let server = try #require(ScriptedServer())
    defer { server.close() }
    let office = try office(server, "watch: { petitions: { max-age: 2 days } }")
    try FileManager.default.removeItem(atPath: office.folder + "/petitions.csv")
    let missing = try office.send("2021-02-22")
    #expect(missing.code == 3)
    #expect(server.accepted.map(\.recipient) == ["operator@city.example"])
    try office.register(Self.late)
    try office.write(
      "rules.yaml", office.text("rules.yaml").replacing("closed\n", with: "cloesd\n"))
    let broken = try office.send("2021-02-23")
    #expect(broken.code == 2)
    let told = server.accepted.dropFirst().map { MailText($0.message) }
    #expect(told.count == 1)
    #expect(told.first?.text.contains("規則檔有 1 個錯誤") == true)
    #expect(told.first?.text.contains("rules.yaml:") == true)
  }

  @Test(arguments: [
    ["--digest", "dayly"], ["--reveal", "name"], ["--now", "tomorrow"], ["--project", "none.yaml"],
  ])
  func `wrong usage is exit code 2 and sends nothing`(_ arguments: [String]) throws {
    let server = try #require(ScriptedServer())
    defer { server.close() }
    let office = try office(server)
    let run = try office.run(["alerts", "send"] + arguments)
    #expect(run.code == 2, "\(run.complaints)")
    #expect(server.accepted.isEmpty)
  }

  @Test func `preview tells of everything and writes nothing`() throws {
    var script = ScriptedServer.Script()
    script.refusedRecipients = ["head@city.example": "550 5.1.1 unknown"]
    let server = try #require(ScriptedServer(script))
    defer { server.close() }
    let office = try office(server)
    func names() throws -> [String] {
      try office.files.contentsOfDirectory(atPath: office.folder).sorted()
    }
    let before = try names()
    let preview = try office.run(["alerts", "preview", "--now", "2021-02-22 09:00"])
    #expect(preview.code == 0)
    #expect(preview.output.contains("=== head@city.example"))
    #expect(try office.run(["alerts", "history"]).code == 0)
    #expect(try names() == before)
    // The operator is told of what is given up by the pass itself; one without an operator's mail yet:
    _ = try office.run(["alerts", "send", "--now", "2021-02-22 09:00"])
    let state = try Data(contentsOf: URL(filePath: office.folder + "/alerts.sqlite"))
    let mails = try office.run([
      "alerts", "preview", "--now", "2021-02-22 09:05", "--output", "mails",
    ])
    #expect(mails.code == 0)
    #expect(mails.output == "there is nothing to tell now\n")
    #expect(try Data(contentsOf: URL(filePath: office.folder + "/alerts.sqlite")) == state)
    #expect(server.accepted.count == 4)
  }
}

/// The texts of a mail as its reader sees them.
struct MailText {
  /// The header lines, unfolded.
  let headers: [String]
  /// The plain text.
  let text: String
  /// The page.
  let page: String
  /// What is attached, as text.
  let attached: String
  /// What is attached, as it is.
  let attachedBytes: Data

  init(_ message: String) {
    let lines = message.replacing("\r\n", with: "\n")
    let end = lines.firstRange(of: "\n\n")?.lowerBound ?? lines.endIndex
    headers = lines[..<end].replacing("\n ", with: " ").split(separator: "\n").map(String.init)
    var bodies: [Data] = []
    var rest = lines[...]
    while let mark = rest.firstRange(of: "Content-Transfer-Encoding: base64\n\n") {
      rest = rest[mark.upperBound...]
      let encoded = rest.prefix { $0 != "-" }.filter { $0 != "\n" }
      bodies.append(Data(base64Encoded: encoded) ?? Data())
    }
    func part(_ number: Int) -> String {
      number < bodies.count ? String(decoding: bodies[number], as: UTF8.self) : ""
    }
    text = part(0)
    page = part(1)
    attachedBytes = bodies.dropFirst(2).reduce(into: Data()) { $0 += $1 }
    attached = String(decoding: attachedBytes, as: UTF8.self)
  }

  func header(_ name: String) -> String? {
    headers.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
  }

  /// The cases of the text with their section and why they are told: `P-1 逾期3個工作天`.
  var cases: [String] {
    var found: [String] = []
    var number = ""
    var isStill = false
    for line in text.split(separator: "\r\n") {
      if line.hasPrefix("【") { isStill = line.hasPrefix("【先前") }
      if let bar = line.firstIndex(of: "｜"), let dot = line.firstRange(of: ". ") {
        number = String(line[dot.upperBound..<bar])
      }
      if let mark = line.firstRange(of: "事由："), !isStill {
        found.append("\(number) \(line[mark.upperBound...])")
      }
    }
    return found
  }
}
