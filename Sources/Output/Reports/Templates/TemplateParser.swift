import Diagnostics

/// Takes the marks of a template apart.
struct TemplateParser {
  private let source: SourceText
  private let bytes: [UInt8]
  private var position = 0
  private(set) var diagnostics: [Diagnostic] = []

  init(_ source: SourceText) {
    self.source = source
    bytes = source.bytes
  }

  /// A section that has begun.
  private struct Open {
    var path: [String]
    var isInverted: Bool
    var span: SourceSpan
    var nodes: [Template.Node] = []
  }

  private struct Mark {
    var sign: UInt8?
    var name: String
    var span: SourceSpan
  }

  mutating func parse() -> [Template.Node] {
    var open = [Open(path: [], isInverted: false, span: SourceSpan(start: 0, end: 0))]
    while let mark = nextMark(&open[open.count - 1].nodes) { take(mark, &open) }
    while open.count > 1, let last = open.popLast() {
      complain(
        last.span, zh: "{{#\(name(last))}} 沒有對應的 {{/\(name(last))}}",
        en: "{{#\(name(last))}} is never closed with {{/\(name(last))}}")
      open[open.count - 1].nodes += last.nodes
    }
    return open[0].nodes
  }

  private func name(_ open: Open) -> String { open.path.joined(separator: ".") }

  private mutating func take(_ mark: Mark, _ open: inout [Open]) {
    switch mark.sign {
    case nil:
      guard let path = path(mark) else { return }
      open[open.count - 1].nodes.append(.value(path, mark.span))
    case UInt8(ascii: "#"), UInt8(ascii: "^"):
      guard let path = path(mark) else { return }
      open.append(
        Open(path: path, isInverted: mark.sign == UInt8(ascii: "^"), span: mark.span))
    case UInt8(ascii: "/"):
      guard open.count > 1, name(open[open.count - 1]) == mark.name else {
        let inner = open.count > 1 ? name(open[open.count - 1]) : nil
        complain(
          mark.span, zh: "{{/\(mark.name)}} 沒有對應的開頭",
          en: "{{/\(mark.name)}} closes nothing that is open",
          help: inner.map { LocalizedText(zh: "此處應為 {{/\($0)}}", en: "{{/\($0)}} is due here") })
        return
      }
      let section = open.removeLast()
      open[open.count - 1].nodes.append(
        .section(
          Template.Section(
            path: section.path, isInverted: section.isInverted, nodes: section.nodes,
            span: section.span)))
    case UInt8(ascii: ">"):
      open[open.count - 1].nodes.append(.part(mark.name, mark.span))
    case UInt8(ascii: "!"): break
    default:
      complain(
        mark.span, zh: "不支援此種標記：值一律經跳脫處理，界定符號不可更改",
        en: "no such mark: every value is escaped, and the delimiters stay as they are")
    }
  }

  private mutating func path(_ mark: Mark) -> [String]? {
    if mark.name == "." { return [] }
    let parts = mark.name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isName = parts.allSatisfy { part in
      !part.isEmpty
        && part.unicodeScalars.allSatisfy {
          $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_"
        }
    }
    if isName { return parts }
    complain(mark.span, zh: "「\(mark.name)」不是名稱", en: "'\(mark.name)' is no name")
    return nil
  }

  // MARK: - Marks in the text

  /// The next mark, `nil` at the end; the text before it goes to the nodes.
  private mutating func nextMark(_ nodes: inout [Template.Node]) -> Mark? {
    let start = position
    guard let begin = find(UInt8(ascii: "{"), from: position) else {
      add(start, bytes.count, &nodes)
      position = bytes.count
      return nil
    }
    guard let end = find(UInt8(ascii: "}"), from: begin + 2) else {
      complain(
        SourceSpan(start: begin, end: begin + 2), zh: "{{ 沒有對應的 }}",
        en: "{{ is never closed with }}"
      )
      add(start, bytes.count, &nodes)
      position = bytes.count
      return nil
    }
    var inner = bytes[begin + 2..<end]
    var close = end + 2
    var sign: UInt8?
    if let first = inner.first, "#^/>!&={".utf8.contains(first) {
      sign = first
      inner = inner.dropFirst()
      if first == UInt8(ascii: "{"), close < bytes.count, bytes[close] == UInt8(ascii: "}") {
        close += 1
      }
    }
    let span = SourceSpan(start: begin, end: close)
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    while let first = inner.first, isSpace(first) { inner = inner.dropFirst() }
    while let last = inner.last, isSpace(last) { inner = inner.dropLast() }
    let isStandalone = sign != nil && isAlone(begin, close)
    add(start, isStandalone ? lineStart(begin) : begin, &nodes)
    position = isStandalone ? lineEnd(close) : close
    return Mark(sign: sign, name: String(decoding: inner, as: UTF8.self), span: span)
  }

  private func add(_ start: Int, _ end: Int, _ nodes: inout [Template.Node]) {
    guard start < end else { return }
    nodes.append(.text(String(decoding: bytes[start..<end], as: UTF8.self)))
  }

  /// Where a byte stands twice.
  private func find(_ byte: UInt8, from start: Int) -> Int? {
    var index = start
    while index + 1 < bytes.count {
      if bytes[index] == byte, bytes[index + 1] == byte { return index }
      index += 1
    }
    return nil
  }

  // MARK: - Marks that have a line to themselves

  private func lineStart(_ place: Int) -> Int {
    var index = place
    while index > 0, bytes[index - 1] == 0x20 || bytes[index - 1] == 0x09 { index -= 1 }
    return index
  }

  private func lineEnd(_ place: Int) -> Int {
    var index = place
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    if index < bytes.count, bytes[index] == 0x0D { index += 1 }
    return index < bytes.count && bytes[index] == 0x0A ? index + 1 : index
  }

  /// Whether nothing but the mark is in its line; then the line goes with it.
  private func isAlone(_ begin: Int, _ end: Int) -> Bool {
    let before = lineStart(begin)
    guard before == 0 || bytes[before - 1] == 0x0A else { return false }
    let after = lineEnd(end)
    return after == bytes.count || bytes[after - 1] == 0x0A
  }

  private mutating func complain(
    _ span: SourceSpan, zh: String, en: String, help: LocalizedText? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        .templateMark, .error, LocalizedText(zh: zh, en: en), at: .source(source, span), help: help)
    )
  }
}
