import Dispatch
import Glibc
import Synchronization

/// Hears SIGTERM and SIGINT, so that work can end at a good place.
public final class StopSignal {
  /// What the handlers raise.
  private final class Flag: Sendable {
    let isRaised = Mutex(false)
    let semaphore = DispatchSemaphore(value: 0)
  }

  private let flag = Flag()
  private var sources: [any DispatchSourceSignal] = []

  /// Begins to listen; the signals no longer end the process by themselves.
  public init() {
    let queue = DispatchQueue(label: "qixian.signals")
    for number in [SIGTERM, SIGINT] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      let flag = flag
      source.setEventHandler {
        flag.isRaised.withLock { $0 = true }
        flag.semaphore.signal()
      }
      source.resume()
      sources.append(source)
    }
  }

  /// Whether a signal came.
  public var isRaised: Bool { flag.isRaised.withLock { $0 } }

  /// Waits for a signal or a time.
  public func wait(seconds: Int) { _ = flag.semaphore.wait(timeout: .now() + .seconds(seconds)) }
}
