/// A map of the expression language: entries in the order of writing, keys distinct.
///
/// Keys are `bool`, `int`, `uint`, `string` or `date`; numeric keys are looked up by value whatever
/// their type.
public struct MapValue: Sendable {
  /// A key with its value.
  public struct Entry: Sendable {
    /// The key.
    public var key: Value
    /// The value.
    public var value: Value

    /// Creates an entry.
    public init(key: Value, value: Value) {
      self.key = key
      self.value = value
    }
  }

  /// The entries in the order of writing.
  public private(set) var entries: [Entry]
  /// Positions by key; kept only where there are too many entries to look through.
  private var positions: [Value: Int]

  /// From how many entries on an index is kept.
  private static let indexThreshold = 12

  /// Creates an empty map.
  public init() {
    entries = []
    positions = [:]
  }

  /// Creates a map; of entries with equal keys the first is kept.
  public init(_ entries: [Entry]) {
    self.init()
    for entry in entries { insert(entry.value, for: entry.key) }
  }

  /// The number of entries.
  public var count: Int { entries.count }

  /// Adds an entry, and tells whether its key was new; an existing entry is left as it is.
  @discardableResult
  public mutating func insert(_ value: Value, for key: Value) -> Bool {
    if position(of: key) != nil { return false }
    entries.append(Entry(key: key, value: value))
    if entries.count == Self.indexThreshold {
      for (index, entry) in entries.enumerated() { positions[entry.key] = index }
    } else if entries.count > Self.indexThreshold {
      positions[key] = entries.count - 1
    }
    return true
  }

  /// The value of a key.
  public subscript(key: Value) -> Value? { position(of: key).map { entries[$0].value } }

  private func position(of key: Value) -> Int? {
    if entries.count >= Self.indexThreshold { return positions[key] }
    return entries.firstIndex { $0.key == key }
  }

  /// Whether values of this kind can be keys.
  static func acceptsKey(_ key: Value) -> Bool {
    switch key {
    case .bool, .int, .uint, .string, .date: true
    default: false
    }
  }
}

extension MapValue: Hashable {
  /// Two maps are equal when they have equal values for equal keys, in whatever order.
  public static func == (left: MapValue, right: MapValue) -> Bool {
    left.count == right.count && left.entries.allSatisfy { right[$0.key] == $0.value }
  }

  /// Hashes the keys, in whatever order.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(entries.count)
    var mixed = 0
    for entry in entries { mixed ^= entry.key.hashValue }
    hasher.combine(mixed)
  }
}
