import Diagnostics

/// Writes trees in canonical layout, with the comments that stand between their nodes.
struct LayoutWriter {
  let source: SourceText
  private var lines: [String] = []
  /// Up to where the original is written.
  private var cursor: Int
  /// Whether the last line is open: more may be put behind it.
  private var isOpen = false

  init(_ source: SourceText) {
    self.source = source
    cursor = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  mutating func write(root: YAMLNode) {
    writeGap(to: firstChild(root) ?? root.ownSpan.start, indent: 0)
    startLine(0)
    write(root, indent: 0, isInline: true)
    isOpen = false
  }

  mutating func finish() -> String {
    writeGap(to: source.bytes.count, indent: 0)
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { $0 + "\n" }.joined()
  }

  // MARK: Nodes

  /// Writes a node behind what stands on the line.
  private mutating func write(_ node: YAMLNode, indent: Int, isInline: Bool) {
    if node.aliasSpan != nil || node.scalar != nil || isFlow(node) {
      append(simpleText(node, indent: indent))
      cursor = max(cursor, node.ownSpan.end)
      return
    }
    switch node.content {
    case .mapping(let entries): write(entries, indent: indent, isInline: isInline)
    case .sequence(let elements): write(elements, indent: indent, isInline: isInline)
    case .scalar: break
    }
  }

  private mutating func write(_ entries: [YAMLEntry], indent: Int, isInline: Bool) {
    let width = alignment(entries)
    for (index, entry) in entries.enumerated() {
      let continues = index == 0 && isInline
      if !continues || cursor < entry.keySpan.start {
        writeGap(to: entry.keySpan.start, indent: indent)
      }
      if !continues { startLine(indent) }
      let key = source.text(of: entry.keySpan)
      append(key + ":")
      cursor = entry.keySpan.end
      let padding = width.map { max(1, $0 - key.displayWidth + 1) } ?? 1
      write(value: entry.value, indent: indent, padding: isSimple(entry.value) ? padding : 1)
    }
  }

  private mutating func write(value: YAMLNode, indent: Int, padding: Int) {
    let span = value.ownSpan
    if value.aliasSpan != nil || value.scalar != nil || isFlow(value) {
      if span.end == span.start, value.aliasSpan == nil { return }
      // A comment between a key and its value goes above the key.
      let gap = LayoutGap(source.bytes[cursor..<max(cursor, span.start)])
      insertAbove(([gap.trailing].compactMap { $0 }) + gap.lines.map(\.text), indent: indent)
      append(String(repeating: " ", count: padding) + simpleText(value, indent: indent))
      cursor = max(cursor, span.end)
      return
    }
    let first = firstChild(value) ?? span.start
    let prefix = Comments.trimmed(source.text(of: SourceSpan(start: span.start, end: first)))
    if prefix.hasPrefix("&"), let anchor = prefix.split(whereSeparator: \.isWhitespace).first {
      append(" " + anchor)
      cursor = span.start + anchor.utf8.count
    }
    write(value, indent: indent + 2, isInline: false)
  }

  private mutating func write(_ elements: [YAMLNode], indent: Int, isInline: Bool) {
    for (index, element) in elements.enumerated() {
      let continues = index == 0 && isInline
      let start = firstChild(element) ?? element.ownSpan.start
      if !continues || cursor < start { writeGap(to: start, indent: indent) }
      if !continues { startLine(indent) }
      if element.ownSpan.end == element.ownSpan.start, element.scalar != nil {
        append("-")
      } else {
        append("- ")
        write(element, indent: indent + 2, isInline: true)
      }
    }
  }

  /// Where the first key or element of a block begins, behind an anchor.
  private func firstChild(_ node: YAMLNode) -> Int? {
    if node.aliasSpan != nil || isFlow(node) { return nil }
    switch node.content {
    case .mapping(let entries): return entries.first?.keySpan.start
    case .sequence(let elements): return elements.first.map { firstChild($0) ?? $0.ownSpan.start }
    case .scalar: return nil
    }
  }

  // MARK: Lines

  private mutating func append(_ text: String) {
    let parts = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let first = parts.first else { return }
    if isOpen { lines[lines.count - 1] += first } else { lines.append(first) }
    isOpen = true
    for part in parts.dropFirst() { lines.append(part) }
  }

  private mutating func startLine(_ indent: Int) {
    lines.append(String(repeating: " ", count: indent))
    isOpen = true
  }

  private mutating func insertAbove(_ comments: [String], indent: Int) {
    let place = max(0, lines.count - 1)
    lines.insert(contentsOf: comments.map { String(repeating: " ", count: indent) + $0 }, at: place)
  }

  /// Writes the comments and blank lines before a node.
  private mutating func writeGap(to offset: Int, indent: Int) {
    guard offset >= cursor else { return }
    let gap = LayoutGap(source.bytes[cursor..<offset])
    cursor = offset
    if let trailing = gap.trailing {
      if lines.isEmpty { lines.append(trailing) } else { lines[lines.count - 1] += "  " + trailing }
    }
    for line in gap.lines {
      if line.isAfterBlank { blank() }
      let isMarker = !line.text.hasPrefix("#")
      lines.append(isMarker ? line.text : String(repeating: " ", count: indent) + line.text)
    }
    if gap.endsBlank { blank() }
    isOpen = false
  }

  private mutating func blank() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  // MARK: Alignment

  /// The width of the widest key where the values of a map stand in a column, else `nil`.
  private func alignment(_ entries: [YAMLEntry]) -> Int? {
    var columns: [Int: Int] = [:]
    var hasExtra = false
    var widest = 0
    for entry in entries
    where isSimple(entry.value) && entry.value.ownSpan.end > entry.value.ownSpan.start {
      let start = entry.value.ownSpan.start
      let gap = source.bytes[min(entry.keySpan.end, start)..<start]
      guard !gap.contains(0x0A), !gap.contains(UInt8(ascii: "#")) else { continue }
      let width = source.text(of: entry.keySpan).displayWidth
      hasExtra = hasExtra || gap.count > 2
      widest = max(widest, width)
      columns[width + gap.count, default: 0] += 1
    }
    let count = columns.values.reduce(0, +)
    guard hasExtra, count > 1, (columns.values.max() ?? 0) * 2 > count else { return nil }
    return widest
  }

  /// Whether a value takes one line.
  private func isSimple(_ node: YAMLNode) -> Bool {
    if node.aliasSpan != nil { return true }
    guard node.scalar != nil || isFlow(node) else { return false }
    return !source.bytes[node.span.start..<min(node.span.end, source.bytes.count)].contains(0x0A)
  }

  // MARK: Texts

  private func isFlow(_ node: YAMLNode) -> Bool {
    if node.scalar != nil { return false }
    var rest = source.bytes[min(node.span.start, source.bytes.count)...]
    while let first = rest.first, first == UInt8(ascii: "&") || first == UInt8(ascii: "!") {
      rest = rest.drop { $0 != 0x20 && $0 != 0x0A && $0 != 0x09 && $0 != 0x0D }
      rest = rest.drop { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 || $0 == 0x0D }
    }
    return rest.first == UInt8(ascii: "{") || rest.first == UInt8(ascii: "[")
  }

  /// A scalar, alias or flow collection; several lines are laid out under the indentation.
  private func simpleText(_ node: YAMLNode, indent: Int) -> String {
    let raw = source.text(of: node.ownSpan).replacing("\r\n", with: "\n")
    guard raw.contains("\n") else {
      return node.scalar == nil && node.aliasSpan == nil ? flowText(node) : raw
    }
    if let style = node.scalar?.style, style == .literal || style == .folded {
      return blockText(raw, indent: indent + 2)
    }
    let lines = raw.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    return lines.map { number, line in
      let text = line.drop { $0 == " " || $0 == "\t" }
      let closes = text.hasPrefix("]") || text.hasPrefix("}")
      if number == 0 || text.isEmpty { return Comments.trimmed(String(number == 0 ? line : text)) }
      return String(repeating: " ", count: closes ? indent : indent + 2)
        + Comments.trimmed(String(text))
    }.joined(separator: "\n")
  }

  /// A block scalar: the header, and the lines moved under the indentation.
  private func blockText(_ raw: String, indent: Int) -> String {
    var lines = raw.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let header = Comments.trimmed(lines.removeFirst())
    let first = lines.first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    let old = first.prefix { $0 == " " }.count
    let moved = lines.map { line -> String in
      line.allSatisfy { $0 == " " } && line.count <= old
        ? "" : String(repeating: " ", count: indent) + line.dropFirst(old)
    }
    return ([header] + moved).joined(separator: "\n")
  }

  /// A flow collection on one line.
  private func flowText(_ node: YAMLNode) -> String {
    if node.aliasSpan != nil || node.scalar != nil { return source.text(of: node.ownSpan) }
    let raw = source.text(of: node.span)
    let anchor = raw.hasPrefix("&") ? raw.prefix { !$0.isWhitespace } + " " : ""
    switch node.content {
    case .scalar: return raw
    case .sequence(let elements):
      return anchor + "[" + elements.map(flowText).joined(separator: ", ") + "]"
    case .mapping(let entries):
      if entries.isEmpty { return anchor + "{}" }
      let parts = entries.map { entry in
        let value = flowText(entry.value)
        return source.text(of: entry.keySpan) + (value.isEmpty ? ":" : ": " + value)
      }
      return anchor + "{ " + parts.joined(separator: ", ") + " }"
    }
  }
}
