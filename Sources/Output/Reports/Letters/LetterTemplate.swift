import Archives
import Diagnostics

/// A letter as an OpenDocument text with marks in it, written with an office program.
///
/// Marks may stand in the text and in headers and footers. A paragraph, list item or table row that holds
/// nothing but the mark of a section disappears, so that whole rows can be repeated.
struct LetterTemplate: Sendable {
  /// The parts of the archive but for its type, in order; those with marks are templates.
  private let parts: [(name: String, content: Part)]

  private enum Part: Sendable {
    case bytes([UInt8])
    case template(Template)
  }

  static let type = "application/vnd.oasis.opendocument.text"
  private static let marked = ["content.xml", "styles.xml"]

  /// Reads a letter and tells everything that is wrong with it.
  static func read(_ source: SourceText) -> (template: LetterTemplate?, diagnostics: [Diagnostic]) {
    func refuse(_ zh: String, _ en: String) -> (LetterTemplate?, [Diagnostic]) {
      (nil, [TemplateSet.problem(source, zh: zh, en: en)])
    }
    let archive: ArchiveContent
    do throws(ArchiveError) { archive = try ArchiveContent(source.bytes) } catch {
      guard error == .missingLibrary else {
        return refuse("不是 OpenDocument 文字檔（.odt）", "is no OpenDocument text (.odt)")
      }
      let reason = LocalizedText.missingLibrary("libzip", package: "libzip-dev")
      return refuse("無法讀取：\(reason.zhHant)", "cannot be read: \(reason.en)")
    }
    guard archive.content(of: "mimetype") == Array(type.utf8),
      archive.content(of: "content.xml") != nil
    else { return refuse("不是 OpenDocument 文字檔（.odt）", "is no OpenDocument text (.odt)") }
    return read(archive.entries, of: source)
  }

  /// Reads the parts of a letter; the source gives its name only.
  static func read(
    _ entries: [(name: String, bytes: [UInt8])], of source: SourceText
  ) -> (template: LetterTemplate?, diagnostics: [Diagnostic]) {
    var parts: [(String, Part)] = []
    var diagnostics: [Diagnostic] = []
    for (name, bytes) in entries where name != "mimetype" && !name.hasSuffix("/") {
      guard marked.contains(name) else {
        parts.append((name, .bytes(bytes)))
        continue
      }
      switch OfficeText.template(String(decoding: bytes, as: UTF8.self)) {
      case .failure(let broken):
        diagnostics.append(
          TemplateSet.problem(
            source, zh: "之標記「\(broken.mark)」被格式切開；請清除該標記之格式後重打",
            en: "has formatting inside the mark '\(broken.mark)'; clear it and type the mark again")
        )
      case .success(let text):
        let inner = SourceText(name: "\(source.name)/\(name)", text: text)
        let (template, problems) = Template.parse(inner)
        let names = problems.isEmpty ? template.problems(shape: LetterValues.shape) : []
        diagnostics += (problems + names).map { Self.plain($0, in: source) }
        diagnostics += unbalanced(template.nodes).map { name in
          TemplateSet.problem(
            source, zh: "之 {{#\(name)}} 與 {{/\(name)}} 不在同一段落或儲存格；請各自獨占一段或表格之一列",
            en: "has {{#\(name)}} and {{/\(name)}} in different paragraphs or cells; give each a "
              + "paragraph, or a row of the table, of its own")
        }
        parts.append((name, .template(template)))
      }
    }
    return (diagnostics.isEmpty ? LetterTemplate(parts: parts) : nil, diagnostics)
  }

  /// The markup of an office program is no text to point into: the file alone is named.
  private static func plain(_ diagnostic: Diagnostic, in source: SourceText) -> Diagnostic {
    Diagnostic(
      diagnostic.code, diagnostic.severity, diagnostic.message, at: .file(source.name),
      help: diagnostic.help)
  }

  /// The names of sections whose markup does not end where it begins.
  private static func unbalanced(_ nodes: [Template.Node]) -> [String] {
    nodes.flatMap { node -> [String] in
      guard case .section(let section) = node else { return [] }
      let inner = unbalanced(section.nodes)
      let isWhole = depth(section.nodes).map { $0 == 0 } ?? false
      return inner + (isWhole ? [] : [section.path.joined(separator: ".")])
    }
  }

  /// How many elements are open after some markup; `nil` where it ends one that it did not begin.
  private static func depth(_ nodes: [Template.Node]) -> Int? {
    var depth = 0
    for node in nodes {
      guard case .text(let text) = node else { continue }
      for tag in text.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
        let name = tag.prefix { $0 != ">" }
        if name.hasPrefix("/") { depth -= 1 } else if !name.hasSuffix("/") { depth += 1 }
        if depth < 0 { return nil }
      }
    }
    return depth
  }

  /// A letter's bytes.
  func letter(_ values: TemplateValue) throws -> [UInt8] {
    let pieces = Pieces()
    var archive = ArchiveWriter { pieces.add($0) }
    // Readers know the format by this entry: it comes first and is not compressed.
    try archive.add("mimetype", isStored: true, Array(Self.type.utf8))
    for (name, part) in parts {
      switch part {
      case .bytes(let bytes): try archive.add(name, bytes)
      case .template(let template):
        try archive.add(name) { take in
          var output = ReportOutput(take)
          template.write(values, escape: { Escape.xml(SafeText.oneLine($0)) }, to: &output)
          try output.finish()
        }
      }
    }
    try archive.finish()
    return pieces.take().flatMap { $0 }
  }
}
