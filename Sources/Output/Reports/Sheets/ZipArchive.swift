import CLibZip

/// A ZIP archive in the making: entries are pulled piece by piece while it is closed.
final class ZipArchive {
  private let archive: OpaquePointer
  private let target: OpaquePointer

  init() throws {
    var error = zip_error_t()
    zip_error_init(&error)
    defer { zip_error_fini(&error) }
    guard let target = zip_source_buffer_create(nil, 0, 0, &error) else {
      throw SpreadsheetError(description: String(cString: zip_error_strerror(&error)))
    }
    // The archive frees its source when it is closed; it is kept to be read afterwards.
    zip_source_keep(target)
    guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, &error) else {
      zip_source_free(target)
      zip_source_free(target)
      throw SpreadsheetError(description: String(cString: zip_error_strerror(&error)))
    }
    self.archive = archive
    self.target = target
  }

  deinit { zip_source_free(target) }

  /// Adds a text; its known size keeps the entry's header plain, which `mimetype` needs.
  func add(_ name: String, isStored: Bool = false, text: String) throws {
    let bytes = Array(text.utf8)
    let pieces = AnyIterator(CollectionOfOne(bytes).makeIterator())
    try add(name, isStored: isStored, size: bytes.count, pieces)
  }

  /// Adds an entry whose bytes come from an iterator.
  func add(
    _ name: String, isStored: Bool = false, size: Int? = nil, _ pieces: AnyIterator<[UInt8]>
  ) throws {
    let entry = Unmanaged.passRetained(ZipEntry(pieces, size: size))
    guard let source = zip_source_function(archive, zipEntryCallback, entry.toOpaque()) else {
      entry.release()
      throw problem
    }
    let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      zip_source_free(source)
      throw problem
    }
    let method = isStored ? ZIP_CM_STORE : ZIP_CM_DEFLATE
    zip_set_file_compression(archive, zip_uint64_t(index), method, isStored ? 0 : 6)
    // 1980-01-01, so that equal results give equal bytes.
    zip_file_set_dostime(archive, zip_uint64_t(index), 0, 0x21, 0)
  }

  private var problem: SpreadsheetError {
    SpreadsheetError(description: String(cString: zip_strerror(archive)))
  }

  /// Writes the archive and hands on its bytes.
  func close(_ emit: ([UInt8]) -> Void) throws {
    guard zip_close(archive) == 0 else {
      let error = problem
      zip_discard(archive)
      throw error
    }
    guard zip_source_open(target) == 0 else {
      throw SpreadsheetError(description: "the archive could not be read")
    }
    defer { zip_source_close(target) }
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = zip_source_read(target, &chunk, zip_uint64_t(chunk.count))
      if count < 0 { throw SpreadsheetError(description: "the archive could not be read") }
      if count == 0 { return }
      emit(Array(chunk.prefix(Int(count))))
    }
  }
}

/// The bytes of an entry on their way into the archive.
private final class ZipEntry {
  private let pieces: AnyIterator<[UInt8]>
  private var rest: ArraySlice<UInt8> = []
  /// The number of bytes, where it is known before.
  let size: Int?

  init(_ pieces: AnyIterator<[UInt8]>, size: Int?) {
    self.pieces = pieces
    self.size = size
  }

  func read(into data: UnsafeMutableRawPointer, _ length: Int) -> Int {
    var written = 0
    while written < length {
      if rest.isEmpty {
        guard let next = pieces.next() else { break }
        rest = next[...]
        continue
      }
      let count = min(length - written, rest.count)
      rest.prefix(count).withUnsafeBytes { bytes in
        if let start = bytes.baseAddress {
          (data + written).copyMemory(from: start, byteCount: count)
        }
      }
      rest = rest.dropFirst(count)
      written += count
    }
    return written
  }
}

private func zipEntryCallback(
  _ user: UnsafeMutableRawPointer?, _ data: UnsafeMutableRawPointer?, _ length: zip_uint64_t,
  _ command: zip_source_cmd_t
) -> zip_int64_t {
  guard let user else { return -1 }
  let entry = Unmanaged<ZipEntry>.fromOpaque(user)
  switch command {
  case ZIP_SOURCE_OPEN, ZIP_SOURCE_CLOSE, ZIP_SOURCE_ERROR: return 0
  case ZIP_SOURCE_READ:
    guard let data else { return -1 }
    return zip_int64_t(entry.takeUnretainedValue().read(into: data, Int(length)))
  case ZIP_SOURCE_STAT:
    guard let data, length >= zip_uint64_t(MemoryLayout<zip_stat>.size) else { return -1 }
    let stat = data.assumingMemoryBound(to: zip_stat.self)
    zip_stat_init(stat)
    if let size = entry.takeUnretainedValue().size {
      stat.pointee.size = zip_uint64_t(size)
      stat.pointee.valid |= zip_uint64_t(ZIP_STAT_SIZE)
    }
    return zip_int64_t(MemoryLayout<zip_stat>.size)
  case ZIP_SOURCE_FREE:
    entry.release()
    return 0
  case ZIP_SOURCE_SUPPORTS:
    let commands = [
      ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR,
      ZIP_SOURCE_FREE,
    ]
    return commands.reduce(0) { $0 | 1 << zip_int64_t($1.rawValue) }
  default: return -1
  }
}
