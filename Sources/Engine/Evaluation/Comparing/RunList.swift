/// Runs of values none of which reaches into another, in ascending order.
struct RunList: Sendable {
  /// The values of a run, and the number of its batch's first line among all lines.
  struct Placed: Sendable {
    let run: ValueRun
    let start: Int
  }

  private var runs: [Placed] = []
  /// About how many values a piece has.
  private static let pieceSize = 1 << 16

  /// Whether there is none.
  var isEmpty: Bool { runs.isEmpty }

  /// Keeps a run; `false` where it reaches into another.
  mutating func keep(_ run: ValueRun, start: Int) -> Bool {
    let place = run.first.withUnsafeBufferPointer { runsUpTo($0) }
    if place > 0, !runs[place - 1].run.last.lexicographicallyPrecedes(run.first) { return false }
    if place < runs.count, !run.last.lexicographicallyPrecedes(runs[place].run.first) {
      return false
    }
    runs.insert(Placed(run: run, start: start), at: place)
    return true
  }

  /// The number among all lines of that on which a value stands; `nil` where no run has it.
  func line(of value: UnsafeBufferPointer<UInt8>) -> Int? {
    let place = runsUpTo(value)
    guard place > 0, let line = runs[place - 1].run.line(of: value) else { return nil }
    return runs[place - 1].start + line
  }

  /// The number of runs that begin with a value or before it.
  private func runsUpTo(_ value: UnsafeBufferPointer<UInt8>) -> Int {
    func isBefore(_ index: Int) -> Bool {
      runs[index].run.first.withUnsafeBufferPointer { ValueTexts.order(value, $0).ascends }
    }
    // Logs are mostly in order, so that a run belongs behind all others.
    guard let last = runs.indices.last, isBefore(last) else { return runs.count }
    var (low, high) = (0, last)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The runs, some at a time.
  var pieces: [ArraySlice<Placed>] {
    var pieces: [ArraySlice<Placed>] = []
    var (start, size) = (0, 0)
    for (index, placed) in runs.enumerated() {
      size += placed.run.count
      guard size >= Self.pieceSize || index == runs.count - 1 else { continue }
      pieces.append(runs[start...index])
      (start, size) = (index + 1, 0)
    }
    return pieces
  }
}
