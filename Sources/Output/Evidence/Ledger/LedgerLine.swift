import Digests
public import JSON
public import Signatures

/// One line of the ledger of runs: a JSON object that is chained to the line before it.
///
/// The member `hash` is the SHA-256 digest of the text of all members before it, which hold the
/// hash of the line before; a `signature` of the hash may follow.
public struct LedgerLine: Sendable {
  /// The name and version of the form.
  public static let schemaName = "qixian-ledger/1"
  /// The hash that the first line is chained to.
  public static let origin = String(repeating: "0", count: 64)

  /// The line's number, from 1.
  public let number: Int
  /// The hash of the line before.
  public let previous: String
  /// What the run was, as members of the object.
  public let facts: [JSONValue.Member]
  /// The public key of the signature in hexadecimal.
  public let key: String?
  /// The line's own hash.
  public let hash: String
  /// The signature of the hash in hexadecimal.
  public let signature: String?

  /// Makes the line that follows another.
  public init(
    _ facts: [JSONValue.Member], after line: (number: Int, hash: String)?, key: SigningKey? = nil
  ) throws(KeyError) {
    number = (line?.number ?? 0) + 1
    previous = line?.hash ?? Self.origin
    self.facts = facts
    self.key = key.map { Self.text(of: $0.verificationKey) }
    hash = Hexadecimal.digest(Self.body(number, previous, facts, self.key).text().utf8)
    if let key {
      signature = Self.text(of: try key.signature(of: Array(hash.utf8)))
    } else {
      signature = nil
    }
  }

  /// Reads a line without its line end; `nil` where it is no line of a ledger.
  public init?(_ bytes: [UInt8]) {
    guard let json = try? JSONValue.parse(bytes), case .object(let members) = json,
      members.count >= 4, members[0].value == .string(Self.schemaName),
      members.map(\.name).starts(with: ["schema", "number", "previous"]),
      let number = members[1].value.intValue, let previous = members[2].value.stringValue,
      let hash = json["hash"]?.stringValue
    else { return nil }
    let own: Set = ["schema", "number", "previous", "key", "hash", "signature"]
    self.number = Int(number)
    self.previous = previous
    facts = members.filter { !own.contains($0.name) }
    key = json["key"]?.stringValue
    self.hash = hash
    signature = json["signature"]?.stringValue
  }

  /// The value of a fact.
  public subscript(name: String) -> JSONValue? { facts.first { $0.name == name }?.value }

  /// The line's text with its line end.
  public var bytes: [UInt8] {
    guard case .object(var members) = Self.body(number, previous, facts, key) else { return [] }
    members.append(.init("hash", .string(hash)))
    if let signature { members.append(.init("signature", .string(signature))) }
    return Array((JSONValue.object(members).text() + "\n").utf8)
  }

  /// Whether the hash is that of the line's content.
  var isWhole: Bool {
    Hexadecimal.digest(Self.body(number, previous, facts, key).text().utf8) == hash
  }

  /// Whether the signature is that of the line's key; `nil` for a line that is not signed.
  ///
  /// Fails only where libcrypto is not installed.
  func isSigned() throws(KeyError) -> Bool? {
    if key == nil, signature == nil { return nil }
    guard let key = key.flatMap(Hexadecimal.bytes),
      let signature = signature.flatMap(Hexadecimal.bytes),
      let known = try VerificationKey.known(key)
    else { return false }
    return known.accepts(signature, of: Array(hash.utf8))
  }

  private static func body(
    _ number: Int, _ previous: String, _ facts: [JSONValue.Member], _ key: String?
  ) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("schema", .string(schemaName)), .init("number", .int(Int64(number))),
      .init("previous", .string(previous)),
    ]
    members += facts
    if let key { members.append(.init("key", .string(key))) }
    return .object(members)
  }

  /// What a line that cannot be read counts as for the next: its bytes' digest.
  public static func link(ofBroken bytes: [UInt8]) -> String { Hexadecimal.digest(bytes) }

  static func text(of key: VerificationKey) -> String { text(of: key.bytes) }
  static func text(of bytes: [UInt8]) -> String { Fingerprint.hexadecimal(bytes) }
}
