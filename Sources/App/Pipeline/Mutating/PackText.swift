import Diagnostics
import RuleSyntax

/// The text of a pack file, from which files with few of its rules are cut.
///
/// To check one rule again, the file's head (datasets, parameters, sources) and the rules that it
/// depends on are enough; the rest of a file of a hundred rules is left out.
struct PackText: Sendable {
  let source: SourceText
  let document: RuleDocument
  /// The rules' names in the order written, with the bytes of each.
  let rules: [(name: String, node: YAMLNode, bytes: Range<Int>)]
  /// The parameters.
  let parameters: [(name: String, node: YAMLNode)]
  /// The names of the rules that each rule mentions.
  private let mentions: [String: Set<String>]
  /// Whether each rule stands on lines of its own.
  private let isDivisible: Bool

  init(_ source: SourceText) {
    self.source = source
    document = RuleDocument.parse(source)
    let declarations = document.declarations("rules")
    let end = Self.endOfRules(document, source)
    var starts = declarations.map { Self.lineStart($0.nameSpan.start, source) }
    isDivisible =
      zip(starts, declarations).allSatisfy { start, declaration in
        source.bytes[start..<declaration.nameSpan.start].allSatisfy { $0 == 0x20 }
      } && Set(starts).count == starts.count
    starts.append(end)
    rules = declarations.enumerated().map { index, declaration in
      (declaration.name, declaration.node, starts[index]..<max(starts[index], starts[index + 1]))
    }
    parameters = document.declarations("parameters").map { ($0.name, $0.node) }
    let names = Set(declarations.map(\.name))
    let pack = document.root?["pack"]?.text ?? ""
    mentions = Dictionary(
      declarations.map { declaration in
        let words = Self.words(declaration.node).map { word in
          word.hasPrefix(pack + "/") ? String(word.dropFirst(pack.count + 1)) : word
        }
        return (declaration.name, names.intersection(words).subtracting([declaration.name]))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// The rules that must stand in a file for some rules to be checked.
  func needed(for names: Set<String>) -> Set<String> {
    closure(names) { mentions[$0] ?? [] }
  }

  /// Some rules and those that depend on them: their tests may notice a change.
  func dependents(of names: Set<String>) -> Set<String> {
    closure(names) { name in
      Set(mentions.filter { $0.value.contains(name) }.map(\.key))
    }
  }

  /// The rules that name a parameter, or in a condition may name it.
  func users(ofParameter name: String) -> Set<String> {
    let identifier = String(name.map { $0 == "-" ? "_" : $0 })
    return Set(
      rules.filter { rule in
        let text = String(decoding: source.bytes[rule.bytes], as: UTF8.self)
        return text.contains(name) || text.contains(identifier)
      }.map(\.name))
  }

  /// The file with some rules only and one change in it.
  func text(with names: Set<String>, changing edit: (span: SourceSpan, text: String)?) -> [UInt8] {
    var ranges: [Range<Int>] = []
    if isDivisible, let first = rules.first, let last = rules.last {
      ranges = [0..<first.bytes.lowerBound]
      ranges += rules.filter { names.contains($0.name) }.map(\.bytes)
      ranges.append(last.bytes.upperBound..<source.bytes.count)
    } else {
      ranges = [0..<source.bytes.count]
    }
    var result: [UInt8] = []
    for range in ranges {
      guard let edit, range.contains(edit.span.start), edit.span.end <= range.upperBound else {
        result += source.bytes[range]
        continue
      }
      result += source.bytes[range.lowerBound..<edit.span.start]
      result += Array(edit.text.utf8)
      result += source.bytes[edit.span.end..<range.upperBound]
    }
    return result
  }

  private func closure(_ names: Set<String>, _ next: (String) -> Set<String>) -> Set<String> {
    var found = names
    var pending = Array(names)
    while let name = pending.popLast() {
      for other in next(name) where found.insert(other).inserted { pending.append(other) }
    }
    return found
  }

  /// All scalars of a node, titles and the like included: more than are names.
  private static func words(_ node: YAMLNode) -> [String] {
    switch node.content {
    case .scalar(let scalar): [scalar.text]
    case .sequence(let elements): elements.flatMap(words)
    case .mapping(let entries): entries.flatMap { words($0.value) }
    }
  }

  private static func lineStart(_ offset: Int, _ source: SourceText) -> Int {
    source.offset(ofLine: source.position(ofOffset: offset).line)
  }

  /// Where the section of rules ends: at the next section, or with the file.
  private static func endOfRules(_ document: RuleDocument, _ source: SourceText) -> Int {
    guard let entries = document.root?.entries,
      let index = entries.firstIndex(where: { $0.key == "rules" }), index + 1 < entries.count
    else { return source.bytes.count }
    return lineStart(entries[index + 1].keySpan.start, source)
  }
}
