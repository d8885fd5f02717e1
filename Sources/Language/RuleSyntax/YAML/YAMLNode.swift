public import Diagnostics

/// A node of a YAML file with its place in the text; aliases are resolved already.
public struct YAMLNode: Sendable {
  /// What the node is.
  public indirect enum Content: Sendable {
    /// A text, a number, a truth value or nothing.
    case scalar(YAMLScalar)
    /// A list.
    case sequence([YAMLNode])
    /// A map, in the order written; keys are distinct.
    case mapping([YAMLEntry])
  }

  /// What the node is.
  public var content: Content
  /// Where it is written; for an alias, where the anchored node is.
  public var span: SourceSpan
  /// Where the alias is written through which the node was reached, if it was.
  public var aliasSpan: SourceSpan?
  /// Whether something in it could not be read, so that nothing in it can be called missing.
  public var hasUnread = false

  /// Creates a node.
  public init(_ content: Content, span: SourceSpan, aliasSpan: SourceSpan? = nil) {
    self.content = content
    self.span = span
    self.aliasSpan = aliasSpan
  }

  /// The scalar, if it is one.
  public var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// The elements, if it is a list.
  public var elements: [YAMLNode]? {
    if case .sequence(let elements) = content { elements } else { nil }
  }

  /// The entries in order, if it is a map.
  public var entries: [YAMLEntry]? {
    if case .mapping(let entries) = content { entries } else { nil }
  }

  /// The value of a key, where this is a map that has it.
  public subscript(key: String) -> YAMLNode? { entry(key)?.value }

  /// The entry of a key, where this is a map that has it.
  public func entry(_ key: String) -> YAMLEntry? { entries?.first { $0.key == key } }

  /// Where each byte of a scalar's content stands in the file; `nil` for lists and maps.
  public func offsetMap(in source: SourceText) -> ScalarOffsets? {
    scalar.map { ScalarOffsets($0, span: span, in: source) }
  }

  /// Whether the node is a scalar without content: `null`, `~` or nothing.
  public var isNull: Bool {
    if case .null? = scalar?.value { true } else { false }
  }

  /// The elements of a list, or the node itself: for keys that take one or several.
  public var oneOrMore: [YAMLNode] { elements ?? [self] }

  /// Where the node is written at its own place: the alias, if it is one.
  public var ownSpan: SourceSpan { aliasSpan ?? span }

  /// The text of a scalar as written (without quotes); `nil` for lists, maps and null.
  public var text: String? { isNull ? nil : scalar?.text }
}

/// A key and its value in a map.
public struct YAMLEntry: Sendable {
  /// The key's text.
  public var key: String
  /// Where the key is written.
  public var keySpan: SourceSpan
  /// The value.
  public var value: YAMLNode

  /// Creates an entry.
  public init(key: String, keySpan: SourceSpan, value: YAMLNode) {
    self.key = key
    self.keySpan = keySpan
    self.value = value
  }
}

/// A scalar: its text, how it was written and what it is by the core schema of YAML 1.2.
public struct YAMLScalar: Sendable {
  /// How a scalar is written.
  public enum Style: Sendable, Hashable {
    /// Without quotes.
    case plain
    /// In single quotes.
    case singleQuoted
    /// In double quotes.
    case doubleQuoted
    /// As a block after `|`.
    case literal
    /// As a block after `>`.
    case folded
  }

  /// The content.
  public var text: String
  /// How it is written.
  public var style: Style

  /// Creates a scalar.
  public init(text: String, style: Style) {
    self.text = text
    self.style = style
  }

  /// What the scalar is; only plain scalars can be anything but text.
  public var value: YAMLValue { style == .plain ? YAMLValue(plain: text) : .text(text) }
}
