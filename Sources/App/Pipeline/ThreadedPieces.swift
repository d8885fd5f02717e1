public import Findings
import Platform
import Synchronization

/// Makes pieces on several threads at a time, some for each thread before they are handed on.
public struct ThreadedPieces: PieceWork {
  private let threads: Int
  /// How many pieces each thread makes, about, before they are handed on.
  private static let piecesOfThread = 8

  /// Creates such work for a number of threads.
  public init(threads: Int) { self.threads = max(1, threads) }

  /// Makes as many pieces as are held at a time, hands them on, and goes on with the next.
  public func run<Failure: Error>(
    _ count: Int, make: @escaping @Sendable (Int) -> [UInt8],
    take: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let held = threads * Self.piecesOfThread
    for start in stride(from: 0, to: count, by: held) {
      let wave = Wave(start..<min(count, start + held), make)
      let others = (1..<max(1, min(threads, wave.indices.count))).map { _ in
        Background { wave.work() }
      }
      wave.work()
      for other in others { other.value }
      for piece in wave.made { try take(piece) }
    }
  }

  /// Pieces that are made together; each thread takes the next that none has taken.
  private final class Wave: Sendable {
    let indices: Range<Int>
    private let make: @Sendable (Int) -> [UInt8]
    private let next: Atomic<Int>
    private let pieces: Mutex<[Int: [UInt8]]>

    init(_ indices: Range<Int>, _ make: @escaping @Sendable (Int) -> [UInt8]) {
      self.indices = indices
      self.make = make
      next = Atomic(indices.lowerBound)
      pieces = Mutex([:])
    }

    func work() {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < indices.upperBound else { return }
        let piece = make(index)
        pieces.withLock { $0[index] = piece }
      }
    }

    /// The pieces in order, once all are made.
    var made: [[UInt8]] {
      pieces.withLock { $0.sorted { $0.key < $1.key }.map(\.value) }
    }
  }
}
