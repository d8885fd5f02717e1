import Glibc
import Synchronization

/// Where rule files and zones are read from: the system, or a bundle of evidence.
public struct FileSource: Sendable {
  /// The bytes of a file by its path.
  public var read: @Sendable (String) throws(FileError) -> [UInt8]
  /// The compiled zone file of an IANA name; `nil` where there is none.
  public var zone: @Sendable (String) -> [UInt8]?

  /// Creates a source.
  public init(
    read: @escaping @Sendable (String) throws(FileError) -> [UInt8],
    zone: @escaping @Sendable (String) -> [UInt8]?
  ) {
    self.read = read
    self.zone = zone
  }

  /// The files and zones of the system.
  public static let system = FileSource(
    read: { (path) throws(FileError) in try Files.read(path) },
    zone: { ZoneDatabase.bytes(of: $0) })

  /// Files held in memory; all others are missing.
  public static func memory(
    files: [String: [UInt8]], zones: [String: [UInt8]]
  ) -> FileSource {
    FileSource(
      read: { (path) throws(FileError) in
        guard let bytes = files[path] else { throw FileError(path: path, code: ENOENT) }
        return bytes
      }, zone: { zones[$0] })
  }
}

/// Remembers what was read through it, in the order in which it was first read.
public final class FileRecord: Sendable {
  /// A file or zone with its bytes.
  public struct Entry: Sendable, Hashable {
    /// The path or the zone's name.
    public var name: String
    /// The content.
    public var bytes: [UInt8]
  }

  private let base: FileSource
  private let state = Mutex<(files: [Entry], zones: [Entry])>(([], []))

  /// Creates a record over a source.
  public init(over base: FileSource) { self.base = base }

  /// The files that were read.
  public var files: [Entry] { state.withLock { $0.files } }

  /// The zones that were read.
  public var zones: [Entry] { state.withLock { $0.zones } }

  /// The source that remembers.
  public var source: FileSource {
    FileSource(
      read: { [self] (path) throws(FileError) in
        if let known = state.withLock({ $0.files.first { $0.name == path } }) { return known.bytes }
        let bytes = try base.read(path)
        state.withLock { $0.files.append(Entry(name: path, bytes: bytes)) }
        return bytes
      },
      zone: { [self] name in
        if let known = state.withLock({ $0.zones.first { $0.name == name } }) { return known.bytes }
        guard let bytes = base.zone(name) else { return nil }
        state.withLock { $0.zones.append(Entry(name: name, bytes: bytes)) }
        return bytes
      })
  }
}
