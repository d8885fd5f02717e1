/// Which values of a batch stand in ascending order, in runs.
///
/// Identifiers mostly grow from row to row; a few stand too low, as those that are repeated do, or too
/// high. They are left out of the run around them.
struct AscendingRuns {
  /// By value how many bytes it shares with the one before it in its run; -1 where it is in none.
  private(set) var shared: [Int32]
  /// The values between the first and the last of each run.
  private(set) var runs: [Range<Int>] = []

  /// Fewer values in order than this are not worth a run of their own.
  private static let least = 64
  /// How many values around one that breaks the order are asked whether it stands alone.
  private static let reach = 4
  /// After how many values it is asked whether they are in any order.
  private static let sample = 512

  /// Takes no value in.
  init(noneOf count: Int) { shared = [Int32](repeating: -1, count: count) }

  /// Finds the runs.
  init(_ values: ValueTexts) {
    self.init(noneOf: values.count)
    guard values.count >= Self.least else { return }
    begin(at: 0)
    var index = 1
    while true {
      index = ascend(from: index, values)
      guard index < values.count else { break }
      if !isPassed(soonAfter: index, values), !dropHigher(index, values) {
        end()
        // Without order nothing is gained by looking on.
        if index >= Self.sample, taken * 2 < index { return }
        begin(at: index)
      }
      index += 1
    }
    end()
  }

  /// Takes values in as long as they ascend; gives the first that does not.
  private mutating func ascend(from start: Int, _ values: ValueTexts) -> Int {
    var index = start
    var before = values[last]
    shared.withUnsafeMutableBufferPointer { shared in
      while index < values.count {
        let value = values[index]
        let order = ValueTexts.order(before, value)
        guard order.ascends else { break }
        shared[index] = Int32(truncatingIfNeeded: order.shared)
        before = value
        index &+= 1
      }
    }
    if index > start { (last, count) = (index - 1, count + index - start) }
    return index
  }

  // MARK: - The run of now

  private var first = 0
  private var last = 0
  private var count = 0
  /// How many values are in the runs that ended.
  private var taken = 0

  private mutating func begin(at index: Int) {
    (first, last, count) = (index, index, 1)
    shared[index] = 0
  }

  private mutating func end() {
    if count >= Self.least {
      runs.append(first..<last + 1)
      taken += count
    } else {
      for index in first...last { shared[index] = -1 }
    }
  }

  /// Whether one of the next values stands behind the last of the run, so that it is the value between that
  /// stands too low.
  private func isPassed(soonAfter index: Int, _ values: ValueTexts) -> Bool {
    for next in (index + 1..<values.count).prefix(Self.reach)
    where ValueTexts.order(values[last], values[next]).ascends {
      return true
    }
    return false
  }

  /// Takes a value in behind one of the last of the run, leaving out those that stand too high.
  private mutating func dropHigher(_ index: Int, _ values: ValueTexts) -> Bool {
    var earlier = last
    for dropped in 1...Self.reach {
      guard earlier > first else { return false }
      earlier -= 1
      while shared[earlier] < 0 { earlier -= 1 }
      let order = ValueTexts.order(values[earlier], values[index])
      guard order.ascends else { continue }
      for high in earlier + 1...last { shared[high] = -1 }
      shared[index] = Int32(truncatingIfNeeded: order.shared)
      (last, count) = (index, count - dropped + 1)
      return true
    }
    return false
  }
}
