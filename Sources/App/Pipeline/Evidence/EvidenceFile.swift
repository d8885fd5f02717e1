import Archives
public import Evidence
public import Platform
public import Signatures

/// A file or folder to verify: a stored result, a bundle, or a ledger.
public struct EvidenceFile {
  /// What a verification may compare with.
  public struct Anchors {
    /// The key with which evidence must be signed.
    public var key: VerificationKey?
    /// A ledger that must know the result or bundle.
    public var ledger: [UInt8]?
    /// A ledger's hash that was noted earlier.
    public var noted: String?

    /// Creates anchors.
    public init(key: VerificationKey? = nil, ledger: [UInt8]? = nil, noted: String? = nil) {
      self.key = key
      self.ledger = ledger
      self.noted = noted
    }
  }

  private let path: String
  private let anchors: Anchors
  private let threads: Int

  /// Prepares to verify.
  public init(_ path: String, _ anchors: Anchors, threads: Int) {
    self.path = path
    self.anchors = anchors
    self.threads = threads
  }

  /// Verifies what the path names.
  public func verify() throws(FileError) -> Verification {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    if Files.isFolder(path) { return folder(path) }
    let bytes = try Files.read(path)
    if bytes.starts(with: [0x50, 0x4B]) || path.lowercased().hasSuffix(".zip") {
      return archive(bytes)
    }
    if path.lowercased().hasSuffix(".jsonl") || bytes.starts(with: Self.ledgerStart) {
      return LedgerCheck(bytes, key: anchors.key, noted: anchors.noted).verification
    }
    var verification = recorded(bytes) { $0.lines(ofResult: $1) }
    verification.add(Reevaluation.verify(bytes, in: .system, threads: threads))
    return verification
  }

  private static let ledgerStart = Array("{\"schema\":\"\(LedgerLine.schemaName)\"".utf8)

  private func archive(_ bytes: [UInt8]) -> Verification {
    var verification = recorded(bytes) { $0.lines(ofEvidence: $1) }
    do throws(ArchiveDefect) {
      let archive = try StrictArchive(bytes)
      verification.add(bundle(BundleCheck(archive: archive, key: anchors.key)))
    } catch {
      let entry = error.entry.map { " \($0)" } ?? ""
      let part =
        error.part == .directory ? ("目錄", "the directory") : ("檔頭\(entry)", "the header\(entry)")
      verification.add(
        .broken, zh: "壓縮檔\(part.0)遭竄改或損壞，位於第 \(error.offset) 位元組",
        en: "the archive was changed or damaged at byte \(error.offset), in \(part.1)")
    }
    return verification
  }

  private func folder(_ path: String) -> Verification {
    let check = BundleCheck(names: Files.below(path), key: anchors.key) { name, take in
      do {
        try Files.read(path + "/" + name) { take($0) }
        return true
      } catch {
        return false
      }
    }
    return bundle(check)
  }

  /// A bundle's own state, then the run done again; not on top of what was changed.
  private func bundle(_ check: BundleCheck) -> Verification {
    var verification = check.verification
    guard verification.isSound, let result = check.content(.result) else { return verification }
    verification.add(Reevaluation.verify(result, in: .bundle(check), threads: threads))
    return verification
  }

  /// Whether the ledger is whole and knows these bytes.
  private func recorded(
    _ bytes: [UInt8], _ find: (LedgerCheck, String) -> [Int]
  ) -> Verification {
    guard let ledger = anchors.ledger else { return Verification() }
    let check = LedgerCheck(ledger, key: anchors.key, noted: anchors.noted)
    var verification = check.verification
    let lines = find(check, EvidenceDigest.of(bytes))
    if lines.isEmpty {
      verification.add(
        .broken, zh: "帳冊沒有此檔之 SHA-256：並非所記錄之查核所產生，或遭竄改",
        en: "the ledger does not know the SHA-256 of this file: no recorded run made it, "
          + "or it was changed")
    } else {
      let numbers = lines.map(String.init).joined(separator: "、")
      verification.add(
        .sound, zh: "帳冊第 \(numbers) 列記有此檔",
        en: "recorded in line \(lines.map(String.init).joined(separator: ", ")) of the ledger")
    }
    return verification
  }
}
