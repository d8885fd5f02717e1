import CLibZip

/// The whole content of a small ZIP file of any maker that is held in memory.
public struct ArchiveContent: Sendable {
  /// The entries in order, with their bytes.
  public let entries: [(name: String, bytes: [UInt8])]
  /// The most bytes that all entries together may grow to.
  private static let most = 64 << 20

  /// Reads an archive.
  public init(_ bytes: [UInt8]) throws(ArchiveError) {
    let result: Result<[(name: String, bytes: [UInt8])], ArchiveError> = bytes.withUnsafeBytes {
      buffer in
      do throws(ArchiveError) { return .success(try Self.read(buffer)) } catch {
        return .failure(error)
      }
    }
    entries = try result.get()
  }

  /// The bytes of an entry; `nil` where there is none.
  public func content(of name: String) -> [UInt8]? { entries.first { $0.name == name }?.bytes }

  private static func read(
    _ buffer: UnsafeRawBufferPointer
  ) throws(ArchiveError) -> [(name: String, bytes: [UInt8])] {
    guard let library = zip_load() else { throw .missingLibrary }
    let zip = library.pointee
    var problem = zip_error_t()
    guard
      let source = zip.zip_source_buffer_create(
        buffer.baseAddress, UInt64(buffer.count), 0, &problem)
    else { throw .notAnArchive }
    guard let archive = zip.zip_open_from_source(source, ZIP_RDONLY, &problem) else {
      zip.zip_source_free(source)
      throw .notAnArchive
    }
    defer { zip.zip_discard(archive) }
    var entries: [(name: String, bytes: [UInt8])] = []
    var total = 0
    for index in 0..<UInt64(max(0, zip.zip_get_num_entries(archive, 0))) {
      var status = zip_stat_t()
      guard zip.zip_stat_index(archive, index, 0, &status) == 0, let name = status.name else {
        throw .damaged
      }
      guard status.encryption_method == 0 else { throw .encrypted }
      guard let file = zip.zip_fopen_index(archive, index, 0) else { throw .damaged }
      defer { _ = zip.zip_fclose(file) }
      var content: [UInt8] = []
      var room = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = Int(zip.zip_fread(file, &room, UInt64(room.count)))
        guard count >= 0 else { throw .damaged }
        if count == 0 { break }
        content += room[..<count]
        total += count
        guard total <= most else { throw .oversized }
      }
      entries.append((String(cString: name), content))
    }
    return entries
  }
}
