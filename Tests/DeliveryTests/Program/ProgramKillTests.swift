import Foundation
import Glibc
import TestSupport
import Testing

/// The real program is killed by the system at each step of a send, and started anew.
@Suite(.enabled(if: ProgramOffice.isBuilt, "the program is not built beside the tests"))
struct ProgramKillTests {
  private static let late = [
    ProgramOffice.Petition(number: "P-1", received: "2021-01-04"),
    ProgramOffice.Petition(number: "P-2", received: "2021-01-05"),
  ]
  private static let everyone = ["chief", "ethics", "head", "officer"].map { $0 + "@city.example" }

  /// Where the program is killed.
  enum Step: CaseIterable, Sendable {
    case beforeOutbox, afterOutbox, afterAccepted, beforeMark, afterMark
  }

  @Test(arguments: Step.allCases)
  func `nothing is lost, and at most the mail in flight is repeated`(_ step: Step) throws {
    var script = ScriptedServer.Script()
    switch step {
    case .afterAccepted: script.hangsAfterBodies = 2
    case .afterMark: script.hangsAtMail = 2
    default: break
    }
    let server = try #require(ScriptedServer(script))
    defer { server.close() }
    let gate = "secret"
    let login = step == .afterOutbox || step == .beforeMark
    let transport = "smtp: 127.0.0.1, port: \(server.port), security: none"
    let office = try ProgramOffice(
      transport: transport + (login ? ", user: qixian, password-file: \(gate)" : ""))
    try office.register([])
    #expect(try office.send("2021-02-22").code == 0)
    try office.register(Self.late)
    try killed(office, server, step, gate: office.folder + "/" + gate)
    let outbox = try office.run(["alerts", "history"]).output.split(separator: "\n").count
    #expect(outbox == (step == .beforeOutbox ? 0 : 8))
    let atKill = server.accepted.count
    #expect(atKill == [.beforeOutbox: 0, .afterOutbox: 0, .afterAccepted: 2][step, default: 1])

    let back = try #require(ScriptedServer())
    defer { back.close() }
    try office.write(
      "qixian.yaml",
      ProgramOffice.project(
        "測試府", "smtp: 127.0.0.1, port: \(back.port), security: none", ""))
    #expect(try office.run(["alerts", "send", "--now", "2021-02-23 09:15"]).code == 0)
    #expect(try office.run(["alerts", "send", "--now", "2021-02-23 09:30"]).code == 0)
    let mails = server.accepted + back.accepted
    #expect(Set(mails.map(\.recipient)).sorted() == Self.everyone)
    let isRepeated = step == .afterAccepted || step == .beforeMark
    #expect(mails.count == 4 + (isRepeated ? 1 : 0))
    #expect(Set(mails.map { MailText($0.message).header("Message-ID") ?? "" }).count == 4)
  }

  /// Starts a pass and kills it at a step.
  private func killed(
    _ office: ProgramOffice, _ server: ScriptedServer, _ step: Step, gate: String
  ) throws {
    let process = office.process(["alerts", "send", "--now", "2021-02-23 09:00"])
    process.standardError = FileHandle.nullDevice
    var lock: DatabaseLock?
    mkfifo(gate, 0o600)
    if step == .beforeOutbox { lock = DatabaseLock(office.folder + "/alerts.sqlite") }
    #expect((lock != nil) == (step == .beforeOutbox))
    try process.run()
    defer { withExtendedLifetime(lock) {} }
    switch step {
    case .beforeOutbox:
      // It comes to the outbox within this time and waits there for ten seconds.
      usleep(1_500_000)
      #expect(process.isRunning)
    case .afterOutbox, .beforeMark:
      // The password is read when the outbox is written and the first mail is begun.
      var writer: Int32 = -1
      let isReading = ProgramOffice.wait {
        writer = open(gate, O_WRONLY | O_NONBLOCK)
        return writer >= 0
      }
      #expect(isReading)
      if step == .beforeMark {
        lock = DatabaseLock(office.folder + "/alerts.sqlite")
        #expect(lock != nil)
        _ = write(writer, "word\n", 5)
        close(writer)
        #expect(ProgramOffice.wait { server.accepted.count == 1 })
        usleep(200_000)
      }
    case .afterAccepted: #expect(ProgramOffice.wait { server.accepted.count == 2 })
    case .afterMark: #expect(ProgramOffice.wait { server.begun == 2 })
    }
    #expect(process.isRunning)
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    unlink(gate)
  }

  @Test func `killed again and again at any moment, everybody is told`() throws {
    let server = try #require(ScriptedServer())
    defer { server.close() }
    let office = try ProgramOffice(
      transport: "smtp: 127.0.0.1, port: \(server.port), security: none")
    try office.register(Self.late)
    for milliseconds in stride(from: 120, through: 520, by: 80) {
      let process = office.process(["alerts", "send", "--now", "2021-02-23 09:00"])
      process.standardError = FileHandle.nullDevice
      try process.run()
      usleep(UInt32(milliseconds) * 1000)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    #expect(try office.run(["alerts", "send", "--now", "2021-02-23 09:15"]).code == 0)
    #expect(Set(server.accepted.map(\.recipient)).sorted() == Self.everyone)
    let ids = Set(server.accepted.map { MailText($0.message).header("Message-ID") ?? "" })
    #expect(ids.count == 4)
  }
}

/// The lock that SQLite takes before it writes, held from outside: readers go on, writers wait.
final class DatabaseLock {
  private let descriptor: Int32
  /// The place of the reserved lock in SQLite's file format, the byte after the pending one.
  private static let place: off_t = 0x4000_0001

  /// Takes it; `nil` where somebody writes.
  init?(_ path: String) {
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    var lock = flock()
    lock.l_type = Int16(F_WRLCK)
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = Self.place
    lock.l_len = 1
    guard descriptor >= 0, fcntl(descriptor, F_SETLK, &lock) == 0 else { return nil }
  }

  deinit { close(descriptor) }
}
