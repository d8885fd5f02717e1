public import Diagnostics
import Glibc

/// A temporary file without a name: nothing is left behind, however the program ends.
///
/// One thread at a time adds to it; any reads what was added.
public final class SpillFile: @unchecked Sendable {
  private let folder: String
  private let descriptor: Int32
  private var size = 0

  /// Makes a file in a folder.
  ///
  /// - Throws: `TemporaryFileError`.
  public init(folder: String) throws {
    self.folder = folder
    // O_TMPFILE, whose name is not imported: the file never has a name, where the file system can do that.
    let nameless = 0o20_000_000 | O_DIRECTORY
    var descriptor = open(folder, nameless | O_RDWR | O_CLOEXEC, 0o600)
    if descriptor < 0 {
      var name = Array((folder + "/qixian-XXXXXX").utf8CString)
      descriptor = mkstemp(&name)
      guard descriptor >= 0 else { throw TemporaryFileError(folder: folder, errno) }
      unlink(name)
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Adds bytes and gives where they start.
  ///
  /// - Throws: `TemporaryFileError`.
  public func append(_ bytes: UnsafeRawBufferPointer) throws -> Int {
    let start = size
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = pwrite(
        descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count, off_t(size))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw TemporaryFileError(folder: folder, count < 0 ? errno : ENOSPC)
      }
      size += count
      rest = rest.dropFirst(count)
    }
    return start
  }

  /// Adds bytes and gives where they start.
  func append(_ bytes: [UInt8]) throws -> Int {
    try bytes.withUnsafeBytes { try append($0) }
  }

  /// The bytes from an offset on; on any thread.
  ///
  /// - Throws: `TemporaryFileError`.
  public func read(at offset: Int, count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let added = pread(
          descriptor, UnsafeMutableRawBufferPointer(buffer).baseAddress.map { $0 + filled },
          count - filled, off_t(offset + filled))
        if added < 0, errno == EINTR { continue }
        guard added > 0 else {
          throw TemporaryFileError(folder: folder, added < 0 ? errno : EIO)
        }
        filled += added
      }
    }
  }
}

/// A temporary file could not be made, written or read back.
public struct TemporaryFileError: Error, Sendable {
  /// The folder of temporary files.
  public let folder: String
  /// What failed and why.
  public let text: LocalizedText

  init(folder: String, _ number: Int32) {
    self.folder = folder
    let reason = String(cString: strerror(number))
    text = LocalizedText(
      zh: "記憶體用量已達上限，而暫存資料夾 \(folder) 無法使用：\(reason)",
      en:
        "the memory limit is reached, and the folder of temporary files \(folder) cannot be used: \(reason)"
    )
  }
}
