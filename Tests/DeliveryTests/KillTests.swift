import Alerts
import CivilTime
import Delivery
import Diagnostics
import Testing

/// A pass is ended at every point as a crash would end it, and started anew on the same state.
@Suite struct KillTests {
  private struct Killed: Error {}

  @Test(arguments: AlertPass.Checkpoint.allCases, [1, 2, 3])
  func `nothing is lost, and at most the mail in flight comes twice with the same id`(
    _ point: AlertPass.Checkpoint, _ time: Int
  ) throws {
    let path = Office.statePath()
    defer { Office.remove(path) }
    let settings = try #require(Office.settings(port: 1))
    let hands = Office.Hands()
    var carrier = Recorder()
    var count = 0
    do {
      var pass = Office.pass(settings, try AlertStore(path: path), hands)
      pass.checkpoint = { reached in
        if reached == point {
          count += 1
          if count == time { throw Killed() }
        }
      }
      _ = try Office.run(pass, &carrier)
    } catch is Killed {}
    for _ in 1...2 {
      hands.move(minutes: 10)
      let pass = Office.pass(settings, try AlertStore(path: path), hands)
      #expect(try !Office.run(pass, &carrier).hasFailed)
    }
    let recipients = Set(carrier.taken.map(\.recipient))
    #expect(recipients == ["a@city.example", "b@city.example", "c@city.example"])
    let repeated = carrier.taken.count - recipients.count
    #expect(repeated == (point == .afterAccepted ? 1 : 0))
    #expect(Set(carrier.taken.map(\.messageID)).count == 3)
    let store = try AlertStore(path: path)
    #expect(try store.counts() == [.sent: 3])
    #expect(try store.lines().count == 3)
  }

  @Test func `a second pass tells nobody anything again`() throws {
    let path = Office.statePath()
    defer { Office.remove(path) }
    let settings = try #require(Office.settings(port: 1))
    let hands = Office.Hands()
    var carrier = Recorder()
    for _ in 0..<5 {
      let pass = Office.pass(settings, try AlertStore(path: path), hands)
      _ = try Office.run(pass, &carrier)
      hands.move(minutes: 24 * 60)
    }
    #expect(carrier.taken.count == 3)
  }

  @Test func `refusals for now are tried again after growing pauses, for good are reported once`()
    throws
  {
    let path = Office.statePath()
    defer { Office.remove(path) }
    let settings = try #require(Office.settings(port: 1))
    let hands = Office.Hands()
    let store = try AlertStore(path: path)
    let pass = Office.pass(settings, store, hands)
    var carrier = Recorder()
    carrier.outcomes = [
      "a@city.example": .temporary(.init(verbatim: "451 later")),
      "b@city.example": .permanent(.init(verbatim: "550 unknown")),
    ]
    let first = try Office.run(pass, &carrier)
    #expect((first.sent, first.retried, first.dead) == (2, 1, 1))
    #expect(carrier.taken.map(\.recipient) == ["c@city.example", "operator@city.example"])
    var pauses: [Int64] = []
    for _ in 0..<6 {
      let next = try #require(try store.nextAttempt())
      pauses.append((next.milliseconds - hands.now.milliseconds) / 60_000)
      hands.move(minutes: pauses[pauses.count - 1])
      _ = try Office.run(pass, &carrier)
    }
    #expect(pauses == [1, 5, 15, 60, 240, 720])
    carrier.outcomes = [:]
    hands.move(minutes: 1440)
    #expect(try Office.run(pass, &carrier).sent == 1)
    #expect(try store.counts() == [.sent: 3, .dead: 1])
    #expect(try store.reviveDead(at: hands.now) == 1)
    #expect(try Office.run(pass, &carrier).sent == 1)
    #expect(try store.counts() == [.sent: 4])
  }

  @Test func `history is pruned with its case only, the text of sent mails sooner`() throws {
    let path = Office.statePath()
    defer { Office.remove(path) }
    let settings = try #require(Office.settings(port: 1))
    let hands = Office.Hands()
    let store = try AlertStore(path: path)
    var carrier = Recorder()
    _ = try Office.run(Office.pass(settings, store, hands), &carrier)
    #expect(try store.entry(1)?.bytes.isEmpty == false)
    hands.move(minutes: 31 * 24 * 60)
    try store.prune(keepDays: 730, keepMailDays: 30, now: hands.now)
    #expect(try store.entry(1)?.bytes.isEmpty == true)
    #expect(try store.lines().count == 3)
    hands.move(minutes: 731 * 24 * 60)
    try store.prune(keepDays: 730, keepMailDays: 30, now: hands.now)
    #expect(try store.lines().isEmpty)
    #expect(try store.counts().isEmpty)
  }

  @Test func `only one instance holds the lock`() throws {
    let path = Office.statePath()
    defer { Office.remove(path) }
    let first = try #require(InstanceLock(path: path + ".lock"))
    #expect(InstanceLock(path: path + ".lock") == nil)
    withExtendedLifetime(first) {}
  }
}
