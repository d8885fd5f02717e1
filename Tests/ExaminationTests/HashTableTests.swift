import Testing

@testable import Examination

/// The set of keys answers as a set does, however it grows.
@Suite struct HashTableTests {
  @Test(
    arguments: [
      { $0 &* 0x9E37_79B9_7F4A_7C15 }, { $0 }, { UInt64.max - $0 },
      // All of these have their homes in the last places, so that they go on at the first.
      { (UInt64.max - $0) &* 0xF1DE_83E1_9937_733D },
    ] as [@Sendable (UInt64) -> UInt64])
  func `hashes of any order are found again`(_ make: @Sendable (UInt64) -> UInt64) {
    let table = HashTable()
    var known = Set<UInt64>()
    for number in UInt64(0)..<20_000 {
      let hash = make(number % 7 == 6 ? number / 2 : number)
      #expect(table.contains(hash) == known.contains(hash))
      #expect(table.insert(hash) == known.insert(hash).inserted)
    }
    #expect(table.count == known.count)
    #expect(known.allSatisfy { table.contains($0) && !table.insert($0) })
    #expect(!table.contains(make(1 << 40)))
  }
}
