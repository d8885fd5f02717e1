public import Diagnostics

/// The templates of an office: those that it wrote itself, and the program's own for the others.
public struct TemplateSet: Sendable {
  /// The names that files of a folder of templates may have.
  public static let fileNames = [
    "page.html", "banner.html", "footer.html", "style.css", "letter.odt",
  ]

  var page: Template?
  var banner: Template?
  var footer: Template?
  /// Rules of style that follow the program's own.
  var style: String?
  var letter: LetterTemplate?

  /// The program's own templates.
  public init() {}

  /// Reads an office's templates and tells everything that is wrong with them.
  public static func read(
    _ files: [SourceText]
  ) -> (templates: TemplateSet, diagnostics: [Diagnostic]) {
    var set = TemplateSet()
    var diagnostics: [Diagnostic] = []
    func take(
      _ source: SourceText, _ shape: TemplateValue, parts: [String] = []
    ) -> Template? {
      guard String(validating: source.bytes, as: UTF8.self) != nil else {
        diagnostics.append(problem(source, zh: "不是 UTF-8 文字檔", en: "is no text in UTF-8"))
        return nil
      }
      let (template, problems) = Template.parse(source)
      let names =
        problems.isEmpty ? template.problems(shape: shape, parts: parts, needed: parts) : []
      diagnostics += problems + names
      return problems.isEmpty && names.isEmpty ? template : nil
    }
    for source in files {
      switch source.name.split(separator: "/").last.map(String.init) ?? "" {
      case "page.html": set.page = take(source, PageFrame.shape, parts: PageFrame.parts)
      case "banner.html": set.banner = take(source, PageFrame.shape)
      case "footer.html": set.footer = take(source, PageFrame.shape)
      case "style.css":
        let text = String(validating: source.bytes, as: UTF8.self)
        if let text, !text.lowercased().contains("</style") {
          set.style = text
        } else {
          diagnostics.append(
            problem(
              source, zh: "不是 UTF-8 之樣式表，或含有 </style",
              en: "is no style sheet in UTF-8, or holds </style"))
        }
      case "letter.odt":
        let (letter, problems) = LetterTemplate.read(source)
        set.letter = letter
        diagnostics += problems
      case let name:
        let near = nearest(to: name, in: fileNames)
        diagnostics.append(
          problem(
            source, zh: "不是範本的檔名",
            en: "is the name of no template",
            help: near.map { LocalizedText(zh: "是否指 \($0)？", en: "did you mean '\($0)'?") }
              ?? LocalizedText(
                zh: "可用：\(fileNames.joined(separator: "、"))",
                en: "there are: \(fileNames.joined(separator: ", "))")))
      }
    }
    return (set, diagnostics)
  }

  /// The program's own templates as files, to start from.
  public static func defaults(_ language: Language) throws -> [(name: String, bytes: [UInt8])] {
    let style = """
      /* \(language == .zhHant ? "接在程式本身的樣式之後" : "Follows the program's own rules of style.") */

      """
    return [
      ("page.html", Array(PageFrame.page.utf8)), ("banner.html", Array(PageFrame.banner.utf8)),
      ("footer.html", Array(PageFrame.footer.utf8)), ("style.css", Array(style.utf8)),
      ("letter.odt", try LetterTemplate.standard(language)),
    ]
  }

  static func problem(
    _ source: SourceText, zh: String, en: String, help: LocalizedText? = nil
  ) -> Diagnostic {
    Diagnostic(
      .templateFile, .error,
      LocalizedText(zh: "範本 \(source.name) \(zh)", en: "the template \(source.name) \(en)"),
      at: .file(source.name), help: help)
  }
}
