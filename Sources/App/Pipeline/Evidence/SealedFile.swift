public import Diagnostics
import Digests
import Evidence
public import Findings
public import Platform
import Reports
public import Signatures

/// A bundle of evidence that is written, but not yet in its place.
public struct SealedFile {
  /// The digest of the archive's bytes.
  public let sha256: String
  private let file: AtomicFile

  /// Writes the bundle of a check beside its place.
  ///
  /// - Parameter withInputs: whether the data files go with it.
  public init(
    _ path: String, _ result: CheckResult, _ check: PreparedCheck, withInputs: Bool,
    key: SigningKey?, _ language: Language
  ) throws {
    let file = try AtomicFile(path)
    let digest = Digest()
    var bundle = EvidenceBundle(
      result: result, files: check.record.files.map { ($0.name, $0.bytes) },
      zones: check.record.zones.map { ($0.name, $0.bytes) }
    ) { take in
      for finding in result.findings {
        let lines = ExplanationText.lines(finding, in: result, language: language)
        try take(Array((lines.joined(separator: "\n") + "\n\n").utf8))
      }
      for group in result.groups {
        let lines = ExplanationText.lines(group, in: result, language: language)
        try take(Array((lines.joined(separator: "\n") + "\n\n").utf8))
      }
    }
    if withInputs {
      var seen: Set<String> = []
      for input in result.inputs where !input.sha256.isEmpty && seen.insert(input.path).inserted {
        bundle.inputs.append((input.path, { take in try Files.read(input.path, take) }))
      }
    }
    try bundle.write(key: key) { piece in
      digest.hash.update(piece)
      try file.write(piece)
    }
    sha256 = Fingerprint.hexadecimal(digest.hash.digest())
    self.file = file
  }

  /// Puts the bundle in its place.
  public func commit() throws(FileError) { try file.commit() }

  private final class Digest {
    var hash = SHA256()
  }
}

/// What is recorded of a result.
public enum Sealing {
  /// The digest of the result's stored form.
  public static func digest(of result: CheckResult) -> String {
    var hash = SHA256()
    result.writeJSON { hash.update($0) }
    return Fingerprint.hexadecimal(hash.digest())
  }
}
