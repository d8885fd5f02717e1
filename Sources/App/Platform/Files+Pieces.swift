import Glibc

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

  /// A new folder that only its owner can look into; the caller removes it.
  public static func makeTemporaryFolder() throws(FileError) -> String {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((base + "/qixian-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw FileError(path: base, code: errno) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes a folder and the files in it.
  public static func remove(folder: String) {
    for name in names(in: folder) {
      let path = folder + "/" + name
      if isFolder(path) { remove(folder: path) } else { unlink(path) }
    }
    rmdir(folder)
  }
}
