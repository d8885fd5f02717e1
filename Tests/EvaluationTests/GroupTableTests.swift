import CivilTime
import Columns
import Findings
import Testing

@testable import Evaluation

/// Groups are found by the numbers of their values as they are by their keys.
@Suite struct GroupTableTests {
  private static let words: [String?] = [
    nil, "", "a", "b", "12345678", "123456789", "勞動局", "勞動局服務中心", "caf\u{E9}", "cafe\u{301}",
    "\u{AC00}", "\u{1100}\u{1161}", String(repeating: "限", count: 40),
  ]

  @Test(arguments: [0, 1, 2, 3])
  func `groups are the same as by keys, in the same order`(columns: Int) {
    var random = SystemRandomNumberGenerator()
    var table = GroupTable()
    var expected: [GroupKey: Int] = [:]
    var list = BatchOutcome.Groups()
    for batch in 0..<30 {
      var groups = BatchOutcome.Groups()
      // Some batches go on with the keys of the one before.
      if batch % 3 > 0 {
        groups = list
        groups.groups = []
        groups.totals = []
      } else if batch % 2 > 0 {
        groups.mark = ListMark()
      }
      for _ in 0..<40 {
        let period: Int32? = [nil, 0, 31, -5].randomElement(using: &random) ?? nil
        let key = GroupKey(
          values: (0..<columns).map { _ in Self.words.randomElement(using: &random) ?? nil },
          period: period.map { CivilDate(dayNumber: $0) })
        var added = GroupTotals()
        added.counts.violated = batch + 1
        let known = groups.keys.firstIndex(of: key)
        groups.groups.append(Int32(known ?? groups.keys.count))
        if known == nil { groups.keys.append(key) }
        groups.totals.append(added)
        expected[key, default: 0] += batch + 1
      }
      table.merge(groups, of: BatchOrigin(file: 0, firstLine: 2, firstRow: 0), input: 0)
      list = groups
    }
    #expect(table.byKey.mapValues(\.counts.violated) == expected)
    let sorted = table.sorted()
    #expect(sorted.map(\.key) == expected.keys.sorted(by: GroupKey.precedes))
    #expect(sorted.map(\.value.counts.violated) == sorted.map { expected[$0.key] })
  }

  @Test func `texts that are equal have one number however they are written`() {
    var numbers = TextNumbers()
    let words = Self.words.compactMap(\.self) + (0..<500).map { "officer \($0)" }
    let first = words.map { numbers.number(of: $0) }
    #expect(words.map { numbers.number(of: $0) } == first)
    for (left, a) in zip(words, first) {
      for (right, b) in zip(words, first) { #expect((left == right) == (a == b)) }
    }
    #expect(numbers.ranks[Int(first[1])] < numbers.ranks[Int(first[2])])
  }
}
