import Glibc
import Synchronization

/// What runs that were killed left behind: files half written, folders of unpacked data.
///
/// Whoever makes one holds a lock on it, which the system takes away when the process ends, however it
/// ends. What can be locked is nobody's any more. What is younger than a minute may be between its making
/// and its locking, and is left alone.
enum Leftovers {
  /// The names of files that are not whole yet begin so.
  static let filePrefix = ".qixian-"
  /// The names of folders of a run begin so; six characters follow.
  static let folderPrefix = "qixian-run-"
  /// The age from which something is taken for left behind, in seconds.
  private static let grace = 60
  private static let swept = Mutex<Set<String>>([])

  /// Locks what a descriptor is of, until the process ends or the descriptor is closed.
  static func claim(_ descriptor: Int32) { _ = flock(descriptor, LOCK_EX | LOCK_NB) }

  /// Removes what was left in a folder; once a run for each.
  static func sweep(_ folder: String) {
    guard swept.withLock({ $0.insert(folder).inserted }) else { return }
    for name in candidates(in: folder) {
      let path = folder + "/" + name
      let isFolder = name.hasPrefix(folderPrefix)
      let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if isAbandoned(descriptor, path, isFolder ? S_IFDIR : S_IFREG) {
        if isFolder { Files.remove(folder: path) } else { unlink(path) }
      }
      close(descriptor)
    }
  }

  /// Whether what is open is still what the path names, is of this user, and nobody's.
  private static func isAbandoned(_ descriptor: Int32, _ path: String, _ kind: mode_t) -> Bool {
    var (opened, named) = (stat(), stat())
    guard fstat(descriptor, &opened) == 0, opened.st_mode & S_IFMT == kind,
      opened.st_uid == geteuid(), time(nil) - opened.st_mtim.tv_sec >= grace,
      flock(descriptor, LOCK_EX | LOCK_NB) == 0, lstat(path, &named) == 0
    else { return false }
    return named.st_ino == opened.st_ino && named.st_dev == opened.st_dev
  }

  /// The names in a folder that are of the forms which runs give.
  private static func candidates(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      // Names that begin otherwise, as all but all do, are not made into texts.
      let first = UInt8(bitPattern: entry.pointee.d_name.0)
      guard first == UInt8(ascii: ".") || first == UInt8(ascii: "q") else { continue }
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if isFile(name) || isFolder(name) { names.append(name) }
    }
    return names
  }

  /// `.qixian-PROCESS-NUMBER`.
  private static func isFile(_ name: String) -> Bool {
    guard name.hasPrefix(filePrefix) else { return false }
    let parts = name.dropFirst(filePrefix.count).split(
      separator: "-", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) }
  }

  private static func isFolder(_ name: String) -> Bool {
    name.hasPrefix(folderPrefix) && name.utf8.count == folderPrefix.utf8.count + 6
  }
}
