import Findings
import Synchronization
import TestSupport
import Testing

/// Findings whose bytes are kept elsewhere are those that were packed.
@Suite struct FindingStorageTests {
  /// Keeps every other run of bytes, in an array.
  private final class Shelf: FindingStorage {
    let kept = Mutex<(bytes: [UInt8], asked: Int, reads: Int)>(([], 0, 0))

    func keep(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
      let added = Array(bytes)
      return kept.withLock { kept in
        kept.asked += 1
        guard kept.asked % 2 == 0 else { return nil }
        kept.bytes += added
        return kept.bytes.count - added.count
      }
    }

    func bytes(at place: Int, count: Int) -> [UInt8] {
      kept.withLock { kept in
        kept.reads += 1
        return Array(kept.bytes[place..<place + count])
      }
    }
  }

  /// A list of runs of a pack each, and the same without a storage.
  private func lists(_ findings: [Finding], _ shelf: Shelf) -> (
    kept: FindingList, held: FindingList
  ) {
    var (kept, held) = (FindingList(), FindingList())
    for number in 0..<12 {
      var pack = FindingPack()
      var starts = [0]
      for var finding in findings {
        // A trace is no bytes, and its pack stays as it is.
        finding.trace = nil
        pack.append(finding)
        starts.append(pack.byteCount)
      }
      pack.close()
      // Two runs that are not the whole pack.
      let middle = findings.count / 2
      let origin = DataLocation(input: number % 2, line: 1000 * number)
      for (from, to) in [(0, middle), (middle, findings.count)] {
        kept.append(
          pack, from: starts[from], to: starts[to], count: to - from, origin: origin,
          storage: shelf)
        held.append(pack, from: starts[from], count: to - from, origin: origin)
      }
    }
    return (kept, held)
  }

  @Test func `findings come back from a storage in order, by index, and as records`() {
    let shelf = Shelf()
    let findings = Array(SampleResult.make().findings)
    let (kept, held) = lists(findings, shelf)
    let texts = held.map { "\($0)" }
    #expect(kept.map { "\($0)" } == texts)
    #expect(shelf.kept.withLock { $0.reads } > 0)
    for index in [0, 1, findings.count - 1, findings.count, held.count - 1] {
      #expect("\(kept[index])" == texts[index])
    }
    let cursor = FindingCursor(kept)
    #expect(held.indices.reversed().allSatisfy { "\(cursor[$0])" == texts[$0] })
    // In order, every run is read back once.
    let before = shelf.kept.withLock { $0.reads }
    #expect(held.indices.allSatisfy { "\(cursor[$0])" == texts[$0] })
    #expect(shelf.kept.withLock { $0.reads } - before == 12)
    func records(_ list: FindingList) -> [String] {
      var lines: [String] = []
      for part in list.parts(ofAbout: 3) {
        part.forEach {
          lines.append("\($0.rule) \($0.verdict) \(String(decoding: $0.key, as: UTF8.self))")
        } other: {
          lines.append("\($0)")
        }
      }
      return lines
    }
    #expect(records(kept) == records(held))
    var verdicts: [[String]] = [[], []]
    kept.forEachVerdict { verdicts[0].append("\($0) \($1) \($2)") }
    held.forEachVerdict { verdicts[1].append("\($0) \($1) \($2)") }
    #expect(verdicts[0] == verdicts[1])
  }

  @Test func `a changed finding is held, and those beside it stay`() {
    let shelf = Shelf()
    var (kept, held) = lists(Array(SampleResult.make().findings), shelf)
    for index in held.indices where index % 5 == 0 {
      kept[index].owner = "另一機關"
      held[index].owner = "另一機關"
    }
    #expect(kept.map { "\($0)" } == held.map { "\($0)" })
    kept.change { finding in
      finding.note("changed")
      return true
    }
    #expect(kept.allSatisfy { $0.taints.contains("changed") })
  }
}

extension Finding {
  fileprivate mutating func note(_ taint: String) { taints.append(taint) }
}
