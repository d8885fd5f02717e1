/// Hands blocks to worker threads and their outputs, in order, to the thread that merges.
///
/// At most `window` blocks, and one more for each thread, are between being taken and being merged, which
/// bounds memory.
final class BlockQueue<Output: Sendable>: @unchecked Sendable {
  /// What became of a block.
  struct Delivery: Sendable {
    var block: Block
    var output: Output
    var rowCount: Int
    var lineCount: Int
    /// The offset of the record after the block; of no meaning for rows.
    var end: Int
    var isIncomplete: Bool
  }

  // `feed` guards the sources, `state` all other variables.
  private let feed = Monitor()
  private let state = Monitor()
  private let nextContent: () throws -> (file: Int, content: Block.Content)?
  private let window: Int
  private var taken = 0
  private var merged = 0
  private var deliveries: [Int: Delivery] = [:]
  private var endIndex: Int?
  private var failure: (any Error)?
  private var isCancelled = false

  init(window: Int, nextContent: @escaping () throws -> (file: Int, content: Block.Content)?) {
    self.window = window
    self.nextContent = nextContent
  }

  /// The next block for a worker, once there is room for its output; `nil` when there are no more.
  func take() -> Block? {
    let mayRead = state.locked {
      state.wait { hasRoom || isOver }
      return !isOver
    }
    return mayRead ? read() : nil
  }

  /// The next block for the thread that merges; `nil` when there are no more, or when outputs must be merged
  /// first.
  func takeIfRoom() -> Block? { state.locked { hasRoom && !isOver } ? read() : nil }

  private var hasRoom: Bool { taken - merged < window }
  private var isOver: Bool { isCancelled || endIndex != nil }

  /// Reads the next block; nobody waits for room meanwhile who keeps others from reading.
  private func read() -> Block? {
    feed.locked {
      guard state.locked({ !isOver }) else { return nil }
      do {
        if let (file, content) = try nextContent() {
          let index = state.locked {
            taken += 1
            return taken - 1
          }
          return Block(index: index, file: file, content: content)
        }
        end(with: nil)
      } catch {
        end(with: error)
      }
      return nil
    }
  }

  private func end(with error: (any Error)?) {
    state.locked {
      endIndex = taken
      failure = error
      state.signal()
    }
  }

  /// Takes a worker's output.
  func deliver(_ delivery: Delivery) {
    state.locked {
      deliveries[delivery.block.index] = delivery
      state.signal()
    }
  }

  /// Whether the output of the next block in order is there.
  var isDelivered: Bool { state.locked { deliveries[merged] != nil } }

  /// Waits for the output of the next block in order; `nil` at the end.
  func nextDelivery() throws -> Delivery? {
    try state.locked {
      state.wait { deliveries[merged] != nil || endIndex == merged }
      guard let delivery = deliveries.removeValue(forKey: merged) else {
        if let failure { throw failure }
        return nil
      }
      return delivery
    }
  }

  /// Counts a delivery as merged, which lets another block be taken.
  func didMerge() {
    state.locked {
      merged += 1
      state.signal()
    }
  }

  /// Makes `take` return nothing any more.
  func cancel() {
    state.locked {
      isCancelled = true
      state.signal()
    }
  }
}
