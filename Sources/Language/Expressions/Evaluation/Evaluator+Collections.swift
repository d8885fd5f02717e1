import Diagnostics

extension Evaluator {
  // MARK: Literals

  mutating func list(
    _ elements: [CheckedNode.Element], _ node: CheckedNode
  ) throws(EvaluationError) -> Value {
    var result: [Value] = []
    for element in elements {
      let value = try value(of: element.value)
      guard element.optional else {
        result.append(value)
        continue
      }
      if let inner = try optional(value, element.value) { result.append(inner) }
    }
    return .list(result)
  }

  mutating func map(
    _ entries: [CheckedNode.Entry], _ node: CheckedNode
  ) throws(EvaluationError) -> Value {
    var map = MapValue()
    for entry in entries {
      let key = try value(of: entry.key)
      guard MapValue.acceptsKey(key) else {
        throw EvaluationError(.badKey, at: entry.key.span)
      }
      var value = try value(of: entry.value)
      if entry.optional {
        guard let inner = try optional(value, entry.value) else { continue }
        value = inner
      }
      if !map.insert(value, for: key) {
        throw EvaluationError(.repeatedKey, at: entry.key.span)
      }
    }
    return .map(map)
  }

  private func optional(_ value: Value, _ node: CheckedNode) throws(EvaluationError) -> Value? {
    guard case .optional(let inner) = value else {
      throw EvaluationError(.noSuchOverload("?"), at: node.span)
    }
    return inner
  }

  // MARK: Fields and elements

  mutating func select(
    _ operand: CheckedNode, _ field: String, _ optional: Bool, _ node: CheckedNode
  ) throws(EvaluationError) -> Value {
    try member(of: try value(of: operand), .string(field), optional, node)
  }

  mutating func element(
    _ operand: CheckedNode, _ index: CheckedNode, _ optional: Bool, _ node: CheckedNode
  ) throws(EvaluationError) -> Value {
    let (container, key) = try both(operand, index)
    return try member(of: container, key, optional, node)
  }

  private func member(
    of container: Value, _ key: Value, _ optional: Bool, _ node: CheckedNode
  ) throws(EvaluationError) -> Value {
    if case .optional(let inner) = container {
      guard let inner else { return .optional(nil) }
      return .optional(try find(key, in: inner, node))
    }
    let found = try find(key, in: container, node)
    if optional { return .optional(found) }
    if let found { return found }
    if case .list = container { throw EvaluationError(.indexOutOfRange, at: node.span) }
    throw EvaluationError(.noSuchKey, at: node.span)
  }

  /// The element of a container; `nil` where it has none there.
  private func find(
    _ key: Value, in container: Value, _ node: CheckedNode
  ) throws(EvaluationError) -> Value? {
    switch container {
    case .map(let map):
      switch key {
      case .bool, .int, .uint, .string, .date, .double: return map[key]
      default: throw EvaluationError(.badKey, at: node.span)
      }
    case .list(let elements):
      guard let index = Self.index(key) else {
        throw EvaluationError(.noSuchOverload("[]"), at: node.span)
      }
      return elements.indices.contains(index) ? elements[index] : nil
    default: break
    }
    throw EvaluationError(.noSuchOverload("[]"), at: node.span)
  }

  /// A number without a fraction as an index.
  private static func index(_ key: Value) -> Int? {
    switch key {
    case .int(let value): Int(value)
    case .uint(let value): Int(clamping: value)
    case .double(let value): Int(exactly: value)
    default: nil
    }
  }

  mutating func hasField(
    _ operand: CheckedNode, _ field: String, _ node: CheckedNode
  ) throws(EvaluationError) -> Bool {
    var container = try value(of: operand)
    if case .optional(let inner) = container {
      guard let inner else { return false }
      container = inner
    }
    guard case .map(let map) = container else {
      throw EvaluationError(.noSuchOverload("has"), at: node.span)
    }
    return map[.string(field)] != nil
  }

  // MARK: Macros

