import Glibc

/// Work that goes on in a thread of its own, and what it gives.
///
/// Used by one thread only; what is not waited for ends before the process goes on without it.
public final class Background<Value: Sendable> {
  private let task: Task
  private var thread: pthread_t?

  /// Starts the work; where the system gives no thread, it is done when its value is asked for.
  public init(_ work: @escaping @Sendable () -> Value) {
    let task = Task(work)
    self.task = task
    let runner = Unmanaged.passRetained(Runner { task.run() })
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Runner>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, runner.toOpaque())
    if code == 0 { self.thread = thread } else { runner.release() }
  }

  deinit { wait() }

  /// What the work gives; waits for its end.
  public var value: Value {
    wait()
    return task.result ?? task.run()
  }

  private func wait() {
    guard let thread else { return }
    pthread_join(thread, nil)
    self.thread = nil
  }

  /// The work and its result, which its thread writes before it ends and others read after that.
  private final class Task: @unchecked Sendable {
    private let work: @Sendable () -> Value
    private(set) var result: Value?

    init(_ work: @escaping @Sendable () -> Value) { self.work = work }

    @discardableResult
    func run() -> Value {
      let value = work()
      result = value
      return value
    }
  }
}

/// What a thread runs: the system's function takes a pointer, which knows no type parameter.
private final class Runner: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
