/// What a template shows: texts, yes or no, lists, and things with names.
indirect enum TemplateValue: Sendable {
  case text(String)
  case flag(Bool)
  case list([TemplateValue])
  case object([String: TemplateValue])

  /// Whether a section over the value shows anything.
  var isShown: Bool {
    switch self {
    case .text(let text): !text.isEmpty
    case .flag(let flag): flag
    case .list(let items): !items.isEmpty
    case .object: true
    }
  }

  /// The value of a name; `nil` where there is none.
  subscript(name: String) -> TemplateValue? {
    if case .object(let members) = self { return members[name] }
    return nil
  }

  /// The names of an object.
  var names: [String] {
    if case .object(let members) = self { return members.keys.sorted() }
    return []
  }
}

/// The things that names are looked up in, the innermost last.
struct TemplateScope {
  private var levels: [TemplateValue]

  init(_ value: TemplateValue) { levels = [value] }

  /// The scope within one more thing.
  func entering(_ value: TemplateValue) -> TemplateScope {
    var inner = self
    inner.levels.append(value)
    return inner
  }

  /// The value of a path of names; `.` is the innermost thing itself.
  func value(of path: [String]) -> TemplateValue? {
    guard let first = path.first else { return levels.last }
    for level in levels.reversed() {
      guard var found = level[first] else { continue }
      for name in path.dropFirst() {
        guard let next = found[name] else { return nil }
        found = next
      }
      return found
    }
    return nil
  }

  /// Every name that can be used here.
  var names: [String] { Array(Set(levels.flatMap(\.names))).sorted() }
}
