import Diagnostics
import Glibc

/// Bytes that come one after another; a class, as readers hand it on.
protocol ByteStream: AnyObject {
  /// Fills a buffer from its start and returns the number of bytes, 0 only at the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

extension ByteStream {
  /// Fills a buffer as far as the stream reaches.
  func readFully(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count {
      let added = try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      if added == 0 { break }
      count += added
    }
    return count
  }
}

/// The bytes of an open file, pipe or terminal.
final class FileStream: ByteStream {
  let path: String
  private let descriptor: Int32
  private(set) var byteCount = 0

  /// Opens a file; `-` is standard input.
  init(path: String) throws {
    self.path = path
    if path == "-" {
      descriptor = STDIN_FILENO
    } else {
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
      if descriptor < 0 {
        throw ReadError(path: path, errno: errno, zh: "無法開啟檔案", en: "cannot open the file")
      }
    }
  }

  /// Opens the file that was mapped, to read it from an offset on.
  init(_ mapped: MappedFile, path: String, from offset: Int) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      throw ReadError(path: path, errno: errno, zh: "無法開啟檔案", en: "cannot open the file")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, mapped.isSame(status) else {
      close(descriptor)
      throw ReadError(
        path: path,
        LocalizedText(
          zh: "檔案於讀取期間遭更換或變更長度，請重新執行",
          en: "the file was replaced, or its length changed, while it was read; run again"))
    }
    lseek(descriptor, off_t(offset), SEEK_SET)
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
  }

  deinit { if descriptor > STDIN_FILENO { close(descriptor) } }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard buffer.count > 0 else { return 0 }
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 {
        byteCount += count
        return count
      }
      if errno != EINTR {
        throw ReadError(path: path, errno: errno, zh: "讀取失敗", en: "reading failed")
      }
    }
  }
}

/// Bytes that are held in memory.
final class MemoryStream: ByteStream {
  private let bytes: [UInt8]
  private var offset = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - offset)
    bytes.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count]))
    }
    offset += count
    return count
  }
}

/// A stream whose first bytes were looked at and are given again.
final class PushbackStream: ByteStream {
  private var prefix: [UInt8]
  private var offset = 0
  private let rest: any ByteStream

  init(prefix: [UInt8], rest: any ByteStream) {
    self.prefix = prefix
    self.rest = rest
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    guard offset < prefix.count else { return try rest.read(into: buffer) }
    let count = min(buffer.count, prefix.count - offset)
    prefix.withUnsafeBytes {
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count]))
    }
    offset += count
    if offset == prefix.count {
      prefix = []
      offset = 0
    }
    return count
  }
}

/// The bytes of a regular file, mapped to look at their start.
///
/// A file that another program shortens while its start is looked at ends the process with a signal, as with
/// every program that maps files; exports are replaced by renaming, not cut.
final class MappedFile: @unchecked Sendable {
  // Immutable after `init`, hence safe to share between threads.
  let base: UnsafePointer<UInt8>
  let count: Int
  private let place: (device: UInt, inode: UInt)

  /// Maps a file; `nil` where it is not a regular file or is empty.
  init?(path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      throw ReadError(path: path, errno: errno, zh: "無法開啟檔案", en: "cannot open the file")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw ReadError(path: path, errno: errno, zh: "無法讀取檔案資訊", en: "cannot examine the file")
    }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw ReadError(path: path, errno: EISDIR, zh: "無法讀取", en: "cannot read")
    }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else { return nil }
    count = Int(status.st_size)
    place = (status.st_dev, status.st_ino)
    guard let memory = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0),
      memory != MAP_FAILED
    else { throw ReadError(path: path, errno: errno, zh: "無法讀取檔案", en: "cannot read the file") }
    madvise(memory, count, MADV_SEQUENTIAL)
    base = UnsafePointer(memory.assumingMemoryBound(to: UInt8.self))
  }

  /// Whether a file is this one and as long as it was.
  func isSame(_ status: stat) -> Bool {
    (status.st_dev, status.st_ino) == place && Int(status.st_size) == count
  }

  /// Gives back the memory of pages that hold a range of offsets, but for those that reach beyond its end;
  /// reading them again is still right.
  func release(_ offsets: Range<Int>) {
    let page = 65_536
    // Rounded down, so that ranges behind one another leave no page between them.
    let first = offsets.lowerBound / page * page
    let end = offsets.upperBound < count ? offsets.upperBound / page * page : count
    guard first < end else { return }
    madvise(UnsafeMutableRawPointer(mutating: base + first), end - first, MADV_DONTNEED)
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: base), count) }
}
