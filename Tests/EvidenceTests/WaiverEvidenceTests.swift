import Archives
import Diagnostics
import Evidence
import Findings
import Pipeline
import TestSupport
import Testing

/// Files of waivers go with the evidence as rules do.
@Suite struct WaiverEvidenceTests {
  static let files = [
    (
      name: "waivers.yaml",
      text: """
      qixian: 1
      waivers:
        - { id: w-1, rule: reply, cases: [A-2], reason: 颱風停班, approved-by: 首長, approved-on: 110-01-25, until: 110-12-31 }

      """
    ),
    (
      name: "waivers.csv",
      text: """
      代號,規則,案號,組別,理由,核准人,核准日,末日
      w-2,reply,A-3,,系統移轉,首長,110-01-25,110-12-31

      """
    ),
  ]

  @Test func `a bundle holds every file of waivers and is evaluated with them`() throws {
    let run = try SealedRun(waivers: Self.files)
    defer { run.remove() }
    #expect(run.result.findings.compactMap(\.waiver).sorted() == ["w-1", "w-2"])
    let archive = try StrictArchive(run.bundle())
    for file in Self.files {
      let entry = try #require(archive.entries.first { $0.name.hasSuffix(file.name) })
      #expect(try archive.content(entry) == Array(file.text.utf8))
    }
    let path = try TemporaryFile.write(run.bundle(), ending: ".zip")
    defer { TemporaryFile.remove(path) }
    TemporaryFile.remove(run.folder)
    let verification = try SealedRun.verify(path)
    #expect(verification.complaints == [])
    #expect(verification.steps.contains { $0.text.en.contains("the same bytes come out") })
  }

  @Test(arguments: ["waivers.yaml", "waivers.csv"])
  func `a changed or missing file of waivers is named`(name: String) throws {
    let run = try SealedRun(waivers: Self.files)
    defer { run.remove() }
    let result = run.result.jsonBytes()
    #expect(Reevaluation.verify(result, in: .system, threads: 1).complaints == [])
    let text = try #require(Self.files.first { $0.name == name }?.text)
    var changed = Array(text.utf8)
    changed[changed.count - 3] ^= 1
    _ = try run.write(changed, name)
    let complaints = Reevaluation.verify(result, in: .system, threads: 1).complaints
    #expect(complaints.contains { $0.contains(name) })
    TemporaryFile.remove(run.folder + "/" + name)
    let verification = Reevaluation.verify(result, in: .system, threads: 1)
    #expect(verification.isSound && !verification.hasProof)
    #expect(verification.steps.contains { $0.text.en.contains(name) && $0.outcome == .open })
  }
}
