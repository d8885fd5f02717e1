public import CivilTime
import Synchronization

/// The system's IANA time zones, read from its compiled zone files when they are first asked for.
public final class ZoneDatabase: Sendable {
  private let folder: String
  private let zones = Mutex<[String: TimeZoneRules?]>([:])

  /// The usual place of the zone files.
  public static let systemFolder = "/usr/share/zoneinfo"

  /// Creates the database over a folder of zone files.
  public init(folder: String = ZoneDatabase.systemFolder) { self.folder = folder }

  /// The zone of a name such as `Asia/Taipei`; `nil` where there is none.
  public func zone(named name: String) -> TimeZoneRules? {
    if name == "UTC" { return .utc }
    if let known = zones.withLock({ $0[name] }) { return known }
    let zone = read(name)
    zones.withLock { $0[name] = .some(zone) }
    return zone
  }

  private func read(_ name: String) -> TimeZoneRules? {
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
    guard isPlain, name.utf8.count <= 100,
      let bytes = try? Files.read(folder + "/" + name)
    else { return nil }
    return TimeZoneRules(name: name, tzif: bytes)
  }
}
