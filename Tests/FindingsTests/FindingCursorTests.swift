import Findings
import TestSupport
import Testing

@Suite struct FindingCursorTests {
  /// A list of several segments, some longer than the cursor's stride.
  static func list(_ sizes: [Int]) -> FindingList {
    var list = FindingList()
    let sample = SampleResult.make().findings
    var number = 0
    for size in sizes {
      let part = (0..<size).map { _ in
        var finding = sample[number % sample.count]
        finding.fingerprint = "f\(number)"
        number += 1
        return finding
      }
      list.append(contentsOf: FindingList(part))
    }
    return list
  }

  @Test func `a cursor gives what the list gives, in any order`() {
    let list = Self.list([1, 63, 64, 65, 200, 3])
    let cursor = FindingCursor(list)
    var order = Array(list.indices)
    order += order.reversed() + order.map { ($0 * 37) % order.count }
    for index in order {
      let finding = cursor[index]
      #expect(finding.fingerprint == "f\(index)")
      #expect(finding.subject == list[index].subject && finding.reason == list[index].reason)
    }
  }

  @Test func `a brief finding lacks only what lists do not show`() {
    let list = Self.list([70, 5, 64])
    let (whole, cursor) = (FindingCursor(list), FindingCursor(list))
    // All three ways of reading in turn, forward and back.
    for index in Array(list.indices) + list.indices.reversed() {
      var finding = whole[index]
      #expect(cursor.due(index) == finding.due)
      let brief = cursor.brief(index)
      (finding.identity, finding.cells, finding.trace, finding.explanation) = ("", [], nil, [])
      #expect("\(brief)" == "\(finding)")
      #expect(cursor[index].fingerprint == "f\(index)")
    }
    #expect(list.contains { $0.trace != nil } && list.contains { !$0.explanation.isEmpty })
    #expect(list.contains { $0.due == nil } && list.contains { $0.due != nil })
  }
}
