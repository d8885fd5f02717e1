import Digests
import JSON

/// The list of what a bundle holds, with the digest of every member: what is signed.
public struct Manifest: Sendable, Hashable {
  /// The name and version of the form.
  public static let schemaName = "qixian-evidence/1"

  /// A member of the bundle.
  public struct Member: Sendable, Hashable {
    /// The name in the archive.
    public var name: String
    /// The digest of the content.
    public var sha256: String
    /// The number of bytes of the content.
    public var bytes: Int
    /// The digest of the bytes as they stand in the archive.
    public var packedSHA256: String
    /// What the member stands for: the path of a rule file or input, or the name of a zone.
    public var source: String?
    /// What kind of source it is.
    public var kind: Kind
  }

  /// What a member is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The stored result.
    case result
    /// The explanations in words.
    case explanations
    /// A rule file, calendar, waivers file or project file.
    case rule
    /// A zone's compiled file.
    case zone
    /// A data file.
    case input
    /// How to check the bundle.
    case note
  }

  /// A data file that the run read.
  public struct Input: Sendable, Hashable {
    /// The dataset.
    public var dataset: String
    /// The path as given.
    public var path: String
    /// The digest of its bytes; empty where it cannot be read again.
    public var sha256: String
    /// The number of bytes.
    public var bytes: Int
  }

  /// The program's version.
  public var program: String
  /// The moment judged, in ISO form.
  public var asOf: String
  /// The members in order, without the manifest itself and what follows it.
  public var members: [Member]
  /// The data files.
  public var inputs: [Input]
  /// The public key of the signature in hexadecimal; `nil` for a bundle that is not signed.
  public var publicKey: String?

  /// The manifest's bytes.
  public var bytes: [UInt8] {
    var all: [JSONValue.Member] = [
      .init("schema", .string(Self.schemaName)), .init("program", .string(program)),
      .init("asOf", .string(asOf)),
      .init(
        "members",
        .array(
          members.map { member in
            .object([
              "name": .string(member.name), "kind": .string(member.kind.rawValue),
              "source": member.source.map { .string($0) }, "bytes": .int(Int64(member.bytes)),
              "sha256": .string(member.sha256), "packedSha256": .string(member.packedSHA256),
            ])
          })),
      .init(
        "inputs",
        .array(
          inputs.map { input in
            [
              "dataset": .string(input.dataset), "path": .string(input.path),
              "bytes": .int(Int64(input.bytes)), "sha256": .string(input.sha256),
            ]
          })),
    ]
    if let publicKey {
      all.append(
        .init("signer", ["algorithm": "Ed25519", "publicKey": .string(publicKey)]))
    }
    return Array((JSONValue.object(all).text(indent: 2) + "\n").utf8)
  }

  /// Reads a manifest; `nil` where the bytes are not just as this program writes them.
  public init?(_ bytes: [UInt8]) {
    guard let json = try? JSONValue.parse(bytes), json["schema"] == .string(Self.schemaName),
      let program = json["program"]?.stringValue, let asOf = json["asOf"]?.stringValue,
      let members = json["members"]?.arrayValue, let inputs = json["inputs"]?.arrayValue
    else { return nil }
    self.init(program: program, asOf: asOf, publicKey: json["signer"]?["publicKey"]?.stringValue)
    for item in members {
      guard let name = item["name"]?.stringValue, let digest = item["sha256"]?.stringValue,
        let count = item["bytes"]?.intValue, let packed = item["packedSha256"]?.stringValue,
        let kind = item["kind"]?.stringValue.flatMap(Kind.init(rawValue:))
      else { return nil }
      self.members.append(
        Member(
          name: name, sha256: digest, bytes: Int(count), packedSHA256: packed,
          source: item["source"]?.stringValue, kind: kind))
    }
    for item in inputs {
      guard let dataset = item["dataset"]?.stringValue, let path = item["path"]?.stringValue,
        let digest = item["sha256"]?.stringValue, let count = item["bytes"]?.intValue
      else { return nil }
      self.inputs.append(Input(dataset: dataset, path: path, sha256: digest, bytes: Int(count)))
    }
    guard self.bytes == bytes else { return nil }
  }

  init(program: String, asOf: String, publicKey: String?) {
    self.program = program
    self.asOf = asOf
    self.publicKey = publicKey
    members = []
    inputs = []
  }

  /// Whether a data file goes with the bundle.
  public func holds(_ path: String) -> Bool {
    members.contains { $0.kind == .input && $0.source == path }
  }

  /// The digests in the form that `sha256sum --check` reads; those of the members and the manifest.
  var digestList: [UInt8] {
    let lines = members.map { "\($0.sha256)  \($0.name)\n" }
    return Array((lines.joined() + "\(Hexadecimal.digest(bytes))  \(BundleName.manifest)\n").utf8)
  }
}

/// The names of members that every bundle has.
enum BundleName {
  static let note = "README.txt"
  static let result = "result.json"
  static let explanations = "explanations.txt"
  static let manifest = "manifest.json"
  static let digests = "SHA256SUMS"
  static let signature = "signature.txt"

  /// A member's name from the path of a file: its number and the path's last part, made harmless.
  static func numbered(_ folder: String, _ index: Int, _ path: String) -> String {
    let last = path.split(separator: "/").last.map(String.init) ?? "file"
    let digits = String(index + 1)
    let number = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    let plain = last.unicodeScalars.map { scalar -> Character in
      let isPlain =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || ".-_".unicodeScalars.contains(scalar)
      return isPlain ? Character(scalar) : "_"
    }
    return "\(folder)/\(number)-" + String(plain.suffix(80))
  }
}
