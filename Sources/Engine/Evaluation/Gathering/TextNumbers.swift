import Findings

/// Numbers for texts: equal texts have the same number.
///
/// Texts that are equal as Swift compares them may be written in different bytes (a letter and its
/// accent as one character or two). Each way of writing is looked up once as a text; from then on its
/// bytes find the number.
struct TextNumbers: Sendable {
  /// The first text of each number.
  private(set) var texts: [String] = []
  private var numberOfText: [String: Int32] = [:]
  /// Every way of writing that was seen.
  private var known: [Known] = []
  /// The bytes of all ways known.
  private var bytes = ByteBuffer()
  /// Places in `known`, or -1, by the lowest bits of their hashes; the number is a power of two and at
  /// least twice that of the ways known.
  private var slots = [Int32](repeating: -1, count: 64)

  private struct Known: Sendable {
    let hash: UInt64
    let start: Int
    let count: Int
    let number: Int32
  }

  /// The number of a text, from 0 in order of first appearance.
  mutating func number(of text: String) -> Int32 {
    var copy = text
    return copy.withUTF8 { written in
      let hash = Self.hash(written)
      return find(written, hash) ?? add(text, written, hash)
    }
  }

  private func find(_ written: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int32? {
    bytes.withBytes { bytes in
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0 {
        let way = known[Int(slots[slot])]
        if way.hash == hash, way.count == written.count {
          let other = UnsafeBufferPointer(rebasing: bytes[way.start..<way.start + way.count])
          if Self.areSame(written, other) { return way.number }
        }
        slot = (slot + 1) & (slots.count - 1)
      }
      return nil
    }
  }

  /// Eight bytes from a place, or what is left of the text.
  @inline(__always)
  private static func word(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> UInt64 {
    if bytes.count - offset >= 8 {
      return UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    var word: UInt64 = 0
    for place in offset..<bytes.count { word = word << 8 | UInt64(bytes[place]) }
    return word
  }

  private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: bytes.count)
    var offset = 0
    while offset < bytes.count {
      hash = (hash ^ word(bytes, offset)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
      offset += 8
    }
    return hash
  }

  /// Whether two texts of the same length have the same bytes.
  private static func areSame(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    var offset = 0
    while offset < left.count {
      guard word(left, offset) == word(right, offset) else { return false }
      offset += 8
    }
    return true
  }

  private mutating func add(
    _ text: String, _ written: UnsafeBufferPointer<UInt8>, _ hash: UInt64
  ) -> Int32 {
    let number = numberOfText[text] ?? Int32(truncatingIfNeeded: texts.count)
    if Int(number) == texts.count {
      numberOfText[text] = number
      texts.append(text)
    }
    known.append(Known(hash: hash, start: bytes.count, count: written.count, number: number))
    bytes.append(written)
    if known.count * 2 > slots.count {
      slots = [Int32](repeating: -1, count: slots.count * 2)
      for place in known.indices { putIn(place) }
    } else {
      putIn(known.count - 1)
    }
    return number
  }

  private mutating func putIn(_ place: Int) {
    var slot = Int(truncatingIfNeeded: known[place].hash) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(truncatingIfNeeded: place)
  }

  /// For each number the place of its text in order.
  var ranks: [Int32] {
    var ranks = [Int32](repeating: 0, count: texts.count)
    for (rank, number) in texts.indices.sorted(by: { texts[$0] < texts[$1] }).enumerated() {
      ranks[number] = Int32(truncatingIfNeeded: rank)
    }
    return ranks
  }
}
