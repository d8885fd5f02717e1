import Glibc

/// A lock with a condition, for the few places where threads of a reader wait for each other.
final class Monitor: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  init() {
    mutex = .allocate(capacity: 1)
    mutex.initialize(to: pthread_mutex_t())
    pthread_mutex_init(mutex, nil)
    condition = .allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
    pthread_cond_destroy(condition)
    condition.deallocate()
  }

  /// Runs a body under the lock.
  func locked<Value>(_ body: () throws -> Value) rethrows -> Value {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Waits, under the lock, until a condition holds.
  func wait(until condition: () -> Bool) {
    while !condition() { pthread_cond_wait(self.condition, mutex) }
  }

  /// Wakes all that wait; called under the lock.
  func signal() { pthread_cond_broadcast(condition) }
}

/// Threads that run one body each until it returns.
struct WorkerThreads {
  private final class Body: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private var threads: [pthread_t] = []

  /// Starts threads; fewer where the system gives no more.
  init(count: Int, _ run: @escaping @Sendable () -> Void) {
    for _ in 0..<count {
      let body = Unmanaged.passRetained(Body(run))
      var thread = pthread_t()
      let code = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
          return nil
        }, body.toOpaque())
      if code == 0 {
        threads.append(thread)
      } else {
        body.release()
      }
    }
  }

  /// Waits for all to return.
  func join() {
    for thread in threads { pthread_join(thread, nil) }
  }
}
