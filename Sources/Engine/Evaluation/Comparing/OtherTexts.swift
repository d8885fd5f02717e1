/// The texts of values that are in no run, with the lines where they occur first, as long as there are
/// few of them.
struct OtherTexts {
  private var arena: [UInt8] = []
  private var places: [(offset: UInt32, line: UInt32)] = []
  /// Whether none was left out.
  private(set) var areAll = true
  /// The most bytes of texts and places together.
  private static let mostBytes = 4 << 20

  /// The number of texts.
  var count: Int { places.count }

  /// Adds a text; `line` is the number among all lines of the one where it occurs first.
  mutating func add(_ text: ArraySlice<UInt8>, line: Int) {
    guard areAll else { return }
    places.append((UInt32(arena.count), UInt32(line)))
    arena += text
    let size = arena.count + places.count * MemoryLayout<(UInt32, UInt32)>.stride
    guard size > Self.mostBytes else { return }
    self = OtherTexts()
    areAll = false
  }

  /// The number among all lines of the one where a text occurs first.
  func line(_ index: Int) -> Int { Int(places[index].line) }

  /// Gives the bytes of a text.
  func withText<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let end = index + 1 < places.count ? Int(places[index + 1].offset) : arena.count
    return arena.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[Int(places[index].offset)..<end]))
    }
  }
}
