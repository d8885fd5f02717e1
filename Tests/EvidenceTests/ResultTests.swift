import Diagnostics
import Evidence
import Findings
import Foundation
import Pipeline
import TestSupport
import Testing

@Suite struct ResultTests {
  @Test func `a stored result comes out again`() throws {
    let run = try SealedRun()
    defer { run.remove() }
    let path = try run.write(run.result.jsonBytes(), "result.json")
    let verification = try SealedRun.verify(path)
    #expect(verification.complaints == [])
    #expect(verification.hasProof)
  }

  /// Bytes all over the result: with rules and data at hand, none may change.
  @Test func `a change of a byte of a result is named`() throws {
    let run = try SealedRun()
    defer { run.remove() }
    let bytes = run.result.jsonBytes()
    var unnoticed: [Int] = []
    for index in stride(from: 0, to: bytes.count, by: 13) {
      var changed = bytes
      changed[index] ^= 1
      let verification = Reevaluation.verify(changed, in: .system, threads: 1)
      if verification.isSound && verification.hasProof { unnoticed.append(index) }
    }
    #expect(unnoticed == [])
  }

  @Test(arguments: ["log.csv", "rules.yaml"])
  func `a change of any byte of an input or a rule file is named`(name: String) throws {
    let run = try SealedRun()
    defer { run.remove() }
    let result = run.result.jsonBytes()
    let original = [UInt8](try Data(contentsOf: URL(filePath: run.folder + "/" + name)))
    for index in original.indices {
      var changed = original
      changed[index] ^= 2
      _ = try run.write(changed, name)
      let complaints = Reevaluation.verify(result, in: .system, threads: 1).complaints
      #expect(complaints.contains { $0.contains(name) }, "byte \(index)")
    }
  }

  @Test func `what is not at hand is said, and proves nothing`() throws {
    let run = try SealedRun()
    defer { run.remove() }
    let path = try run.write(run.result.jsonBytes(), "result.json")
    TemporaryFile.remove(run.folder + "/log.csv")
    let verification = try SealedRun.verify(path)
    #expect(verification.isSound && !verification.hasProof)
    #expect(verification.steps.contains { $0.text.en.contains("not at hand") })
  }
}
