import TestSupport
import Testing

@testable import Evaluation

/// The set of hashes answers as a dictionary does, however it grows.
@Suite struct HashSlotsTests {
  /// Adds hashes, some of them again, and compares every answer with a dictionary's.
  private func compare(
    expected: Int, count: Int, _ make: (inout SeededGenerator, Int) -> ValueHash
  ) {
    let slots = HashSlots(expected: expected)
    var numbers = SeededGenerator(state: UInt64(expected))
    var known: [ValueHash: UInt32] = [:]
    var added: [ValueHash] = []
    for number in 0..<UInt32(count) {
      let again = number > 0 && numbers.next() % 8 == 0
      let hash =
        again
        ? added[Int(numbers.next() % UInt64(added.count))] : make(&numbers, Int(number))
      let answer = slots.insert(hash, number: number)
      if answer != known[hash] {
        Issue.record("number \(number): \(String(describing: answer))")
        return
      }
      if answer == nil {
        known[hash] = number
        added.append(hash)
      }
    }
    #expect(slots.count == known.count)
    #expect(known.allSatisfy { slots.insert($0, number: 7) == $1 })
  }

  @Test(arguments: [0, 1000, 200_000, 500_000])
  func `random hashes are found again, from any size at the start`(expected: Int) {
    compare(expected: expected, count: 300_000) { numbers, _ in
      ValueHash(low: numbers.next(), high: numbers.next())
    }
  }

  @Test func `hashes with one home make it grow`() {
    compare(expected: 0, count: 2000) { _, number in
      ValueHash(low: 5 << 54, high: UInt64(number) << 36)
    }
  }

  @Test func `the last home of the last region has room behind it`() {
    compare(expected: 0, count: 400) { _, number in
      ValueHash(low: .max, high: .max - UInt64(number) << 42)
    }
  }

  @Test func `what differs in its region alone is not the same`() {
    let slots = HashSlots(expected: 0)
    for region in 0..<UInt64(1024) {
      #expect(slots.insert(ValueHash(low: region << 54, high: 1 << 63), number: 1) == nil)
    }
    #expect(slots.insert(ValueHash(low: 1023 << 54, high: 1 << 63), number: 2) == 1)
  }
}
