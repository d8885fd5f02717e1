import Foundation
import Glibc
import TestSupport
import Testing

/// `qixian alerts run`: one instance, settings read anew, a clean stop.
@Suite(.enabled(if: ProgramOffice.isBuilt, "the program is not built beside the tests"))
struct ProgramServiceTests {
  private static let late = [ProgramOffice.Petition(number: "P-1", received: "2021-01-04")]

  private func transport(_ server: ScriptedServer) -> String {
    "smtp: 127.0.0.1, port: \(server.port), security: none"
  }

  @Test func `the service tells, is alone, takes over new settings and stops cleanly`() throws {
    let first = try #require(ScriptedServer())
    defer { first.close() }
    let second = try #require(ScriptedServer())
    defer { second.close() }
    let office = try ProgramOffice(transport: transport(first))
    try office.register(Self.late)
    let now = ["--now", "2021-02-22 09:00"]
    let process = office.process(["alerts", "run", "--interval", "1"] + now)
    let log = office.folder + "/log"
    _ = office.files.createFile(atPath: log, contents: nil)
    process.standardError = FileHandle(forWritingAtPath: log)
    try process.run()
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    #expect(ProgramOffice.wait { first.accepted.count == 4 })
    #expect(ProgramOffice.wait { office.text("health.json").contains(#""status": "ok""#) })

    let other = try office.send("2021-02-22")
    #expect(other.code == 4)
    #expect(other.complaints.contains("another qixian alerts is using"))

    // Broken settings are said once and those before are kept.
    let good = ProgramOffice.project("測試府", transport(second), Self.secondDigest)
    try office.write("qixian.yaml", good.replacing("sender:", with: "sendre:"))
    #expect(ProgramOffice.wait { office.text("health.json").contains("those before are kept") })
    #expect(process.isRunning)
    // New ones are taken over: the listing of all open cases goes by the other server.
    try office.write("qixian.yaml", good)
    #expect(ProgramOffice.wait { second.accepted.count == 1 })
    #expect(ProgramOffice.wait { office.text("health.json").contains(#""status": "ok""#) })
    #expect(second.accepted.map(\.recipient) == ["head@city.example"])
    #expect(first.accepted.count == 4)

    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
    let said = office.text("log")
    #expect(said.contains("the settings were read anew"))
    #expect(said.contains("stopped"))
    #expect(said.components(separatedBy: "those before are kept").count == 2)
  }

  private static let secondDigest = """
    digests:
        - { id: daily, when: "working-days 08:30" }
        - { id: all, when: "daily 08:00", what: open, to: head }
    """

  @Test func `an export that is damaged between two digests is told by the service`() throws {
    let server = try #require(ScriptedServer())
    defer { server.close() }
    let office = try ProgramOffice(
      transport: transport(server), more: "watch: { petitions: { at-least-rows: 1 } }")
    try office.register([.init(number: "P-1", received: "2021-02-20")])
    let process = office.process([
      "alerts", "run", "--interval", "1", "--now", "2021-02-22 09:00",
    ])
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer {
      kill(process.processIdentifier, SIGTERM)
      process.waitUntilExit()
    }
    #expect(ProgramOffice.wait { office.text("health.json").contains(#""status": "ok""#) })
    #expect(server.accepted.isEmpty)
    try office.register([])
    #expect(ProgramOffice.wait { server.accepted.count == 1 })
    let mail = MailText(server.accepted.first?.message ?? "")
    #expect(mail.header("To") == "<operator@city.example>")
    #expect(mail.text.contains("只有 0 列，少於 1 列"))
  }

  @Test func `a stop in the middle of a slow send ends after the mail in hand`() throws {
    var script = ScriptedServer.Script()
    script.delay = 150
    let server = try #require(ScriptedServer(script))
    defer { server.close() }
    let office = try ProgramOffice(transport: transport(server))
    try office.register(Self.late)
    let now = ["--now", "2021-02-22 09:00"]
    let process = office.process(["alerts", "run"] + now)
    process.standardError = FileHandle.nullDevice
    try process.run()
    #expect(ProgramOffice.wait { server.accepted.count == 1 })
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let taken = server.accepted.count
    #expect((1...2).contains(taken))
    let rest = try office.send("2021-02-22")
    #expect(rest.code == 0)
    #expect(rest.complaints.contains("0 new, \(4 - taken) sent"))
    #expect(Set(server.accepted.map(\.recipient)).count == 4)
    #expect(server.accepted.count == 4)
  }
}
