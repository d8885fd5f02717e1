import Glibc
import Synchronization
import TemporaryFiles

extension Files {
  /// Hands over a file piece by piece.
  public static func read(_ path: String, _ take: ([UInt8]) throws -> Void) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    defer { close(descriptor) }
    var piece = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count == 0 { return }
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: path, code: errno)
      }
      try take(Array(piece[..<count]))
    }
  }

  /// The files below a folder, by their paths in it, in order of their bytes.
  public static func below(_ folder: String) -> [String] {
    names(in: folder).flatMap { name -> [String] in
      let path = folder + "/" + name
      return isFolder(path) ? below(path).map { name + "/" + $0 } : [name]
    }
  }

  /// The locks of temporary folders by their paths.
  private static let locks = Mutex<[String: Int32]>([:])

  /// A new folder that only its owner can look into; the caller removes it, and where it is killed before
  /// it can, the next run that needs one.
  public static func makeTemporaryFolder(in folder: String? = nil) throws(FileError) -> String {
    let base = folder ?? TemporaryFolder.path
    Leftovers.sweep(base)
    var template = Array((base + "/" + Leftovers.folderPrefix + "XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw FileError(path: base, code: errno) }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if descriptor >= 0 {
      Leftovers.claim(descriptor)
      locks.withLock { $0[path] = descriptor }
    }
    return path
  }

  /// Removes a folder and the files in it.
  public static func remove(folder: String) {
    defer {
      if let lock = locks.withLock({ $0.removeValue(forKey: folder) }) { close(lock) }
    }
    for name in names(in: folder) {
      let path = folder + "/" + name
      if isFolder(path) { remove(folder: path) } else { unlink(path) }
    }
    rmdir(folder)
  }
}
