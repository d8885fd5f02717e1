/// A person or office with a mail address that is safe in every header and command.
public struct Mailbox: Sendable, Hashable {
  /// The name to show; may hold any text, which is made harmless where it is written.
  public var name: String?
  /// The address: `local@domain` in ASCII.
  public let address: String

  /// Creates a mailbox; `nil` where the address is not one that can be written to safely.
  ///
  /// Only unquoted local parts and host names are accepted: no spaces, brackets, commas, quotes,
  /// line breaks or control characters, which is what header and command injection need.
  public init?(name: String? = nil, address: String) {
    guard Self.isSafe(address) else { return nil }
    self.name = name
    self.address = address
  }

  /// The part after the `@`, in lower case.
  public var domain: String {
    address.split(separator: "@").last.map { $0.lowercased() } ?? ""
  }

  private static func isSafe(_ address: String) -> Bool {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, address.utf8.count <= 254, (1...64).contains(parts[0].utf8.count)
    else { return false }
    let local = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    return local.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isAtom) }
      && labels.allSatisfy {
        (1...63).contains($0.utf8.count) && $0.utf8.allSatisfy(isHost)
          && $0.utf8.first != 0x2D && $0.utf8.last != 0x2D
      }
  }

  private static func isHost(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      || byte == 0x2D
  }

  private static func isAtom(_ byte: UInt8) -> Bool {
    isHost(byte) || "!#$%&'*+/=?^_`{|}~".utf8.contains(byte)
  }
}
