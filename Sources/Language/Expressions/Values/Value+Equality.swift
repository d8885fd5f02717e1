extension Value: Hashable {
  /// The language's equality.
  public static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.string(let a), .string(let b)): return sameText(a, b)
    case (.int(let a), .int(let b)): return a == b
    case (.bool(let a), .bool(let b)): return a == b
    case (.date(let a), .date(let b)): return a == b
    case (.null, .null): return true
    case (.bytes(let a), .bytes(let b)): return a == b
    case (.timestamp(let a), .timestamp(let b)): return a == b
    case (.duration(let a), .duration(let b)): return a == b
    case (.list(let a), .list(let b)): return a == b
    case (.map(let a), .map(let b)): return a == b
    case (.type(let a), .type(let b)): return a == b
    case (.optional(let a), .optional(let b)): return a == b
    default: return numericOrder(left, right) == .equal
    }
  }

  /// Hashes so that values that are equal hash alike; numbers by their nearest double.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let value): hasher.combine(value)
    case .int(let value): hasher.combine(Double(value))
    case .uint(let value): hasher.combine(Double(value))
    case .double(let value): hasher.combine(value)
    case .decimal(let value): hasher.combine(value.nearestDouble)
    case .string(let value): hashText(value, into: &hasher)
    case .bytes(let value): hasher.combine(value)
    case .timestamp(let value): hasher.combine(value)
    case .duration(let value): hasher.combine(value)
    case .date(let value): hasher.combine(value)
    case .list(let elements): hasher.combine(elements)
    case .map(let map): hasher.combine(map)
    case .type(let name): hasher.combine(name)
    case .optional(let value): hasher.combine(value)
    }
  }
}

/// How two values stand to each other; `unordered` where one is NaN.
enum ValueOrder {
  case less, equal, greater, unordered

  init<T: Comparable>(_ left: T, _ right: T) {
    self = left < right ? .less : left == right ? .equal : .greater
  }

  init(doubles left: Double, _ right: Double) {
    self = left < right ? .less : left > right ? .greater : left == right ? .equal : .unordered
  }

  var reversed: ValueOrder {
    switch self {
    case .less: .greater
    case .greater: .less
    default: self
    }
  }
}

extension Value {
  /// The order of two values that the language can order; `nil` where it cannot.
  static func order(_ left: Value, _ right: Value) -> ValueOrder? {
    switch (left, right) {
    case (.int(let a), .int(let b)): return ValueOrder(a, b)
    case (.date(let a), .date(let b)): return ValueOrder(a, b)
    case (.string(let a), .string(let b)): return textOrder(a, b)
    case (.timestamp(let a), .timestamp(let b)): return ValueOrder(a, b)
    case (.duration(let a), .duration(let b)): return ValueOrder(a, b)
    case (.bool(let a), .bool(let b)): return ValueOrder(a ? 1 : 0, b ? 1 : 0)
    case (.bytes(let a), .bytes(let b)):
      return a == b ? .equal : a.lexicographicallyPrecedes(b) ? .less : .greater
    default: return numericOrder(left, right)
    }
  }
}

/// The order of two numbers of any types; `nil` where one is not a number.
///
/// An integer and a double are compared as doubles where the double lies in the integer's range, as
/// the public conformance cases of the language require; decimals are always compared exactly.
func numericOrder(_ left: Value, _ right: Value) -> ValueOrder? {
  switch (left, right) {
  case (.int(let a), .int(let b)): ValueOrder(a, b)
  case (.int(let a), .uint(let b)): a < 0 ? .less : ValueOrder(UInt64(a), b)
  case (.int(let a), .double(let b)): order(a, b)
  case (.int(let a), .decimal(let b)): ExactDecimal(a).order(to: b)
  case (.uint(let a), .uint(let b)): ValueOrder(a, b)
  case (.uint(let a), .int(let b)): b < 0 ? .greater : ValueOrder(a, UInt64(b))
  case (.uint(let a), .double(let b)): order(a, b)
  case (.uint(let a), .decimal(let b)): ExactDecimal.order(a, b)
  case (.double(let a), .double(let b)): ValueOrder(doubles: a, b)
  case (.double(let a), .int(let b)): order(b, a).reversed
  case (.double(let a), .uint(let b)): order(b, a).reversed
  case (.double(let a), .decimal(let b)): b.order(to: a).reversed
  case (.decimal(let a), .decimal(let b)): a.order(to: b)
  case (.decimal(let a), .int(let b)): a.order(to: ExactDecimal(b))
  case (.decimal(let a), .uint(let b)): ExactDecimal.order(b, a).reversed
  case (.decimal(let a), .double(let b)): a.order(to: b)
  default: nil
  }
}

private func order(_ integer: Int64, _ double: Double) -> ValueOrder {
  if double.isNaN { return .unordered }
  if double > 0x1p63 { return .less }
  if double < -0x1p63 { return .greater }
  return ValueOrder(doubles: Double(integer), double)
}

private func order(_ integer: UInt64, _ double: Double) -> ValueOrder {
  if double.isNaN { return .unordered }
  if double > 0x1p64 { return .less }
  if double < 0 { return .greater }
  return ValueOrder(doubles: Double(integer), double)
}

/// Whether two texts have the same code points; Swift's own `==` would normalize them.
func sameText(_ left: String, _ right: String) -> Bool {
  let a = left.utf8
  let b = right.utf8
  if a.count != b.count { return false }
  let fast = a.withContiguousStorageIfAvailable { first in
    b.withContiguousStorageIfAvailable { second in first.elementsEqual(second) }
  }
  if let equal = fast ?? nil { return equal }
  return a.elementsEqual(b)
}

/// The order of two texts by code points.
func textOrder(_ left: String, _ right: String) -> ValueOrder {
  if sameText(left, right) { return .equal }
  return left.utf8.lexicographicallyPrecedes(right.utf8) ? .less : .greater
}

private func hashText(_ text: String, into hasher: inout Hasher) {
  let done: Void? = text.utf8.withContiguousStorageIfAvailable {
    hasher.combine(bytes: UnsafeRawBufferPointer($0))
  }
  if done == nil { for byte in text.utf8 { hasher.combine(byte) } }
}
