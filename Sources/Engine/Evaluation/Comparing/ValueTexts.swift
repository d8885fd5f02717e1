/// The texts of values that lie in one stretch of bytes, compared where they lie.
///
/// Bounds: whoever makes it says that each place is one of bytes in the arena. Eight bytes are read at
/// once only of texts of eight bytes and more.
struct ValueTexts {
  private let arena: UnsafeBufferPointer<UInt8>
  private let places: UnsafeBufferPointer<Int64>

  /// Takes texts whose places are given as `offset << 24 | length`.
  init(_ arena: UnsafeBufferPointer<UInt8>, _ places: UnsafeBufferPointer<Int64>) {
    self.arena = arena
    self.places = places
  }

  /// The number of values.
  var count: Int { places.count }

  /// The bytes of a value.
  @inline(__always)
  subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    let place = places[index]
    return UnsafeBufferPointer(
      start: arena.baseAddress.map { $0 + Int(place &>> 24) }, count: Int(place & 0xFF_FFFF))
  }

  /// How many bytes a value shares at its beginning with another, and whether it stands behind that in the
  /// order of bytes.
  @inline(__always)
  static func order(
    _ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>
  ) -> (shared: Int, ascends: Bool) {
    let least = min(one.count, other.count)
    let shared = shared(one, other, least)
    if shared == least { return (shared, one.count < other.count) }
    return (shared, one[shared] < other[shared])
  }

  @inline(__always)
  private static func shared(
    _ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>, _ least: Int
  ) -> Int {
    guard least >= 8, let one = one.baseAddress, let other = other.baseAddress else {
      var place = 0
      while place < least, one[place] == other[place] { place &+= 1 }
      return place
    }
    let (first, second) = (UnsafeRawPointer(one), UnsafeRawPointer(other))
    var place = 0
    while true {
      let difference =
        first.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        ^ second.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      if difference != 0 {
        return place &+ difference.littleEndian.trailingZeroBitCount &>> 3
      }
      if place == least &- 8 { return least }
      // The last eight bytes, some of which may have been taken already.
      place = min(place &+ 8, least &- 8)
    }
  }
}
