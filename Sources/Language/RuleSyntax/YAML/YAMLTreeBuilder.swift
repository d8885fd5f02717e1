import Diagnostics

/// Builds the tree from the events, within the limits.
final class YAMLTreeBuilder {
  private enum Frame {
    case sequence([YAMLNode])
    case mapping(Mapping)
  }
  private struct Mapping {
    /// How many entries are looked through for a key, before there is a table of them.
    private static let few = 16

    private(set) var entries: [YAMLEntry] = []
    /// Where each key of many was first written, so that duplicates are found in constant time.
    private var places: [String: SourceSpan] = [:]
    /// The key whose value comes next; `isUsable` is false where the entry is left out.
    var key: (text: String, span: SourceSpan, isUsable: Bool)?
    /// Whether an entry was left out because its key cannot be one.
    var hasUnread = false

    /// Where a key was first written.
    func place(of key: String) -> SourceSpan? {
      entries.count > Self.few ? places[key] : entries.first { $0.key == key }?.keySpan
    }

    mutating func append(_ entry: YAMLEntry) {
      entries.append(entry)
      if entries.count == Self.few + 1 {
        for entry in entries { places[entry.key] = entry.keySpan }
      } else if entries.count > Self.few {
        places[entry.key] = entry.keySpan
      }
    }
  }
  private struct Open {
    var frame: Frame
    var span: SourceSpan
    var anchor: String?
    var nodes: Int
    var depth: Int
  }
  private struct Anchored {
    var node: YAMLNode
    var nodes: Int
    var depth: Int
  }

  private(set) var roots: [YAMLNode] = []
  private(set) var truncation: Int?
  private(set) var diagnostics: [Diagnostic] = []

  private let source: SourceText
  private let limits: YAMLLimits
  private let events: YAMLEvents
  private var stack: [Open] = []
  private var anchors: [String: Anchored] = [:]
  private var totalNodes = 0

  init(_ source: SourceText, _ limits: YAMLLimits) {
    self.source = source
    self.limits = limits
    events = YAMLEvents(source)
  }

  func build() {
    while true {
      switch events.next() {
      case .failure(let failure):
        report(YAMLProblemWording.diagnostic(failure.problem, source))
        return stop(at: start(of: failure.problem))
      case .success(let event):
        if case .streamEnd = event.kind { return }
        if !take(event) || diagnostics.count >= limits.problems {
          return stop(at: event.span.start)
        }
      }
    }
  }

  /// Closes what is still open, so that what was read can be checked.
  private func stop(at offset: Int) {
    truncation = offset
    while let open = stack.last { close(at: SourceSpan(start: open.span.end, end: open.span.end)) }
  }

  /// Where the construct with the problem starts, or the line before it.
  private func start(of problem: YAMLProblem) -> Int {
    let line = source.position(ofOffset: problem.offset).line
    return min(source.offset(ofLine: max(1, line - 1)), problem.contextOffset ?? .max)
  }

  private func take(_ event: YAMLEvent) -> Bool {
    switch event.kind {
    case .documentStart: anchors = [:]
    case .sequenceStart: return open(.sequence([]), event)
    case .mappingStart: return open(.mapping(Mapping()), event)
    case .sequenceEnd, .mappingEnd: close(at: event.span)
    case .scalar(let scalar): return take(scalar, event)
    case .alias(let name): return take(alias: name, event)
    case .documentEnd, .streamEnd, .other: break
    }
    return true
  }

  private func open(_ frame: Frame, _ event: YAMLEvent) -> Bool {
    checkTag(event)
    guard stack.count < limits.depth else {
      tooLarge(
        LocalizedText(
          zh: "巢狀超過 \(limits.depth) 層",
          en: "lists and maps nested deeper than \(limits.depth) levels"),
        event.span)
      return false
    }
    let start = SourceSpan(start: event.span.start, end: event.span.end)
    stack.append(Open(frame: frame, span: start, anchor: event.anchor, nodes: 0, depth: 0))
    return true
  }

  private func close(at end: SourceSpan) {
    guard let open = stack.popLast() else { return }
    var node: YAMLNode
    switch open.frame {
    case .sequence(let elements):
      node = YAMLNode(
        .sequence(elements), span: span(open, end, elements.last?.ownSpan.end))
    case .mapping(let mapping):
      let entries = mapping.entries
      let last = entries.last.map { max($0.keySpan.end, $0.value.ownSpan.end) }
      node = YAMLNode(.mapping(entries), span: span(open, end, last))
      node.hasUnread = mapping.hasUnread
    }
    if let anchor = open.anchor {
      anchors[anchor] = Anchored(node: node, nodes: open.nodes + 1, depth: open.depth + 1)
    }
    add(node, nodes: open.nodes + 1, depth: open.depth + 1)
  }

  /// A block's end event is empty and stands at the next token: its span ends with its last child.
  private func span(_ open: Open, _ end: SourceSpan, _ last: Int?) -> SourceSpan {
    let isFlow = end.end > end.start
    return SourceSpan(start: open.span.start, end: isFlow ? end.end : max(last ?? 0, open.span.end))
  }

  private func take(_ scalar: YAMLScalar, _ event: YAMLEvent) -> Bool {
    var scalar = scalar
    if let tag = event.tag, tag == "!" || tag == "tag:yaml.org,2002:str" {
      if scalar.style == .plain { scalar.style = .literal }
    } else {
      checkTag(event)
    }
    if scalar.text.utf8.count > limits.scalarBytes {
      tooLarge(
        LocalizedText(
          zh: "文字 \(scalar.text.utf8.count >> 10) KiB，超過上限 \(limits.scalarBytes >> 10) KiB",
          en:
            "a text of \(scalar.text.utf8.count >> 10) KiB, more than \(limits.scalarBytes >> 10) KiB"
        ), event.span)
      scalar.text = ""
    }
    let node = YAMLNode(.scalar(scalar), span: trimmed(event.span, scalar.style))
    if let anchor = event.anchor { anchors[anchor] = Anchored(node: node, nodes: 1, depth: 0) }
    return add(node, nodes: 1, depth: 0)
  }

