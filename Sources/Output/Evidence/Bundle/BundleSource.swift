import Archives
import Digests

/// Where the files of a bundle are read from.
protocol BundleSource {
  /// The names of the files, in the order of the archive.
  var names: [String] { get }
  /// Whether the files are in an archive, which has nothing beside them.
  var isArchive: Bool { get }
  /// Hands over a file piece by piece; `false` where it is not there or is damaged.
  func read(_ name: String, _ take: ([UInt8]) -> Void) -> Bool
  /// The digest of the packed bytes, in an archive.
  func packedDigest(of name: String) -> String?
}

extension BundleSource {
  /// A file in one piece.
  func whole(_ name: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    return read(name) { bytes += $0 } ? bytes : nil
  }

  /// The digests of a file, and its content where that is wanted.
  func digest(
    of name: String, keeps: Bool
  ) -> (sha256: String, count: Int, packed: String?, content: [UInt8])? {
    var hash = SHA256()
    var content: [UInt8] = []
    var count = 0
    let isWhole = read(name) { piece in
      hash.update(piece)
      count += piece.count
      if keeps { content += piece }
    }
    guard isWhole else { return nil }
    return (Fingerprint.hexadecimal(hash.digest()), count, packedDigest(of: name), content)
  }
}

/// The files of an archive.
struct ArchiveSource: BundleSource {
  private let archive: StrictArchive

  init(_ archive: StrictArchive) { self.archive = archive }

  var names: [String] { archive.entries.map(\.name) }
  var isArchive: Bool { true }

  func read(_ name: String, _ take: ([UInt8]) -> Void) -> Bool {
    guard let entry = archive.entries.first(where: { $0.name == name }) else { return false }
    do {
      try archive.unpack(entry) { take(Array($0)) }
      return true
    } catch {
      return false
    }
  }

  func packedDigest(of name: String) -> String? {
    archive.entries.first { $0.name == name }.map { Hexadecimal.digest(archive.packed($0)) }
  }
}

/// The files of a folder.
struct FolderSource: BundleSource {
  let names: [String]
  let isArchive = false
  private let reader: (String, ([UInt8]) -> Void) -> Bool

  init(names: [String], read: @escaping (String, ([UInt8]) -> Void) -> Bool) {
    self.names = names
    reader = read
  }

  func read(_ name: String, _ take: ([UInt8]) -> Void) -> Bool {
    names.contains(name) && reader(name, take)
  }

  func packedDigest(of name: String) -> String? { nil }
}
