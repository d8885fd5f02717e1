public import Diagnostics

extension YAMLNode {
  /// The map's entries whose keys another map does not have.
  public func lacking(_ other: YAMLNode) -> YAMLNode {
    let present = Set((other.entries ?? []).map(\.key))
    var result = self
    result.content = .mapping((entries ?? []).filter { !present.contains($0.key) })
    return result
  }

  /// The map with the entries of another after its own.
  public func joined(with other: YAMLNode) -> YAMLNode {
    var result = self
    result.content = .mapping((entries ?? []) + (other.entries ?? []))
    result.hasUnread = hasUnread || other.hasUnread
    return result
  }

  /// A rule's map with the keys of the template that its `like` names after its own.
  ///
  /// - Parameters:
  ///   - id: the rule's name, for `$id`.
  ///   - template: the template of a name; `nil` where there is none, which ends the chain.
  public func completed(as id: String, _ template: (String) -> YAMLNode?) -> YAMLNode {
    var whole = self
    var passed: Set<String> = []
    var like = self["like"]?.text
    while let name = like, passed.insert(name).inserted, let known = template(name) {
      whole = whole.joined(with: known.lacking(whole))
      like = known["like"]?.text
    }
    return whole.without("like").filled { $0 == "id" ? id : self[$0]?.text }
  }

  /// The map without an entry.
  public func without(_ key: String) -> YAMLNode {
    guard let entries else { return self }
    var result = self
    result.content = .mapping(entries.filter { $0.key != key })
    return result
  }

  /// The node as if all of it stood at one place, for text that comes from another file.
  public func placed(at span: SourceSpan) -> YAMLNode {
    var result = self
    result.span = span
    result.aliasSpan = nil
    switch content {
    case .scalar: break
    case .sequence(let elements): result.content = .sequence(elements.map { $0.placed(at: span) })
    case .mapping(let entries):
      result.content = .mapping(
        entries.map { YAMLEntry(key: $0.key, keySpan: span, value: $0.value.placed(at: span)) })
    }
    return result
  }

  /// The node with every `$KEY` replaced by a text.
  ///
  /// - Parameter text: the text for a key; `nil` leaves the scalar as it is.
  public func filled(_ text: (String) -> String?) -> YAMLNode {
    var result = self
    switch content {
    case .scalar(let scalar):
      guard scalar.text.hasPrefix("$"), let value = text(String(scalar.text.dropFirst())) else {
        return self
      }
      // Quoted: what stands in is a text even where it looks like a number.
      result.content = .scalar(YAMLScalar(text: value, style: .doubleQuoted))
    case .sequence(let elements): result.content = .sequence(elements.map { $0.filled(text) })
    case .mapping(let entries):
      result.content = .mapping(
        entries.map {
          YAMLEntry(key: $0.key, keySpan: $0.keySpan, value: $0.value.filled(text))
        })
    }
    return result
  }
}
