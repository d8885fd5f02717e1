public import Archives
public import Signatures

/// A bundle read back: whether it is as it was sealed, and what it holds.
public struct BundleCheck {
  /// What was looked at.
  public private(set) var verification = Verification()
  /// The manifest; `nil` where it is not there or was changed.
  public private(set) var manifest: Manifest?
  /// The contents of members by name; data files are in `readInput` instead.
  public private(set) var contents: [String: [UInt8]] = [:]
  private let source: any BundleSource

  /// Checks a bundle in an archive: its bytes, its digests, its signature.
  public init(archive: StrictArchive, key: VerificationKey? = nil) {
    self.init(source: ArchiveSource(archive), key)
  }

  /// Checks a bundle in a folder that it was unpacked to.
  ///
  /// - Parameters:
  ///   - names: the files below the folder, by their names in the bundle.
  ///   - read: hands over a file piece by piece; `false` where it cannot be read.
  public init(
    names: [String], key: VerificationKey? = nil,
    read: @escaping (_ name: String, _ take: ([UInt8]) -> Void) -> Bool
  ) {
    self.init(source: FolderSource(names: names, read: read), key)
  }

  private init(source: any BundleSource, _ key: VerificationKey?) {
    self.source = source
    let bytes = source.whole(BundleName.manifest)
    guard let bytes, let manifest = Manifest(bytes) else {
      verification.add(
        .broken, zh: "\(BundleName.manifest) 遺失或遭竄改",
        en: "\(BundleName.manifest) is missing or was changed")
      return
    }
    self.manifest = manifest
    checkNames(manifest)
    for member in manifest.members { check(member) }
    if source.whole(BundleName.digests) != manifest.digestList {
      verification.add(
        .broken, zh: "\(BundleName.digests) 與 \(BundleName.manifest) 不符：其一遭竄改",
        en: "\(BundleName.digests) does not match \(BundleName.manifest): one of them was changed")
    }
    checkSignature(manifest, bytes, key)
    if verification.isSound {
      let count = manifest.members.count
      verification.add(
        .sound, zh: "證據包之 \(count) 個檔案與清單相符",
        en: "the \(count) files of the bundle match its manifest")
    }
  }

  private mutating func checkNames(_ manifest: Manifest) {
    var wanted = manifest.members.map(\.name) + [BundleName.manifest, BundleName.digests]
    if manifest.publicKey != nil { wanted.append(BundleName.signature) }
    let extra = source.names.filter { !wanted.contains($0) }
    for name in extra {
      verification.add(
        source.isArchive ? .broken : .open, zh: "\(name) 不在清單內",
        en: "\(name) is not in the manifest")
    }
    if source.isArchive, extra.isEmpty, source.names != wanted {
      verification.add(
        .broken, zh: "檔案之次序或個數與清單不符", en: "the files are not those of the manifest in its order")
    }
  }

  private mutating func check(_ member: Manifest.Member) {
    let keeps = member.kind != .input
    guard let found = source.digest(of: member.name, keeps: keeps) else {
      verification.add(
        .broken, zh: "\(member.name) 遺失或損壞", en: "\(member.name) is missing or damaged")
      return
    }
    let isPacked = found.packed.map { $0 == member.packedSHA256 } ?? true
    guard found.sha256 == member.sha256, found.count == member.bytes, isPacked else {
      let path = member.source.map { "（\($0)）" } ?? ""
      verification.add(
        .broken, zh: "\(member.name)\(path) 遭竄改：SHA-256 與清單不符",
        en: "\(member.name)\(member.source.map { " (\($0))" } ?? "") was changed: "
          + "its SHA-256 is not that of the manifest")
      return
    }
    if keeps { contents[member.name] = found.content }
  }

  private mutating func checkSignature(
    _ manifest: Manifest, _ bytes: [UInt8], _ known: VerificationKey?
  ) {
    guard let text = manifest.publicKey else {
      if known != nil {
        verification.add(.broken, zh: "證據包未經簽章", en: "the bundle is not signed")
      } else {
        verification.add(
          .open, zh: "證據包未經簽章：僅能查出損壞與不一致之竄改",
          en: "the bundle is not signed: only damage and inconsistent changes can be found")
      }
      return
    }
    let line = source.whole(BundleName.signature).map { String(decoding: $0, as: UTF8.self) }
    let signature = line.flatMap {
      $0.hasSuffix("\n") ? Hexadecimal.bytes(String($0.dropLast())) : nil
    }
    let key: VerificationKey?
    do throws(KeyError) {
      key = try VerificationKey.known(Hexadecimal.bytes(text) ?? [])
    } catch {
      verification.addUntestedSignature()
      return
    }
    guard let signature, let key, key.accepts(signature, of: bytes) else {
      verification.add(
        .broken, zh: "簽章與 \(BundleName.manifest) 不符",
        en: "the signature does not match \(BundleName.manifest)")
      return
    }
    guard let known else {
      verification.add(
        .open, zh: "簽章相符，公鑰為 \(text)；未指定 --public-key，無從確認簽章者",
        en: "the signature matches, by the key \(text); without --public-key nobody vouches for it")
      return
    }
    if known.bytes == key.bytes {
      verification.add(.sound, zh: "簽章相符，為指定之金鑰所簽", en: "signed with the key given")
    } else {
      verification.add(.broken, zh: "簽章者並非指定之金鑰", en: "signed with another key than the one given")
    }
  }

  /// The content of the only member of a kind.
  public func content(_ kind: Manifest.Kind) -> [UInt8]? {
    manifest?.members.first { $0.kind == kind }.flatMap { contents[$0.name] }
  }

  /// The contents of the members of a kind by what they stand for.
  public func sources(_ kind: Manifest.Kind) -> [String: [UInt8]] {
    var all: [String: [UInt8]] = [:]
    for member in manifest?.members ?? [] where member.kind == kind {
      if let source = member.source { all[source] = contents[member.name] }
    }
    return all
  }

  /// Hands over a data file of the bundle; `false` where it does not hold it.
  public func readInput(_ path: String, _ take: ([UInt8]) -> Void) -> Bool {
    let member = manifest?.members.first { $0.kind == .input && $0.source == path }
    return member.map { source.read($0.name, take) } ?? false
  }
}
