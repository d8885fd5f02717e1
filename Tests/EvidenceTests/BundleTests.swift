import Archives
import Diagnostics
import Evidence
import Findings
import Foundation
import Pipeline
import Platform
import Signatures
import TestSupport
import Testing

@Suite struct BundleTests {
  @Test func `the test's rule decides every case`() throws {
    let run = try SealedRun()
    defer { run.remove() }
    #expect(run.result.diagnostics.filter { $0.severity == .error }.map(\.message.en) == [])
    #expect(run.result.findings.count == 3)
  }

  @Test(arguments: [true, false], [true, false])
  func `a bundle is verified and evaluated again`(isSigned: Bool, withInputs: Bool) throws {
    let run = try SealedRun()
    defer { run.remove() }
    let path = try run.write(
      run.bundle(isSigned: isSigned, withInputs: withInputs), "sealed.zip")
    let verification = try SealedRun.verify(path)
    #expect(verification.complaints == [])
    #expect(verification.steps.contains { $0.text.en.contains("the same bytes come out") })
  }

  @Test func `with its inputs, a bundle needs no file of the system`() throws {
    let run = try SealedRun()
    defer { run.remove() }
    let path = try TemporaryFile.write(run.bundle(), ending: ".zip")
    defer { TemporaryFile.remove(path) }
    TemporaryFile.remove(run.folder)
    let verification = try SealedRun.verify(path)
    #expect(verification.complaints == [])
    #expect(verification.steps.contains { $0.text.en.contains("the same bytes come out") })
  }

  @Test func `the same run gives the same bundle`() throws {
    let run = try SealedRun()
    defer { run.remove() }
    #expect(try run.bundle() == run.bundle())
  }

  /// Every byte of the archive in turn, so that no place is without a guard.
  @Test(arguments: [true, false])
  func `a change of any byte of a bundle is named`(isSigned: Bool) throws {
    let run = try SealedRun()
    defer { run.remove() }
    let bytes = try run.bundle(isSigned: isSigned)
    let sizes = try StrictArchive(bytes).entries.map(\.packedSize)
    #expect(bytes.count > sizes.reduce(0, +))
    var unnoticed: [Int] = []
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= UInt8(1 << (index % 8))
      if Self.isSound(changed) { unnoticed.append(index) }
    }
    #expect(unnoticed == [])
  }

  /// Whether the archive and its digests are as they were; the run is not done again.
  private static func isSound(_ bytes: [UInt8]) -> Bool {
    guard let archive = try? StrictArchive(bytes) else { return false }
    return BundleCheck(archive: archive).verification.isSound
  }

  @Test func `a changed file of an unpacked bundle is named`() throws {
    let run = try SealedRun()
    defer { run.remove() }
    let archive = try StrictArchive(run.bundle())
    let folder = run.folder + "/unpacked"
    var contents: [String: [UInt8]] = [:]
    for entry in archive.entries {
      contents[entry.name] = try archive.content(entry)
      try Files.write(contents[entry.name] ?? [], to: folder + "/" + entry.name)
    }
    #expect(try SealedRun.verify(folder).complaints == [])
    for (name, bytes) in contents.sorted(by: { $0.key < $1.key }) {
      var changed = bytes
      changed[bytes.count / 2] ^= 1
      try Files.write(changed, to: folder + "/" + name)
      let complaints = try SealedRun.verify(folder).complaints.joined(separator: "\n")
      let isNamed = complaints.contains(name) || name == "signature.txt"
      #expect(!complaints.isEmpty && isNamed, "\(name): \(complaints)")
      try Files.write(bytes, to: folder + "/" + name)
    }
    #expect(try SealedRun.verify(folder).complaints == [])
    TemporaryFile.remove(folder + "/result.json")
    #expect(try SealedRun.verify(folder).complaints.first?.contains("result.json") ?? false)
  }

  @Test func `another key than the one known is named`() throws {
    let run = try SealedRun()
    defer { run.remove() }
    let own = try SigningKey(pem: SealedRun.pem).verificationKey
    let path = try run.write(run.bundle(), "sealed.zip")
    #expect(try SealedRun.verify(path, .init(key: own)).complaints == [])
    let other = try VerificationKey(bytes: [UInt8](repeating: 9, count: 32))
    #expect(try !SealedRun.verify(path, .init(key: other)).isSound)
    let unsigned = try run.write(run.bundle(isSigned: false), "plain.zip")
    #expect(try !SealedRun.verify(unsigned, .init(key: own)).isSound)
  }

  @Test func `a data file that changed is not sealed`() throws {
    let run = try SealedRun()
    defer { run.remove() }
    _ = try run.write(Array((SealedRun.log + "A-5,某,2021-01-05,\n").utf8), "log.csv")
    #expect(throws: ChangedInput.self) { try run.bundle() }
  }
}
