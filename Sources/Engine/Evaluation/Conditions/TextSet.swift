/// Texts that a condition asks for, found by their hashes.
struct TextSet: Hashable, Sendable {
  /// The texts in order of their hashes.
  private let entries: [(hash: Int, text: String)]

  init(_ texts: Set<String>) {
    entries = texts.map { ($0.hashValue, $0) }.sorted { $0.0 < $1.0 }
  }

  static func == (left: TextSet, right: TextSet) -> Bool {
    left.entries.count == right.entries.count
      && left.entries.allSatisfy { right.contains($0.text, hash: $0.hash) }
  }

  func hash(into hasher: inout Hasher) {
    for entry in entries { hasher.combine(entry.hash) }
  }

  /// Whether a text is one of them.
  func contains(_ text: String) -> Bool { contains(text, hash: text.hashValue) }

  /// Whether a text is one of them, given its hash value.
  private func contains(_ text: String, hash: Int) -> Bool {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].hash < hash { low = middle + 1 } else { high = middle }
    }
    while low < entries.count, entries[low].hash == hash {
      if entries[low].text == text { return true }
      low += 1
    }
    return false
  }
}

extension TextSet: ExpressibleByArrayLiteral {
  init(arrayLiteral texts: String...) { self.init(Set(texts)) }
}
