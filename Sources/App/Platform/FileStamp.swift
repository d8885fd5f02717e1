public import CivilTime
import Glibc

/// What a file looks like from outside: two stamps that differ mean that it was changed.
public struct FileStamp: Sendable, Hashable {
  /// The path.
  public var path: String
  /// When it was last written; `nil` where there is no such file.
  public var modified: Instant?
  private var size: Int64 = 0
  private var number: UInt64 = 0

  /// Looks at a file.
  public init(_ path: String) {
    self.path = path
    var info = stat()
    guard stat(path, &info) == 0 else { return }
    modified = Files.modified(path)
    size = Int64(info.st_size)
    number = UInt64(info.st_ino)
  }
}
