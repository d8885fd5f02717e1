import Glibc

/// A temporary file without a name: nothing is left behind, however the program ends.
///
/// One thread at a time adds to it; any reads what was added.
public final class NamelessFile: @unchecked Sendable {
  private let folder: String
  private let descriptor: Int32
  /// The name that is still there, as the file cannot be reached without one.
  private var name: String?
  private var size = 0

  /// Makes a file in a folder that only this user can read and write.
  ///
  /// - Parameter isReopened: whether the file is opened by its `path`; where the system does not show open
  ///   files, it then keeps a name until it is closed.
  /// - Throws: `TemporaryFileError`.
  public init(folder: String = TemporaryFolder.path, isReopened: Bool = false) throws {
    self.folder = folder
    var descriptor = Self.open(in: folder, O_RDWR, mode: 0o600)
    if descriptor >= 0, isReopened, access(Self.place(of: descriptor), F_OK) != 0 {
      close(descriptor)
      descriptor = -1
    }
    if descriptor < 0 {
      var template = Array((folder + "/qixian-XXXXXX").utf8CString)
      descriptor = mkstemp(&template)
      guard descriptor >= 0 else { throw TemporaryFileError(folder: folder, code: errno) }
      _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
      if isReopened, access(Self.place(of: descriptor), F_OK) != 0 {
        name = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
      } else {
        unlink(template)
      }
    }
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
    if let name { unlink(name) }
  }

  /// The path by which the file can be opened while this object lives, if it was made to be reopened.
  public var path: String { name ?? Self.place(of: descriptor) }

  /// Opens a new file that never has a name; negative, with the reason in `errno`, where the file system
  /// knows no such files.
  ///
  /// - Parameter access: `O_RDWR` or `O_WRONLY`.
  public static func open(in folder: String, _ access: Int32, mode: UInt32) -> Int32 {
    // O_TMPFILE, whose name is not imported.
    let nameless = 0o20_000_000 | O_DIRECTORY
    return Glibc.open(folder, nameless | access | O_CLOEXEC, mode)
  }

  /// The path under which an open file can be found, where the system shows open files.
  public static func place(of descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

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
        throw TemporaryFileError(folder: folder, code: count < 0 ? errno : ENOSPC)
      }
      size += count
      rest = rest.dropFirst(count)
    }
    return start
  }

  /// Adds bytes and gives where they start.
  ///
  /// - Throws: `TemporaryFileError`.
  public func append(_ bytes: [UInt8]) throws -> Int {
    try bytes.withUnsafeBytes { try append($0) }
  }

  /// The bytes from an offset on; on any thread.
  ///
  /// - Throws: `TemporaryFileError`, also where the file ends before.
  public func read(at offset: Int, count: Int) throws -> [UInt8] {
    let bytes = try read(at: offset, upTo: count)
    guard bytes.count == count else { throw TemporaryFileError(folder: folder, code: EIO) }
    return bytes
  }

  /// The bytes from an offset on, fewer where the file ends before; on any thread.
  ///
  /// - Throws: `TemporaryFileError`.
  public func read(at offset: Int, upTo count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let added = pread(
          descriptor, UnsafeMutableRawBufferPointer(buffer).baseAddress.map { $0 + filled },
          count - filled, off_t(offset + filled))
        if added < 0, errno == EINTR { continue }
        guard added >= 0 else { throw TemporaryFileError(folder: folder, code: errno) }
        if added == 0 { return }
        filled += added
      }
    }
  }
}
