import Glibc
import Synchronization

/// An SMTP server on loopback that behaves as a test says, badly where it should.
final class ScriptedServer: Sendable {
  /// What the server does wrong.
  struct Script: Sendable {
    /// Recipients that are refused, with the reply.
    var refusedRecipients: [String: String] = [:]
    /// The reply to a body; `250 2.0.0 taken` where `nil`.
    var bodyReply: String?
    /// The greeting.
    var greeting = "220 loop ESMTP"
    /// Whether AUTH is offered and refused.
    var refusesLogin = false
    /// Connections, by number from 0, that are cut in the middle of the body.
    var cutConnections: Set<Int> = []
    /// Whether nothing is ever answered.
    var isMute = false
    /// The reply to senders; `250` where `nil`.
    var senderReply: String?
    /// The size of a mail from which senders are refused, as servers do that are told it beforehand.
    var largestMail: Int?
    /// How long each reply takes, in milliseconds.
    var delay: UInt32 = 0
    /// After so many mails in all, the server takes the text and never answers.
    var hangsAfterBodies: Int?
    /// At this mail, counted from 1, the server never answers to the sender.
    var hangsAtMail: Int?
  }

  /// What the server saw.
  struct Seen: Sendable {
    var accepted: [(recipient: String, message: String)] = []
    var connections = 0
    var senders = 0
  }

  private let script: Script
  private let seen: Shared
  private let listener: LoopbackListener

  /// What the thread and the test share.
  private final class Shared: Sendable {
    let seen = Mutex(Seen())
  }

  var port: UInt16 { listener.port }
  var accepted: [(recipient: String, message: String)] { seen.seen.withLock { $0.accepted } }
  /// How many mails were begun.
  var begun: Int { seen.seen.withLock { $0.senders } }

  init?(_ script: Script = Script()) {
    let seen = Shared()
    let talk = Talk(script: script, shared: { change in seen.seen.withLock { change(&$0) } })
    guard let listener = LoopbackListener({ talk.serve($0) }) else { return nil }
    self.script = script
    self.seen = seen
    self.listener = listener
  }

  /// Stops listening; the port then refuses connections.
  func close() { listener.close() }

  /// One connection after the other.
  private struct Talk: Sendable {
    let script: Script
    let shared: @Sendable ((inout Seen) -> Void) -> Void

    func serve(_ connection: Int32) {
      var number = 0
      shared { seen in
        number = seen.connections
        seen.connections += 1
      }
      if script.isMute {
        LoopbackListener.waitForEnd(connection)
      } else {
        talk(connection, number)
      }
    }

    private func talk(_ connection: Int32, _ number: Int) {
      say(script.greeting, connection)
      var recipient = ""
      while let line = LoopbackListener.readLine(connection) {
        switch line.prefix(4).uppercased() {
        case "EHLO": say(offers, connection)
        case "AUTH": say("535 5.7.8 wrong user or password", connection)
        case "MAIL":
          guard let reply = reply(toSender: line) else {
            LoopbackListener.waitForEnd(connection)
            return
          }
          say(reply, connection)
        case "RCPT":
          recipient = String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
          say(script.refusedRecipients[recipient] ?? "250 2.1.5 recipient ok", connection)
        case "DATA":
          guard take(recipient, connection, number) else { return }
        case "QUIT":
          say("221 bye", connection)
          return
        default: say("250 ok", connection)
        }
      }
    }

    private var offers: String {
      var words = script.largestMail.map { ["SIZE \($0)"] } ?? []
      if script.refusesLogin { words.append("AUTH PLAIN LOGIN") }
      let last = words.popLast().map { "250 \($0)" }
      return
        (["250\(last == nil ? " " : "-")loop"] + words.map { "250-\($0)" }
        + (last.map { [$0] } ?? [])).joined(separator: "\r\n")
    }

    /// The answer to a sender; `nil` for none at all.
    private func reply(toSender line: String) -> String? {
      var number = 0
      shared { seen in
        seen.senders += 1
        number = seen.senders
      }
      if script.hangsAtMail == number { return nil }
      let size = line.firstRange(of: "SIZE=").flatMap { Int(line[$0.upperBound...]) } ?? 0
      if let most = script.largestMail, size > most { return "552 5.3.4 too large" }
      return script.senderReply ?? "250 2.1.0 sender ok"
    }

    /// Takes a text; `false` where the connection is over.
    private func take(_ recipient: String, _ connection: Int32, _ number: Int) -> Bool {
      say("354 go on", connection)
      var message = ""
      while let line = LoopbackListener.readLine(connection), line != "." {
        message += line + "\r\n"
        if script.cutConnections.contains(number) { return false }
      }
      var count = 0
      if script.bodyReply == nil {
        let taken = message
        shared { seen in
          seen.accepted.append((recipient, taken))
          count = seen.accepted.count
        }
      }
      if script.hangsAfterBodies == count {
        LoopbackListener.waitForEnd(connection)
        return false
      }
      say(script.bodyReply ?? "250 2.0.0 taken", connection)
      return true
    }

    private func say(_ line: String, _ connection: Int32) {
      if script.delay > 0 { usleep(script.delay * 1000) }
      LoopbackListener.say(line + "\r\n", connection)
    }
  }
}
