import Glibc

/// A lock that one process at a time can hold; it goes with the process, however that ends.
public final class InstanceLock {
  private let descriptor: Int32

  /// Takes the lock; `nil` where another process has it or the file cannot be made.
  public init?(path: String) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return nil }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      close(descriptor)
      return nil
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
