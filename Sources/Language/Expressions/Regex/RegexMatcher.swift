extension RegularExpression {
  /// Follows all states of the automaton at once over the text.
  ///
  /// `steps` counts the states entered, at most the number of states for each character.
  func search(_ text: String) -> (found: Bool, steps: Int) {
    var states = StateSet(capacity: program.count)
    var next = StateSet(capacity: program.count)
    var pending: [Int] = []
    var steps = 0
    var before: Unicode.Scalar?
    var iterator = text.unicodeScalars.makeIterator()
    var current = iterator.next()
    while true {
      enter(0, into: &states, &pending, before, current, &steps)
      if states.hasMatch { return (true, steps) }
      guard let scalar = current else { return (false, steps) }
      let after = iterator.next()
      for state in states.members {
        guard case .character(let set) = program[state], set.contains(scalar) else { continue }
        enter(state + 1, into: &next, &pending, scalar, after, &steps)
      }
      before = scalar
      current = after
      swap(&states, &next)
      next.removeAll()
    }
  }

  /// Adds a state and all that it reaches without a character.
  private func enter(
    _ state: Int, into states: inout StateSet, _ pending: inout [Int], _ before: Unicode.Scalar?,
    _ after: Unicode.Scalar?, _ steps: inout Int
  ) {
    pending.append(state)
    while let state = pending.popLast() {
      if !states.insert(state) { continue }
      steps += 1
      switch program[state] {
      case .character: break
      case .match: states.hasMatch = true
      case .jump(let target): pending.append(target)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .assertion(let assertion):
        if assertion.holds(between: before, and: after) { pending.append(state + 1) }
      }
    }
  }
}

/// A set of small numbers that is emptied in constant time.
private struct StateSet {
  private(set) var members: [Int] = []
  private var stamps: [UInt32]
  private var stamp: UInt32 = 1
  var hasMatch = false

  init(capacity: Int) { stamps = [UInt32](repeating: 0, count: capacity) }

  mutating func insert(_ member: Int) -> Bool {
    if stamps[member] == stamp { return false }
    stamps[member] = stamp
    members.append(member)
    return true
  }

  mutating func removeAll() {
    members.removeAll(keepingCapacity: true)
    hasMatch = false
    if stamp == .max {
      stamps = [UInt32](repeating: 0, count: stamps.count)
      stamp = 0
    }
    stamp += 1
  }
}

extension RegexAssertion {
  func holds(between before: Unicode.Scalar?, and after: Unicode.Scalar?) -> Bool {
    switch self {
    case .textStart: before == nil
    case .textEnd: after == nil
    case .lineStart: before == nil || before == "\n"
    case .lineEnd: after == nil || after == "\n"
    case .wordBoundary: Self.isWord(before) != Self.isWord(after)
    case .notWordBoundary: Self.isWord(before) == Self.isWord(after)
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return switch scalar {
    case "0"..."9", "A"..."Z", "a"..."z", "_": true
    default: false
    }
  }
}
