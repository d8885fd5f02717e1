import Diagnostics
import RuleSyntax

/// A pack file with what its rules take from templates written out, so that what is inherited can be
/// changed as what a rule says itself, and places lead back to the file as it is.
struct ExpandedPack: Sendable {
  /// The file as it is.
  let original: SourceText
  /// The file with every `like` of a rule replaced by the keys that it brings.
  let source: SourceText
  /// The places of `like` in both texts, in order.
  private let places: [(expanded: Range<Int>, original: SourceSpan)]

  /// Writes out the templates of a pack.
  ///
  /// - Parameter rules: the whole rules by short name, keys from templates after their own. A rule
  ///   that is missing keeps its `like`.
  init(_ original: SourceText, rules: [String: YAMLNode]) {
    self.original = original
    var bytes: [UInt8] = []
    var places: [(expanded: Range<Int>, original: SourceSpan)] = []
    var copied = 0
    for declaration in RuleDocument.parse(original).declarations("rules") {
      guard let like = declaration.node.entry("like"), let whole = rules[declaration.name] else {
        continue
      }
      let span = SourceSpan(start: like.keySpan.start, end: like.value.ownSpan.end)
      guard span.start >= copied, span.end <= original.bytes.count else { continue }
      bytes += original.bytes[copied..<span.start]
      let start = bytes.count
      let isFlow = original.bytes[declaration.node.span.start] == UInt8(ascii: "{")
      let indent = original.position(ofOffset: span.start).column - 1
      bytes += Array(Self.text(of: whole.lacking(declaration.node), indent, isFlow).utf8)
      places.append((start..<bytes.count, span))
      copied = span.end
    }
    bytes += original.bytes[copied...]
    self.places = places
    source = places.isEmpty ? original : SourceText(name: original.name, bytes: bytes)
  }

  /// Where a place of the expanded text is in the file: what a template brings is at the `like`.
  func place(_ span: SourceSpan) -> SourceSpan {
    let start = offset(span.start)
    return SourceSpan(start: start, end: max(start, offset(span.end)))
  }

  private func offset(_ offset: Int) -> Int {
    guard let last = places.last(where: { $0.expanded.lowerBound <= offset }) else { return offset }
    if offset < last.expanded.upperBound { return last.original.start }
    return last.original.end + offset - last.expanded.upperBound
  }

  /// The entries of a map as lines of a block, or as the inside of braces.
  private static func text(of map: YAMLNode, _ indent: Int, _ isFlow: Bool) -> String {
    let glue = isFlow ? ", " : "\n" + String(repeating: " ", count: indent)
    return (map.entries ?? []).map { "\($0.key): \(text($0.value, isFlow))" }
      .joined(separator: glue)
  }

  /// A value on one line.
  private static func text(_ node: YAMLNode, _ isFlow: Bool) -> String {
    switch node.content {
    case .scalar(let scalar):
      if node.isNull { return "~" }
      let isPlain =
        scalar.style == .plain
        && !(isFlow && scalar.text.contains { "[]{},".contains($0) })
      return isPlain ? scalar.text : YAMLQuoting.quoted(scalar.text)
    case .sequence(let elements):
      return "[" + elements.map { text($0, true) }.joined(separator: ", ") + "]"
    case .mapping(let entries):
      let inside = entries.map { "\($0.key): \(text($0.value, true))" }
      return "{ " + inside.joined(separator: ", ") + " }"
    }
  }
}
