public import CivilTime
public import Diagnostics
import Glibc

/// Why a file could not be read or written.
public struct FileError: Error, Sendable, Hashable {
  /// The file.
  public var path: String
  /// The system's error number.
  public var code: Int32

  /// Creates an error from the system's error number.
  public init(path: String, code: Int32) {
    self.path = path
    self.code = code
  }

  /// The reason for people.
  public var message: LocalizedText {
    switch code {
    case ENOENT: LocalizedText(zh: "找不到檔案 \(path)", en: "there is no file \(path)")
    case EACCES, EPERM: LocalizedText(zh: "沒有權限存取 \(path)", en: "no permission for \(path)")
    case EISDIR: LocalizedText(zh: "\(path) 是資料夾", en: "\(path) is a folder")
    default:
      LocalizedText(
        zh: "無法存取 \(path)：\(String(cString: strerror(code)))",
        en: "cannot access \(path): \(String(cString: strerror(code)))")
    }
  }
}

/// The file system, as far as the program needs it.
public enum Files {
  /// Reads a whole file; `-` is standard input.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path: path, code: errno) }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    let size = 1 << 16
    while true {
      let count = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: size))
      let got = bytes.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress.map { $0 + count }, size)
      }
      bytes.removeLast(size - max(0, got))
      if got == 0 { return bytes }
      if got < 0, errno != EINTR { throw FileError(path: path, code: errno) }
    }
  }

  /// Whether there is a folder of that name.
  public static func isFolder(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is a file (not a folder) of that name.
  public static func isFile(_ path: String) -> Bool {
    var info = stat()
    return stat(path, &info) == 0 && info.st_mode & S_IFMT != S_IFDIR
  }

  /// The names in a folder, in order of their bytes; empty where there is no such folder.
  public static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The folder in which the program was started.
  public static var currentFolder: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  /// A path without the current folder before it, as a user in that folder would write it.
  public static func relativeToCurrent(_ path: String) -> String {
    let here = currentFolder + "/"
    return path.hasPrefix(here) ? String(path.dropFirst(here.count)) : path
  }

  /// The folder in which the program itself lies.
  public static var programFolder: String? {
    guard let path = realpath("/proc/self/exe", nil) else { return nil }
    defer { free(path) }
    return parent(of: String(cString: path))
  }

  /// The folder above a path; `nil` for the root.
  public static func parent(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/"), path != "/" else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// When a file was last written; `nil` where there is none.
  public static func modified(_ path: String) -> Instant? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    let time = info.st_mtim
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  /// Lets only the owner of a file read and write it.
  public static func restrict(_ path: String) { chmod(path, 0o600) }
}
