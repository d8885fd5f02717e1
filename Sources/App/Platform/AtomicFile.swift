import Glibc

/// A file that appears whole or not at all: written beside its place and renamed into it.
///
/// Folders that are missing are made, a link is followed, an existing file's permissions are kept. What is no ordinary file (a pipe, a
/// device) is written directly. Without `commit` nothing is left behind.
public final class AtomicFile {
  /// The path as given.
  public let path: String
  private let target: String
  /// The file beside the target; `nil` where the target is written directly.
  private var temporary: String?
  private var descriptor: Int32

  /// Opens a file for writing.
  public init(_ path: String) throws(FileError) {
    self.path = path
    var info = stat()
    let exists = stat(path, &info) == 0
    if exists, info.st_mode & S_IFMT != S_IFREG {
      target = path
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
      return
    }
    target = exists ? Self.resolved(path) ?? path : path
    if let folder = Files.parent(of: target), !Files.isFolder(folder) {
      try Files.makeFolder(folder)
    }
    let start = (Files.parent(of: target) ?? ".") + "/.qixian-\(getpid())-"
    descriptor = -1
    for number in 0..<1000 where descriptor < 0 {
      temporary = start + String(number)
      descriptor = open(start + String(number), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor < 0, errno != EEXIST { break }
    }
    guard descriptor >= 0 else {
      let code = errno
      temporary = nil
      throw FileError(path: path, code: code)
    }
    if exists { fchmod(descriptor, info.st_mode & 0o7777) }
  }

  deinit { abandon() }

  /// Adds bytes.
  public func write(_ bytes: [UInt8]) throws(FileError) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 {
        let code = count < 0 ? errno : ENOSPC
        abandon()
        throw FileError(path: path, code: code)
      }
      start += count
    }
  }

  /// Puts the file in its place, its content on the disk.
  public func commit() throws(FileError) {
    guard descriptor >= 0 else { throw FileError(path: path, code: EBADF) }
    if let temporary {
      guard fsync(descriptor) == 0, rename(temporary, target) == 0 else {
        let code = errno
        abandon()
        throw FileError(path: path, code: code)
      }
      self.temporary = nil
    }
    let isClosed = close(descriptor) == 0
    descriptor = -1
    if !isClosed { throw FileError(path: path, code: errno) }
  }

  private func abandon() {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
    if let temporary { unlink(temporary) }
    temporary = nil
  }

  private static func resolved(_ path: String) -> String? {
    guard let full = realpath(path, nil) else { return nil }
    defer { free(full) }
    return String(cString: full)
  }
}

extension Files {
  /// Writes a whole file so that it appears at once.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    let file = try AtomicFile(path)
    try file.write(bytes)
    try file.commit()
  }
}

extension StandardStream {
  /// The width of the terminal in columns; `nil` where it is none.
  public var columns: Int? {
    var size = winsize()
    guard isTerminal, ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }
}
