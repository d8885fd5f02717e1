import Glibc

extension Files {
  /// Writes a file whole or not at all: a temporary file beside it is renamed over it.
  ///
  /// The folder is made where it is missing. A crash leaves the old file, or none.
  public static func writeAtomically(
    _ path: String, _ body: (_ write: ([UInt8]) throws -> Void) throws -> Void
  ) throws {
    if let folder = parent(of: path), !isFolder(folder) { try makeFolder(folder) }
    let temporary = path + ".\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    var isRenamed = false
    defer {
      close(descriptor)
      if !isRenamed { unlink(temporary) }
    }
    try body { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = bytes.withUnsafeBytes {
          Glibc.write(descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent)
        }
        if count < 0, errno != EINTR { throw FileError(path: path, code: errno) }
        sent += max(0, count)
      }
    }
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      throw FileError(path: path, code: errno)
    }
    isRenamed = true
  }

  /// Makes a folder and those above it.
  public static func makeFolder(_ path: String) throws(FileError) {
    if path.isEmpty || isFolder(path) { return }
    if let above = parent(of: path), !isFolder(above) { try makeFolder(above) }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw FileError(path: path, code: errno)
    }
  }
}