  /// The end mark of a block scalar stands at the next token: white space is taken off.
  private func trimmed(_ span: SourceSpan, _ style: YAMLScalar.Style) -> SourceSpan {
    var end = min(span.end, source.bytes.count)
    while end > span.start, Self.isSpace(source.bytes[end - 1]) { end -= 1 }
    return SourceSpan(start: span.start, end: end)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private func take(alias name: String, _ event: YAMLEvent) -> Bool {
    guard let anchored = anchors[name] else {
      let isOpen = stack.contains { $0.anchor == name }
      report(
        .yamlAlias,
        isOpen
          ? LocalizedText(
            zh: "別名 *\(name) 指向包含它自己的內容", en: "alias *\(name) refers to what contains it")
          : LocalizedText(zh: "沒有錨點 &\(name)", en: "no anchor &\(name) before alias *\(name)"),
        event.span,
        help: nearest(to: name, in: anchors.keys.sorted()).map(Self.didYouMean))
      var node = YAMLNode(.scalar(YAMLScalar(text: "", style: .plain)), span: event.span)
      node.hasUnread = true
      return add(node, nodes: 1, depth: 0)
    }
    guard stack.count + anchored.depth <= limits.depth else {
      tooLarge(
        LocalizedText(
          zh: "巢狀超過 \(limits.depth) 層",
          en: "lists and maps nested deeper than \(limits.depth) levels"),
        event.span)
      return false
    }
    var node = anchored.node
    node.aliasSpan = event.span
    return add(node, nodes: anchored.nodes, depth: anchored.depth)
  }

  @discardableResult
  private func add(_ node: YAMLNode, nodes: Int, depth: Int) -> Bool {
    if node.aliasSpan != nil || depth == 0 { totalNodes += nodes }
    if totalNodes > limits.nodes, truncation == nil {
      tooLarge(
        LocalizedText(
          zh: "別名展開後超過 \(limits.nodes) 個節點",
          en: "more than \(limits.nodes) nodes after aliases are expanded"),
        node.ownSpan)
      return false
    }
    guard let top = stack.indices.last else {
      roots.append(node)
      return true
    }
    stack[top].nodes += nodes
    stack[top].depth = max(stack[top].depth, depth)
    insert(node, into: &stack[top].frame)
    return true
  }

  private func insert(_ node: YAMLNode, into frame: inout Frame) {
    switch frame {
    case .sequence(var elements):
      frame = .sequence([])
      elements.append(node)
      frame = .sequence(elements)
    case .mapping(var mapping):
      frame = .sequence([])
      if let key = mapping.key {
        if key.isUsable {
          mapping.append(YAMLEntry(key: key.text, keySpan: key.span, value: node))
        }
        mapping.key = nil
      } else {
        let (text, isUsable) = key(node, in: mapping)
        if !isUsable, mapping.place(of: text) == nil { mapping.hasUnread = true }
        mapping.key = (text, node.ownSpan, isUsable)
      }
      frame = .mapping(mapping)
    }
  }

  private func key(_ node: YAMLNode, in mapping: Mapping) -> (String, Bool) {
    guard let scalar = node.scalar else {
      report(
        .yamlKey, LocalizedText(zh: "鍵不是文字", en: "a key that is not a text"), node.ownSpan,
        help: LocalizedText(
          zh: "以 { 或 [ 開頭的文字請加引號", en: "quote a text that begins with { or ["))
      return ("", false)
    }
    if scalar.style == .plain, scalar.text == "<<" {
      report(
        .yamlKey, LocalizedText(zh: "不支援合併鍵 <<", en: "the merge key << is not supported"),
        node.span,
        help: LocalizedText(
          zh: "請寫出各鍵，或以別名 *名稱 重用整個值",
          en: "write the keys out, or reuse a whole value with an alias *name"))
      return ("", false)
    }
    if let first = mapping.place(of: scalar.text) {
      var diagnostic = Diagnostic(
        .yamlDuplicateKey,
        LocalizedText(zh: "鍵「\(scalar.text)」重複", en: "key '\(scalar.text)' is repeated"),
        at: .source(source, node.span))
      diagnostic.labels = [
        .init(
          .source(source, first), LocalizedText(zh: "第一次出現在此", en: "first written here"))
      ]
      report(diagnostic)
      return ("", false)
    }
    return (scalar.text, true)
  }

  private func checkTag(_ event: YAMLEvent) {
    guard let tag = event.tag, !tag.hasPrefix("tag:yaml.org,2002:") else { return }
    report(
      .yamlTag, LocalizedText(zh: "不支援標籤 \(tag)", en: "the tag \(tag) is not supported"),
      event.span,
      help: LocalizedText(
        zh: "以 ! 開頭的條件式請加引號", en: "put quotes around an expression that begins with !"))
  }

  private func tooLarge(_ message: LocalizedText, _ span: SourceSpan) {
    report(.yamlTooLarge, message, span)
  }

  private func report(
    _ code: DiagnosticCode, _ message: LocalizedText, _ span: SourceSpan,
    help: LocalizedText? = nil
  ) {
    report(Diagnostic(code, message, at: .source(source, span), help: help))
  }

  private func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

  private static func didYouMean(_ name: String) -> LocalizedText {
    LocalizedText(zh: "是否指 *\(name)？", en: "did you mean *\(name)?")
  }
}
