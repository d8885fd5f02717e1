public import Diagnostics

/// A YAML file as a tree, with every problem that was found on the way.
public struct YAMLDocument: Sendable {
  /// The file.
  public var source: SourceText
  /// The trees of the file's documents; empty where nothing could be read.
  public var roots: [YAMLNode]
  /// Where reading stopped before the end: what stands from here on is not as it was meant, and
  /// what is missing may only be unread.
  public var truncation: Int?
  /// What is wrong.
  public var diagnostics: [Diagnostic]

  /// Creates a document from trees that were read before.
  public init(
    source: SourceText, roots: [YAMLNode], truncation: Int? = nil,
    diagnostics: [Diagnostic] = []
  ) {
    self.source = source
    self.roots = roots
    self.truncation = truncation
    self.diagnostics = diagnostics
  }

  /// Whether reading stopped before the end.
  public var isTruncated: Bool { truncation != nil }

  /// The tree of the first document.
  public var root: YAMLNode? { roots.first }

  /// Reads a file.
  public static func parse(_ source: SourceText, limits: YAMLLimits = YAMLLimits()) -> YAMLDocument
  {
    var document = YAMLDocument(source: source, roots: [], truncation: 0, diagnostics: [])
    document.diagnostics = YAMLInput.problems(source, limits)
    if !document.diagnostics.isEmpty { return document }
    let builder = YAMLTreeBuilder(source, limits)
    builder.build()
    document.roots = builder.roots
    document.truncation = builder.truncation
    document.diagnostics = builder.diagnostics
    if document.roots.isEmpty, document.diagnostics.isEmpty {
      document.diagnostics.append(
        Diagnostic(
          .yamlEmpty, LocalizedText(zh: "檔案沒有內容", en: "the file has no content"),
          at: .file(source.name),
          help: LocalizedText(zh: "至少要有 qixian: 1", en: "a rule file has at least qixian: 1")))
    }
    return document
  }
}

/// Checks of the bytes before the YAML parser sees them.
enum YAMLInput {
  static func problems(_ source: SourceText, _ limits: YAMLLimits) -> [Diagnostic] {
    let bytes = source.bytes
    if bytes.count > limits.fileBytes {
      let size = bytes.count >> 20
      let limit = limits.fileBytes >> 20
      return [
        Diagnostic(
          .yamlTooLarge,
          LocalizedText(
            zh: "規則檔 \(size) MiB，超過上限 \(limit) MiB",
            en: "the file has \(size) MiB, more than \(limit) MiB"),
          at: .file(source.name))
      ]
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return [encoding(source, 0, LocalizedText(zh: "檔案是 UTF-16 編碼", en: "the file is UTF-16"))]
    }
    return invalidUTF8(source) ?? controlCharacter(source) ?? []
  }

  private static func invalidUTF8(_ source: SourceText) -> [Diagnostic]? {
    guard String(validating: source.bytes, as: UTF8.self) == nil else { return nil }
    var decoder = UTF8()
    var iterator = source.bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      offset += UTF8.width(scalar)
    }
    let byte = offset < source.bytes.count ? source.bytes[offset] : 0
    let hex = "0x" + String(byte, radix: 16, uppercase: true)
    return [
      encoding(
        source, offset, LocalizedText(zh: "位元組 \(hex) 不是 UTF-8", en: "byte \(hex) is not UTF-8"))
    ]
  }

  private static func encoding(
    _ source: SourceText, _ offset: Int, _ message: LocalizedText
  ) -> Diagnostic {
    Diagnostic(
      .yamlEncoding, message, at: .source(source, SourceSpan(start: offset, end: offset)),
      help: LocalizedText(zh: "請在編輯器將檔案另存為 UTF-8", en: "save the file as UTF-8 in the editor"))
  }

  private static func controlCharacter(_ source: SourceText) -> [Diagnostic]? {
    let found = source.bytes.firstIndex {
      $0 < 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 || $0 == 0x7F
    }
    guard let offset = found else { return nil }
    let byte = source.bytes[offset]
    let name =
      byte == 0 ? "NUL" : "U+00" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    return [
      Diagnostic(
        .yamlControlCharacter,
        LocalizedText(zh: "控制字元 \(name)", en: "control character \(name)"),
        at: .source(source, SourceSpan(start: offset, end: offset + 1)))
    ]
  }
}
