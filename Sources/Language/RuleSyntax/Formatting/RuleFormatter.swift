public import Diagnostics

/// The canonical layout of rule files: two spaces a level, one space in `{ }`, none in `[ ]`.
///
/// Comments, the order of keys, the spelling of scalars and single blank lines are kept. The result
/// is read again and compared with the original, so that formatting can never change a meaning.
public struct RuleFormatter {
  /// The text of a file in canonical layout; `nil` where the file is not valid YAML or has a shape
  /// that cannot be laid out anew (explicit keys `? `, block scalars that state their indentation).
  public static func format(_ source: SourceText) -> String? {
    let document = YAMLDocument.parse(source)
    guard document.diagnostics.isEmpty, !document.isTruncated else { return nil }
    var writer = LayoutWriter(source)
    for root in document.roots { writer.write(root: root) }
    let text = writer.finish()
    let again = YAMLDocument.parse(SourceText(name: source.name, text: text))
    guard again.diagnostics.isEmpty, again.roots.count == document.roots.count,
      zip(again.roots, document.roots).allSatisfy(isSame),
      Comments.all(in: again) == Comments.all(in: document)
    else { return nil }
    return text
  }

  /// Whether two trees say the same in the same spelling.
  static func isSame(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
    switch (left.content, right.content) {
    case (.scalar(let a), .scalar(let b)): a.text == b.text && a.style == b.style
    case (.sequence(let a), .sequence(let b)):
      a.count == b.count && zip(a, b).allSatisfy(isSame)
    case (.mapping(let a), .mapping(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && isSame($0.value, $1.value) }
    default: false
    }
  }
}

/// The comments of a file, for the proof that none is lost.
enum Comments {
  static func all(in document: YAMLDocument) -> [String] {
    var scalars: [SourceSpan] = []
    func collect(_ node: YAMLNode) {
      switch node.content {
      case .scalar: scalars.append(node.ownSpan)
      case .sequence(let elements): if node.aliasSpan == nil { elements.forEach(collect) }
      case .mapping(let entries):
        if node.aliasSpan != nil { return }
        for entry in entries {
          scalars.append(entry.keySpan)
          collect(entry.value)
        }
      }
    }
    document.roots.forEach(collect)
    scalars.sort { $0.start < $1.start }
    let bytes = document.source.bytes
    var found: [String] = []
    var next = 0
    var offset = 0
    while offset < bytes.count {
      while next < scalars.count, scalars[next].end <= offset { next += 1 }
      if next < scalars.count, offset >= scalars[next].start {
        // The header of a block scalar may end in a comment, which is kept with the scalar.
        offset = max(offset + 1, scalars[next].end)
      } else if bytes[offset] == UInt8(ascii: "#") {
        let line = bytes[offset...].prefix { $0 != 0x0A && $0 != 0x0D }
        found.append(trimmed(String(decoding: line, as: UTF8.self)))
        offset += line.count
      } else {
        offset += 1
      }
    }
    return found
  }

  static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
