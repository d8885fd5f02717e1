/// Numbers for texts: equal texts have the same number.
///
/// Texts that are equal as Swift compares them may be written in different bytes (a letter and its
/// accent as one character or two). Each way of writing is looked up once as a text; from then on its
/// bytes find the number.
struct TextNumbers {
  /// The first text of each number.
  private(set) var texts: [String] = []
  private var numberOfText: [String: Int32] = [:]
  /// Every way of writing that was seen.
  private var known: [Known] = []
  /// Places in `known`, or -1, by the lowest bits of their hashes; the number is a power of two and at
  /// least twice that of the ways known.
  private var slots = [Int32](repeating: -1, count: 64)

  private struct Known {
    let hash: ValueHash
    let text: String
    let number: Int32
  }

  /// The number of a text, from 0 in order of first appearance.
  mutating func number(of text: String) -> Int32 {
    var text = text
    let hash = text.withUTF8 { ValueHash(UnsafeRawBufferPointer($0)) }
    var slot = Int(truncatingIfNeeded: hash.low) & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if known[place].hash == hash, Self.areSameBytes(known[place].text, text) {
        return known[place].number
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return add(text, hash)
  }

  private static func areSameBytes(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    return left.withUTF8 { left in
      right.withUTF8 { right in left.count == right.count && left.elementsEqual(right) }
    }
  }

  private mutating func add(_ text: String, _ hash: ValueHash) -> Int32 {
    let number = numberOfText[text] ?? Int32(truncatingIfNeeded: texts.count)
    if Int(number) == texts.count {
      numberOfText[text] = number
      texts.append(text)
    }
    known.append(Known(hash: hash, text: text, number: number))
    if known.count * 2 > slots.count {
      slots = [Int32](repeating: -1, count: slots.count * 2)
      for place in known.indices { putIn(place) }
    } else {
      putIn(known.count - 1)
    }
    return number
  }

  private mutating func putIn(_ place: Int) {
    var slot = Int(truncatingIfNeeded: known[place].hash.low) & (slots.count - 1)
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
