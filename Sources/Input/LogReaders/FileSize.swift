import Glibc

/// Sizes of files.
enum FileSize {
  /// The size of a file in bytes.
  static func bytes(of path: String) throws -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw ReadError(path: path, errno: errno, zh: "無法讀取檔案資訊", en: "cannot examine the file")
    }
    return Int(status.st_size)
  }
}
