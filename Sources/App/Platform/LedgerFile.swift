import Glibc

/// A file that only grows, a line at a time, one writer at a time.
public enum LedgerFile {
  /// Appends the line that follows the last one.
  ///
  /// The file is made where it is missing, locked while it is read and written, and on the disk when
  /// this returns. A last line that was not written whole is ended, and left as it is.
  ///
  /// - Parameter line: makes the new line, line end included, from the last line without its end
  ///   (`nil` in an empty file) and the number of lines.
  public static func append(
    to path: String, _ line: (_ last: [UInt8]?, _ count: Int) throws -> [UInt8]
  ) throws {
    let isNew = !Files.isFile(path)
    if let folder = Files.parent(of: path) { try Files.makeFolder(folder) }
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw FileError(path: path, code: errno) }
    }
    // Through the same descriptor: the file may have been replaced since it was opened.
    let bytes = try content(of: descriptor, path)
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let isEnded = lines.last?.isEmpty ?? true
    if isEnded, !lines.isEmpty { lines.removeLast() }
    var added = isEnded ? [] : [UInt8(0x0A)]
    added += try line(lines.last.map(Array.init), lines.count)
    var start = 0
    while start < added.count {
      let count = added[start...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { throw FileError(path: path, code: count < 0 ? errno : ENOSPC) }
      start += count
    }
    guard fsync(descriptor) == 0 else { throw FileError(path: path, code: errno) }
    if isNew { try syncFolder(of: path) }
  }

  private static func content(of descriptor: Int32, _ path: String) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    var offset = 0
    while true {
      let count = pread(descriptor, &piece, piece.count, off_t(offset))
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: path, code: errno)
      }
      bytes += piece[..<count]
      offset += count
    }
  }

  /// Puts the new file's name on the disk, too.
  private static func syncFolder(of path: String) throws(FileError) {
    let folder = Files.parent(of: path) ?? "."
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: folder, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileError(path: folder, code: errno) }
  }
}

/// Who runs the program, as the system knows it.
public enum CurrentUser {
  /// The login name of the process's user, with that of who became root by sudo.
  public static var name: String {
    let own = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? String(geteuid())
    guard geteuid() == 0, let before = getenv("SUDO_USER") else { return own }
    return own + " (" + String(cString: before) + ")"
  }

  /// The machine's name.
  public static var host: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return name.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }
}
