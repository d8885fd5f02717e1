import Archives
import CivilTime
import Digests
public import Findings
public import Signatures

/// What is sealed: a result with everything that it follows from.
public struct EvidenceBundle {
  /// A file by its path, or a zone by its name.
  public typealias File = (name: String, bytes: [UInt8])
  /// Hands over a content piece by piece.
  public typealias Content = (_ take: @escaping ([UInt8]) throws -> Void) throws -> Void

  /// The result.
  public var result: CheckResult
  /// The files of rules, calendars, waivers and project that were read.
  public var files: [File]
  /// The zones that were read.
  public var zones: [File]
  /// The explanations in words.
  public var explanations: Content
  /// The data files that go with it, by their paths; the others are named by their digests.
  public var inputs: [(path: String, content: Content)]

  /// Creates a bundle without data files.
  public init(
    result: CheckResult, files: [File], zones: [File], explanations: @escaping Content
  ) {
    self.result = result
    self.files = files
    self.zones = zones
    self.explanations = explanations
    inputs = []
  }

  /// Writes the archive; the same content and key give the same bytes.
  ///
  /// - Throws: `ChangedInput` where a data file is no longer what the run read.
  public func write(key: SigningKey?, to emit: @escaping ([UInt8]) throws -> Void) throws {
    var manifest = Manifest(
      program: result.toolVersion, asOf: TimeZoneRules.utc.isoText(of: result.asOf.instant),
      publicKey: key.map { LedgerLine.text(of: $0.verificationKey) })
    manifest.inputs = result.inputs.map {
      Manifest.Input(dataset: $0.dataset, path: $0.path, sha256: $0.sha256, bytes: $0.bytes)
    }
    var writer = ArchiveWriter(emit)
    func add(
      _ name: String, _ kind: Manifest.Kind, _ source: String? = nil, _ content: Content
    ) throws {
      var hash = SHA256()
      var count = 0
      let packed = try writer.add(name) { take in
        try content { piece in
          hash.update(piece)
          count += piece.count
          try take(piece)
        }
      }
      manifest.members.append(
        Manifest.Member(
          name: name, sha256: Fingerprint.hexadecimal(hash.digest()), bytes: count,
          packedSHA256: Hexadecimal.digest(packed), source: source, kind: kind))
    }
    try add(BundleName.note, .note) { try $0(Array(BundleNote.text.utf8)) }
    try add(BundleName.result, .result) { take in try result.writeJSON { try take($0) } }
    try add(BundleName.explanations, .explanations, nil, explanations)
    for (index, file) in files.enumerated() {
      try add(BundleName.numbered("rules", index, file.name), .rule, file.name) {
        try $0(file.bytes)
      }
    }
    for (index, zone) in zones.enumerated() {
      try add(BundleName.numbered("zones", index, zone.name), .zone, zone.name) {
        try $0(zone.bytes)
      }
    }
    for (index, input) in inputs.enumerated() {
      try add(
        BundleName.numbered("inputs", index, input.path), .input, input.path, input.content)
      let isSame = manifest.inputs.contains {
        $0.path == input.path && $0.sha256 == manifest.members.last?.sha256
      }
      if !isSame { throw ChangedInput(path: input.path) }
    }
    try writer.add(BundleName.manifest, isStored: true, manifest.bytes)
    try writer.add(BundleName.digests, isStored: true, manifest.digestList)
    if let key {
      let signature = Fingerprint.hexadecimal(try key.signature(of: manifest.bytes)) + "\n"
      try writer.add(BundleName.signature, isStored: true, Array(signature.utf8))
    }
    try writer.finish()
  }
}

/// A data file that changed while the run was under way.
public struct ChangedInput: Error, Sendable, Hashable {
  /// Its path.
  public var path: String
}

/// The note that goes with a bundle, for those who open it without the program.
enum BundleNote {
  static let text = """
    期限查核證據包
    　result.json 為查核結果；explanations.txt 為逐案說明；rules 為所依規則、行事曆與豁免；
    　zones 為時區檔；inputs 為資料檔（如有要求）；manifest.json 列各檔之 SHA-256。
    　檢驗：qixian verify 證據包.zip（或解開後之資料夾），可加 --public-key 公鑰.pem；
    　無程式時：sha256sum --check SHA256SUMS。signature.txt 為 manifest.json 之 Ed25519 簽章（十六進位）。

    Evidence of a compliance check
    result.json is the result; explanations.txt words each verdict; rules holds the rules, calendars
    and waivers used; zones the zone files; inputs the data files, where they were asked for;
    manifest.json lists the SHA-256 digest of each.
    To check: qixian verify BUNDLE.zip (or the folder it is unpacked to), with --public-key KEY.pem;
    without the program: sha256sum --check SHA256SUMS. signature.txt is the Ed25519 signature of
    manifest.json in hexadecimal.

    """
}