  mutating func optionalMap(
    _ target: CheckedNode, _ local: Int, _ body: CheckedNode, _ flat: Bool, _ node: CheckedNode
  ) throws(EvaluationError) -> Value {
    guard case .optional(let inner) = try value(of: target) else {
      throw EvaluationError(.noSuchOverload(flat ? "optFlatMap" : "optMap"), at: node.span)
    }
    guard let inner else { return .optional(nil) }
    let result = try with(inner, at: local, body)
    if !flat { return .optional(result) }
    guard case .optional = result else {
      throw EvaluationError(.noSuchOverload("optFlatMap"), at: node.span)
    }
    return result
  }

  mutating func run(
    _ comprehension: Comprehension, _ node: CheckedNode
  ) throws(EvaluationError) -> Value {
    let range: Elements
    switch try value(of: comprehension.range) {
    case .list(let list): range = .list(list)
    case .map(let map): range = .map(map.entries)
    default: throw EvaluationError(.noSuchOverload("macro"), at: comprehension.range.span)
    }
    switch comprehension.kind {
    case .all: return .bool(try decide(comprehension, range, decisive: false))
    case .exists: return .bool(try decide(comprehension, range, decisive: true))
    case .existsOne:
      var count = 0
      for index in 0..<range.count where try take(index, of: range, comprehension) { count += 1 }
      return .bool(count == 1)
    case .list: return try collectList(comprehension, range)
    case .map, .mapEntries: return try collectMap(comprehension, range)
    }
  }

  /// The elements that a macro goes through.
  private enum Elements {
    case list([Value])
    case map([MapValue.Entry])

    var count: Int {
      switch self {
      case .list(let list): list.count
      case .map(let entries): entries.count
      }
    }

    func first(_ index: Int, two: Bool) -> Value {
      switch self {
      case .list(let list): two ? .int(Int64(index)) : list[index]
      case .map(let entries): entries[index].key
      }
    }

    func second(_ index: Int) -> Value {
      switch self {
      case .list(let list): list[index]
      case .map(let entries): entries[index].value
      }
    }
  }

  /// Binds the variables to an element, and tells whether it meets the condition.
  private mutating func take(
    _ index: Int, of range: Elements, _ comprehension: Comprehension
  ) throws(EvaluationError) -> Bool {
    budget -= 1
    if budget < 0 { throw EvaluationError(.tooLarge, at: comprehension.range.span) }
    put(range.first(index, two: comprehension.hasTwoVariables), at: comprehension.firstLocal)
    if comprehension.hasTwoVariables {
      put(range.second(index), at: comprehension.firstLocal + 1)
    }
    guard let condition = comprehension.condition else { return true }
    return try truth(of: condition)
  }

  private mutating func decide(
    _ comprehension: Comprehension, _ range: Elements, decisive: Bool
  ) throws(EvaluationError) -> Bool {
    var failure: EvaluationError?
    for index in 0..<range.count {
      do throws(EvaluationError) {
        if try take(index, of: range, comprehension) == decisive { return decisive }
      } catch {
        if error.reason == .tooLarge { throw error }
        failure = failure?.combined(with: error) ?? error
      }
    }
    if let failure { throw failure }
    return !decisive
  }

  private mutating func collectList(
    _ comprehension: Comprehension, _ range: Elements
  ) throws(EvaluationError) -> Value {
    var result: [Value] = []
    for index in 0..<range.count where try take(index, of: range, comprehension) {
      if let node = comprehension.result {
        result.append(try value(of: node))
      } else {
        result.append(range.first(index, two: false))
      }
    }
    return .list(result)
  }

  private mutating func collectMap(
    _ comprehension: Comprehension, _ range: Elements
  ) throws(EvaluationError) -> Value {
    var result = MapValue()
    for index in 0..<range.count where try take(index, of: range, comprehension) {
      guard let node = comprehension.result else { continue }
      let made = try value(of: node)
      if comprehension.kind == .map {
        result.insert(made, for: range.first(index, two: true))
        continue
      }
      guard case .map(let entries) = made else {
        throw EvaluationError(.noSuchOverload("transformMapEntry"), at: node.span)
      }
      for entry in entries.entries where !result.insert(entry.value, for: entry.key) {
        throw EvaluationError(.repeatedKey, at: node.span)
      }
    }
    return .map(result)
  }
}
