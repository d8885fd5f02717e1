import CLibZip
import Diagnostics

/// A ZIP file whose entries are read as streams.
final class ZipArchive {
  /// The most bytes that an entry may grow to.
  private static let largestEntry = 4 << 30
  /// An entry of more than 4 MiB that grows more than this many times is taken for a bomb.
  private static let largestRatio = 200

  let path: String
  private let archive: OpaquePointer

  init(path: String) throws {
    self.path = path
    var code: Int32 = 0
    guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
      throw ReadError(
        path: path,
        LocalizedText(
          zh: code == ZIP_ER_NOENT ? "無法開啟檔案：檔案不存在" : "不是有效的試算表檔（ZIP 損壞）",
          en: code == ZIP_ER_NOENT
            ? "cannot open the file: No such file or directory"
            : "not a spreadsheet file: the ZIP is damaged"))
    }
    self.archive = archive
  }

  deinit { zip_discard(archive) }

  /// Whether an entry is there.
  func contains(_ name: String) -> Bool { zip_name_locate(archive, name, 0) >= 0 }

  /// The content of an entry; `nil` where there is none.
  func stream(_ name: String) throws -> (any ByteStream)? {
    var status = zip_stat_t()
    guard zip_stat(archive, name, 0, &status) == 0 else { return nil }
    guard status.encryption_method == 0 else {
      throw ReadError(
        path: path, LocalizedText(zh: "試算表有密碼保護", en: "the spreadsheet is protected by a password"))
    }
    // The directory's figures spare the reading; what is read is counted all the same.
    try checkSize(Int(clamping: status.size), compressed: Int(clamping: status.comp_size))
    guard let file = zip_fopen(archive, name, 0) else { throw Self.damaged(path) }
    return EntryStream(
      archive: self, file: file, size: Int(clamping: status.size),
      compressed: Int(clamping: status.comp_size))
  }

  /// Refuses an entry that grows without measure.
  fileprivate func checkSize(_ count: Int, compressed: Int) throws {
    let isBomb = count > 4 << 20 && count / max(1, compressed) > Self.largestRatio
    guard isBomb || count > Self.largestEntry else { return }
    throw ReadError(
      path: path,
      LocalizedText(
        zh: "解壓縮後異常龐大，拒絕讀取", en: "the file unpacks to an unreasonable size and is refused"))
  }

  fileprivate static func damaged(_ path: String) -> ReadError {
    ReadError(path: path, LocalizedText(zh: "試算表檔損壞", en: "the spreadsheet file is damaged"))
  }

  private final class EntryStream: ByteStream {
    private let archive: ZipArchive
    private let file: OpaquePointer
    private let size: Int
    private let compressed: Int
    private var count = 0

    init(archive: ZipArchive, file: OpaquePointer, size: Int, compressed: Int) {
      self.archive = archive
      self.file = file
      self.size = size
      self.compressed = compressed
    }

    deinit { zip_fclose(file) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
      let added = Int(zip_fread(file, buffer.baseAddress, UInt64(buffer.count)))
      guard added >= 0 else { throw ZipArchive.damaged(archive.path) }
      count += added
      try archive.checkSize(count, compressed: compressed)
      // What a part's directory says of its size is for others to rely on; here it must be right.
      guard count <= size, added > 0 || buffer.isEmpty || count == size else {
        throw ReadError(
          path: archive.path,
          LocalizedText(
            zh: "試算表檔損壞：內容大小與檔案所載不符",
            en: "the spreadsheet file is damaged: a part has not the size that the file states"))
      }
      return added
    }
  }
}
