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
  }

  /// What the server saw.
  struct Seen: Sendable {
    var accepted: [(recipient: String, message: String)] = []
    var connections = 0
    var isClosed = false
  }

  let port: UInt16
  private let descriptor: Int32
  private let script: Script
  private let seen = Mutex(Seen())

  var accepted: [(recipient: String, message: String)] { seen.withLock { $0.accepted } }

  init?(_ script: Script = Script()) {
    self.script = script
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
        bind(descriptor, name, length) == 0 && listen(descriptor, 64) == 0
          && getsockname(descriptor, name, &length) == 0
      }
    }
    self.descriptor = descriptor
    port = UInt16(bigEndian: address.sin_port)
    guard isBound else { return nil }
    let server = Unmanaged.passRetained(self).toOpaque()
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        if let context {
          Unmanaged<ScriptedServer>.fromOpaque(context).takeRetainedValue().serve()
        }
        return nil
      }, server)
    pthread_detach(thread)
  }

  /// Stops listening; the port then refuses connections.
  func close() {
    seen.withLock { $0.isClosed = true }
    shutdown(descriptor, Int32(SHUT_RDWR))
    Glibc.close(descriptor)
  }

  private func serve() {
    while true {
      let connection = accept(descriptor, nil, nil)
      if connection < 0 { return }
      let number = seen.withLock { seen in
        defer { seen.connections += 1 }
        return seen.connections
      }
      if script.isMute {
        var byte: UInt8 = 0
        while recv(connection, &byte, 1, 0) > 0 {}
      } else {
        talk(connection, number)
      }
      Glibc.close(connection)
    }
  }

  private func talk(_ connection: Int32, _ number: Int) {
    say(script.greeting, connection)
    var recipient = ""
    while let line = read(connection) {
      let word = line.prefix(4).uppercased()
      switch word {
      case "EHLO":
        say(script.refusesLogin ? "250-loop\r\n250 AUTH PLAIN LOGIN" : "250 loop", connection)
      case "AUTH": say("535 5.7.8 wrong user or password", connection)
      case "MAIL": say("250 2.1.0 sender ok", connection)
      case "RCPT":
        recipient = String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
        say(script.refusedRecipients[recipient] ?? "250 2.1.5 recipient ok", connection)
      case "DATA":
        say("354 go on", connection)
        var message = ""
        while let line = read(connection), line != "." {
          message += line + "\r\n"
          if script.cutConnections.contains(number) { return }
        }
        if script.bodyReply == nil {
          let taken = message
          let to = recipient
          seen.withLock { $0.accepted.append((to, taken)) }
        }
        say(script.bodyReply ?? "250 2.0.0 taken", connection)
      case "QUIT":
        say("221 bye", connection)
        return
      default: say("250 ok", connection)
      }
    }
  }

  private func say(_ line: String, _ connection: Int32) {
    let bytes = Array((line + "\r\n").utf8)
    _ = send(
      connection, bytes, bytes.count, Int32(bitPattern: UInt32(truncatingIfNeeded: MSG_NOSIGNAL)))
  }

  private func read(_ connection: Int32) -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while recv(connection, &byte, 1, 0) == 1 {
      if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
      if byte != 0x0D { line.append(byte) }
    }
    return nil
  }
}
