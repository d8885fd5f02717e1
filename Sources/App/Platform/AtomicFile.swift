import Glibc
import TemporaryFiles

/// A file that appears whole or not at all: written beside its place and renamed into it.
///
/// Folders that are missing are made, a link is followed, an existing file's permissions are kept. What is no ordinary file (a pipe, a
/// device) is written directly. Without `commit` nothing is left behind: the file has no name until then, or, where the file system
/// knows no such files, one that the next run removes.
public final class AtomicFile {
  /// The path as given.
  public let path: String
  private let target: String
  /// The file beside the target; `nil` where the target is written directly.
  private var temporary: String?
  /// Whether the file has no name yet.
  private var isNameless = false
  private var descriptor: Int32
  /// How many bytes were added, and how many of them are on their way to the disk.
  private var (written, sent) = (0, 0)
  /// So many bytes are sent to the disk while others are made, so that `commit` waits for the last only.
  private static let sentAtOnce = 1 << 20

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
    let folder = Files.parent(of: target) ?? "."
    Leftovers.sweep(folder)
    descriptor = Self.openNameless(in: folder)
    isNameless = descriptor >= 0
    if !isNameless {
      let found = Self.freeName(in: folder) { name in
        descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        return descriptor >= 0
      }
      guard let found else { throw FileError(path: path, code: errno) }
      temporary = found
      Leftovers.claim(descriptor)
    }
    if exists { fchmod(descriptor, info.st_mode & 0o7777) }
  }

  /// A file without a name in a folder; negative where there are none such, or they could not be named.
  private static func openNameless(in folder: String) -> Int32 {
    let descriptor = NamelessFile.open(in: folder, O_WRONLY, mode: 0o666)
    guard descriptor >= 0 else { return -1 }
    if access(NamelessFile.place(of: descriptor), F_OK) == 0 { return descriptor }
    close(descriptor)
    return -1
  }

  /// The first name in a folder that nobody has and that can be taken; `nil` where none can.
  private static func freeName(in folder: String, take: (String) -> Bool) -> String? {
    for number in 0..<1000 {
      let name = "\(folder)/\(Leftovers.filePrefix)\(getpid())-\(number)"
      if take(name) { return name }
      if errno != EEXIST { return nil }
    }
    return nil
  }

  /// Gives the file a name beside the target, from which it is renamed.
  private func takeName() -> Bool {
    guard isNameless else { return true }
    Leftovers.claim(descriptor)
    let place = NamelessFile.place(of: descriptor)
    temporary = Self.freeName(in: Files.parent(of: target) ?? ".") { name in
      linkat(AT_FDCWD, place, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0
    }
    isNameless = temporary == nil
    return temporary != nil
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
    written += bytes.count
    guard isNameless || temporary != nil, written - sent >= Self.sentAtOnce else { return }
    // Linux takes this for advice to begin to write what is not on the disk yet, and does not wait for it.
    posix_fadvise(descriptor, off_t(sent), off_t(written - sent), POSIX_FADV_DONTNEED)
    sent = written
  }

  /// Puts the file in its place, its content on the disk.
  public func commit() throws(FileError) {
    guard descriptor >= 0 else { throw FileError(path: path, code: EBADF) }
    if isNameless || temporary != nil {
      guard fsync(descriptor) == 0, takeName(), let temporary, rename(temporary, target) == 0 else {
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
