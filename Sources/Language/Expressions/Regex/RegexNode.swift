/// A part of a parsed pattern.
indirect enum RegexNode {
  case empty
  case character(CharacterClass)
  case assertion(RegexAssertion)
  case sequence([RegexNode])
  case alternatives([RegexNode])
  /// No upper bound where `most` is `nil`.
  case repetition(RegexNode, least: Int, most: Int?)
}

/// A condition on a place between two characters.
enum RegexAssertion: Sendable {
  case textStart, textEnd, lineStart, lineEnd, wordBoundary, notWordBoundary
}

/// A step of the automaton; each goes on to the next unless it says otherwise.
enum RegexInstruction: Sendable {
  case character(CharacterClass)
  case assertion(RegexAssertion)
  case jump(Int)
  case split(Int, Int)
  case match
}

/// Writes the automaton of a pattern.
struct RegexCompiler {
  var program: [RegexInstruction] = []
  private var visits = 0

  /// Appends the steps of a node; throws where there are too many.
  mutating func emit(_ node: RegexNode) throws(RegularExpression.PatternError) {
    visits += 1
    if program.count > RegularExpression.stateLimit || visits > 4 * RegularExpression.stateLimit {
      throw RegularExpression.PatternError(
        zh: "樣式展開後太大（上限 \(RegularExpression.stateLimit) 個狀態），請減少重複次數",
        en: """
          the pattern is too large (more than \(RegularExpression.stateLimit) states): use smaller \
          repeat counts
          """)
    }
    switch node {
    case .empty: break
    case .character(let set): program.append(.character(set))
    case .assertion(let assertion): program.append(.assertion(assertion))
    case .sequence(let nodes): for node in nodes { try emit(node) }
    case .alternatives(let nodes): try emit(alternatives: nodes)
    case .repetition(let node, let least, let most):
      for _ in 0..<least { try emit(node) }
      if let most {
        try emit(optional: node, times: most - least)
      } else {
        let split = program.count
        program.append(.split(split + 1, 0))
        try emit(node)
        program.append(.jump(split))
        program[split] = .split(split + 1, program.count)
      }
    }
  }

  private mutating func emit(
    alternatives nodes: [RegexNode]
  ) throws(RegularExpression.PatternError) {
    var ends: [Int] = []
    for (index, node) in nodes.enumerated() {
      if index == nodes.count - 1 {
        try emit(node)
        break
      }
      let split = program.count
      program.append(.split(split + 1, 0))
      try emit(node)
      ends.append(program.count)
      program.append(.jump(0))
      program[split] = .split(split + 1, program.count)
    }
    for end in ends { program[end] = .jump(program.count) }
  }

  private mutating func emit(
    optional node: RegexNode, times: Int
  ) throws(RegularExpression.PatternError) {
    var splits: [Int] = []
    for _ in 0..<times {
      splits.append(program.count)
      program.append(.split(program.count + 1, 0))
      try emit(node)
    }
    for split in splits { program[split] = .split(split + 1, program.count) }
  }
}
