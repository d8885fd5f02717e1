/// Fields by their names, found by the bytes of a name without making a string of it.
struct NameTable {
  private struct Entry {
    var hash: UInt64
    var name: [UInt8]
    var field: Int
  }

  private var places: [Int32] = Array(repeating: -1, count: 16)
  private var entries: [Entry] = []

  /// Adds a name; of a name that is there already the first field stands.
  mutating func insert(_ name: String, field: Int) {
    let bytes = Array(name.utf8)
    guard bytes.withUnsafeBytes({ self[$0] }) == nil else { return }
    entries.append(Entry(hash: bytes.withUnsafeBytes(Self.hash), name: bytes, field: field))
    if entries.count * 2 > places.count {
      places = Array(repeating: -1, count: places.count * 2)
      for index in entries.indices { place(index) }
    } else {
      place(entries.count - 1)
    }
  }

  /// The names that begin with a prefix, without it.
  func withoutPrefix(_ prefix: String) -> NameTable {
    var table = NameTable()
    for entry in entries where entry.name.starts(with: prefix.utf8) {
      table.insert(
        String(decoding: entry.name.dropFirst(prefix.utf8.count), as: UTF8.self),
        field: entry.field)
    }
    return table
  }

  /// The field of a name.
  subscript(name: UnsafeRawBufferPointer) -> Int? {
    let hash = Self.hash(name)
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: hash >> 20) & mask
    while places[place] >= 0 {
      let index = Int(places[place])
      if entries[index].hash == hash, entries[index].name.elementsEqual(name) {
        return entries[index].field
      }
      place = (place + 1) & mask
    }
    return nil
  }

  private mutating func place(_ index: Int) {
    let mask = places.count - 1
    var place = Int(truncatingIfNeeded: entries[index].hash >> 20) & mask
    while places[place] >= 0 { place = (place + 1) & mask }
    places[place] = Int32(index)
  }

  /// A hash of the first and last eight bytes and the length: names differ in them.
  private static func hash(_ name: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(name.count) &* 0x9E37_79B9_7F4A_7C15
    if name.count >= 8 {
      hash ^= name.loadUnaligned(as: UInt64.self)
      hash = hash &* 0x100_0000_01B3
      hash ^= name.loadUnaligned(fromByteOffset: name.count - 8, as: UInt64.self)
    } else {
      for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    hash = hash &* 0xD6E8_FEB8_6659_FD93
    return hash ^ hash >> 32
  }
}
