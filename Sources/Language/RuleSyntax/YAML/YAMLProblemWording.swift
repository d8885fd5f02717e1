import Diagnostics

/// Words libyaml's problems for people who do not know YAML's grammar.
enum YAMLProblemWording {
  private struct Wording {
    var message: LocalizedText
    var help: LocalizedText?
  }

  static func diagnostic(_ problem: YAMLProblem, _ source: SourceText) -> Diagnostic {
    let offset = min(problem.offset, source.bytes.count)
    let place = SourceSpan(start: offset, end: min(offset + 1, source.bytes.count))
    if let tab = indentingTab(source, offset, problem) {
      return Diagnostic(
        .yamlTab, LocalizedText(zh: "以定位字元（Tab）縮排", en: "a tab is used for indentation"),
        at: .source(source, SourceSpan(start: tab, end: tab + 1)),
        help: LocalizedText(zh: "請改用空白，每層兩格", en: "use spaces, two a level"))
    }
    let wording = wording(problem, source, offset)
    // What is not closed is best shown where it begins.
    let begins = ["found unexpected end of stream", "could not find expected ':'"]
    if begins.contains(problem.text), let start = problem.contextOffset {
      return Diagnostic(
        .yamlSyntax, wording.message,
        at: .source(source, SourceSpan(start: start, end: start + 1)), help: wording.help)
    }
    var diagnostic = Diagnostic(
      .yamlSyntax, wording.message, at: .source(source, place), help: wording.help)
    if let context = problem.contextOffset,
      source.position(ofOffset: context).line != source.position(ofOffset: offset).line
    {
      diagnostic.labels = [
        .init(
          .source(source, SourceSpan(start: context, end: context)),
          LocalizedText(zh: "所在的結構從這裡開始", en: "what it stands in begins here"))
      ]
    }
    return diagnostic
  }

  /// The tab in the white space before the place, if there is one at the start of its line.
  private static func indentingTab(
    _ source: SourceText, _ offset: Int, _ problem: YAMLProblem
  ) -> Int? {
    if offset < source.bytes.count, source.bytes[offset] == 0x09 { return offset }
    var start = source.offset(ofLine: source.position(ofOffset: offset).line)
    while start < source.bytes.count, source.bytes[start] == 0x20 { start += 1 }
    return start < source.bytes.count && source.bytes[start] == 0x09 ? start : nil
  }

  /// What helps against most of them.
  private static let quote = LocalizedText(
    zh: "含有「: 」、「 #」或以 [ { * & ! % @ 等符號開頭的文字請加引號",
    en:
      "put quotes around a text that holds ': ' or ' #' or begins with a sign such as [ { * & ! %"
  )

  private static func wording(_ problem: YAMLProblem, _ source: SourceText, _ offset: Int)
    -> Wording
  {
    switch problem.text {
    case "mapping values are not allowed in this context":
      return Wording(
        message: LocalizedText(zh: "這裡不能有冒號", en: "a colon is not allowed here"),
        help: LocalizedText(
          zh: "檢查前一行的冒號與縮排；含有「: 」的文字請加引號",
          en: "check the colon and the indentation of the line before; quote a text that holds ': '"
        ))
    case "could not find expected ':'":
      return Wording(
        message: LocalizedText(zh: "鍵後面缺少冒號", en: "a key without a colon"),
        help: LocalizedText(
          zh: "鍵後面寫冒號與一個空白，例如 kind: deadline",
          en: "write a colon and a space after the key, as in kind: deadline"))
    case "did not find expected key", "did not find expected '-' indicator":
      return Wording(
        message: LocalizedText(
          zh: "縮排與上一層不一致", en: "the indentation does not match what it belongs to"),
        help: LocalizedText(
          zh: "同一層的鍵要對齊；\(quote.zhHant)", en: "align the keys of one level; \(quote.en)"))
    case "did not find expected ',' or ']'":
      return Wording(
        message: LocalizedText(zh: "清單 [ 沒有逗號或 ]", en: "a list in brackets needs ',' or ']' here"),
        help: quote)
    case "did not find expected ',' or '}'":
      return Wording(
        message: LocalizedText(zh: "對照表 { 沒有逗號或 }", en: "a map in braces needs ',' or '}' here"),
        help: quote)
    case "found unexpected end of stream":
      return Wording(
        message: LocalizedText(zh: "引號沒有結束", en: "a quotation mark is not closed"), help: nil)
    default:
      return otherWording(problem, isAtEnd: offset >= source.bytes.count)
    }
  }

  /// The wording of problems with characters and places, and of all that is left.
  private static func otherWording(_ problem: YAMLProblem, isAtEnd: Bool) -> Wording {
    switch problem.text {
    case "did not find expected alphabetic or numeric character":
      return Wording(
        message: LocalizedText(
          zh: "& 與 * 在 YAML 另有意義", en: "'&' and '*' have a meaning of their own in YAML"),
        help: quote)
    case "found character that cannot start any token":
      return Wording(
        message: LocalizedText(zh: "文字不能以此字元開頭", en: "a text cannot begin with this character"),
        help: quote)
    case "block sequence entries are not allowed in this context":
      return Wording(
        message: LocalizedText(zh: "這裡不能有清單項目「- 」", en: "a list item '- ' is not allowed here"),
        help: quote)
    case _ where isAtEnd:
      return Wording(
        message: LocalizedText(zh: "檔案未完即結束", en: "the file ends in the middle of something"),
        help: nil)
    default:
      return Wording(
        message: LocalizedText(
          zh: "不符合 YAML 語法（\(problem.text)）", en: "not valid YAML: \(problem.text)"), help: quote)
    }
  }
}
