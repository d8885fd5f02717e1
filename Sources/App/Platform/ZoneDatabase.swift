public import CivilTime
import Synchronization

/// The system's IANA time zones, read from its compiled zone files when they are first asked for.
public final class ZoneDatabase: Sendable {
  private let bytes: @Sendable (String) -> [UInt8]?
  private let zones = Mutex<[String: TimeZoneRules?]>([:])

  /// The usual place of the zone files.
  public static let systemFolder = "/usr/share/zoneinfo"

  /// Creates the database over a folder of zone files.
  public convenience init(folder: String = ZoneDatabase.systemFolder) {
    self.init { Self.bytes(of: $0, in: folder) }
  }

  /// Creates the database over compiled zone files by their names.
  public init(_ bytes: @escaping @Sendable (String) -> [UInt8]?) { self.bytes = bytes }

  /// The zone of a name such as `Asia/Taipei`; `nil` where there is none.
  public func zone(named name: String) -> TimeZoneRules? {
    if name == "UTC" { return .utc }
    if let known = zones.withLock({ $0[name] }) { return known }
    let zone = bytes(name).flatMap { TimeZoneRules(name: name, tzif: $0) }
    zones.withLock { $0[name] = .some(zone) }
    return zone
  }

  /// The compiled file of a zone in a folder of them; `nil` where there is none.
  public static func bytes(of name: String, in folder: String = systemFolder) -> [UInt8]? {
    // Only plain relative names reach the file system.
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    let isPlain = parts.allSatisfy { part in
      !part.isEmpty && !part.hasPrefix(".")
        && part.utf8.allSatisfy { byte in
          byte < 0x80
            && (Character(UnicodeScalar(byte)).isLetter
              || Character(UnicodeScalar(byte)).isNumber || "+-_".utf8.contains(byte))
        }
    }
    guard isPlain, name.utf8.count <= 100 else { return nil }
    return try? Files.read(folder + "/" + name)
  }
}
