/// A set of hashes in one array, with linear probing: for millions of keys within bounded memory.
struct HashTable {
  /// Empty places are 0, so that the hash 0 stands as 1.
  private var places: [UInt64] = Array(repeating: 0, count: 1024)
  private(set) var count = 0

  func contains(_ hash: UInt64) -> Bool { places[place(of: hash)] != 0 }

  /// Adds a hash; `false` where it is there already.
  mutating func insert(_ hash: UInt64) -> Bool {
    if count * 4 >= places.count * 3 { grow() }
    let place = place(of: hash)
    guard places[place] == 0 else { return false }
    places[place] = max(1, hash)
    count += 1
    return true
  }

  /// Asks for the memory of many hashes at once, so that the processor waits for it only once.
  ///
  /// - Returns: what was read, which tells nothing.
  func warm(_ hashes: ArraySlice<UInt64>) -> UInt64 {
    let mask = places.count - 1
    return hashes.reduce(0) { $0 &+ places[Int(truncatingIfNeeded: $1) & mask] }
  }

  /// The place where a hash is, or is to be.
  private func place(of hash: UInt64) -> Int {
    let hash = max(1, hash)
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    while places[place] != 0, places[place] != hash { place = (place + 1) & mask }
    return place
  }

  private mutating func grow() {
    let old = places
    places = Array(repeating: 0, count: old.count * 2)
    for hash in old where hash != 0 { places[place(of: hash)] = hash }
  }
}
