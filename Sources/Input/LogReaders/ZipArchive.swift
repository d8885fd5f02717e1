import Archives
import Diagnostics

/// A spreadsheet's ZIP file, whose errors are told as those of a log.
final class ZipArchive {
  let path: String
  private let archive: ArchiveReader

  init(path: String) throws {
    self.path = path
    do {
      archive = try ArchiveReader(path: path)
    } catch {
      throw Self.told(error, path)
    }
  }

  /// Whether an entry is there.
  func contains(_ name: String) -> Bool { archive.contains(name) }

  /// The content of an entry; `nil` where there is none.
  func stream(_ name: String) throws -> (any ByteStream)? {
    do {
      return try archive.entry(name).map { EntryStream(path: path, entry: $0) }
    } catch {
      throw Self.told(error, path)
    }
  }

  fileprivate static func told(_ error: ArchiveError, _ path: String) -> ReadError {
    let text =
      switch error {
      case .missing:
        LocalizedText(
          zh: "無法開啟檔案：檔案不存在", en: "cannot open the file: No such file or directory")
      case .notAnArchive:
        LocalizedText(
          zh: "不是有效的試算表檔（ZIP 損壞）", en: "not a spreadsheet file: the ZIP is damaged")
      case .encrypted:
        LocalizedText(zh: "試算表有密碼保護", en: "the spreadsheet is protected by a password")
      case .oversized:
        LocalizedText(
          zh: "解壓縮後異常龐大，拒絕讀取", en: "the file unpacks to an unreasonable size and is refused")
      case .falseSize:
        LocalizedText(
          zh: "試算表檔損壞：內容大小與檔案所載不符",
          en: "the spreadsheet file is damaged: a part has not the size that the file states")
      case .damaged, .notWritten:
        LocalizedText(zh: "試算表檔損壞", en: "the spreadsheet file is damaged")
      case .missingLibrary: LocalizedText.missingLibrary("libzip", package: "libzip-dev")
      }
    return ReadError(path: path, text)
  }

  private final class EntryStream: ByteStream {
    private let path: String
    private let entry: ArchiveReader.Entry

    init(path: String, entry: ArchiveReader.Entry) {
      self.path = path
      self.entry = entry
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
      do {
        return try entry.read(into: buffer)
      } catch {
        throw ZipArchive.told(error, path)
      }
    }
  }
}
