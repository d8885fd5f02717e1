import JSON

/// Makes the pieces of a whole and hands them on in order, perhaps making several at a time.
public protocol PieceWork: Sendable {
  /// Makes every piece, on any thread, and hands them on in order, on the caller's.
  ///
  /// Of many pieces only a few are held at a time.
  ///
  /// - Parameters:
  ///   - count: The number of pieces.
  ///   - make: Gives the piece with an index of 0 ..< `count`.
  ///   - take: Takes the next piece; what it throws is thrown on, and no more are made.
  func run<Piece: Sendable, Failure: Error>(
    _ count: Int, make: @escaping @Sendable (Int) -> Piece,
    take: (Piece) throws(Failure) -> Void
  ) throws(Failure)
}

/// Makes one piece after another.
public struct OneByOne: PieceWork {
  /// Creates such work.
  public init() {}

  /// Makes and hands on each piece before the next.
  public func run<Piece: Sendable, Failure: Error>(
    _ count: Int, make: @escaping @Sendable (Int) -> Piece,
    take: (Piece) throws(Failure) -> Void
  ) throws(Failure) {
    for piece in 0..<count { try take(make(piece)) }
  }
}

/// The elements of a list, in pieces each of which can be written by itself.
struct ElementPieces: Sendable {
  /// What stands before each element; the comma belongs to the one before.
  static let separator = Array(",\n    ".utf8)
  /// About how many elements a piece has.
  static let size = 64

  /// The number of pieces, each of which has elements.
  let count: Int
  /// The elements of a piece, each behind a separator.
  let bytes: @Sendable (Int) -> [UInt8]

  /// The pieces of a list whose elements a codec writes.
  init<Value: Sendable>(_ values: [Value], _ codec: ValueCodec<Value>) {
    count = (values.count + Self.size - 1) / Self.size
    bytes = { piece in
      let start = piece * Self.size
      return Self.written(values[start..<min(values.count, start + Self.size)], codec)
    }
  }

  /// The pieces of a list of findings, which are unpacked one by one.
  init(_ findings: FindingList, _ codec: ValueCodec<Finding>) {
    let parts = findings.parts(ofAbout: Self.size)
    count = parts.count
    bytes = { Self.written(parts[$0], codec) }
  }

  private static func written<Value: Sendable>(
    _ values: some Sequence<Value>, _ codec: ValueCodec<Value>
  ) -> [UInt8] {
    var output = JSONBuffer(capacity: 65_536)
    for value in values {
      output.put(separator)
      codec.write(value, &output)
    }
    return output.bytes
  }
}
