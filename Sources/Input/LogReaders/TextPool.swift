/// Distinct texts by number, in one run of bytes: open addressing, linear probing.
///
/// Bounds: slots hold -1 or a number below `count`; their number is a power of two and at least twice
/// `count`, so that probing ends.
struct TextPool {
  private var bytes: [UInt8] = []
  /// Where each text ends in `bytes`.
  private var ends: [Int] = []
  private var slots = [Int32](repeating: -1, count: 64)

  /// The number of texts.
  var count: Int { ends.count }

  /// About how many bytes of memory the texts take.
  var byteCount: Int { bytes.count + ends.count * 8 + slots.count * 4 }

  /// The number of a text, which is added where it is new.
  mutating func index(of text: UnsafeBufferPointer<UInt8>) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(text)) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if isText(index, text) { return index }
      slot = (slot + 1) & mask
    }
    slots[slot] = Int32(ends.count)
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    if ends.count * 2 > slots.count { grow() }
    return ends.count - 1
  }

  /// The number of a text, which is added where it is new.
  mutating func index(of text: String) -> Int {
    var text = text
    return text.withUTF8 { index(of: $0) }
  }

  /// The bytes of a text.
  subscript(index: Int) -> ArraySlice<UInt8> { bytes[start(index)..<ends[index]] }

  /// A text.
  func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

  /// A hash of bytes, the same in every run.
  static func hash(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash ^= hash >> 32
    hash = hash &* 0x9E37_79B9_7F4A_7C15
    return hash ^ hash >> 29
  }

  private func start(_ index: Int) -> Int { index == 0 ? 0 : ends[index - 1] }

  private func isText(_ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let range = start(index)..<ends[index]
    guard range.count == text.count else { return false }
    return bytes.withUnsafeBufferPointer {
      UnsafeBufferPointer(rebasing: $0[range]).elementsEqual(text)
    }
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for index in ends.indices {
      let range = start(index)..<ends[index]
      let hash = bytes.withUnsafeBufferPointer {
        Self.hash(UnsafeBufferPointer(rebasing: $0[range]))
      }
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(index)
    }
  }
}
