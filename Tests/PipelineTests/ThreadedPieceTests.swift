import Findings
import Synchronization
import TestSupport
import Testing

@testable import Pipeline

/// Reports are made in pieces by several threads, and come out as by one.
@Suite struct ThreadedPieceTests {
  private struct Full: Error {}

  @Test(arguments: [1, 2, 3], [0, 1, 7, 8, 9, 16, 17, 100])
  func `pieces come in order, each once`(threads: Int, count: Int) {
    var taken: [UInt8] = []
    let made = Atomic(0)
    ThreadedPieces(threads: threads).run(count) { piece in
      made.add(1, ordering: .relaxed)
      return [UInt8(piece)]
    } take: {
      taken += $0
    }
    #expect(taken == (0..<count).map { UInt8($0) })
    #expect(made.load(ordering: .relaxed) == count)
  }

  @Test func `nothing is made beyond what is held once a piece cannot be taken`() {
    let made = Atomic(0)
    var taken = 0
    #expect(throws: Full.self) {
      try ThreadedPieces(threads: 2).run(1000) { piece in
        made.add(1, ordering: .relaxed)
        return piece
      } take: { (_: Int) in
        taken += 1
        if taken == 20 { throw Full() }
      }
    }
    #expect(taken == 20)
    // Of 8 pieces at a time the third 8 were handed on, while the fourth were made.
    #expect((24...32).contains(made.load(ordering: .relaxed)))
  }

  @Test(arguments: [0, 1, 63, 64, 65, 1000])
  func `results are the same bytes`(findings: Int) {
    var result = SampleResult.make()
    let some = Array(result.findings)
    result.findings = FindingList((0..<findings).map { some[$0 % some.count] })
    var bytes: [UInt8] = []
    result.writeJSON(by: ThreadedPieces(threads: 3)) { bytes += $0 }
    #expect(bytes == result.jsonBytes())
  }
}
