import CLibZip

/// Why an archive or an entry of it is not read.
public enum ArchiveError: Error, Sendable, Hashable {
  /// There is no such file.
  case missing
  /// The file is no archive, or its directory is damaged.
  case notAnArchive
  /// An entry is damaged.
  case damaged
  /// An entry is protected by a password.
  case encrypted
  /// An entry grows without measure.
  case oversized
  /// An entry has not the size that the archive states.
  case falseSize
  /// The archive could not be put together.
  case notWritten
  /// libzip is not installed.
  case missingLibrary
}

/// A ZIP file of any maker, whose entries are read as streams.
public final class ArchiveReader {
  /// The most bytes that an entry may grow to.
  private static let largestEntry = 4 << 30
  /// An entry of more than 4 MiB that grows more than this many times is taken for a bomb.
  private static let largestRatio = 200

  private let zip: UnsafePointer<zip_functions>
  private let archive: OpaquePointer

  /// Opens a file.
  public init(path: String) throws(ArchiveError) {
    guard let zip = zip_load() else { throw .missingLibrary }
    self.zip = zip
    var code: Int32 = 0
    guard let archive = zip.pointee.zip_open(path, ZIP_RDONLY, &code) else {
      throw code == ZIP_ER_NOENT ? .missing : .notAnArchive
    }
    self.archive = archive
  }

  deinit { zip.pointee.zip_discard(archive) }

  /// Whether an entry is there.
  public func contains(_ name: String) -> Bool {
    zip.pointee.zip_name_locate(archive, name, 0) >= 0
  }

  /// The content of an entry; `nil` where there is none.
  public func entry(_ name: String) throws(ArchiveError) -> Entry? {
    var status = zip_stat_t()
    guard zip.pointee.zip_stat(archive, name, 0, &status) == 0 else { return nil }
    guard status.encryption_method == 0 else { throw .encrypted }
    // The directory's figures spare the reading; what is read is counted all the same.
    let size = Int(clamping: status.size)
    let compressed = Int(clamping: status.comp_size)
    try Self.checkSize(size, compressed: compressed)
    guard let file = zip.pointee.zip_fopen(archive, name, 0) else { throw .damaged }
    return Entry(archive: self, file: file, size: size, compressed: compressed)
  }

  /// Refuses an entry that grows without measure.
  private static func checkSize(_ count: Int, compressed: Int) throws(ArchiveError) {
    let isBomb = count > 4 << 20 && count / max(1, compressed) > largestRatio
    if isBomb || count > largestEntry { throw .oversized }
  }

  /// The bytes of an entry, one after another.
  public final class Entry {
    private let archive: ArchiveReader
    private let file: OpaquePointer
    private let size: Int
    private let compressed: Int
    private var count = 0

    fileprivate init(archive: ArchiveReader, file: OpaquePointer, size: Int, compressed: Int) {
      self.archive = archive
      self.file = file
      self.size = size
      self.compressed = compressed
    }

    deinit { _ = archive.zip.pointee.zip_fclose(file) }

    /// Fills a buffer from its start and returns the number of bytes, 0 only at the end.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
      let added = Int(
        archive.zip.pointee.zip_fread(file, buffer.baseAddress, UInt64(buffer.count)))
      guard added >= 0 else { throw .damaged }
      count += added
      try ArchiveReader.checkSize(count, compressed: compressed)
      // What a part's directory says of its size is for others to rely on; here it must be right.
      guard count <= size, added > 0 || buffer.isEmpty || count == size else { throw .falseSize }
      return added
    }
  }
}
