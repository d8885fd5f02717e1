import Synchronization

/// A chat tool on loopback that takes calls by HTTP and answers as a test says.
final class ScriptedWebhook: Sendable {
  /// A call as it came over the line.
  struct Call: Sendable {
    var request: String
    var headers: [String: String]
    var body: [UInt8]
  }

  private final class Shared: Sendable {
    let calls = Mutex<[Call]>([])
  }

  private let listener: LoopbackListener
  private let shared: Shared

  var port: UInt16 { listener.port }
  var calls: [Call] { shared.calls.withLock { $0 } }

  /// Listens; the call with a number from 0 gets the status of that place, those after the last 200.
  init?(statuses: [Int] = []) {
    let shared = Shared()
    let listener = LoopbackListener { connection in
      while let request = LoopbackListener.readLine(connection) {
        var headers: [String: String] = [:]
        while let line = LoopbackListener.readLine(connection), !line.isEmpty {
          guard let colon = line.firstIndex(of: ":") else { continue }
          headers[line[..<colon].lowercased()] = String(line[colon...].dropFirst(2))
        }
        let body = LoopbackListener.read(Int(headers["content-length"] ?? "") ?? 0, connection)
        let number = shared.calls.withLock { calls in
          calls.append(Call(request: request, headers: headers, body: body))
          return calls.count - 1
        }
        let status = number < statuses.count ? statuses[number] : 200
        LoopbackListener.say(
          "HTTP/1.1 \(status) said\r\nContent-Length: 2\r\n\r\nok", connection)
      }
    }
    guard let listener else { return nil }
    self.listener = listener
    self.shared = shared
  }

  func close() { listener.close() }
}
