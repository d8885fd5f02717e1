public import Findings
import Platform
import Synchronization

/// Makes pieces on several threads at a time, some for each thread before they are handed on; the next are
/// begun meanwhile.
public struct ThreadedPieces: PieceWork {
  private let threads: Int
  /// How many pieces each thread makes, about, before they are handed on.
  private static let piecesOfThread = 4

  /// Creates such work for a number of threads.
  public init(threads: Int) { self.threads = max(1, threads) }

  /// Makes as many pieces as are held at a time, hands them on, and goes on with the next.
  public func run<Piece: Sendable, Failure: Error>(
    _ count: Int, make: @escaping @Sendable (Int) -> Piece,
    take: (Piece) throws(Failure) -> Void
  ) throws(Failure) {
    let held = threads * Self.piecesOfThread
    func begin(_ start: Int) -> Wave<Piece>? {
      start < count ? Wave(start..<min(count, start + held), threads: threads, make) : nil
    }
    var wave = begin(0)
    while let made = wave {
      let pieces = made.finish()
      // While pieces are written others are made, so that no thread waits for a disk.
      wave = begin(made.indices.upperBound)
      for piece in pieces { try take(piece) }
    }
  }

  /// Pieces that are made together; each thread takes the next that none has taken.
  private struct Wave<Piece: Sendable> {
    let indices: Range<Int>
    private let work: Work<Piece>
    private let others: [Background<Void>]

    /// Begins with one thread less than there are; the last one is that which asks for the pieces.
    init(_ indices: Range<Int>, threads: Int, _ make: @escaping @Sendable (Int) -> Piece) {
      self.indices = indices
      let work = Work(indices, make)
      self.work = work
      others = (1..<max(1, min(threads, indices.count))).map { _ in Background { work.run() } }
    }

    /// The pieces in order, once all are made.
    func finish() -> [Piece] {
      work.run()
      for other in others { other.value }
      return work.made
    }
  }

  /// What the threads of a wave share.
  private final class Work<Piece: Sendable>: Sendable {
    private let indices: Range<Int>
    private let make: @Sendable (Int) -> Piece
    private let next: Atomic<Int>
    private let pieces: Mutex<[Int: Piece]>

    init(_ indices: Range<Int>, _ make: @escaping @Sendable (Int) -> Piece) {
      self.indices = indices
      self.make = make
      next = Atomic(indices.lowerBound)
      pieces = Mutex([:])
    }

    func run() {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < indices.upperBound else { return }
        let piece = make(index)
        pieces.withLock { $0[index] = piece }
      }
    }

    /// The pieces in order.
    var made: [Piece] {
      pieces.withLock { $0.sorted { $0.key < $1.key }.map(\.value) }
    }
  }
}
