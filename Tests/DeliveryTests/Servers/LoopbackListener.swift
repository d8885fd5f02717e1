import Glibc

/// A port on loopback on which a thread serves one connection after the other.
final class LoopbackListener: Sendable {
  let port: UInt16
  private let descriptor: Int32

  /// Listens on a free port and gives each connection to the body, which closes it by returning.
  init?(_ body: @escaping @Sendable (Int32) -> Void) {
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
    let server = Unmanaged.passRetained(Server(descriptor, body)).toOpaque()
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Server>.fromOpaque(context).takeRetainedValue().serve() }
        return nil
      }, server)
    pthread_detach(thread)
  }

  /// Stops listening; the port then refuses connections.
  ///
  /// The thread closes the socket itself: a number given back too early could be another test's.
  func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// The thread's part.
  private final class Server {
    let descriptor: Int32
    let body: @Sendable (Int32) -> Void

    init(_ descriptor: Int32, _ body: @escaping @Sendable (Int32) -> Void) {
      self.descriptor = descriptor
      self.body = body
    }

    func serve() {
      while true {
        let connection = accept(descriptor, nil, nil)
        if connection < 0 {
          Glibc.close(descriptor)
          return
        }
        body(connection)
        Glibc.close(connection)
      }
    }
  }

  /// Sends a text.
  static func say(_ text: String, _ connection: Int32) {
    let bytes = Array(text.utf8)
    _ = send(
      connection, bytes, bytes.count, Int32(bitPattern: UInt32(truncatingIfNeeded: MSG_NOSIGNAL)))
  }

  /// Reads a line without its end; `nil` where the other side has gone.
  static func readLine(_ connection: Int32) -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while recv(connection, &byte, 1, 0) == 1 {
      if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
      if byte != 0x0D { line.append(byte) }
    }
    return nil
  }

  /// Reads a number of bytes; fewer where the other side has gone.
  static func read(_ count: Int, _ connection: Int32) -> [UInt8] {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while bytes.count < count, recv(connection, &byte, 1, 0) == 1 { bytes.append(byte) }
    return bytes
  }

  /// Waits without a word until the other side has gone.
  static func waitForEnd(_ connection: Int32) {
    var byte: UInt8 = 0
    while recv(connection, &byte, 1, 0) > 0 {}
  }
}
