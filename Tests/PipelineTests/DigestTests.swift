import Findings
import LogReaders
import TestSupport
import Testing

/// Digests of a log's files: all where reports show them, else those that tell of a file given twice.
@Suite struct DigestTests {
  private func inputs(
    _ contents: [[UInt8]], threads: Int, describes: Bool
  ) throws -> (digests: [Bool], isTwice: Bool) {
    let paths = try contents.map { try TemporaryFile.write($0, ending: ".csv") }
    defer { paths.forEach(TemporaryFile.remove) }
    let result = try RaceLog.check(
      paths.map { LogSource(path: $0) }, threads: threads, describes: describes)
    #expect(result.inputs.allSatisfy { $0.sha256.isEmpty || $0.sha256.utf8.count == 64 })
    return (
      result.inputs.map { !$0.sha256.isEmpty },
      result.dataIssues.contains { $0.code == "data/file-twice" }
    )
  }

  @Test(arguments: [1, 2])
  func `only files of one size are compared where no report shows digests`(threads: Int) throws {
    let log = RaceLog(rows: 60, seed: 3).bytes
    // As many bytes, and others.
    let other = log.dropLast(2) + [0x39, 0x0A]
    for describes in [true, false] {
      let one = try inputs([log], threads: threads, describes: describes)
      #expect(one == ([describes], false))
      let apart = try inputs([log, log + [0x0A]], threads: threads, describes: describes)
      #expect(apart == ([describes, describes], false))
      let same = try inputs([log, log + [0x0A], log], threads: threads, describes: describes)
      #expect(same == ([true, describes, true], true))
      let alike = try inputs([log, Array(other)], threads: threads, describes: describes)
      #expect(alike == ([true, true], false))
    }
  }
}
