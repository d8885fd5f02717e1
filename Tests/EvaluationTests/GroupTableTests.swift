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
    var sums: [GroupKey: Int128] = [:]
    var rows: [GroupKey: [Int]] = [:]
    var list = BatchOutcome.Groups()
    for batch in 0..<30 {
      var groups = BatchOutcome.Groups()
      // Some batches go on with the keys of the one before.
      if batch % 3 > 0 {
        groups = list
        groups.groups = []
        groups.counts = []
        groups.totals = []
        groups.entries = []
      } else if batch % 2 > 0 {
        groups.mark = ListMark()
      }
      for _ in 0..<40 {
        let period: Int32? = [nil, 0, 31, -5].randomElement(using: &random) ?? nil
        let key = GroupKey(
          values: (0..<columns).map { _ in Self.words.randomElement(using: &random) ?? nil },
          period: period.map { CivilDate(dayNumber: $0) })
        var counts = VerdictCounts()
        counts.violated = batch + 1
        var added = GroupTotals()
        added.add(Int128(batch))
        let known = groups.keys.firstIndex(of: key)
        groups.groups.append(Int32(known ?? groups.keys.count))
        if known == nil { groups.keys.append(key) }
        groups.counts.append(counts)
        // Of some batches no more is asked than counts.
        if batch % 5 > 0 { groups.totals.append(added) }
        if batch % 5 > 0 { sums[key, default: 0] += Int128(batch) }
        if Bool.random(using: &random) {
          let entry = EntryPackTests.entry(groups.groups.count)
          groups.entries.append((Int32(groups.groups.count - 1), entry))
          rows[key, default: []].append(batch * 1000 + entry.row)
        }
        expected[key, default: 0] += batch + 1
      }
      let origin = BatchOrigin(file: 0, firstLine: 2, firstRow: batch * 1000)
      table.merge(groups, of: origin, input: 0)
      list = groups
    }
    #expect(table.byKey.mapValues(\.counts.violated) == expected)
    #expect(table.byKey.mapValues(\.sum) == expected.mapValues { _ in 0 }.merging(sums) { $1 })
    #expect(table.byKey.mapValues { $0.rows.map(\.row) }.filter { !$1.isEmpty } == rows)
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
